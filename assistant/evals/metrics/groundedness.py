"""Groundedness: the share of an answer's claims that their citations support."""

from __future__ import annotations

from assistant.answer.support import Support, supported
from assistant.evals.faults import shortened
from assistant.evals.metrics.base import Metric, ratio, undefined
from assistant.evals.metrics.sources import Sourced, quotes_of, sourced_claims
from assistant.evals.model import Measure, Seen, System, Turn

_SHOWN = 3


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """Supported claims over claims that assert something (`assistant.answer.support`); a claim without a citation is
    unsupported. Not defined where nothing is asserted, as in an abstention or a mere list of roles."""
    asserting = [one for one in sourced_claims(seen.answer) if one.asserts]
    if not asserting:
        return undefined("nothing is asserted")
    found = [(one, supported(one.claim, quotes_of(one.citations, system), one.names)) for one in asserting]
    failing = [_why(one, support) for one, support in found if not support.holds]
    said = f"{len(found) - len(failing)} of {len(found)} claims are supported by what they cite"
    if failing:
        said += "; not: " + "; ".join(failing[:_SHOWN]) + ("; …" if len(failing) > _SHOWN else "")
    return ratio(len(found) - len(failing), len(found), said)


def _why(one: Sourced, support: Support) -> str:
    if not one.citations:
        reason = "it cites nothing"
    elif one.claim.kind == "quotation":
        reason = "these words do not stand there"
    elif support.missing:
        reason = "not there: " + ", ".join(shortened(word, 40) for word in support.missing)
    else:
        reason = f"only {support.share:.0%} of its words stand there"
    return f"“{shortened(one.claim.text)}” ({reason})"


METRIC = Metric("groundedness", "Groundedness", "share", "higher", "mean", measure)
