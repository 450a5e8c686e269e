"""The rounds that a role's questions are for: those that the posting states, or else the usual ones of such a role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.domain import Posting, Role, Round
from assistant.errors import UsageError
from assistant.knowledge import load
from assistant.prepare.questions.targets import Target
from assistant.reading.topics import topic
from assistant.training import Stage, Step


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds with the share of the questions that each gets, and a sentence that says where they are from."""

    steps: tuple[Step, ...]
    shares: tuple[float, ...]
    stated: bool
    note: str


def rounds(role: Role, posting: Posting, found: Sequence[Target]) -> Rounds:
    """The stated rounds in which questions are asked; where none are stated, the usual ones, which the note says.

    The last step is the candidate's own questions, stages "asking".
    """
    stated = [
        Step(r.order, _short(r.name), stages, True, r.minutes, r.span.of(posting.text))
        for r in role.process
        if (stages := stages_of(r))
    ]
    if stated:
        note = "The rounds are those that the posting states."
        return _closed(stated, [1.0] * len(stated), True, note)
    kind = family(found)
    usual = _content()["usual"][kind]
    steps = [Step(n, u["name"], _stages(u["stages"]), False) for n, u in enumerate(usual, 1)]
    note = "The posting does not state its interview rounds; these are the usual ones for such a role."
    return _closed(steps, [float(u["share"]) for u in usual], False, note)


def stages_of(step: Round) -> tuple[Stage, ...]:
    """What a stated round is there to find out; nothing where no question is asked in it."""
    said = f"{step.name} {step.detail or ''}"
    content = _content()
    if step.format is None and re.search(content["unasked"], said, re.IGNORECASE):
        return ()
    for pattern, stages in content["names"]:
        if re.search(pattern, step.name, re.IGNORECASE):
            return _stages(stages)
    return _stages(content["formats"].get(step.format, content["any"]))


def family(found: Sequence[Target]) -> str:
    """The family of roles that most of a role's topics belong to; "general" where they belong to none."""
    of_area = {area: name for name, areas in _content()["families"].items() for area in areas}
    votes: dict[str, float] = defaultdict(float)
    for target in found:
        for id in target.topics:
            if name := of_area.get(topic(id).area):
                votes[name] += target.weight / len(target.topics)
    if not votes:
        return "general"
    technical = _content()["technical"]
    return max(votes, key=lambda name: (votes[name] * (1.15 if name in technical else 1.0), name))


def levels_of(role: Role) -> tuple[int, ...]:
    """The difficulties that fit the role's seniority, the best first."""
    rules = _content()["seniority"]
    said = " ".join([role.title, *(fact.value for fact in role.stated("seniority"))])
    said = re.sub(rules["neither"], " ", said, flags=re.IGNORECASE)
    years = [r.years for r in role.requirements if r.years is not None and r.kind == "must"]
    years += [fact.years for fact in role.stated("years") if fact.years is not None]
    return tuple(rules["levels"][_seniority(rules, said, min(years, default=None))])


def _seniority(rules: dict[str, Any], said: str, years: float | None) -> str:
    if re.search(rules["entry"], said, re.IGNORECASE):
        return "entry"
    if re.search(rules["senior"], said, re.IGNORECASE) or (years is not None and years >= rules["senior_years"]):
        return "senior"
    return "entry" if years is not None and years <= rules["entry_years"] else "experienced"


def _closed(steps: Sequence[Step], shares: Sequence[float], stated: bool, note: str) -> Rounds:
    last = Step(max(step.order for step in steps) + 1, _content()["asking"], (Stage.ASKING,), False)
    return Rounds((*steps, last), (*shares, 0.0), stated, note)


def _stages(names: Sequence[str]) -> tuple[Stage, ...]:
    return tuple(Stage(name) for name in names)


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= 120 else line[:119] + "…"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = load("interviews")
    return content


def stage_named(name: str | None) -> Stage | None:
    """The stage of that name, None for None. Raises UsageError for a name that there is not."""
    if name is None:
        return None
    try:
        return Stage(name.strip().lower())
    except ValueError:
        known = ", ".join(stage.value for stage in Stage)
        raise UsageError(f"there is no stage {name!r}; choose one of {known}") from None
