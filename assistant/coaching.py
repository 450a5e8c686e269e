"""A chat model as interviewer and judge. What it says is checked by code: quotes must be the candidate's own words, new
questions must test a line of the posting and state nothing about the job that it does not.

It never decides a floor, and what fails a check falls back to what the rules say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.answer.failures import failure_of
from assistant.answer.untrusted import neutral, new_fence
from assistant.errors import InvalidSetting, ModelError
from assistant.prepare.feedback.advice import advice, score_of, study
from assistant.prepare.feedback.floors import given_texts
from assistant.prepare.feedback.statements import Statement, statements
from assistant.prepare.feedback.story import parts_of
from assistant.prepare.questions.fresh import Draft, accepted
from assistant.prompts import Prompt, load_prompt
from assistant.reading.orders import speaks_to_machines
from assistant.settings import Settings
from assistant.training import Feedback, Judged, Question, QuestionSet, Stage, Verdict

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from pydantic import BaseModel

    from assistant.prepare.feedback.meaning import Meaning
    from assistant.prepare.questions.targets import Target

ENGINE = "llm"
_CREDIT: dict[Verdict, float] = {"covered": 1.0, "partly": 0.5, "missing": 0.0}
_LONGEST_ANSWER = 6_000
_SHORTEST_QUOTE = 3
# Tokens. Seven points with quote and reason take some 700; small models go on and on inside the JSON otherwise.
_LONGEST_REPLY = 2_000
_LEVELS = {1: "entry", 2: "experienced", 3: "senior"}


class Coach:
    """A chat model with its prompts. `judge` and `invent` raise ModelError where it gives nothing that can be used."""

    def __init__(self, model: BaseChatModel, judging: Prompt, inventing: Prompt) -> None:
        self._model = model
        self._judging = judging
        self._inventing = inventing

    def judge(self, question: Question, answer: str, plain: Feedback) -> Feedback:
        """The answer as the model judges it. `plain` is the feedback by rules, which stands for every point that the
        model leaves out or cannot prove by the candidate's words; an answer that is not scored is not shown to it."""
        if plain.floor is not None:
            return plain
        own = [s for s in statements(answer, given_texts(question)) if s.own]
        fence = new_fence()
        points = "\n".join(f"{n}. {judged.point.point}" for n, judged in enumerate(plain.points, 1))
        shown = neutral(" ".join(s.text for s in own)[:_LONGEST_ANSWER], fence)
        filled = self._judging.fill(fence=fence, question=question.asked, points=points, answer=shown)
        reply = self._asked(filled, _verdicts())
        said = {v.n: v for v in reply.verdicts}
        checked = [_checked(judged, said.get(n), own) for n, judged in enumerate(plain.points, 1)]
        if not any(ok for _, ok in checked):
            raise ModelError("the chat model judged no point by the candidate's own words")
        points_now = tuple(judged for judged, _ in checked)
        parts = parts_of(question, own, points_now)
        return replace(
            plain,
            points=points_now,
            score=score_of(points_now),
            parts=parts,
            advice=advice(points_now, parts),
            study=study(question, points_now),
            engine=ENGINE,
        )

    def invent(
        self, found: QuestionSet, targets: Sequence[Target], stage: Stage, level: int, count: int, meaning: Meaning
    ) -> list[Question]:
        """New questions of a stage for lines of the posting, none of them like one of `found`."""
        fence = new_fence()
        lines = [t for t in targets if not t.credential and not speaks_to_machines(t.line.quote)]
        numbered = "\n".join(f"{n}. {neutral(' '.join(t.line.quote.split()), fence)}" for n, t in enumerate(lines, 1))
        same = [q.question for q in found.questions if q.stage is stage]
        filled = self._inventing.fill(
            fence=fence,
            count=str(count),
            stage=stage.value,
            level=_LEVELS[level],
            lines=numbered,
            asked="\n".join(f"- {text}" for text in same) or "- nothing yet",
        )
        reply = self._asked(filled, _written())
        drafts = [
            Draft(q.line, q.question, [(p.point, p.weight) for p in q.rubric], q.hint) for q in reply.questions[:count]
        ]
        return accepted(drafts, lines, stage, level, [q.question for q in found.questions], meaning)

    def _asked(self, filled: tuple[str, str], schema: type[BaseModel]) -> Any:
        system, user = filled
        model = self._model.with_structured_output(schema, method="json_schema")
        try:
            reply = model.invoke([("system", system), ("user", user)])
        except Exception as error:  # each provider has exceptions of its own, and LangChain lets them through
            # The cause is left out: its words may hold the key or the candidate's answer, and end in a log.
            raise ModelError(failure_of(error).why) from None
        if reply is None:
            raise ModelError("the chat model's server sent a reply that cannot be read")
        return reply


def _checked(plain: Judged, said: Any, own: Sequence[Statement]) -> tuple[Judged, bool]:
    """The point by the model's verdict, and whether that holds; else by the rules'."""
    if said is None:
        return plain, False
    reason = " ".join(said.reason.split())[:300]
    if said.verdict == "missing":
        return replace(plain, verdict="missing", credit=0.0, evidence="", reason=reason), True
    quote = own_words(said.quote, own)
    if quote is None:
        return plain, False
    return replace(plain, verdict=said.verdict, credit=_CREDIT[said.verdict], evidence=quote, reason=reason), True


def own_words(quote: str, own: Sequence[Statement]) -> str | None:
    """The candidate's words that a quote repeats, as the candidate spelled them; None where it is not theirs."""
    words = re.findall(r"\w+", quote)
    if len(words) < _SHORTEST_QUOTE:
        return None
    pattern = re.compile(r"\W+".join(re.escape(word) for word in words), re.IGNORECASE)
    text = " ".join(statement.text for statement in own)
    match = pattern.search(text)
    return match.group() if match else None


# No longest lengths in these schemas: local servers turn them into grammars that take minutes for a word.
def _verdicts() -> type[BaseModel]:
    from typing import Literal

    from pydantic import BaseModel

    class PointVerdict(BaseModel):
        """What the answer makes of one point."""

        n: int
        verdict: Literal["covered", "partly", "missing"]
        quote: str
        reason: str

    class Verdicts(BaseModel):
        """The verdicts on all points."""

        verdicts: list[PointVerdict]

    return Verdicts


def _written() -> type[BaseModel]:
    from pydantic import BaseModel

    class RubricPoint(BaseModel):
        """What a good answer says."""

        point: str
        weight: int

    class WrittenQuestion(BaseModel):
        """A question for one line of the posting."""

        line: int
        question: str
        rubric: list[RubricPoint]
        hint: str

    class Written(BaseModel):
        """New questions."""

        questions: list[WrittenQuestion]

    return Written


def coach_of(settings: Settings) -> Coach | str:
    """The chat model that the settings name, ready to coach, or a sentence why there is none."""
    from assistant.models import chat_model, model_name

    name = model_name(settings.model)
    if name is None:
        return (
            "no chat model is set, so the rules judged; set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own"
        )
    try:
        model = chat_model(name, seconds=settings.model_seconds, retries=1, answer_tokens=_LONGEST_REPLY)
        return Coach(model, load_prompt("feedback"), load_prompt("questions"))
    except InvalidSetting as error:
        return f"{error}; the rules judged"
