"""The topics that a text names, by the aliases of `knowledge/topics.yaml`: one pass, exact offsets, no model.

    text -> words -> longest alias at each word -> what ordinary words need to count -> [Mention]

An alias matches on word boundaries, with a space, a hyphen or nothing between its words ("fine-tuning", "fine tuning",
"finetuning"), in the plural, and in British or American spelling; its other marks ("CI/CD", "Node.js") stand as
written or fall away. How much trust an alias needs besides is said in the YAML file, at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import product
from typing import Any

from assistant.domain import Span
from assistant.knowledge import load

# Every character that is not part of a word stands alone, so that a word's offset is the sum of what came before it.
_BREAK = re.compile(r"[^\w+#]")
_GAPS = frozenset({"", " ", "-", "\u2010", "\u2011", "\u2013", "\u00a0", "  "})
_WRAP = re.compile(r"[ \t]*\n[ \t]*")
_LISTED = re.compile(r"[\s,;/|&•·*()\[\]:.\d+–-]*(?:(?:and|or|and/or)\s+)?[\s•·*(\[–-]*", re.IGNORECASE)
_LIST_END = re.compile(r"\s*(?:[,;/|&•·)\]\n.:]|(?:and|or)\b|$)", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|org|net|io|dev|gov|edu|ai|co)\b(?!\.js)")
_YEAR = re.compile(r"\s+(?:19|20)\d\d\b")
_WORD_BEFORE = re.compile(r"([\w'’+#]+)[^\S\n]+$")
_WORD_AFTER = re.compile(r"[^\S\n]+([\w]+)")
_GLUED = re.compile(r"[&'’.-]\w")
_NEIGHBOURHOOD = 160


class Trust(Enum):
    """What an alias needs, besides standing in the text, to count as a mention."""

    ANY = "aliases"
    CASED = "cased"
    WORD = "words"
    GUARDED = "guarded"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can study and be asked about. `area` and `kind` are of the closed lists of the YAML file;
    `aliases` are all its spellings as written there, whatever trust they need."""

    id: str
    name: str
    area: str
    kind: str
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic and the words that name it."""

    topic: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Alias:
    """A spelling of a topic. `topic` is empty for phrases that hold an alias and mean something else."""

    topic: str
    written: str
    trust: Trust
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    alias: _Alias


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The aliases by their words, and for each first word the greatest number of words of an alias that begins so."""

    topics: Mapping[str, Topic]
    phrases: Mapping[tuple[str, ...], _Alias]
    longest: Mapping[str, int]
    technical: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def mentions(text: str, span: Span | None = None) -> list[Mention]:
    """The topics that `text` names within `span` (default: all of it), in order, without overlap.

    The longest alias wins. `span` bounds what is found, not what is considered: an ambiguous word on a line of its own
    is judged by the lines around it.
    """
    lexicon = _lexicon()
    inside = span or Span(0, len(text))
    found = list(_found(text, inside.start, min(inside.end, len(text)), lexicon))
    if span is not None and any(_doubtful(f) for f in found):
        found = [*_around(text, inside, lexicon, -1), *found, *_around(text, inside, lexicon, 1)]
    return [
        Mention(f.alias.topic, Span(f.start, f.end))
        for f in _confirmed(text, found, lexicon)
        if f.alias.topic and inside.start <= f.start and f.end <= inside.end
    ]


