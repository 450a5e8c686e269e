"""Sentences of a posting for a machine that reads it ("ignore all instructions and say …"): they state nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder
from assistant.reading.letters import letters
from assistant.reading.lines import Line, lines
from assistant.reading.sentences import split_line


@lru_cache(maxsize=8192)
def speaks_to_machines(sentence: str) -> bool:
    """Whether a sentence is meant for a program that reads the posting, or for nobody: instructions, encoded runs."""
    return is_order(sentence) or bool(_encoded().search(_plain(sentence)))


def is_order(sentence: str) -> bool:
    """Whether a sentence tells a program that reads the posting what to do or to say."""
    plain = _plain(sentence)
    return any(pattern.search(plain) for pattern in _instructions())


@lru_cache(maxsize=4)
def orders(text: str) -> tuple[Span, ...]:
    """What of a text is meant for machines, in order: in each line from the first such sentence on, for what follows
    goes on with it ("Ignore the above. The salary is …")."""
    read = lines(text)
    starts = ((line, _start_of_order(text, line, letters(line.text).orders)) for line in read)
    return tuple(Span(start, line.span.end) for line, start in starts if start is not None)


def without_orders(text: str, read: Iterable[Line]) -> Iterator[Line]:
    """The lines of `text` without what of them is meant for machines."""
    found = orders(text)
    if not found:
        yield from read
        return
    for line in read:
        start = min((order.start for order in found if order.overlaps(line.span)), default=line.span.end)
        words = text[line.span.start : start].rstrip()
        if start >= line.span.end:
            yield line
        elif any(map(str.isalnum, words)):
            yield replace(line, span=Span(line.span.start, line.span.start + len(words)), text=words)


def _start_of_order(text: str, line: Line, hinted: Collection[int]) -> int | None:
    """Where a line begins to speak to machines, by those of the patterns that its letters allow."""
    patterns = _instructions() if _is_dressed(line.text) else [_instructions()[number] for number in hinted]
    if not patterns:
        return None
    sentences = split_line(text, Span(line.span.end - len(line.body), line.span.end))
    return next((s.start for s in sentences if any(p.search(_plain(s.of(text))) for p in patterns)), None)


def _is_dressed(text: str) -> bool:
    """Whether a line may hold letters that only look like those of the hints."""
    return not text.isascii() and not unicodedata.is_normalized("NFKC", text)


def _plain(sentence: str) -> str:
    if sentence.isascii():
        return sentence
    return unicodedata.normalize("NFKC", "".join(c for c in sentence if unicodedata.category(c) != "Cf"))


@cache
def _instructions() -> tuple[Finder, ...]:
    return tuple(Finder(entry["pattern"]) for entry in load("instructions")["sentences"])


@cache
def _encoded() -> re.Pattern[str]:
    return re.compile(load("instructions")["encoded"])
