"""`grounded`: the share of the answer's claims that their citations support, as the metric of that name measures it."""

from __future__ import annotations

from assistant.evals.checks import values
from assistant.evals.checks.kind import SHARE, Kind, Subject, measured, told
from assistant.evals.model import Verdict


def _grounded(subject: Subject) -> Verdict:
    """An abstention claims nothing: right where one was expected, so that `grounded` can stand under defaultTest."""
    from assistant.evals.metrics import METRICS

    if subject.answer.status == "abstained":
        expected = any(check.type == "abstains" and not check.negated for check in subject.turn.checks)
        what = "as it should" if expected else "instead of making claims"
        return told(expected, f"the product abstained {what}, so there is nothing to support")
    metric = next(metric for metric in METRICS if metric.name == "groundedness")
    measure = metric.measure(subject.turn, subject.seen, subject.system)
    if measure.value is None:
        return Verdict(None, None, measure.reason)
    return measured(measure.value, subject.threshold, measure.reason)


KINDS = {"grounded": Kind(_grounded, values.nothing, SHARE)}
