"""What names and titles are made of: companies known by name, words that are in no name, words that make a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.knowledge import load

# Arabic parts words by spaces, and a title's letters may stand in another word.
_SPACED = re.compile("[\u0600-\u06ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_NO_LETTERS = re.compile(r"[\W_]+")


def company_key(name: str) -> str:
    """The form under which a company is filed: letters and digits only, case-folded ("x.AI" -> "xai")."""
    return _NO_LETTERS.sub("", name).casefold()


@cache
def _known() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, others in load("companies")["known"].items():
        for form in (name, *others):
            table.setdefault(company_key(form), name)
    return table


def known_company(name: str) -> str | None:
    """The usual spelling of a company that the product knows by name, or None."""
    return _known().get(company_key(name))


@cache
def _title_words() -> frozenset[str]:
    return frozenset(load("cues")["titles"]["words"])


@cache
def _titles_abroad() -> tuple[str, ...]:
    """Titles in scripts without spaces, which stand inside a run of other words."""
    return tuple(w for w in _title_words() if not w.isascii() and not _SPACED.match(w))


@cache
def _title_endings() -> tuple[str, ...]:
    """What German compounds that are titles end in."""
    return tuple(load("cues")["titles"]["endings"])


@cache
def _may_end() -> tuple[str, ...]:
    """What words end in that are titles, but not as the list has them."""
    return (*_title_endings(), "s")


@cache
def ordinary_words() -> frozenset[str]:
    """Words of which no company's name consists: those of headings, those that every posting uses, and languages."""
    words = load("words")
    headings = (w for listed in load("headings").values() for phrase in listed for w in str(phrase).split())
    spoken = (str(w).casefold() for w in words["spoken"])
    return frozenset(map(str, [*words["stop"], *words["generic"], *words["notes"], *headings, *spoken]))


# Each line is asked about by more than one step of the reading.
@lru_cache(maxsize=4096)
def has_title_word(text: str) -> bool:
    """Whether the text holds a word that job titles are made of ("engineer", "analyst")."""
    words = _LETTERS.findall(text.casefold())
    known = _title_words()
    return (
        not known.isdisjoint(words)
        or any(w.endswith(_title_endings()) or w.rstrip("s") in known for w in words if w.endswith(_may_end()))
        or (not text.isascii() and any(w in text for w in _titles_abroad()))
    )


def is_title_word(word: str) -> bool:
    """Whether a word by itself names who does a work; those that are verbs too ("lead") do not."""
    bare = word.strip("(),.:")
    return (bare in _title_words() or bare.endswith(_title_endings())) and bare not in _verbs()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load("cues")["titles"]["verbs_too"])


@cache
def _form() -> re.Pattern[str]:
    words = load("companies")
    kinds = "|".join(words["organisations"])
    return re.compile(rf"\b(?:{'|'.join([kinds, *words['clear_forms']])})$|^(?:{kinds})\s+(?:of|de|di)\b")


def has_form(name: str) -> bool:
    """Whether a name is formed as those of organisations are ("… University", "University of …", "… GmbH")."""
    return " " in name and bool(_form().search(name))


def standing(text: str, words: str) -> Iterator[str]:
    """Each place where `words` stand in `text` by themselves, as it spells them; capitals make no difference.

    A pattern made for each name would have to be compiled for each posting, which takes longer than all else here.
    """
    return (text[at : at + len(words)] for at in places_of(text, words))


def places_of(text: str, words: str, start: int = 0, stop: int | None = None) -> Iterator[int]:
    """The offsets from `start` to `stop` at which `words` stand by themselves; capitals make no difference."""
    low, sought = _lowered(text), words.lower()
    if len(low) != len(text):
        # A letter that grows when it is folded (İ) would shift the places.
        low, sought = text, words
    stop = len(low) if stop is None else stop
    at = low.find(sought, start, stop) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if not (at and _is_word(low[at - 1])) and not (end < len(low) and _is_word(low[end])):
            yield at
        at = low.find(sought, at + 1, stop)


# Many names are looked for in one text.
@lru_cache(maxsize=4)
def _lowered(text: str) -> str:
    return text.lower()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
