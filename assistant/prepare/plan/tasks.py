"""What a plan holds besides study: rounds to practise, stories, mock interviews, reading, the sheet at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from typing import Any

from assistant.knowledge import load
from assistant.preparation import ItemKind, Line, Target
from assistant.prepare.guides import topic_name
from assistant.prepare.plan.needs import Loose, Need, employer_line, first_line
from assistant.prepare.plan.rounds import Stage, stages

_STEP = 5
# How much of the time may go to other things than study, and how much of it to rounds.
MOST_SHARE, _ROUNDS_SHARE = 0.45, 0.22
_TOGETHER = 4
_TITLE = 60
# A shorter session of a round does not have time for all of its course.
_BRIEF = 30


@dataclass(frozen=True, slots=True)
class Task:
    """A session to be placed: how long, and where between the start (0) and the interview (1). `on_eve` ones belong to
    the last day. `key` tells it from others of its kind and topic, role or stage; `turn` counts those that follow each
    other (the first mock interview, the second)."""

    kind: ItemKind
    minutes: int
    at: float
    deadline: date
    what: str
    how: str
    why: Line
    key: str
    topic: str | None = None
    stage: str | None = None
    serves: tuple[Line, ...] = ()
    role: str | None = None
    on_eve: bool = False
    turn: int = 0


def tasks(
    targets: Sequence[Target],
    needs: Sequence[Need],
    loose: Sequence[Loose],
    minutes: int,
    *,
    study: bool,
    first: Sequence[Task] = (),
) -> list[Task]:
    """The sessions besides study, most important first, as many as fit their share of `minutes`; the first, a sheet for
    each interview day, always do. Without anything to `study`, they may take all of the time. `first` are sessions
    that go before all but the sheet and the formal requirements."""
    scale = min(1.3, max(0.4, minutes / (480 * max(1, len(targets)))))
    room = minutes * (MOST_SHARE if study else 1.0)
    out: list[Task] = []
    used = 0
    for task in _wanted(targets, needs, loose, first, minutes, scale):
        if used + task.minutes <= room or task.kind == "cheat-sheet":
            out.append(task)
            used += task.minutes
    return out


def more_practice(targets: Sequence[Target], needs: Sequence[Need]) -> Iterator[Task]:
    """Rounds to practise over and over, for time that there is nothing to study in. Endless; keys are numbered."""
    turns = [
        _practice(t, stage, turn, 0, focus.topics)
        for turn in range(3)
        for t in targets
        for focus in [_focus(t, needs)]
        for stage in stages(t, focus.line)
        if turn < len(stage.courses)
    ]
    for number, task in enumerate(cycle(turns)):
        yield replace(task, key=f"more#{number}")


def sized(base: float, scale: float) -> int:
    """A session's length: the usual one, scaled, in steps of five, at least ten."""
    return max(10, round(base * scale / _STEP) * _STEP)


def _wanted(
    targets: Sequence[Target],
    needs: Sequence[Need],
    loose: Sequence[Loose],
    first: Sequence[Task],
    minutes: int,
    scale: float,
) -> Iterator[Task]:
    foci = {t.role.id: _focus(t, needs) for t in targets}
    yield from _sheets(targets, foci, sized(30, min(1.0, scale)))
    yield from _formal(targets, loose, scale)
    yield from first
    rounds = _rounds(targets, foci, minutes)
    yield from rounds[0]
    yield from _stories(targets, loose, minutes, scale)
    yield from _mocks(targets, foci, scale, first=True)
    yield from (_company(t, foci[t.role.id].employer, scale) for t in targets)
    for later in rounds[1:]:
        yield from later
    if minutes >= 600 * len(targets):
        yield from _mocks(targets, foci, scale, first=False)


@dataclass(frozen=True, slots=True)
class Focus:
    """What sessions on a whole role are about: the names of its heaviest topics, the line that asks for the first of
    them, and the line that says most of the employer."""

    topics: str
    line: Line
    employer: Line


def _focus(target: Target, needs: Sequence[Need]) -> Focus:
    own = [(n, line) for n in needs for line in n.lines[:1] if line.role == target.role.id][:3]
    names = [topic_name(n.topic) for n, _ in own]
    said = ", ".join(names[:-1]) + " and " * (len(names) > 1) + names[-1] if names else "what the posting asks for"
    line = own[0][1] if own else first_line(target.role, target.text)
    return Focus(said, line, employer_line(target.role, target.text))


def session(name: str) -> Mapping[str, Any]:
    """What `knowledge/practice.yaml` says of a session that every preparation has."""
    found: Mapping[str, Any] = load("practice")["sessions"][name]
    return found


