"""The interview rounds to practise for: those that the posting states, else those usual for such a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Requirement, Round
from assistant.knowledge import load
from assistant.preparation import Line, Target
from assistant.prepare.gap import line_of
from assistant.prepare.gap.skills import is_soft
from assistant.reading.topics import topic
from assistant.reading.typed import degree_of

# When in the plan a stage is first practised, from 0 (the start) to 1 (the interview).
_AT = {
    "application": 0.1, "screening": 0.35, "coding": 0.45, "take-home": 0.5, "project": 0.55, "theory": 0.6,
    "design": 0.65, "behavioural": 0.7,
}  # fmt: skip
_TECHNICAL = frozenset({"languages", "software", "web", "data", "ml", "genai", "systems", "infrastructure", "security"})
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Stage:
    """A round to practise: its stage of the question bank, what the sessions do in turn, the line that it rests on.
    `note` says where the posting does not state it; `brief` is what a short first session does;
    `also` are the lines of further rounds of that stage."""

    stage: str
    title: str
    courses: tuple[str, ...]
    at: float
    line: Line
    minutes: int | None = None
    note: str = ""
    brief: str | None = None
    also: tuple[Line, ...] = ()


def stages(target: Target, heaviest: Line) -> list[Stage]:
    """The rounds to practise for, in the order in which they are held; those of one stage
    together. One that the posting does not
    state rests on a line that it would test, else on the `heaviest`."""
    found = _stated(target) if target.role.process else _usual(target, heaviest)
    out: dict[str, Stage] = {}
    for stage in found:
        first = out.setdefault(stage.stage, stage)
        if first is not stage:
            out[stage.stage] = replace(first, also=(*first.also, stage.line))
    return list(out.values())


def _stated(target: Target) -> Iterator[Stage]:
    for step in target.role.process:
        stage = _stage_of(step)
        said = load("practice")["stages"][stage]
        name = " ".join(step.name.strip(" |–-•").split())
        title = f"{said['what']}: {name}" if name and len(name) <= _LONGEST_NAME else said["what"]
        line = line_of(target.role, target.text, step.span, "round")
        yield Stage(stage, title, tuple(said["how"]), _AT[stage], line, step.minutes, brief=said.get("brief"))


def _stage_of(step: Round) -> str:
    formats: dict[str, str] = load("practice")["formats"]
    return formats.get(step.format or "none", "screening")


def _usual(target: Target, heaviest: Line) -> Iterator[Stage]:
    known = load("practice")
    technical = any(_area(t) in _TECHNICAL for r in target.role.requirements for t in r.topics)
    for stage in known["usual"]["technical" if technical else "other"]:
        said = known["stages"][stage]
        yield Stage(
            stage,
            said["what"],
            tuple(said["how"]),
            _AT[stage],
            _tested(target, stage) or heaviest,
            note=known["unstated"] + " ",
            brief=said.get("brief"),
        )


def _tested(target: Target, stage: str) -> Line | None:
    """The first line that such a round tests: of code or of people; None where it tests no certain one."""
    fits = {"coding": _is_code, "behavioural": _is_people}.get(stage)
    if fits:
        # A degree names fields, and "computer science" is no code.
        for requirement in sorted(target.role.requirements, key=lambda r: (r.kind != "must", r.span.start)):
            if fits(requirement) and not degree_of(requirement.span.of(target.text)):
                return line_of(target.role, target.text, requirement.span, requirement.kind)
    return None


def _is_code(requirement: Requirement) -> bool:
    return any(_area(t) in ("languages", "software") for t in requirement.topics)


def _is_people(requirement: Requirement) -> bool:
    return any(is_soft(t) for t in requirement.topics)


def _area(topic_id: str) -> str:
    try:
        return topic(topic_id).area
    except KeyError:
        return ""
