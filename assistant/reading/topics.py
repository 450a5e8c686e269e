"""The topics that a text names, by the aliases of `knowledge/topics.yaml`: one pass, exact offsets, no model.

text -> words -> longest alias at each word -> what ambiguous words need to count -> [Mention]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Span
from assistant.reading.lexicon import Alias, Branch, Lexicon, Topic, Trust, lexicon, words_in

__all__ = ["Mention", "Topic", "all_topics", "mentions", "topic", "topics_of"]

# What may stand between two words of any alias. A line break may not: lists have one item a line.
_GAPS = frozenset({"", " ", "-", "_", "\u2010", "\u2011", "\u2013", "\u00a0", "  "})
_LISTED = re.compile(r"[\s,;/|&•·*()\[\]:.\d+–-]+(?:(?:and|or|and/or)\s+)?[\s•·*(\[–-]*|\s*", re.IGNORECASE)
_LIST_END = re.compile(r"\s*(?:[,;/|&•·)\]\n.:]|(?:and|or)\b|$)", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|org|io|dev|gov|edu|ai|co)\b")
_YEAR = re.compile(r"\s+(?:19|20)\d\d\b")
_WORD_BEFORE = re.compile(r"([\w'’+#]+)[^\S\n]+$")
_WORD_AFTER = re.compile(r"[^\S\n]+(\w+)")
_GLUE = "&'’.-"
_LISTED_WITHIN = 12
_ADDRESS = 80
_NEIGHBOURHOOD = 160


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic and the words that name it."""

    topic: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Found:
    """An alias where it stands in a text. `as_written` says whether with its own capitals."""

    start: int
    end: int
    alias: Alias
    as_written: bool

    @property
    def doubtful(self) -> bool:
        """Whether it takes more than standing here to count as a mention."""
        return self.alias.trust is Trust.GUARDED or (self.alias.trust is Trust.CASED and not self.as_written)


def mentions(text: str, span: Span | None = None) -> list[Mention]:
    """The topics that `text` names within `span` (default: all of it), in order, without overlap.

    The longest alias wins. `span` bounds what is found, not what is considered: an ambiguous word on a line of its own
    ("Go") is judged by the lines around it.
    """
    inside = Span(0, len(text)) if span is None else Span(span.start, max(span.start, min(span.end, len(text))))
    return [
        Mention(f.alias.topic, Span(f.start, f.end))
        for f in _named(text, None if span is None else inside)
        if f.alias.topic and inside.start <= f.start and f.end <= inside.end
    ]


def _named(text: str, span: Span | None) -> list[_Found]:
    """The aliases that count as mentions; those of the neighbourhood of `span` may be among them."""
    lex = lexicon()
    inside = Span(0, len(text)) if span is None else span
    found = list(_found(text, inside, lex))
    if any(f.doubtful for f in found):
        around = found if span is None else list(_found(text, _widened(text, inside), lex))
        found = list(_counting(text, around, lex))
    return found


# Employers repeat their lines.
@lru_cache(maxsize=4096)
def topics_of(text: str) -> tuple[str, ...]:
    """The ids of the topics that `text` names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(f.alias.topic for f in _named(text, None) if f.alias.topic))


def topic(id: str) -> Topic:
    """The topic of that id. Raises `KeyError` where there is none."""
    return lexicon().topics[id]


def all_topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the YAML file."""
    return tuple(lexicon().topics.values())


def _widened(text: str, span: Span) -> Span:
    """`span` with the whole lines that begin or end in its neighbourhood."""
    start = text.rfind("\n", 0, max(0, span.start - _NEIGHBOURHOOD)) + 1
    end = text.find("\n", span.end + _NEIGHBOURHOOD)
    return Span(start, len(text) if end < 0 else end)


# ---------------------------------------------------------------------------------------------- finding


def _found(text: str, span: Span, lex: Lexicon) -> Iterator[_Found]:
    """The longest alias at each word of `span`, passing over the words that it takes up."""
    words, starts = words_in(text, span)
    first, free = lex.aliases.then, 0
    for i in [i for i, word in enumerate(words) if word in first]:
        branch = first[words[i]]
        # Most words that some alias begins with are common ones: a look at the next word settles them.
        if i >= free and (branch.aliases or (words[i + 1 : i + 2] and words[i + 1] in branch.then)):
            found, free = _at(text, words, starts, i, branch)
            if found and not _in_address(text, found):
                yield found


