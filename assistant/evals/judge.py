"""A chat model as a judge: the prompt it is given, and the verdict that is read from its reply.

The judged text comes from postings and models, so it is data: it is fenced by markers that carry a hash of it, which it
cannot contain. A reply that is no verdict is "unscored"; no score is guessed from words.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Protocol

from assistant.domain import Answer
from assistant.errors import ModelError, ModelUnavailable
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict
from assistant.prompts import Prompt, load_prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROMPT = "judge"
NO_JUDGE = "not judged, for want of a chat model: set OPENAI_API_KEY or OPENAI_BASE_URL"

_FENCED = re.compile(r"\s*```(?:json)?[ \t]*\n(.*?)\n?[ \t]*```\s*", re.DOTALL | re.IGNORECASE)
# Scores are added up from floats; a judge's 0.7 against a threshold of 0.7 passes.
_ROUNDING = 1e-9


class Judge(Protocol):
    """Says what it thinks of a text, as text."""

    def __call__(self, prompt: str) -> str:
        """The reply to `prompt`. Raises ModelError where there is none."""
        ...


def judge_prompt(criterion: str, question: str, answer: Answer, prompt: Prompt | None = None) -> str:
    """What the judge is asked: whether `answer` meets `criterion`. The same input gives the same prompt."""
    judged = (("criterion", criterion), ("question", question), ("answer", answer.text), ("status", answer.status))
    mark = hashlib.sha256(json.dumps(judged, ensure_ascii=True).encode()).hexdigest()[:16]
    parts = {name: f"<{name} {mark}>\n{text}\n</{name} {mark}>" for name, text in judged}
    return "\n\n".join((prompt or load_prompt(PROMPT)).fill(mark=mark, **parts))


def judged(judge: Judge | None, prompt: str, threshold: float) -> Verdict:
    """The judge's verdict: passed from a score of `threshold` on. Without a judge, or where its reply cannot be had or
    read, the verdict is open: neither passed nor failed, and without a score."""
    if judge is None:
        return Verdict(None, None, NO_JUDGE)
    try:
        score, reason = read_verdict(judge(prompt))
    except ModelError as error:
        return Verdict(None, None, f"not judged: {error}")
    except ValueError as error:
        return Verdict(None, None, f"the judge's reply is no verdict: {error}")
    return Verdict(score >= threshold - _ROUNDING, score, f"the judge gives {score:g}: {reason}")


def read_verdict(reply: str) -> tuple[float, str]:
    """Score in [0, 1] and reason of a reply `{"score": …, "reason": "…"}`, alone or in a code fence.

    Raises ValueError, saying what is wrong with it, for anything else.
    """
    fence = _FENCED.fullmatch(reply)
    try:
        verdict = json.loads(fence.group(1) if fence else reply)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {shortened(reply)!r}") from error
    if not isinstance(verdict, dict) or "score" not in verdict or "reason" not in verdict:
        raise ValueError(f"not an object with score and reason: {shortened(reply)!r}")
    score, reason = verdict["score"], verdict["reason"]
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise ValueError(f"its score is {shortened(json.dumps(score))}, not a number from 0 to 1")
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError("it gives no reason")
    return float(score), shortened(reason, 500)


def chat_judge(model: BaseChatModel) -> Judge:
    """The chat model as a judge. Whatever the model's own library raises becomes a ModelError."""

    def judge(prompt: str) -> str:
        try:
            reply = model.invoke(prompt)
        except Exception as error:  # each provider has exceptions of its own, and LangChain lets them through
            said = shortened(f"{type(error).__name__}: {error}", 200)
            raise ModelUnavailable(f"the judge gave no reply ({said}); check its key, server and limits") from error
        return str(reply.text)

    return judge