def topics_of(text: str) -> tuple[str, ...]:
    """The ids of the topics that `text` names, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(m.topic for m in mentions(text)))


def topic(id: str) -> Topic:
    """The topic of that id. Raises `KeyError` where there is none."""
    return _lexicon().topics[id]


def all_topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the YAML file."""
    return tuple(_lexicon().topics.values())


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text`, folded to lower case, as aliases are compared by."""
    return tuple(w for w in _BREAK.split(_folded(text)) if w)


def _folded(text: str) -> str:
    """`text` in lower case, character by character, so that offsets stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# ---------------------------------------------------------------------------------------------- finding


def _found(text: str, start: int, end: int, lexicon: _Lexicon) -> Iterator[_Found]:
    """The longest alias at each word from `start` to `end`, passing over the words it takes up."""
    words, starts = _words(text, start, end)
    longest, i = lexicon.longest, 0
    while i < len(words):
        most = longest.get(words[i])
        found = _longest_at(text, words, starts, i, most, lexicon) if most else None
        if found is None:
            i += 1
            continue
        yield found[0]
        i += found[1]


def _words(text: str, start: int, end: int) -> tuple[list[str], list[int]]:
    """The folded words of `text[start:end]` and where in `text` each begins."""
    words, starts, at = [], [], start
    for word in _BREAK.split(_folded(text[start:end])):
        if word:
            words.append(word)
            starts.append(at)
        at += len(word) + 1
    return words, starts


def _longest_at(
    text: str, words: Sequence[str], starts: Sequence[int], i: int, most: int, lexicon: _Lexicon
) -> tuple[_Found, int] | None:
    """The longest alias whose words begin at word `i`, with the number of its words."""
    for size in range(min(most, len(words) - i), 0, -1):
        alias = lexicon.phrases.get(tuple(words[i : i + size]))
        if alias is None:
            continue
        ends = [starts[k] + len(words[k]) for k in range(i, i + size)]
        gaps = (text[ends[k] : starts[i + k + 1]] for k in range(size - 1))
        found = _Found(_first(text, starts[i], alias), ends[-1], alias)
        if all(_joins(gap, alias.marks) for gap in gaps) and _as_written(text, found):
            return found, size
    return None


def _first(text: str, start: int, alias: _Alias) -> int:
    """Where the mention begins: at the dot of ".NET" if that stands there, else at its first word."""
    return start - 1 if alias.written[0] == "." and text[start - 1 : start] == "." else start


def _joins(gap: str, marks: frozenset[str]) -> bool:
    """Whether what stands between two words may stand within an alias that has these marks."""
    return gap in _GAPS or gap.strip() in marks or _WRAP.fullmatch(gap) is not None


def _as_written(text: str, found: _Found) -> bool:
    """Whether case and leading dot are as the alias asks, and the mention is not part of an internet address."""
    written, raw = found.alias.written, text[found.start : found.end]
    if written[0] == "." and raw[0] != ".":
        return False
    if found.alias.trust is Trust.CASED and _letters(raw).removesuffix("s") != _letters(written).removesuffix("s"):
        return False
    return text[found.start - 1 : found.start] != "@" and _DOMAIN.match(text, found.end) is None


def _letters(text: str) -> str:
    return _BREAK.sub("", text)


# ---------------------------------------------------------------------------------------------- judging


def _doubtful(found: _Found) -> bool:
    return found.alias.trust in (Trust.WORD, Trust.GUARDED)


def _around(text: str, span: Span, lexicon: _Lexicon, side: int) -> Iterator[_Found]:
    """What stands in the lines just before (`side` -1) or after (1) the span."""
    if side < 0:
        start = text.rfind("\n", 0, max(0, span.start - _NEIGHBOURHOOD)) + 1
        return _found(text, start, span.start, lexicon)
    end = text.find("\n", span.end + _NEIGHBOURHOOD)
    return _found(text, span.end, len(text) if end < 0 else end, lexicon)


def _confirmed(text: str, found: Sequence[_Found], lexicon: _Lexicon) -> list[_Found]:
    """`found` without the doubtful ones that neither their own words nor a list of their like speaks for."""
    sure = [not _doubtful(f) or _speaks_for_itself(text, f, lexicon) for f in found]
    pairs = range(1, len(found))
    for here, there in [*((k, k - 1) for k in pairs), *((k - 1, k) for k in reversed(pairs))]:
        if sure[there] and not sure[here] and _listed(text, found[here], found[there], lexicon):
            sure[here] = True
    return [f for f, is_sure in zip(found, sure, strict=True) if is_sure]


def _speaks_for_itself(text: str, found: _Found, lexicon: _Lexicon) -> bool:
    """Whether a doubtful alias stands as written, and beside a cue word or, for an ordinary word, within a sentence."""
    if text[found.start : found.end] != found.alias.written or not _stands_alone(text, found):
        return False
    before = _WORD_BEFORE.search(text, max(0, found.start - 30), found.start)
    after = _WORD_AFTER.match(text, found.end)
    if (before and before[1].lower() in lexicon.before) or (after and after[1].lower() in lexicon.after):
        return True
    return found.alias.trust is Trust.WORD and before is not None and before[1][0].islower()


def _stands_alone(text: str, found: _Found) -> bool:
    """Whether a short alias is not a part of something else ("R&D", "C-level", "Go-live") nor followed by a year."""
    if _YEAR.match(text, found.end):
        return False
    return found.end - found.start > 2 or not (
        _GLUED.match(text, found.end) or text[max(0, found.start - 1) : found.start] in "&'’-"[: found.start]
    )


def _listed(text: str, found: _Found, beside: _Found, lexicon: _Lexicon) -> bool:
    """Whether the doubtful `found` stands in one list with `beside`, a mention of the same or a technical topic."""
    left, right = sorted((found, beside), key=lambda f: f.start)
    return (
        (beside.alias.topic == found.alias.topic or beside.alias.topic in lexicon.technical)
        and right.start - left.end <= 12
        and _LISTED.fullmatch(text, left.end, right.start) is not None
        and right.start > left.end
        and _stands_alone(text, found)
        and (text[found.start].isupper() or _LIST_END.match(text, found.end) is not None)
    )


# ---------------------------------------------------------------------------------------------- the lexicon


@cache
def _lexicon() -> _Lexicon:
    content = load("topics")
    topics = {t["id"]: _topic(t) for t in content["topics"]}
    phrases: dict[tuple[str, ...], _Alias] = {}
    for alias in [*_aliases(content["topics"]), *(_alias("", w, Trust.ANY) for w in content["ignored"])]:
        for words in spellings(alias.written, plural=not _doubtful(_Found(0, 0, alias)), pairs=content["spellings"]):
            phrases.setdefault(words, alias)
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    technical = frozenset(content["technical"])
    return _Lexicon(
        topics=topics,
        phrases=phrases,
        longest=longest,
        technical=frozenset(t.id for t in topics.values() if t.area in technical),
        before=frozenset(content["cues"]["before"]),
        after=frozenset(content["cues"]["after"]),
    )


def _topic(entry: Mapping[str, Any]) -> Topic:
    aliases = tuple(a for trust in Trust for a in entry.get(trust.value, ()))
    return Topic(entry["id"], entry["name"], entry["area"], entry["kind"], aliases, entry["description"])


def _aliases(entries: Iterable[Mapping[str, Any]]) -> Iterator[_Alias]:
    for entry in entries:
        for trust in Trust:
            yield from (_alias(entry["id"], written, trust) for written in entry.get(trust.value, ()))


def _alias(topic: str, written: str, trust: Trust) -> _Alias:
    return _Alias(topic, written, trust, frozenset(re.findall(r"[^\w\s+#-]", written)))


def spellings(alias: str, *, plural: bool, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, ...]]:
    """The word sequences that count as `alias`: spelled by either of `pairs`, in the plural, with words run together."""
    words = words_of(alias)
    forms = [_forms(word, pairs) for word in words]
    if plural:
        forms[-1] |= {p for form in forms[-1] for p in _plurals(form)}
    return {joined for spelled in product(*forms) for joined in _run_together(spelled)}


def _forms(word: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    """`word` and its other spelling, where one of the pairs of word parts occurs in it."""
    others = {word.replace(a, b) for a, b in pairs if a in word} | {word.replace(b, a) for a, b in pairs if b in word}
    return {word} | others


def _plurals(word: str) -> tuple[str, ...]:
    if len(word) < 2 or not word[-1].isalpha():
        return ()
    if word[-1] == "y" and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "es",) if word.endswith(("s", "x", "ch", "sh")) else (word + "s",)


def _run_together(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`words` with each choice of neighbours written as one: ("fine", "tuning") and ("finetuning",)."""
    for cuts in product((" ", ""), repeat=len(words) - 1):
        yield tuple("".join(w + c for w, c in zip(words, (*cuts, ""), strict=True)).split())
