"""Citation recall: the share of what ought to be cited that is."""

from __future__ import annotations

from assistant.evals.checks import check
from assistant.evals.metrics.base import Metric, ratio, undefined
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """The turn's `cites` checks that some citation's source text satisfies, over all of them. Not defined without any:
    how many claims carry a citation that supports them is `groundedness`."""
    wanted = [one for one in turn.checks if one.type == "cites" and not one.negated]
    if not wanted:
        return undefined("no check says what should be cited")
    verdicts = [check(one, turn, seen, system) for one in wanted]
    found = sum(verdict.passed is True for verdict in verdicts)
    missed = next((v.reason for v in verdicts if not v.passed), "")
    said = f"{found} of {len(wanted)} passages that should be cited are"
    return ratio(found, len(wanted), f"{said}; {missed}" if missed else said)


METRIC = Metric("citation_recall", "Citation recall", "share", "higher", "mean", measure)