def _at(text: str, words: Sequence[str], starts: Sequence[int], i: int, first: Branch) -> tuple[_Found | None, int]:
    """The longest alias that begins with word `i`, if there is one, and the number of the word to go on with."""
    for end, branch in reversed(_ways(words, i, first)):
        ends = [starts[k] + len(words[k]) for k in range(i, end)]
        gaps = {text[a:b] for a, b in zip(ends, starts[i + 1 : end], strict=False)} - _GAPS
        for alias in branch.aliases:
            if not gaps or all(gap.strip() in alias.marks for gap in gaps):
                found = _placed(text, starts[i], ends[-1], alias)
                if found:
                    return found, end
    return None, i + 1


def _ways(words: Sequence[str], i: int, first: Branch) -> list[tuple[int, Branch]]:
    """The aliases that begin with word `i`, shortest first: the number of the word behind each, and its branch."""
    ways = []
    branch: Branch | None = first
    while branch:
        i += 1
        if branch.aliases:
            ways.append((i, branch))
        branch = branch.then.get(words[i]) if i < len(words) else None
    return ways


def _placed(text: str, start: int, end: int, alias: Alias) -> _Found | None:
    """The alias from its first word to its last, or None where it begins with a dot (".NET") and the text does not."""
    if alias.written[0] == ".":
        if text[start - 1 : start] != ".":
            return None
        start -= 1
    written = alias.trust is Trust.ANY or _letters(text[start:end]) == _letters(alias.written)
    return _Found(start, end, alias, written)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).removesuffix("s")


def _in_address(text: str, found: _Found) -> bool:
    """Whether the mention is part of a web or mail address or of a file's name."""
    before, behind = text[max(0, found.start - _ADDRESS) : found.start], text[found.end : found.end + _ADDRESS]
    left = "" if before[-1:].isspace() else before.split()[-1] if before else ""
    right = "" if behind[:1].isspace() else behind.split()[0] if behind else ""
    is_ending = left[-1:] == "." and left[-2:-1].isalnum() and text[found.start].islower()
    return is_ending or "://" in left + right or "@" in left + right or "www." in left or bool(_DOMAIN.match(right))


# ---------------------------------------------------------------------------------------------- ambiguous words


def _counting(text: str, found: Sequence[_Found], lex: Lexicon) -> Iterator[_Found]:
    """`found` without the doubtful ones for which neither a word beside them nor a list of their like speaks."""
    counts = [not f.doubtful or _cued(text, f, lex) for f in found]
    neighbours = [(k, k - 1) for k in range(1, len(found))]
    for here, there in [*neighbours, *((b, a) for a, b in reversed(neighbours))]:
        if counts[there] and not counts[here]:
            counts[here] = _listed(text, found[here], found[there], lex)
    return (f for f, counted in zip(found, counts, strict=True) if counted)


def _cued(text: str, found: _Found, lex: Lexicon) -> bool:
    """Whether a doubtful alias stands as written and by itself, beside a word that speaks for it."""
    if not found.as_written or not _by_itself(text, found):
        return False
    before = _WORD_BEFORE.search(text, max(0, found.start - 30), found.start)
    after = _WORD_AFTER.match(text, found.end)
    return bool((before and before[1].lower() in lex.before) or (after and after[1].lower() in lex.after))


def _by_itself(text: str, found: _Found) -> bool:
    """Whether an alias is no part of something else ("R&D", "C-level", "Go-live", "St. Chef's") and no season."""
    if _YEAR.match(text, found.end):
        return False
    left, right = text[max(0, found.start - 1) : found.start], text[found.end : found.end + 2]
    return not (left and left in _GLUE) and not (right[:1] and right[0] in _GLUE and right[1:].isalnum())


def _listed(text: str, found: _Found, beside: _Found, lex: Lexicon) -> bool:
    """Whether the doubtful `found` stands in one list with `beside`, which is of the same or of a technical topic.

    In a technical list the case does not matter ("python, go, rust") to a word that is an item of its own.
    """
    left, right = sorted((found, beside), key=lambda f: f.start)
    between = text[left.end : right.start]
    if len(between) > _LISTED_WITHIN or not _LISTED.fullmatch(between) or not _by_itself(text, found):
        return False
    if beside.alias.topic != found.alias.topic and beside.alias.topic not in lex.technical:
        return False
    if found.as_written and "\n" not in between:
        return True
    return _LIST_END.match(text, found.end) is not None and (found.as_written or found.alias.topic in lex.technical)
