"""Statements of one posting that do not agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from assistant.domain import Conflict, Fact

# Pay figures this close are one figure written in two ways (220K and 220,000; 419.8K and 419,750).
_SAME_PAY = 0.005


def conflicts(facts: Sequence[Fact]) -> tuple[Conflict, ...]:
    """For each slot, the first pair of its statements that disagree, in the order of the facts."""
    checks: tuple[tuple[str, Callable[[Fact, Fact], str | None]], ...] = (
        ("salary", _pay),
        ("work_mode", _mode),
        ("deadline", _date),
        ("start_date", _date),
    )
    return tuple(found for name, check in checks for found in _first(name, check, facts))


def _first(name: str, check: Callable[[Fact, Fact], str | None], facts: Sequence[Fact]) -> Iterator[Conflict]:
    for one, other in combinations([fact for fact in facts if fact.name == name], 2):
        why = check(one, other)
        if why:
            yield Conflict(name, why, (one.span, other.span))
            return


def _pay(one: Fact, other: Fact) -> str | None:
    """Ranges of one currency and period that differ in an end; several ranges by place are for people to judge."""
    a, b = one.pay, other.pay
    if a is None or b is None or (a.currency, a.period) != (b.currency, b.period):
        return None
    ends = [(x, y) for x, y in ((a.low, b.low), (a.high, b.high)) if x is not None and y is not None]
    exact = all(x == y for x, y in ends)
    if exact:
        return None
    if all(abs(x - y) <= _SAME_PAY * max(x, y) for x, y in ends):
        return f"the pay is given once rounded and once exactly: {one.value} and {other.value}"
    return f"two pay ranges are given: {one.value} and {other.value}"


def _mode(one: Fact, other: Fact) -> str | None:
    a, b = one.mode, other.mode
    if a is None or b is None:
        return None
    for x, y in ((a, b), (b, a)):
        if x.modes == ("remote",) and (y.office_days or y.modes == ("office",)):
            days = f"{y.office_days} days a week in the office" if y.office_days else "work in the office"
            return f"one line says remote, another {days}"
    return None


def _date(one: Fact, other: Fact) -> str | None:
    if one.date and other.date and one.date != other.date:
        return f"two dates are given: {one.date} and {other.date}"
    return None
