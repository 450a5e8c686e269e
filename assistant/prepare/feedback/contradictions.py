"""Claims of an answer that the résumé does not bear out: years, degrees, employers, sizes of teams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.domain import Span
from assistant.prepare.feedback.statements import Statement
from assistant.reading.sentences import sentences
from assistant.training import Contradiction

_YEARS = re.compile(
    r"\b(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\+?\s+years\b"
    r"(?=.{0,40}\b(?:experience|work|worked|working|in|of|with|as|at)\b)",
    re.IGNORECASE,
)
# Only years that the speaker claims: "I have ten years", "my eight years", "for six years I".
_MINE = re.compile(r"\b(?:i|my|i've|i’ve|me)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NUMBERS |= {"twelve": 12, "fifteen": 15, "twenty": 20}
_RANGE = re.compile(
    r"\b(?:\w{3,9}\.?\s+)?(?P<a>(?:19|20)\d\d)\s*(?:-|–|—|to|until)\s*(?:\w{3,9}\.?\s+)?(?P<b>(?:19|20)\d\d|present|now|today|current)",
    re.IGNORECASE,
)
_DEGREES = {
    "PhD": r"ph\.?\s?d\b\.?|doctorate|doctoral|d\.?phil",
    "Master": r"master(?:['’]?s)?\b|m\.?sc\b|m\.?s\.|mba\b|m\.?eng\b",
    "Bachelor": r"bachelor(?:['’]?s)?\b|b\.?sc\b|b\.?a\.|b\.?s\.|b\.?eng\b",
}
_OWN_DEGREE = r"\b(?:my|i\s+(?:have|hold|did|got|earned|finished|completed|wrote)\s+(?:a|an|my))\s+(?:\w+\s+){0,2}?"
_EMPLOYER = re.compile(
    r"\b[Ii]\s+(?:worked|was\s+working|was|spent\s+[\w\s]{2,20}|interned|joined)\s+"
    r"(?:\w+\s+){0,4}?(?:at|for)\s+(?P<name>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,3})"
    r"|\b[Mm]y\s+(?:time|years|job|role|internship)\s+(?:at|with)\s+(?P<other>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,3})",
)
_TEAM = re.compile(
    r"\b(?:led|managed|manage|lead|ran|headed)\s+(?:a|the)?\s*(?:\w+\s+){0,2}?(?:team|group)\s+of\s+(?P<n>\d{1,4})\b"
    r"|\b(?:led|managed|manage|lead)\s+(?:a\s+)?(?:team\s+of\s+)?(?P<m>\d{1,4})\s+(?:\w+\s+)?(?:people|engineers|developers|reports|nurses|staff)\b",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(["I", "The", "A", "University", "Time", "First"])


def contradictions(said: Sequence[Statement], resume: str) -> tuple[Contradiction, ...]:
    """The claims that the résumé's text contradicts or, where it should, does not know. Nothing without a résumé."""
    if not resume.strip():
        return ()
    found = (one for statement in said if statement.counts for one in _of(statement.text, resume))
    return tuple({one.claim + one.why: one for one in found}.values())


def _of(text: str, resume: str) -> Iterator[Contradiction]:
    yield from _years(text, resume)
    yield from _degrees(text, resume)
    yield from _employers(text, resume)
    yield from _teams(text, resume)


def _years(text: str, resume: str) -> Iterator[Contradiction]:
    """More years than lie between the résumé's first year and its last."""
    spans = [
        (int(m["a"]), int(m["b"]) if m["b"][0].isdigit() else date.today().year, m) for m in _RANGE.finditer(resume)
    ]
    if not spans:
        return
    first, last = min(a for a, _, _ in spans), max(b for _, b, _ in spans)
    for match in _YEARS.finditer(text):
        n = _NUMBERS.get(match["n"].lower()) or int(match["n"])
        if n > last - first + 1 and _MINE.search(text):
            oldest = min(spans, key=lambda s: s[0])[2]
            why = f"you speak of {n} years; the résumé reaches from {first} to {last}"
            yield Contradiction(text, _line_of(resume, oldest.start()), why)


def _degrees(text: str, resume: str) -> Iterator[Contradiction]:
    for name, pattern in _DEGREES.items():
        if re.search(_OWN_DEGREE + f"(?:{pattern})", text, re.IGNORECASE) and not re.search(
            pattern, resume, re.IGNORECASE
        ):
            others = (m for p in _DEGREES.values() if (m := re.search(p, resume, re.IGNORECASE)))
            stated = next((_line_of(resume, m.start()) for m in others), "")
            yield Contradiction(text, stated, f"you speak of a {name}, which the résumé does not list")


def _employers(text: str, resume: str) -> Iterator[Contradiction]:
    for match in _EMPLOYER.finditer(text):
        name = (match["name"] or match["other"]).strip(" .")
        if name not in _NO_NAMES and name.split()[0].casefold() not in resume.casefold():
            yield Contradiction(text, "", f"you speak of work at {name}, which the résumé does not list")


def _teams(text: str, resume: str) -> Iterator[Contradiction]:
    """A larger team than any that the résumé speaks of."""
    theirs = [(int(m["n"] or m["m"]), m) for m in _TEAM.finditer(resume)]
    for match in _TEAM.finditer(text):
        n = int(match["n"] or match["m"])
        if theirs and n > max(size for size, _ in theirs):
            size, where = max(theirs, key=lambda found: found[0])
            yield Contradiction(text, _line_of(resume, where.start()), f"you speak of {n} people, the résumé of {size}")


def _line_of(text: str, at: int) -> str:
    """The sentence of the text that stands at an offset."""
    spot = Span(at, at + 1)
    return next((span.of(text) for span in sentences(text) if span.overlaps(spot)), "")
