"""Cross-role leakage: the share of citations that are of another role than the one asked about."""

from __future__ import annotations

from assistant.evals.checks.cites import cited_roles
from assistant.evals.metrics.base import Metric, ratio, undefined
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """Citations of roles that neither the turn's `cites-role` nor the roles to which the question was narrowed name,
    over all citations; where both are given, both must allow a role. Not defined where neither is, or nothing is
    cited."""
    named = [frozenset(cited_roles(c.value)) for c in turn.checks if c.type == "cites-role" and not c.negated]
    allowed = [frozenset(seen.roles)] if seen.roles else []
    allowed += [frozenset[str]().union(*named)] if named else []
    if not allowed:
        return undefined("no check says which roles may be cited")
    cited = [citation.role for citation in seen.answer.citations]
    if not cited:
        return undefined("nothing is cited")
    others = [role for role in cited if not all(role in roles for roles in allowed)]
    said = f"{len(others)} of {len(cited)} citations are of other roles"
    return ratio(len(others), len(cited), f"{said}: {', '.join(dict.fromkeys(others))}" if others else said)


METRIC = Metric("leakage", "Cross-role leakage", "share", "lower", "mean", measure)
