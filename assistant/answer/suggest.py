"""Questions that go on from an answer: what else the role states, and how it compares. Pure; phrases are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from assistant.answer.phrases import spoken
from assistant.answer.stated import statements
from assistant.domain import Answer, Role
from assistant.knowledge import load

MOST = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KINDS = ("must", "nice")


@cache
def _phrases() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = load("suggestions")
    return table


def suggestions(
    answer: Answer, roles: Sequence[Role], text_of: Callable[[str], str], asked: Sequence[str] = ()
) -> list[str]:
    """At most four questions that the postings of `roles` answer, and that were not `asked` yet.

    `roles` are those that the answer is about, the most important first; `text_of` gives a posting's text by its id.
    With one role: what else it states. With several: how the first two compare, then what the first one states.
    """
    if not roles:
        return []
    phrases = _phrases()["zh" if _HAN.search(answer.question) else "en"]
    first = roles[0]
    found = [phrases["compare"].format(one=spoken(first), other=spoken(roles[1]))] if len(roles) > 1 else []
    said = _answered(answer, first)
    found += [
        text.format(role=spoken(first))
        for name, text in phrases.items()
        if name != "compare" and name not in said and _states(first, name, text_of(first.posting_id))
    ]
    known = {_plain(question) for question in (*asked, answer.question)}
    return [question for question in found if _plain(question) not in known][:MOST]


def _states(role: Role, name: str, text: str) -> bool:
    if name in _KINDS:
        return any(requirement.kind == name for requirement in role.requirements)
    if name == "interview_process" and role.process:
        return True
    return bool(role.stated(name)) and bool(statements(role, name, text))


def _answered(answer: Answer, role: Role) -> set[str]:
    """What of the role the answer cites: fact names and kinds of requirements."""
    cited = [(c.start, c.end) for c in answer.citations if c.role == role.id]
    items = [(fact.name, fact.span) for fact in role.facts]
    items += [("interview_process", step.span) for step in role.process]
    items += [(requirement.kind, requirement.span) for requirement in role.requirements]
    return {name for name, span in items if any(start < span.end and span.start < end for start, end in cited)}


def _plain(question: str) -> str:
    return re.sub(r"\W+", " ", question).strip().casefold()
