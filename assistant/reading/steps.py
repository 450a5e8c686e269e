"""The rounds that a stretch of prose names: "a take-home project, then two interviews with the team" is three.

A clause that names a thing the candidate attends or does is a round; what hangs on it ("with …", "about …") is not, a
choice ("A or B") is one, a number counts. The words are data: `knowledge/rounds.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled

_COUNT = re.compile(
    r"\b(?:(\d)\s*(?:x|×)?|x\s*(\d)|([a-z]+))\s+(?!(?:hours?|hrs?|min\w*|days?|weeks?|months?|years?)\b)(?:\w+[\s-]+){0,2}?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One round as prose names it: its clause, and the words in it that name the round."""

    clause: Span
    noun: Span


@cache
def _pattern(name: str) -> re.Pattern[str]:
    entry = load("rounds")[name]
    return re.compile(r"\b(?:" + "|".join(entry) + r")(?!\w)" if isinstance(entry, list) else entry, re.IGNORECASE)


def steps(text: str, span: Span | None = None) -> list[Step]:
    """The rounds named in `text` within `span` (default: all of it), in order; one that is counted comes that often."""
    whole = span or Span(0, len(text))
    found: list[Step] = []
    for clause in _clauses(text, whole):
        noun = _noun(text, clause)
        if noun is None:
            continue
        before = text[clause.start : noun.start]
        if found and _pattern("purpose").match(clause.of(text)):
            continue
        if found and _pattern("either").match(before):
            found[-1] = Step(Span(found[-1].clause.start, clause.end), found[-1].noun)
            continue
        if found and _points_back(before, noun.of(text)):
            continue
        found.extend([Step(clause, noun)] * _count(text, clause, noun))
        talk = _talk_about(text, clause, noun)
        if talk is not None:
            found.append(Step(clause, talk))
    return found


def _points_back(before: str, noun: str) -> bool:
    return bool(_pattern("reference").search(before) and _pattern("generic").match(noun))


def _talk_about(text: str, clause: Span, noun: Span) -> Span | None:
    """The talk that hangs on a task done alone ("a take-home project with a follow-up discussion")."""
    if not _pattern("alone").search(noun.of(text)):
        return None
    match = _pattern("talk").search(text, noun.end, clause.end)
    return Span(match.start(), match.end()) if match else None


@cache
def _between() -> re.Pattern[str]:
    """What parts rounds, and brackets, within which nothing does."""
    return re.compile(rf"[()\[\]]|{_pattern('between').pattern}", re.IGNORECASE)


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """The stretches between the words that part rounds; what stands in brackets belongs to what is before it."""
    start, depth, at = span.start, 0, span.start
    for match in _between().finditer(text, span.start, span.end):
        if match.start() < at:
            continue
        at = match.end()
        if match.group() in "([":
            depth += 1
        elif match.group() in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            if match.start() > start:
                yield Span(start, match.start())
            start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _noun(text: str, clause: Span) -> Span | None:
    """The words that name the clause's round: the first that nothing negates and no tail holds."""
    outside = clause.end if (bracket := text.find("(", clause.start, clause.end)) < 0 else bracket
    for match in _pattern("nouns").finditer(text, clause.start, outside):
        before = text[clause.start : match.start()]
        if not _pattern("negated").search(before):
            return Span(match.start(), match.end())
    unspaced = _unspaced().search(text, clause.start, outside)
    return Span(unspaced.start(), unspaced.end()) if unspaced else None


@cache
def _unspaced() -> re.Pattern[str]:
    return compiled(load("rounds")["unspaced"])


def _count(text: str, clause: Span, noun: Span) -> int:
    match = _COUNT.search(text[clause.start : noun.start])
    if match is None:
        return 1
    figure = match.group(1) or match.group(2)
    many = int(figure) if figure else load("rounds")["numbers"].get((match.group(3) or "").casefold(), 1)
    return max(1, min(many, 9))


def format_of(words: str) -> str | None:
    """The format that a step's words give ("take-home", "pair", "phone", …), or None.

    What the step is comes before what it is about or with whom ("video call with the technical lead" is a video call);
    only where the first says no more than that people talk does the second decide.
    """
    tail = _pattern("tail").search(words, 1)
    head = _format(words[: tail.start()]) if tail else None
    return head if head and head != "conversation" else _format(words)


def _format(words: str) -> str | None:
    return next((name for name, pattern in _formats() if pattern.search(words)), None)


@cache
def _formats() -> tuple[tuple[str, Finder], ...]:
    return tuple((str(name), Finder(pattern)) for name, pattern in load("rounds")["formats"])
