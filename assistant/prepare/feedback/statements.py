"""An answer taken apart: its sentences where they stand, and which of them can count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import Span
from assistant.index.analysis import FUNCTION_WORDS, words
from assistant.knowledge import load
from assistant.reading.sentences import sentences

# Longer sentences are cut where a clause ends: what is spoken comes without full stops.
_LONG = 34
_CLAUSE = re.compile(r"[;:–—]\s+|,?\s+(?=(?:and|but|so|because|then|which|while|whereas|after|before)\s+\w)|,\s+")
_STOP = re.compile(r"(?<=\w\w\w)[.!?]\s+(?=[a-z{<\[])")
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>\n]{1,200}>")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*")
# A statement has so many words, so large a share of words that hold others together, and so few commas and slashes.
_FILLED = 4
_LEAST_GLUE = 0.18
_MOST_MARKS, _MOST_JOINTS = 0.26, 0.17
_LISTING = ("and", "or", "plus", "also")
_SHINGLE = 4
_COPIED = 0.75


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer, or a clause of a long one. `code` for lines of code. `says` is False for a mere list of
    terms, `filler` True for what fits every question; `addressed` for what speaks to whoever judges; `copied` names the
    text that it repeats word for word."""

    text: str
    span: Span
    stems: tuple[str, ...]
    code: bool = False
    says: bool = True
    filler: bool = False
    addressed: bool = False
    copied: str | None = None

    @property
    def counts(self) -> bool:
        """Whether points can be proved by it."""
        return self.own and self.says and not self.filler

    @property
    def own(self) -> bool:
        """Whether it is the candidate's, and about something."""
        return not self.addressed and self.copied is None


def statements(answer: str, given: Sequence[tuple[str, str]] = ()) -> tuple[Statement, ...]:
    """The answer's statements in order. `given` are texts that the candidate has before the eyes, by name."""
    sources = [(name, shingles(text)) for name, text in given]
    fences = [Span(m.start(), m.end()) for m in _FENCE.finditer(answer)]
    return tuple(_statement(answer, span, whole, fences, sources) for span, whole in _pieces(answer))


def _pieces(answer: str) -> Iterator[tuple[Span, Span]]:
    """The pieces that are compared, each with the sentence that it is of."""
    for sentence in sentences(answer):
        for part in _stopped(answer, sentence):
            yield from ((span, part) for span in _clauses(answer, part))


def _stopped(answer: str, span: Span) -> Iterator[Span]:
    """The sentence cut at full stops behind which it goes on in small letters, as people type, or in marks."""
    start = span.start
    for match in _STOP.finditer(answer, span.start, span.end):
        yield Span(start, match.start() + 1)
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _clauses(answer: str, span: Span) -> Iterator[Span]:
    """The sentence; a long one in pieces of a dozen words and more, cut where a clause ends."""
    if len(_WORD.findall(span.of(answer))) <= _LONG:
        yield span
        return
    start = span.start
    for match in _CLAUSE.finditer(answer, span.start, span.end):
        if len(_WORD.findall(answer[start : match.start()])) >= 12:
            yield Span(start, match.start())
            start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def _statement(
    answer: str,
    span: Span,
    whole: Span,
    fences: Sequence[Span],
    sources: Sequence[tuple[str, frozenset[tuple[str, ...]]]],
) -> Statement:
    text = span.of(answer)
    plain = _TAG.sub(" ", text)
    code = any(fence.overlaps(span) for fence in fences) or bool(_code_line().search(text))
    return Statement(
        text=text,
        span=span,
        stems=tuple(words(plain)),
        code=code,
        says=code or (_says(plain) and _says(whole.of(answer))),
        filler=bool(_filler().search(plain)),
        addressed=bool(_addressed().search(text)),
        copied=None if code else _copied(plain, sources),
    )


def _says(text: str) -> bool:
    """Whether the words form a statement, not a list of terms."""
    found = [word.lower() for word in _WORD.findall(text)]
    if len(found) < _FILLED:
        return False
    glue = sum(word in glue_words() and word not in _LISTING for word in found)
    marks, joints = sum(text.count(mark) for mark in ",/;|"), sum(word in _LISTING for word in found)
    listed = (marks + joints) / len(found) >= _MOST_MARKS or (len(found) > 10 and joints / len(found) >= _MOST_JOINTS)
    return glue / len(found) >= _LEAST_GLUE and not listed


def _copied(text: str, sources: Sequence[tuple[str, frozenset[tuple[str, ...]]]]) -> str | None:
    own = shingles(text)
    if not own:
        return None
    return next((name for name, theirs in sources if len(own & theirs) / len(own) >= _COPIED), None)


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of four stems in a text; of a shorter text of at least three words the whole."""
    found = words(text)
    if len(found) < _SHINGLE:
        return frozenset([tuple(found)]) if len(found) == _SHINGLE - 1 else frozenset()
    return frozenset(tuple(found[i : i + _SHINGLE]) for i in range(len(found) - _SHINGLE + 1))


@cache
def glue_words() -> frozenset[str]:
    """The words that stand in every English statement and in no list of terms."""
    return FUNCTION_WORDS | frozenset(map(str, load("feedback")["glue"]))


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(load("feedback")["filler"], re.IGNORECASE)


@cache
def _code_line() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("feedback")["code_lines"]))


@cache
def _addressed() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("feedback")["addressed"]), re.IGNORECASE)
