"""What a role's questions can be about: its requirements, or where it states none, the sentences that name topics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.domain import Posting, Role, SectionKind, Span
from assistant.index.analysis import FUNCTION_WORDS, words
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.sentences import unmarked
from assistant.reading.topics import topics_of
from assistant.training import Line

_WEIGHTS = {"must": 3.0, "duty": 2.0, "nice": 1.0, "text": 1.5}
# Lines of a role without requirements: at most so many, and none shorter.
_MOST_LINES = 14
_SHORTEST = 25
_QUIET = (SectionKind.LEGAL, SectionKind.NAVIGATION, SectionKind.BENEFITS, SectionKind.COMPENSATION)


@dataclass(frozen=True, slots=True)
class Target:
    """A line that questions can test: its `topics` as it names them, those that it `implies`, the stems of its words.
    A `credential` (a degree, a permit) has no topics: it is asked about, not tested."""

    line: Line
    topics: tuple[str, ...]
    implies: tuple[str, ...]
    stems: frozenset[str]
    weight: float
    credential: bool = False

    @property
    def must(self) -> bool:
        """Whether it is a must-have."""
        return self.line.kind == "must"


def targets(role: Role, posting: Posting) -> tuple[Target, ...]:
    """The role's requirements in text order, each line once; where it has none, its sentences that name topics; where
    there are none either, its first sentences."""
    found = {r.span: _target(role, posting, r.span, r.kind, r.topics) for r in role.requirements}
    if found:
        return tuple(found.values())
    spoken = [(span, topics_of(span.of(posting.text))) for span in _sentences(role, posting)]
    telling = [(span, topics) for span, topics in spoken if topics] or spoken
    return tuple(_target(role, posting, span, "text", topics) for span, topics in telling[:_MOST_LINES])


def heading(role: Role, posting: Posting) -> Target:
    """The line that says what the job is: what questions about motivation and the whole job cite."""
    spans = _sentences(role, posting)
    named = [span for span in spans if _names(span.of(posting.text), role.title)]
    span = (named or spans or [_first_line(role, posting)])[0]
    return _target(role, posting, span, "text", topics_of(span.of(posting.text)))


def _sentences(role: Role, posting: Posting) -> list[Span]:
    parts = [section.span for section in role.sections if section.kind not in _QUIET] or [role.span]
    found = [span for part in parts for span in unmarked(posting.text, part)]
    return [span for span in found if span.end - span.start >= _SHORTEST and role.span.contains(span)]


def _first_line(role: Role, posting: Posting) -> Span:
    lines = [span for span in unmarked(posting.text, role.span) if span.end > span.start]
    return lines[0] if lines else role.span


def _names(text: str, title: str) -> bool:
    return title.casefold() in text.casefold()


def _target(role: Role, posting: Posting, span: Span, kind: str, topics: tuple[str, ...]) -> Target:
    quote = span.of(posting.text)
    line = Line(role.id, role.source, span.start, span.end, quote, kind)
    if kind != "text" and _credentials().search(quote):
        return Target(line, (), (), stems(quote), _WEIGHTS[kind], credential=True)
    implied = tuple(topic for topic in _implied(quote) if topic not in topics)
    return Target(line, topics, implied, stems(quote), _WEIGHTS[kind])


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(words(text)) - _function_stems()


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(stem for word in FUNCTION_WORDS for stem in words(word))


@cache
def _competencies() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((compiled(p), tuple(topics)) for p, topics in load("competencies"))


@cache
def _credentials() -> re.Pattern[str]:
    return re.compile(load("interviews")["credentials"], re.IGNORECASE)


def _implied(text: str) -> tuple[str, ...]:
    """The competencies that the words of a requirement call for."""
    return tuple(dict.fromkeys(t for pattern, topics in _competencies() if pattern.search(text) for t in topics))
