"""What a posting that changed does to a plan: lines that moved are followed, lines that are gone flag their items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.errors import UsageError
from assistant.preparation import Affected, Line, Plan, Profile, Recalled, Target
from assistant.prepare.plan.drafting import covers, item_id
from assistant.prepare.plan.needs import must_lines, needs
from assistant.prepare.plan.recalled import recalled, recalled_key


def affected(plan: Plan, targets: Mapping[str, Target]) -> list[Affected]:
    """The open items that rest on a line which their posting no longer has; `targets` are the roles as they are now."""
    found = ((item, _trouble(covers(item), targets)) for item in plan.items if item.state == "open")
    return [Affected(item, how) for item, how in found if how]


def session_named(plan: Plan, words: str) -> str:
    """The id of the only session whose id begins so. Raises UsageError where none does, or several do."""
    like = [i.id for i in plan.items if words and i.id.startswith(words)]
    if len(like) != 1:
        what = "no session" if not like else f"{len(like)} sessions"
        raise UsageError(
            f"{what} of the plan begin{'s' * (not like)} with {words!r}; `prep plans show {plan.id}` lists their ids"
        )
    return like[0]


def new_musts(plan: Plan, targets: Sequence[Target]) -> list[Line]:
    """Must-haves of the roles that the plan neither covers nor lists as left out: they came after it was made."""
    known = {_words(line) for item in plan.items for line in covers(item)}
    known |= {_words(left.line) for left in plan.coverage.left}
    return [line for target in targets for line in must_lines(target) if _words(line) not in known]


def asked_sessions(plan_id: str, targets: Sequence[Target], asked: Sequence[Recalled]) -> dict[str, str]:
    """The questions of real interviews that concern the roles, by the id of the session that a plan has for each."""
    tasks = [t for t in recalled(asked, targets, needs(targets, None, Profile())) if not t.turn]
    words = {recalled_key(one.key): one.question for one in asked}
    return {item_id(plan_id, task.kind, task.key): words[task.key] for task in tasks}


def followed(line: Line, target: Target) -> Line | None:
    """The line where it stands in the posting now, None where its words are gone."""
    if target.text[line.start : line.end] == line.quote:
        return line
    at = target.text.find(line.quote)
    return None if at < 0 else replace(line, start=at, end=at + len(line.quote), source=target.role.source)


def _trouble(lines: Sequence[Line], targets: Mapping[str, Target]) -> str | None:
    for line in lines:
        target = targets.get(line.role)
        if target is None:
            return f"the role {line.title} is no longer in the library"
        if followed(line, target) is None:
            return f"the posting no longer says “{' '.join(line.quote.split())[:120]}”"
    return None


def _words(line: Line) -> tuple[str, str]:
    return line.role, line.quote
