"""What a plan says of itself: which must-haves it covers, what it leaves out and why, whether the time is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.preparation import Coverage, Item, Left, Level, Line, Target, Wish
from assistant.prepare.guides import topic_name
from assistant.prepare.plan.days import days
from assistant.prepare.plan.drafting import covers
from assistant.prepare.plan.needs import Loose, Need, must_lines
from assistant.prepare.plan.shares import usual_minutes

_TIGHT, _AMPLE = 0.6, 1.3


def coverage(targets: Sequence[Target], items: Sequence[Item], loose: Sequence[Loose]) -> Coverage:
    """The must-haves that a session serves which was not skipped; the others each with the reason."""
    served = {_place(line) for item in items if item.state != "skipped" for line in covers(item)}
    skipped = {_place(line) for item in items if item.state == "skipped" for line in covers(item)}
    ways = {_place(entry.line): entry.way for entry in loose}
    musts = [line for target in targets for line in must_lines(target)]
    left = tuple(Left(line, _reason(line, ways, skipped)) for line in musts if _place(line) not in served)
    return Coverage(len(musts) - len(left), len(musts), left)


def _place(line: Line) -> tuple[str, int, int]:
    return line.role, line.start, line.end


def _reason(line: Line, ways: dict[tuple[str, int, int], str], skipped: set[tuple[str, int, int]]) -> str:
    if _place(line) in skipped:
        return "you skipped its session; mark it open again, or prepare it in your own way"
    if ways.get(_place(line)) == "none":
        return "this names nothing that can be prepared"
    return "the time that is left does not reach for it; add hours, or drop a nice-to-have"


def warnings(
    wish: Wish,
    targets: Sequence[Target],
    needs: Sequence[Need],
    chosen: Sequence[Need],
    study: int,
    level: Level | None,
    today: date,
) -> list[str]:
    """Sentences that a candidate must read before trusting the plan."""
    return [*_of_dates(wish, targets, today), *_of_roles(targets), *_of_time(needs, chosen, study, level)]


def _of_dates(wish: Wish, targets: Sequence[Target], today: date) -> Iterator[str]:
    if not days(replace(wish, start=max(wish.start, today))):
        yield "Between now and the interview no day is left that is not off: free one, or go with what you have."
    for target in targets:
        ahead = (target.interview - today).days
        if ahead <= 1:
            when = "today" if ahead <= 0 else "tomorrow"
            yield f"The interview for {target.role.name} is {when}: read the sheet, rest, start nothing new."
    seen: dict[date, str] = {}
    for target in targets:
        if target.interview in seen:
            yield (
                f"{seen[target.interview]} and {target.role.name} are both on {target.interview}: ask one of "
                "them to move, or plan your strength for both."
            )
        seen.setdefault(target.interview, target.role.name)


def _of_roles(targets: Sequence[Target]) -> Iterator[str]:
    for target in targets:
        if not target.role.requirements:
            yield (
                f"The posting for {target.role.name} lists no requirements, so this plan rests on its other "
                "words alone; ask the recruiter what matters most."
            )
        elif not any(r.kind == "must" for r in target.role.requirements):
            yield f"The posting for {target.role.name} lists no must-haves; its duties are taken for what counts."
        if not target.role.process:
            yield (
                f"The posting for {target.role.name} does not state its interview rounds; those practised are "
                "usual ones. Ask the recruiter."
            )


def _of_time(needs: Sequence[Need], chosen: Sequence[Need], study: int, level: Level | None) -> Iterator[str]:
    usual = sum(usual_minutes(n, level) for n in needs if not n.base_of)
    if needs and study < _TIGHT * usual:
        yield (
            f"There are {_hours(study)} for topics that take about {_hours(usual)} to learn in full: what weighs "
            "most comes first and gets the essentials, not mastery. Know where you are thin, and say so when asked."
        )
    if needs and study > _AMPLE * usual:
        yield (
            f"There are {_hours(study)} for topics that usually take about {_hours(usual)}: the rest goes into "
            "depth and practice. You could also take days off."
        )
    left = [n for n in needs if n not in chosen and not n.base_of]
    if left:
        named = ", ".join(topic_name(n.topic) for n in left[:8]) + (
            f" and {len(left) - 8} more" if len(left) > 8 else ""
        )
        yield f"Left out for lack of time: {named}."


def _hours(minutes: int) -> str:
    hours = minutes / 60
    return f"{hours:.0f} hours" if hours >= 10 else f"{hours:.1f} hours" if hours >= 1 else f"{minutes} minutes"
