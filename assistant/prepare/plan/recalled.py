"""What was asked in real interviews and did not go well, as sessions: one soon, and of what went badly a later one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.preparation import Line, Recalled, Target
from assistant.prepare.plan.needs import Need, first_line
from assistant.prepare.plan.tasks import Task, cut, session, sized

# Where the sessions stand between the start and the interview, and how many questions are taken up.
_SOON, _LATER, _MOST = 0.2, 0.7, 6


def recalled(
    asked: Sequence[Recalled], targets: Sequence[Target], needs: Sequence[Need], scale: float = 1.0
) -> list[Task]:
    """The sessions for `asked` (the worst first): for the role that it was asked for, or one that asks for its topic.
    Each cites a line of that role's posting. What concerns none of the roles is left out."""
    found = [(one, place) for one in asked if (place := _place(one, targets, needs))][:_MOST]
    turns = [(one, place, 0) for one, place in found]
    turns += [(one, place, 1) for one, place in found if one.went == "badly"]
    return [_session(one, *place, turn, scale) for one, place, turn in turns]


def recalled_key(question: str, turn: int = 0) -> str:
    """The key of a question's session."""
    return f"asked#{question}#{turn}"


def _place(one: Recalled, targets: Sequence[Target], needs: Sequence[Need]) -> tuple[Target, Line] | None:
    lines = [line for need in needs if need.topic == one.topic for line in need.lines]
    own = sorted(targets, key=lambda t: t.role.id != one.role)
    for target in own:
        if line := next((line for line in lines if line.role == target.role.id), None):
            return target, line
    first = own[0]
    return (first, first_line(first.role, first.text)) if first.role.id == one.role else None


def _session(one: Recalled, target: Target, line: Line, turn: int, scale: float) -> Task:
    said = session("recalled")
    points = " ".join(f"{n}) {point.rstrip('.')}." for n, point in enumerate(one.points, 1))
    return Task(
        "practice", sized(15 if turn else 25, min(1.0, scale)), _LATER if turn else _SOON, target.interview,
        said["what"].format(question=cut(one.question)), said["how"][turn].format(went=one.went, points=points),
        line, recalled_key(one.key, turn), topic=one.topic, stage=one.stage, role=target.role.id, turn=turn,
    )  # fmt: skip
