"""A chat model words the sessions of a plan for the role and the candidate. It decides nothing.

Topics, minutes, dates, ids and cited lines stay the planner's; only what a session says to do is rewritten, and each
rewriting is checked by code. What fails the check keeps the planner's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.answer.failures import failure_of
from assistant.answer.untrusted import neutral, new_fence
from assistant.errors import InvalidSetting
from assistant.index.analysis import FUNCTION_WORDS, words
from assistant.preparation import Item, Plan, Resume
from assistant.prepare.guides import guide
from assistant.prompts import Prompt, load_prompt
from assistant.reading.orders import speaks_to_machines
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from pydantic import BaseModel

PROMPT = "plan"
# Sessions in one request, and in one plan: what is further off is worded when the plan is made anew.
_AT_ONCE, _MOST = 8, 40
_SHORTEST, _LONGEST = 40, 700
# So many words of content must be the session's own, one of them its subject's.
_SHARED = 3
_KINDS = ("study", "practice", "story", "mock")
_RESUME_CHARACTERS = 2_500
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FORBIDDEN = re.compile(r"https?://|www\.|@\w+\.\w|\[(?:email|phone|link|address|name)\]|<[a-z/!]", re.IGNORECASE)


class Tailor:
    """A chat model with the prompt that it is given. Calling it gives the plan as worded by the model.

    Where the model gives nothing that can be used, the plan is as it was and its `degraded` says why.
    """

    def __init__(self, model: BaseChatModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt

    def __call__(self, plan: Plan, resume: Resume | None) -> Plan:
        open_items = [i for i in plan.items if i.kind in _KINDS and i.state == "open"][:_MOST]
        worded: dict[str, str] = {}
        for at in range(0, len(open_items), _AT_ONCE):
            some = open_items[at : at + _AT_ONCE]
            try:
                worded.update(_accepted(some, self._asked(some, resume)))
            except Exception as error:  # each provider has exceptions of its own, and LangChain lets them through
                return replace(
                    _with(plan, worded), degraded=f"{failure_of(error).why}, so the plan is in our plain words"
                )
        if not worded and open_items:
            return replace(
                plan, degraded="nothing that the chat model wrote passed the check; the plan is in our plain words"
            )
        return _with(plan, worded)

    def _asked(self, items: Sequence[Item], resume: Resume | None) -> list[tuple[str, str]]:
        from assistant.prepare.resume import masked

        fence = new_fence()
        system, user = self._prompt.fill(
            fence=fence,
            sessions=json.dumps([_session(item, fence) for item in items], ensure_ascii=False, indent=1),
            resume=neutral(masked(resume)[:_RESUME_CHARACTERS], fence) if resume else "none was given",
        )
        model = self._model.with_structured_output(_schema(), method="json_schema")
        reply: Any = model.invoke([("system", system), ("user", user)])
        return [(s.id, s.how) for s in reply.sessions]


def _session(item: Item, fence: str) -> dict[str, object]:
    quote = "" if speaks_to_machines(item.why.quote) else neutral(item.why.quote, fence)
    return {"id": item.id, "minutes": item.minutes, "title": item.what, "requirement": quote, "now": item.how}


def _schema() -> type[BaseModel]:
    from pydantic import BaseModel, Field

    class Session(BaseModel):
        """One session, by its id."""

        id: str
        how: str = Field(max_length=2 * _LONGEST)

    class Sessions(BaseModel):
        """The sessions, reworded."""

        sessions: list[Session]

    return Sessions


def _accepted(items: Sequence[Item], written: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    by_id = {item.id: item for item in items}
    for item_id, how in written:
        item = by_id.get(item_id)
        if item and fits(item, how):
            yield item_id, " ".join(how.split())


def fits(item: Item, how: str) -> bool:
    """Whether words of a model may stand in for the session's own: of fair length, on its topic, without an address,
    and without a number that neither the session, its requirement nor its topic's guide has."""
    said = " ".join(how.split())
    if not _SHORTEST <= len(said) <= _LONGEST or _FORBIDDEN.search(said) or speaks_to_machines(said):
        return False
    g = guide(item.topic) if item.topic else None
    subject = " ".join([g.name, *g.subtopics]) if g else item.what
    known = " ".join([subject, item.what, item.how, item.why.quote, *(g.practice if g else ())])
    numbers = set(_NUMBER.findall(said)) - set(_NUMBER.findall(known)) - {str(item.minutes)}
    shared = _content(said) & _content(known)
    return not numbers and len(shared) >= _SHARED and bool(shared & _content(subject))


def _content(text: str) -> set[str]:
    """The stems that carry content."""
    return {w for w in words(text) if w not in FUNCTION_WORDS and len(w) > 3}


def _with(plan: Plan, worded: dict[str, str]) -> Plan:
    items = tuple(replace(i, how=worded[i.id], tailored=True) if i.id in worded else i for i in plan.items)
    return replace(plan, items=items)


def tailor_of(settings: Settings) -> Tailor | str:
    """The chat model that the settings name, ready to word plans, or a sentence why there is none."""
    from assistant.models import chat_model, model_name

    name = model_name(settings.model)
    if name is None:
        return (
            "no chat model is set, so the plan is in our plain words; set OPENAI_API_KEY, or OPENAI_BASE_URL for a "
            "server of your own"
        )
    try:
        return Tailor(chat_model(name, seconds=settings.model_seconds, retries=1), load_prompt(PROMPT))
    except InvalidSetting as error:
        return f"{error}; the plan is in our plain words"
