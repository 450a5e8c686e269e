"""Answer correctness: how much of what the answer ought to say it says."""

from __future__ import annotations

from assistant.evals.checks import check
from assistant.evals.metrics.base import Metric, undefined
from assistant.evals.metrics.expectation import content_checks, expected
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """The mean score of the turn's checks of content (`facts`: the share of its groups; `rounds`, `contains`, `regex` …
    and their `not-`: 1 or 0). 0 where the product abstained though an answer is expected; not defined where an
    abstention is, which `abstention_recall` counts."""
    if expected(turn) == "abstention":
        return undefined("an abstention is expected")
    content = content_checks(turn)
    if not content:
        return undefined("no check says what the answer should say")
    if seen.answer.status == "abstained":
        return Measure(0.0, "the product abstained")
    verdicts = [check(one, turn, seen, system) for one in content]
    scores = [verdict.score for verdict in verdicts if verdict.score is not None]
    if not scores:
        return undefined("no check of the content came to a score")
    value = sum(scores) / len(scores)
    wrong = next((v.reason for v in verdicts if v.score is not None and v.score < 1), None)
    return Measure(value, wrong or "the answer says all that it should")


METRIC = Metric("correctness", "Answer correctness", "share", "higher", "mean", measure)
