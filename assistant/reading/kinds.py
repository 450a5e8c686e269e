"""What a piece of a header line says, as a whole: title, place, chips, department, pay, date, name or other."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load
from assistant.reading.chips import CHIPS, departments, said, says
from assistant.reading.names import has_form, has_title_word, known_company, ordinary_words
from assistant.reading.titles import in_small_letters, reads_as_title

_ASIDE = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
# How many words a company's name has at the most, an unknown place's, a department's, an announced title.
_NAME_WORDS, _PLACE_WORDS, _DEPARTMENT_WORDS, _TITLE_WORDS = 7, 3, 4, 8
_SENTENCE = re.compile(r"[.!?;:,]$|[.!?;:]\s|\d{5,}|@|://")
# Function words and the like that stand in names ("Bank of the West", "moth & lantern games").
_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "&",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "do",
        "da",
        "dos",
        "und",
        "am",
        "im",
        "an",
        "der",
        "van",
        "von",
        "y",
        "e",
        "et",
    }
)


def kinds_of(words: str, *, small: bool) -> frozenset[str]:
    """What a piece says, as a whole."""
    folded = words.casefold()
    if _furniture().match(folded):
        return frozenset({"furniture"})
    if _dates().match(folded):
        return frozenset({"date"})
    if _pay().search(folded):
        return frozenset({"pay"}) | (says(words) & frozenset(CHIPS))
    bare = words.strip(" .*_")
    kinds = says(bare) or _beside_an_aside(bare) or _city_of_region(bare, small=small)
    if kinds:
        return kinds
    if has_form(bare) and not has_title_word(bare.rsplit(" ", 1)[0]) and _is_name(bare, small=small):
        return frozenset({"name"})
    own = closing().sub("", words)
    if _marked(own, small=small):
        return frozenset({"title"})
    if reads_as_title(own, None) or (small and in_small_letters(own)) or (own != words and may_be_title(own)):
        return frozenset({"title"})
    if _is_department(bare):
        return frozenset({"team"})
    return frozenset({"name"}) if _is_name(bare, small=small) else frozenset({"other"})


def _beside_an_aside(words: str) -> frozenset[str]:
    """ "Remote within India (we have a hub in Bengaluru)": what stands before a bracket, and in it if it is known."""
    aside = _ASIDE.search(words)
    if not aside or not aside.start():
        return frozenset()
    outside = says(words[: aside.start()]) or _city_of_region(words[: aside.start()], small=False)
    return outside | (says(aside.group(1)) & frozenset(CHIPS)) if outside else outside


def _city_of_region(words: str, *, small: bool) -> frozenset[str]:
    """ "Wexcombe, England": an unknown place, where all that stands behind its comma is known."""
    head, comma, rest = words.partition(",")
    kinds = says(rest) if comma else frozenset()
    behind = {w.kind for w in said(rest)} if comma else set()
    fits = "place" in kinds and not behind & {"city"}
    return kinds if fits and _is_name(head, small=small) and len(head.split()) <= _PLACE_WORDS else frozenset()


def _marked(words: str, *, small: bool) -> bool:
    """Whether a piece begins or is marked as only titles are: "Junior Bookkeeper", "Pflegekraft (m/w/d)"."""
    bare = _pattern("marks").search(words)
    if not bare or _SENTENCE.search(words) or len(words.split()) > _TITLE_WORDS:
        return False
    return words[:1].isupper() or small


def _is_department(words: str) -> bool:
    own = re.findall(r"[^\W\d_]+", words.casefold())
    return bool(own) and len(own) <= _DEPARTMENT_WORDS and all(w in departments() or w in _SMALL for w in own)


def _is_name(words: str, *, small: bool) -> bool:
    """Whether a piece may be a company's name: few words, all in capitals, none that every posting has."""
    own = [w for w in words.split() if any(map(str.isalpha, w))]
    if not own or len(own) > _NAME_WORDS or _SENTENCE.search(words) or len(words) == 1:
        return False
    if has_title_word(words) and not known_company(words) and not has_form(words):
        return False
    plain = [w for w in own if w.casefold().strip("()") not in _SMALL]
    if not plain or all(w.casefold() in ordinary_words() for w in own):
        return False
    capitals = all(not w.strip("(\"'“")[:1].islower() or any(map(str.isupper, w)) for w in plain)
    return capitals or (small and words == words.lower())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("header")[name], re.IGNORECASE)


def announced() -> re.Pattern[str]:
    """What announces a title in front of it ("NOW HIRING:")."""
    return _pattern("announces")


def employer() -> re.Pattern[str]:
    """What stands between a title and its company ("at", "@")."""
    return _pattern("at")


def closing() -> re.Pattern[str]:
    """What closes a title ("… wanted")."""
    return _pattern("wanted")


def _furniture() -> re.Pattern[str]:
    return _pattern("furniture")


def _dates() -> re.Pattern[str]:
    return _pattern("dates")


def _pay() -> re.Pattern[str]:
    return _pattern("pay")


def may_be_title(words: str) -> bool:
    """Whether a piece that something announces as a title may be one, whatever its capitals."""
    return has_title_word(words) and len(words.split()) <= _TITLE_WORDS and not re.search(r"[.!?;]\s|[?;]$", words)
