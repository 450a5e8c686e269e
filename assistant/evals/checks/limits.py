"""`latency` and `cost`: what an answer may take at most; as in promptfoo the threshold itself is still good."""

from __future__ import annotations

import math

from assistant.domain import Answer
from assistant.evals.checks import values
from assistant.evals.checks.kind import Kind, Subject, Threshold, told
from assistant.evals.model import Verdict


def cost_of(answer: Answer) -> float | None:
    """What the answer cost, in USD; None where that is not known. Where no chat model was asked it cost nothing."""
    if answer.usage is not None:
        return answer.usage.cost
    return 0.0 if answer.engine == "extractive" else None


def _latency(subject: Subject) -> Verdict:
    took = subject.answer.seconds * 1000
    return told(took <= subject.threshold, f"the answer took {took:.3g} ms, the limit is {subject.threshold:g} ms")


def _cost(subject: Subject) -> Verdict:
    cost = cost_of(subject.answer)
    if cost is None:
        return Verdict(None, None, f"what the {subject.answer.engine!r} engine's answer cost is not known")
    return told(cost <= subject.threshold, f"the answer cost {cost:g} USD, the limit is {subject.threshold:g} USD")


KINDS = {
    "latency": Kind(_latency, values.nothing, Threshold(0, math.inf, "milliseconds")),
    "cost": Kind(_cost, values.nothing, Threshold(0, math.inf, "USD", at_low=True)),
}
