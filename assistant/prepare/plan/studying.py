"""A course cut into sessions along the days, and what each session does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.preparation import Line
from assistant.prepare.guides import Guide, guide
from assistant.prepare.plan.course import Stint
from assistant.prepare.plan.needs import Need
from assistant.prepare.plan.placing import Slot
from assistant.prepare.plan.tasks import cut

# Longer sessions are cut in two, shorter rests go to a neighbour.
LONGEST, SHORTEST = 90, 15
_STEP = 5
# Fewer minutes do no subtopic justice: a short sitting takes the first ones and leaves the rest.
_A_PART = 8
# The longest line of a résumé that is quoted in a session.
_QUOTED = 140


@dataclass(frozen=True, slots=True)
class Sitting:
    """Minutes on one topic on one day. `number` counts the topic's sittings from 0, `of` is how many there are."""

    slot: Slot
    need: Need
    minutes: int
    number: int
    of: int
    deeper: bool


def sittings(course: Sequence[Stint], slots: Sequence[Slot]) -> list[Sitting]:
    """The course along the days: minutes of each day's rest are filled exactly, topics stay in their order."""
    stretches = list(_cut(list(course), slots))
    counts: dict[tuple[str, bool], int] = {}
    for _, stint, _ in stretches:
        key = (stint.need.topic, stint.deeper)
        counts[key] = counts.get(key, 0) + 1
    seen: dict[tuple[str, bool], int] = {}
    out = []
    for slot, stint, minutes in stretches:
        key = (stint.need.topic, stint.deeper)
        out.append(Sitting(slot, stint.need, minutes, seen.get(key, 0), counts[key], stint.deeper))
        seen[key] = seen.get(key, 0) + 1
    return out


def _cut(course: list[Stint], slots: Sequence[Slot]) -> Iterator[tuple[Slot, Stint, int]]:
    left = [stint.minutes for stint in course]
    at = 0
    for slot in slots:
        room = slot.left
        while room > 0 and course:
            last = at == len(course) - 1
            minutes = room if last else min(max(left[at], SHORTEST), room)
            minutes = room if room - minutes < SHORTEST else minutes
            yield from ((slot, course[at], piece) for piece in _pieces(minutes))
            room -= minutes
            _settle(left, at, minutes)
            if left[at] <= 0 and not last:
                at += 1


def _settle(left: list[int], at: int, minutes: int) -> None:
    """Takes the minutes off a topic. What it took beyond its own, the longest of the rest gives; a scrap goes there."""
    left[at] -= minutes
    rest = range(at + 1, len(left))
    if not rest:
        return
    if left[at] < 0 or left[at] < SHORTEST:
        left[max(rest, key=lambda i: (left[i], -i))] += left[at]
        left[at] = 0


def _pieces(minutes: int) -> list[int]:
    count = -(-minutes // LONGEST)
    each = minutes // count // _STEP * _STEP
    return [each] * (count - 1) + [minutes - each * (count - 1)] if count else []


# ---------------------------------------------------------------------------------------------- what a sitting does


def parts_of(sitting: Sitting, done: frozenset[int]) -> tuple[int, ...]:
    """The subtopics (by number) of a sitting: those that are not done yet, shared out over the sittings in order."""
    open_parts = [n for n in range(len(guide(sitting.need.topic).subtopics)) if n not in done]
    if sitting.deeper or not open_parts:
        return ()
    start = len(open_parts) * sitting.number // sitting.of
    end = len(open_parts) * (sitting.number + 1) // sitting.of
    most = max(2, sitting.minutes // _A_PART)
    return tuple(open_parts[start:end][:most])


def what(sitting: Sitting, parts: Sequence[int]) -> str:
    """The title of a sitting."""
    g = guide(sitting.need.topic)
    if sitting.deeper:
        return f"{g.name}: go deeper"
    if not parts:
        return f"{g.name}: put it to use" + (f" ({sitting.number + 1})" if sitting.number else "")
    named = [g.subtopics[n] for n in parts]
    if len(named) > 3:
        return f"{g.name}: {named[0]} … {named[-1]}"
    return f"{g.name}: {'; '.join(named)}"


def how(sitting: Sitting, parts: Sequence[int]) -> str:
    """What to do in it: parts to learn, something to make, what interviewers probe; shorter sittings get less."""
    g, n = guide(sitting.need.topic), sitting.number + (sitting.of if sitting.deeper else 0)
    said = [_opening(sitting, g, parts)]
    if sitting.minutes >= 30 or not parts:
        said.append(_turn(g.practice, n))
    said.append(f"Be ready for this: {_turn(g.probes, n)}" if g.probes else "")
    if sitting.need.base_of and not sitting.number:
        said.insert(0, f"The basis of {guide(sitting.need.base_of).name}, which the posting asks for.")
    return " ".join(s for s in said if s)


def _opening(sitting: Sitting, g: Guide, parts: Sequence[int]) -> str:
    book = _turn(g.references, sitting.number)
    by = f", with {book} at hand" if book else ""
    shown = ""
    if sitting.need.shown and not sitting.number and sitting.need.verdict:
        shown = f"Your résumé says “{cut(sitting.need.shown, _QUOTED)}”: be ready to go deeper than that. "
    if not parts:
        return f"{shown}From memory first, then check{by}."
    named = "; ".join(g.subtopics[p] for p in parts)
    if sitting.minutes < 30:
        return f"{shown}In {sitting.minutes} minutes, only the essentials: {named}."
    verb = "Refresh" if sitting.need.verdict == "met" else "Work through"
    return f"{shown}{verb}: {named}{by}."


def _turn(listed: Sequence[str], n: int) -> str:
    return listed[n % len(listed)] if listed else ""


def why(sitting: Sitting, lines: Mapping[str, int]) -> tuple[Line, tuple[Line, ...]]:
    """The line that a sitting serves, each of the topic's in turn, and at the first sitting all the others."""
    own = sitting.need.lines
    first = own[lines.get(sitting.need.topic, 0) % len(own)]
    return first, tuple(line for line in own if line != first) if not sitting.number else ()
