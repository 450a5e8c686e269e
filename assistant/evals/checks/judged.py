"""`judge`: a chat model says whether the answer meets a criterion. Without one the check stays open."""

from __future__ import annotations

from assistant.evals.checks import values
from assistant.evals.checks.kind import SHARE, Kind, Subject
from assistant.evals.judge import judge_prompt, judged
from assistant.evals.model import Verdict


def _judge(subject: Subject) -> Verdict:
    prompt = judge_prompt(str(subject.check.value), subject.turn.question, subject.answer)
    return judged(subject.judge, prompt, subject.threshold)


KINDS = {"judge": Kind(_judge, values.text, SHARE)}