def _sheets(targets: Sequence[Target], foci: Mapping[str, Focus], minutes: int) -> Iterator[Task]:
    said = session("cheat-sheet")
    for day in sorted({t.interview for t in targets}):
        first = next(t for t in targets if t.interview == day)
        line = foci[first.role.id].line
        yield Task("cheat-sheet", minutes, 1.0, day, said["what"], said["how"], line, day.isoformat(), on_eve=True)


def _formal(targets: Sequence[Target], loose: Sequence[Loose], scale: float) -> Iterator[Task]:
    said = session("formal")
    for target in targets:
        lines = [entry.line for entry in loose if entry.way == "formal" and entry.line.role == target.role.id]
        if lines:
            length = sized(10 + 5 * min(len(lines), 4), min(1.0, scale))
            yield Task(
                "formal", length, 0.3, target.interview, said["what"], said["how"], lines[0], target.role.id,
                serves=tuple(lines[1:]), role=target.role.id,
            )  # fmt: skip


def _stories(targets: Sequence[Target], loose: Sequence[Loose], minutes: int, scale: float) -> Iterator[Task]:
    """A session for each must-have that is told rather than studied; several in one where time is short."""
    said = session("story")
    for target in targets:
        lines = [entry.line for entry in loose if entry.way == "story" and entry.line.role == target.role.id]
        each = sized(25, scale)
        group = 1 if each * len(lines) <= 0.15 * minutes / len(targets) else _TOGETHER
        groups = [lines[i : i + group] for i in range(0, len(lines), group)]
        for n, some in enumerate(groups):
            what = f"{said['what']}: “{cut(some[0].quote)}”" if len(some) == 1 else f"Prepare {len(some)} short stories"
            length = each if len(some) == 1 else sized(12 * len(some), scale)
            at = 0.25 + 0.5 * (n + 1) / (len(groups) + 1)
            yield Task(
                "story", length, at, target.interview, what, said["how"], some[0], f"{target.role.id}#{n}",
                serves=tuple(some[1:]), role=target.role.id, stage="behavioural",
            )  # fmt: skip


def cut(words: str, longest: int = _TITLE) -> str:
    """Words short enough, for a title as they are, on one line."""
    line = " ".join(words.split()).rstrip(".")
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + " …"


def _rounds(targets: Sequence[Target], foci: Mapping[str, Focus], minutes: int) -> list[list[Task]]:
    """Practice for each round of each role: all of them once, then again as long as their share lasts."""
    passes: list[list[Task]] = []
    left = {t.role.id: _ROUNDS_SHARE * minutes / len(targets) for t in targets}
    for turn in range(3):
        some = []
        for target in targets:
            focus = foci[target.role.id]
            rounds = stages(target, focus.line)
            most = _ROUNDS_SHARE * minutes / len(targets) / len(rounds)
            for stage in rounds:
                length = sized(min(60, max(20, min(stage.minutes or 60, most))), 1.0)
                if turn < len(stage.courses) and (turn == 0 or left[target.role.id] >= length):
                    left[target.role.id] -= length
                    some.append(_practice(target, stage, turn, length, focus.topics))
        passes.append(some)
    return passes


def _practice(target: Target, stage: Stage, turn: int, length: int, topics: str) -> Task:
    course = stage.brief if stage.brief and not turn and 0 < length < _BRIEF else stage.courses[turn]
    how = course.format(minutes=length, topics=topics)
    return Task(
        "practice", length, min(0.92, stage.at + 0.17 * turn), target.interview, stage.title,
        f"{stage.note}{how}", stage.line, f"{target.role.id}#{stage.stage}#{turn}", turn=turn, stage=stage.stage,
        serves=stage.also, role=target.role.id,
    )  # fmt: skip


def _mocks(targets: Sequence[Target], foci: Mapping[str, Focus], scale: float, *, first: bool) -> Iterator[Task]:
    said = session("mock")
    for target in targets:
        focus, turn = foci[target.role.id], 0 if first else 1
        how = said["how"][turn].format(topics=focus.topics)
        yield Task(
            "mock", sized(50, scale), 0.93 if turn else 0.8, target.interview,
            f"{said['what']}: {target.role.name}", how, focus.line, f"{target.role.id}#{turn}",
            role=target.role.id, turn=turn,
        )  # fmt: skip


def _company(target: Target, line: Line, scale: float) -> Task:
    said = session("company")
    what = said["what"].format(company=target.role.company or "the employer")
    return Task(
        "company", sized(30, scale), 0.5, target.interview, what, said["how"][0], line, target.role.id,
        role=target.role.id,
    )  # fmt: skip
