"""What a piece of a header line says, as a whole: title, place, chips, department, pay, date, name or other."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.chips import CHIPS, departments, said, says
from assistant.reading.names import has_form, has_title_word, known_company, ordinary_words
from assistant.reading.titles import in_small_letters, reads_as_title

# A web address, or a channel's name ("#jobs").
ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|#[\w-]+")
_ASIDE = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
# How many words a company's name has at the most, an unknown place's, a department's, an announced title.
_NAME_WORDS, _PLACE_WORDS, _DEPARTMENT_WORDS, _TITLE_WORDS = 7, 3, 4, 8
_LONGEST_BUTTON = 70
# "US-AZ-Tucson", "United States-New Mexico-White Mesa"
_CODED = re.compile(r"^([A-Z]{2})(?:[-_][A-Z]{2,3})?[-_]\s?[^\W\d]")
_JOINED = re.compile(r"\s*[-–/,]\s*")
# The figures before the sign that shows pay.
_FIGURES = re.compile(r"(?:\b[A-Z]{1,3})?[\s\d.,$€£¥₹–—~-]*$")
# Pay is told by figures (and a sign of money): most parts have none.
_FIGURE = re.compile(r"[\d元]")
# So many words may stand before the colon in front of a title.
_COMPANY_WORDS = 3
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
    if ADDRESS.fullmatch(folded) or (len(words) <= _LONGEST_BUTTON and _furniture().match(folded)):
        return frozenset({"furniture"})
    if _dates().match(folded):
        return frozenset({"date"})
    if _FIGURE.search(folded) and _pay().search(folded):
        return frozenset({"pay"}) | (says(words) & frozenset(CHIPS))
    bare = words.strip(" .*_")
    kinds = says(bare) or _beside_an_aside(bare) or _city_of_region(bare, small=small) or _country_first(bare)
    if kinds:
        return kinds
    if has_form(bare) and not has_title_word(bare.rsplit(" ", 1)[0]) and _is_name(bare, small=small):
        return frozenset({"name"})
    own = closing().sub("", words)
    if _marked(own, small=small):
        return frozenset({"title"})
    if reads_as_title(own, None) or in_small_letters(own, small=small) or (own != words and may_be_title(own)):
        return frozenset({"title"})
    if _of_company(own):
        return frozenset({"title"})
    if _is_department(bare) or (is_unit(bare, ends=True) and _is_name(bare, small=small)):
        return frozenset({"team"})
    return frozenset({"name"}) if _is_name(bare, small=small) else frozenset({"other"})


def _beside_an_aside(words: str) -> frozenset[str]:
    """ "Remote within India (we have a hub in Bengaluru)": what stands before a bracket, and in it if it is known."""
    aside = _ASIDE.search(words)
    if not aside or not aside.start():
        return frozenset()
    before, inside = words[: aside.start()], says(aside.group(1))
    outside = says(before) or _city_of_region(before, small=False)
    head, _, tail = (part.strip() for part in before.partition(","))
    if not outside and "place" in inside and tail in ("", head) and len(before.split()) <= _PLACE_WORDS:
        # "Almería, Almería (España)", not "Kestrel Bay, Wellington (New Zealand)"
        outside = frozenset({"place"}) if _is_name(before, small=False) else outside
    return outside | (inside & frozenset(CHIPS)) if outside else outside


def _city_of_region(words: str, *, small: bool) -> frozenset[str]:
    """ "Wexcombe, England": an unknown place, where all that stands behind its comma is known."""
    head, comma, rest = words.partition(",")
    kinds = says(rest) if comma else frozenset()
    behind = {w.kind for w in said(rest)} if comma else set()
    fits = "place" in kinds and not behind & {"city"}
    return kinds if fits and _is_name(head, small=small) and len(head.split()) <= _PLACE_WORDS else frozenset()


def _country_first(words: str) -> frozenset[str]:
    """ "US-AZ-Tucson", "United States-New Mexico-White Mesa": a country, and what lies in it."""
    coded = _CODED.match(words)
    if coded and "code" in {w.kind for w in said(f"({coded.group(1)})")}:
        return frozenset({"place"})
    head, *rest = _JOINED.split(words)
    fits = rest and {w.kind for w in said(head)} == {"country"} and not _SENTENCE.search(words)
    short = all(p[:1].isupper() and len(p.split()) <= _PLACE_WORDS and not has_title_word(p) for p in rest)
    return frozenset({"place"}) if fits and short else frozenset()


@cache
def _units() -> re.Pattern[str]:
    words = load("header")
    begins = rf"(?:{'|'.join(words['units'])})\s+(?:of|for|für|de|des|d’|d')\b"
    return re.compile(rf"(?P<begins>^{begins})|\s(?:{'|'.join(words['unit_ends'])})$", re.IGNORECASE)


def is_unit(words: str, *, ends: bool = False) -> bool:
    """Whether a name is that of a part of an organisation ("Office of Methods", "Computing Directorate").

    `ends`: only by what it ends in, for an agency may be called "Bureau of Tidal Records".
    """
    found = _units().search(words)
    return found is not None and not (ends and found.group("begins")) and len(words.split()) <= _NAME_WORDS


def before_pay(words: str) -> int:
    """Where the pay begins behind a title in the same piece ("Data Engineer $140K"), or 0."""
    found = _pay().search(words)
    start = _FIGURES.search(words[: found.start()]) if found else None
    title = words[: start.start()].strip() if start else ""
    return (
        len(words[: start.start()]) if start and (" " in title or not title.isascii()) and has_title_word(title) else 0
    )


def _marked(words: str, *, small: bool) -> bool:
    """Whether a piece begins or is marked as only titles are: "Junior Bookkeeper", "Pflegekraft (m/w/d)"."""
    bare = _pattern("marks").search(words)
    if not bare or _SENTENCE.search(words) or len(words.split()) > _TITLE_WORDS:
        return False
    return words[:1].isupper() or small


def _of_company(words: str) -> bool:
    """ "Saddle: Staff Backend Engineer": a title behind a name that is no label."""
    name, colon, title = words.strip(" *_").partition(": ")
    plain = not colon or len(name.split()) > _COMPANY_WORDS or not name[:1].isupper() or has_title_word(name)
    if plain or all(w.casefold() in ordinary_words() for w in name.split()):
        return False
    return reads_as_title(title.strip(), None)


def _is_department(words: str) -> bool:
    """Whether a piece names a part of a company by what it does; behind a dash, by a name of its own."""
    if any(map(str.isdigit, words)):
        # "22 people"
        return False
    head, *_ = re.split(r"\s[-–—]\s", words)
    own = re.findall(r"[^\W\d_]+", head.casefold())
    known = [w in departments() for w in own]
    return (
        any(known) and len(own) <= _DEPARTMENT_WORDS and all(k or w in _SMALL for k, w in zip(known, own, strict=True))
    )


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
    return compiled(load("header")[name])


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
