"""The numbers of a text as values, to be held against those of another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.knowledge import load

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f'’]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_JOINS = re.compile(r"\s*\+?\s*(?:-|–|—|~|to|and|or|bis|至)\s*$", re.IGNORECASE)
# The ends of a range stand this near to each other, and a number as near as this to "minimum".
_NEAR, _BOUND = 12, 60
# What makes a number a bound: right before it, or in the words between it and the number before.
_AT = {
    "low": re.compile(r"\b(?:at least|no (?:less|fewer) than|starting (?:at|from)|upwards of|from)\s*$", re.IGNORECASE),
    "high": re.compile(r"\b(?:at most|no more than|up to|not more than)\s*$", re.IGNORECASE),
}
_FAR = re.compile(r"\b(?:(?P<low>min(?:imum)?|lowest)|(?P<high>max(?:imum)?|highest))\b|[.!?;]\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: its value (of "117.000", which may be either, both in `values`), what it counts (a unit or currency of
    `knowledge/support.yaml`), in what it is counted (`per` year, week, …), which end of a range or what bound it is
    ("low", "high"), each None where unsaid; and its words."""

    values: frozenset[float]
    unit: str | None
    per: str | None
    words: str
    end: str | None = None

    def agrees(self, other: Figure) -> bool:
        """Whether the two can be the same quantity: one value, and no unit, rate or end that differs."""
        pairs = ((self.unit, other.unit), (self.per, other.per), (self.end, other.end))
        return bool(self.values & other.values) and all(a is None or b is None or a == b for a, b in pairs)


@cache
def _table(name: str) -> dict[str, str]:
    """The words of a table of `support.yaml`, each with what it stands for."""
    return {str(word): str(key) for key, listed in load("support")[name].items() for word in listed}


@cache
def _pattern() -> re.Pattern[str]:
    entry = load("support")
    words = sorted(entry["numbers"], key=len, reverse=True)
    tens = "|".join(w for w in words if 20 <= entry["numbers"][w] <= 90)
    spelled = rf"(?:(?:{tens})-(?:{'|'.join(w for w in words if 1 <= entry['numbers'][w] <= 9)})|{'|'.join(words)})"
    money = "|".join(map(re.escape, sorted(_table("money"), key=len, reverse=True)))
    touching = "|".join(s for s in entry["scales"] if len(s) <= 2)
    apart = "|".join(s for s in entry["scales"] if len(s) > 2)
    units = "|".join(map(re.escape, sorted(_table("units"), key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w.])(?<!\+\+)(?<![A-Za-z][-–])(?:(?:[A-Z]{{1,2}})?(?P<sign>{money})\s?)?"
        rf"(?P<number>(?:{_DIGITS})|(?i:\b{spelled}\b))"
        rf"(?:(?P<scale>{touching})(?!\w)|[\s-](?P<scaled>(?i:{apart}))\b)?(?:st|nd|rd|th|x)?(?:\s?\+)?"
        rf"(?P<code>\s?(?:{money})(?!\w))?"
        rf"(?P<after>[\s-]*(?:(?:or|and)\s+(?:more|above)\s+)?(?:(?:full|working|calendar|business)\s+)?"
        rf"(?P<unit>(?i:{units}))(?![^\W\d_]))?"
        rf"(?:(?:\s*/\s*|,?\s+(?:per|a|an|each|every)\s+)(?P<per>(?i:{units}))(?![^\W\d_]))?"
    )


def figures(text: str) -> tuple[tuple[Figure, ...], str]:
    """The numbers of `text`, in order, and the text with them blanked out: what they count stays, it is content.

    "H100", "GPT-4" and "3D" are names and hold no number; blank out dates first (`dates.dates`).
    """
    found: list[Figure] = []
    rest = list(text)
    before: re.Match[str] | None = None
    for match in _pattern().finditer(text):
        figure = None if _within_name(text, match) else _figure(match)
        if figure is None:
            continue
        figure = replace(figure, end=_bound(text[before.end() if before else 0 : match.start()]))
        if before is not None and _one_range(text, before, match):
            found[-1] = _like_its_end(found[-1], figure, match)
            figure = replace(figure, unit=figure.unit or found[-1].unit, end="high")
        found.append(figure)
        before = match
        end = (
            match.start("after") if match.group("after") else match.start("per") if match.group("per") else match.end()
        )
        rest[match.start() : end] = " " * (end - match.start())
    return tuple(found), "".join(rest)


def _within_name(text: str, match: re.Match[str]) -> bool:
    """Whether letters touch the end of the number: "3D"."""
    return match.group()[-1].isalnum() and text[match.end() : match.end() + 1].isalpha()


def _figure(match: re.Match[str]) -> Figure | None:
    number = match.group("number")
    sign = match.group("sign") or (match.group("code") or "").strip()
    unit = _table("units").get((match.group("unit") or "").casefold()) or _table("money").get(sign)
    if number[0].isalpha() and (number.casefold() == "one" and unit is None):
        return None
    per = _table("units").get((match.group("per") or "").casefold())
    factor = _scale(match.group("scale") or match.group("scaled"))
    values = frozenset(round(value * factor, 6) for value in _readings(number))
    return Figure(values, unit, per, match.group().strip(" ,"))


def _scale(word: str | None) -> float:
    scales = load("support")["scales"]
    return float(scales.get(word) or scales.get((word or "").casefold()) or 1)


def _readings(number: str) -> tuple[float, ...]:
    """The values that a number may be written for: "117.000" is 117, and 117 thousand in much of Europe."""
    if number[0].isdigit():
        plain = re.sub(r"[,\u00a0\u202f'’]", "", number)
        return (float(plain), float(plain) * 1000) if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain) else (float(plain),)
    numbers = load("support")["numbers"]
    return (float(sum(numbers[part] for part in number.casefold().split("-"))),)


def _one_range(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    gap = text[first.end() : second.start()]
    return len(gap) <= _NEAR and bool(_JOINS.fullmatch(gap))


def _bound(before: str) -> str | None:
    """The bound that the words before a number make of it."""
    near = before[-_BOUND:]
    at = next((end for end, pattern in _AT.items() if pattern.search(near)), None)
    far = [match.lastgroup for match in _FAR.finditer(near)]
    return at or (far[-1] if far else None)


def _like_its_end(start: Figure, end: Figure, match: re.Match[str]) -> Figure:
    """The start of a range with what its end alone says: "45-55K", "3 to 5 years"."""
    factor = _scale(match.group("scale") or match.group("scaled"))
    values = start.values
    if factor > 1 and max(values) < 1000:
        values = frozenset(value * factor for value in values)
    return replace(start, values=values, unit=start.unit or end.unit, per=start.per or end.per, end="low")
