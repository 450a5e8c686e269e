"""What the words of a header's part say: a place, a way of working, a type of employment, a level, a department."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.knowledge import load

# A word, abbreviations with dots as one ("U.S.").
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[’'·][^\W\d_]+)*|\d[\w.:+]*")
_CODE_LENGTH = 3
PLACE = ("city", "country", "region", "code")
CHIPS = ("work_mode", "employment_type", "seniority")


@dataclass(frozen=True, slots=True)
class Said:
    """A word or phrase of a part: what it is (None: unknown), and where it stands in the part."""

    kind: str | None
    start: int
    end: int


@cache
def _phrases() -> dict[str, str]:
    header, places = load("header"), load("places")
    table: dict[str, str] = {}
    for kind in CHIPS:
        table.update(dict.fromkeys(header["chips"][kind], kind))
    for kind, listed in (("country", "countries"), ("region", "regions"), ("city", "cities")):
        for name in places[listed]:
            table.setdefault(re.sub(r"[-\s]+", " ", str(name).replace(". ", " ")), kind)
    return table


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How many words the phrases have that begin with a word, the longest first."""
    sizes: dict[str, set[int]] = {}
    for phrase in _phrases():
        sizes.setdefault(phrase.split(" ", 1)[0], set()).add(phrase.count(" ") + 1)
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


@cache
def joining_words() -> frozenset[str]:
    """Words that join what a part says ("Berlin or remote in the EU")."""
    return frozenset(map(str, load("header")["joins"]))


@cache
def departments() -> frozenset[str]:
    """Words of which the name of a department consists."""
    return frozenset(w for phrase in load("header")["departments"] for w in str(phrase).split())


@cache
def _codes() -> frozenset[str]:
    return frozenset(map(str, load("places")["codes"]))


def said(part: str) -> Iterator[Said]:
    """The words of `part` by what they are: the longest known phrase first."""
    tokens = [(m.group().strip(".").casefold(), m.start(), m.end()) for m in _TOKEN.finditer(part)]
    known, sizes, at = _phrases(), _sizes(), 0
    while at < len(tokens):
        size, kind = 1, None
        for longest in sizes.get(tokens[at][0], ()):
            words = [word for word, _, _ in tokens[at : at + longest]]
            kind = known.get(" ".join(words))
            if kind:
                size = len(words)
                break
        yield Said(kind or _single(part, tokens, at), tokens[at][1], tokens[at + size - 1][2])
        at += size


def _single(part: str, tokens: list[tuple[str, int, int]], at: int) -> str | None:
    word, start, end = tokens[at]
    written = part[start:end]
    before = part[:start].rstrip()
    above = tokens[at - 1][0] if at else ""
    placed = (
        before[-1:] in {",", "(", "/"} or above in {"remote", "within", "in", "the"} or _phrases().get(above) == "city"
    )
    district = _phrases().get(word.partition("·")[0]) if "·" in word else None
    if district in PLACE:
        # "上海·浦东新区"
        return district
    if len(word) <= _CODE_LENGTH and written[:1].isupper() and written.isupper() and word in _codes() and placed:
        return "code"
    if word[0].isdigit() or word in joining_words():
        return "join"
    return None


def _may_be_known(word: str) -> bool:
    """Whether a word can say anything: alone or as the first of a phrase, a code, a figure, a district."""
    if word in _sizes() or word in joining_words() or len(word) <= _CODE_LENGTH:
        return True
    return word[0].isdigit() or "·" in word


def says(part: str) -> frozenset[str]:
    """The kinds of `part` where all its words are known: "place", "work_mode" …; empty where a word is unknown."""
    first = _TOKEN.search(part)
    if first is None or not _may_be_known(first.group().strip(".").casefold()):
        return frozenset()
    kinds = set()
    for word in said(part):
        if word.kind is None:
            return frozenset()
        if word.kind != "join":
            kinds.add("place" if word.kind in PLACE else word.kind)
    return frozenset(kinds)
