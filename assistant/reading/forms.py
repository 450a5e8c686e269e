"""Facts that a form states: a label, and its value behind it or on the line below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Fact, PayRange
from assistant.reading import money
from assistant.reading.chips import says
from assistant.reading.lines import Line, heading_key
from assistant.reading.slots import slots
from assistant.reading.told import Told
from assistant.reading.typed import pay_range, typed

# A form's label alone on its line, and the value below it, are no longer than this.
LONGEST_LABEL, _FORM_VALUE = 40, 200
_FORM_SLOTS = ("employment_type", "work_mode", "deadline", "start_date")
_LABEL = re.compile(r"^[\W_]{0,3}([^:：\n]{2,40})[:：]\s*(\S.*)$")


def labelled(text: str, read: Sequence[Told]) -> Iterator[Fact]:
    """What stands behind a label ("Closing date: 7 December"), or on the line below it, as forms are copied."""
    for number, line in enumerate(r.line for r in read):
        signed = len(line.text) < 300 and (":" in line.text or "：" in line.text)
        match = _LABEL.match(line.text) if signed else None
        if match:
            for name in _named(match.group(1)):
                if _answers(text, name, line, match.group(2)):
                    yield Fact(name, match.group(2).strip(), line.span, pay=_bare_pay(name, match.group(2)))
        elif len(line.text) <= LONGEST_LABEL and number + 1 < len(read):
            below = read[number + 1].line
            yield from (Fact(name, below.text, below.span) for name in _named(line.text) if _fills(name, line, below))


def _answers(text: str, name: str, line: Line, words: str) -> bool:
    """Whether the words behind a label are what it asks for: "Workplace: Oslo" names no way of working."""
    if name == "salary":
        return _is_bare_figure(text, line)
    if name == "location":
        # "Work location: In person"
        return "place" in (kinds := says(words)) or not kinds
    if name == "degree" and any(money.amounts(text, line.span)):
        # "Formación: 1.000 € al año" is what learning may cost.
        return False
    return name != "work_mode" or typed(Fact(name, words, line.span), words).mode is not None


def _named(label: str) -> Sequence[str]:
    """The slots that a label asks for."""
    return _by_label().get(heading_key(label), ())


@cache
def _by_label() -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for name, slot in slots().items():
        for label in slot.labels:
            named.setdefault(label, []).append(name)
    return named


def _fills(name: str, label: Line, below: Line) -> bool:
    """Whether the line below a label is what it asks for: right below, short, and readable as the slot's value."""
    if below.gap or below.bullet or label.bullet or len(below.text) > _FORM_VALUE or label.head:
        return False
    if name in _FORM_SLOTS:
        fact = typed(Fact(name, below.text, below.span), below.text)
        return bool(fact.kinds or fact.mode or fact.date)
    return name in ("location", "team", "visa") and below.text[:1].isupper() and not below.head


def _bare_pay(name: str, words: str) -> PayRange | None:
    stated = money.bare(words) if name == "salary" else None
    return pay_range(stated, words) if stated else None


def _is_bare_figure(text: str, line: Line) -> bool:
    """Whether a pay label stands before figures that name no currency ("薪资：35-60K")."""
    return any(c.isdigit() for c in line.text) and not any(money.amounts(text, line.span))
