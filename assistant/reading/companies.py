"""Whose posting it is: the company, from the heading above, the header's lines, the text, or the file's name."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import PurePath
from types import MappingProxyType

from assistant.domain import Posting, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.block import Block, domain_of
from assistant.reading.chips import says
from assistant.reading.kinds import is_unit
from assistant.reading.lines import lines, starts
from assistant.reading.names import (
    company_key,
    has_form,
    has_title_word,
    known_company,
    ordinary_words,
    places_of,
    standing,
)
from assistant.reading.navigation import related_spans
from assistant.reading.parts import parts_of
from assistant.reading.sieve import Sieve

__all__ = [
    "company_key",
    "company_of",
    "company_of_all",
    "company_of_heading",
    "has_title_word",
    "known_company",
    "ordinary_words",
]

# What follows a name, and is none of it.
_TAIL = re.compile(r"\s+(?:and|of|for|&)$")
# "Login.gov: Data Analyst": a stated title that begins with whose it is.
_OF_TITLE = re.compile(r"^([^\s:][^:]{1,40}):\s+\S")
# What stands before a heading for show ("👋 Hello").
_ORNAMENT = re.compile(r"^[^\w(.&'’\"“]+\s")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
# So many lines at the top of a page may name the company.
_ON_TOP = 4
# A name before an address, in an e-mail's head.
_PERSON = re.compile(r"^\W{0,4}[^\W\d_]{2,8}\s?:[ \t]*([^<>@:\n]{3,40}?)[ \t]*<[^<>\s]+@", re.MULTILINE)
# What is no longer than this and in capitals are initials.
_INITIALS = 5
_JOINS = ("&", "of", "and", "de")
# A sign this strong needs no second look at the word.
_CLEAR, _STRONG = 20, 6
# What a header's company weighs: the text speaks of it, or it merely stands beside the title.
_HEADER_SURE, _HEADER, _IN_TITLE, _IN_WINDOW = 14, 4, 6, 12
# What parts the pieces of a window's title.
_PIECES = re.compile(r"\s+[|·•–—-]\s+|\s*[|:]\s+|\s+@\s+")
# What it takes: one passing "at Kubernetes" is no company.
_ENOUGH, _INTRODUCED = 3, 5


def company_of_heading(text: str, *, over_titles: bool = False) -> str | None:
    """The company that a Markdown heading over several roles names: a short name, no title, no sentence.

    `over_titles`: the next heading is a title, a level below; then the name may be longer.
    """
    name = _ASIDE.sub("", _ORNAMENT.sub("", text.strip(" :#*")))
    if not name or len(name.split()) > 4 or len(name) > 40 or name[-1] in ".?!":
        return None
    if known_company(name):
        return known_company(name)
    words = name.split()
    plain = (
        has_title_word(name)
        or len(words) > (4 if over_titles else 2)
        or not all(w[:1].isupper() or w in _JOINS or not w.isascii() for w in words[1:])
    )
    if plain or all(w.casefold() in ordinary_words() or w.isdigit() for w in words):
        return None
    # "## ORRERY SPACE"
    return name.title() if over_titles and name.isupper() and len(name) > _INITIALS else name


def company_of(
    posting: Posting, span: Span, above: str | None, block: Block | None = None, *, apart: bool = False
) -> str | None:
    """The company of the role at `span`, or None where nothing names it.

    `above` is the heading over the role, `block` its header; `apart` says that it is parted from other roles, whose
    companies may be others: then the posting as a whole speaks for none. The order is: what the format states, the
    heading above, how header and text speak, a name in the file's name that the text speaks of too.
    """
    text = _own(posting.text, span)
    stated = posting.hints.get("company") or above
    if stated:
        return known_company(stated) or _as_written(stated, text)
    people = _people(posting.text)
    found = _spoken(text, block, posting.hints, people)
    return found if found or apart else company_of_all(posting)


def company_of_all(posting: Posting) -> str | None:
    """The company that a posting as a whole names, or its file's name, if any."""
    return _of_all(posting.text, posting.source)


@lru_cache(maxsize=4)
def _own(text: str, span: Span) -> str:
    """The text at `span` without the lists of other jobs on the page, whose companies are others."""
    kept, start, others = [], span.start, related_spans(text)
    first = bisect_right(others, span.start, key=lambda other: other.start)
    for other in itertools.takewhile(lambda other: other.start < span.end, others[first:]):
        kept.append(text[start : other.start])
        start = max(start, min(other.end, span.end))
    return "".join([*kept, text[start : span.end]])


@lru_cache(maxsize=4)
def _of_all(text: str, source: str) -> str | None:
    """The company that a posting as a whole names: read once, however many roles it holds."""
    own = _own(text, Span(0, len(text)))
    return _spoken(own, people=_people(text)) or _by_address(own) or _from_source(own, source)


def _by_address(text: str) -> str | None:
    """The name on top whose first word is that of an address further down ("Acme Instruments": jobs@acme.example)."""
    for line in lines(text)[:_ON_TOP]:
        for part in parts_of(line, 0):
            if part.kinds == {"name"} and domain_of(text, part.text.split()[0]) and not _is_no_name(part.text):
                return _bare(part.text)
    return None


def _as_written(name: str, text: str) -> str:
    """The name as the text most often spells it: a heading "Xai" over text about "xAI" means xAI."""
    found = Counter(standing(text, name))
    return found.most_common(1)[0][0] if found else name


@cache
def _speaks() -> tuple[tuple[re.Pattern[str], int], ...]:
    """How a text names its own company, each way with its weight."""
    words = load("companies")
    filled = {
        "NAME": words["name"],
        "ORG": f"(?:{'|'.join([*words['organisations'], *words['clear_forms']])})",
        "FORM": f"(?:{'|'.join(words['clear_forms'])})",
        "LABEL": f"(?i:{'|'.join(words['labels'])})",
        "DOES": f"(?:{'|'.join(words['does'])})",
        "NAMED": words["named"],
        "NAME_TOO": words["name_too"],
    }
    return tuple((re.compile(_filled(p["pattern"], filled), re.MULTILINE), p["weight"]) for p in words["speaks"])


@cache
def _hinted() -> Sieve[int]:
    """The same ways by the letters of which one must stand in the text."""
    listed = load("companies")["speaks"]
    return Sieve({number: tuple(p.get("hints", ())) for number, p in enumerate(listed)}, folded=False)


def _filled(pattern: str, words: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z_]+)\}", lambda m: words[m.group(1)], pattern)


def _spoken(
    text: str,
    block: Block | None = None,
    hints: Mapping[str, str] = MappingProxyType({}),
    people: frozenset[str] = frozenset(),
) -> str | None:
    weights: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    title = block.title.text.casefold() if block and block.title else ""
    for name, weight in [*_of_header(text, block, hints.get("title", "")), *_of_window(text, hints)]:
        if company_key(name) in people:
            continue
        spelled.setdefault(company_key(name), name)
        weights[company_key(name)] += weight
    likely = _hinted().bits(text)
    for number, (pattern, weight) in enumerate(_speaks()):
        if not likely >> number & 1:
            continue
        seen: set[str] = set()
        for match in _matches(pattern, text):
            name = _bare(next(filter(None, match.groups())))
            key = company_key(name)
            # A strong sign that stands again says no more.
            if not key or key in people or (weight >= _STRONG and key in seen) or _is_no_name(name):
                continue
            if weight < _CLEAR and _is_word_here(name, text, title):
                continue
            seen.add(key)
            spelled.setdefault(key, name)
            weights[key] += weight * (2 if known_company(name) else 1)
    _add_domains(text, weights, spelled)
    best = next((k for k, w in weights.most_common(1) if w >= _ENOUGH), None)
    return None if best is None else known_company(spelled[best]) or _in_full(spelled[best], weights, spelled)


@lru_cache(maxsize=4)
def _people(text: str) -> frozenset[str]:
    """The keys of the people whom the head of an e-mail names: "From: Ida Berg <ida@acme.example>"."""
    return frozenset(company_key(m.group(1)) for m in _PERSON.finditer(text)) if "@" in text else frozenset()


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Where a pattern fits: one that begins a line is tried at these alone."""
    if not pattern.pattern.startswith("^"):
        yield from pattern.finditer(text)
        return
    match = pattern.match
    yield from filter(None, [match(text, at) for at in starts(text)])


def _in_full(name: str, weights: Counter[str], spelled: dict[str, str]) -> str:
    """The name by which the text introduces the company, where it says a short one elsewhere ("Corvane")."""
    longer = (spelled[key] for key, weight in weights.items() if weight >= _INTRODUCED)
    return next((full for full in longer if full.startswith(f"{name} ")), name)


def _of_header(text: str, block: Block | None, stated: str) -> Iterator[tuple[str, int]]:
    """The company of the header, and the one that the stated title begins with, if the text speaks of it too."""
    if block and block.company:
        name = block.company.text
        # "Acme Careers" over a page's menu is Acme's.
        yield _bare(_around_name().sub("", name).strip(" -–—|·") or name), _HEADER_SURE if block.sure else _HEADER
    named = _OF_TITLE.match(stated)
    name = named.group(1) if named else ""
    if name and not is_unit(name) and not _is_no_name(name) and sum(1 for _ in standing(text, name)) > 1:
        yield name, _IN_TITLE


def _of_window(text: str, hints: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The names in the title of a page's window beside the job ("Clerk | Jobs at Acme"), of which the text speaks."""
    title, window = hints.get("title", "").casefold(), hints.get("window", "")
    at = window.casefold().find(title) if title else -1
    others = f"{window[:at]} | {window[at + len(title) :]}" if at >= 0 else window
    said = set(re.findall(r"\w+", title))
    for piece in _PIECES.split(others) if title else ():
        # A title that is worded otherwise there is none of the company's name.
        if at < 0 and said.intersection(re.findall(r"\w+", piece.casefold())):
            continue
        name = _around_name().sub("", piece.strip(" -–—|·:,"))
        words = re.findall(r"\w+", name.casefold())
        if not words or not name[0].isalnum() or _boards().intersection(words) or says(name) or _is_no_name(name):
            continue
        if any(standing(text, _bare(name))):
            yield _bare(name), _IN_WINDOW


@cache
def _around_name() -> re.Pattern[str]:
    return compiled(load("companies")["window"])


def _add_domains(text: str, weights: Counter[str], spelled: dict[str, str]) -> None:
    """Mail and web addresses speak for the name that they hold."""
    if "@" in text or "http" in text or "www." in text:
        for key in list(weights):
            weights[key] += 4 if domain_of(text, spelled[key]) else 0


@cache
def _not_a_name() -> re.Pattern[str]:
    return compiled(load("companies")["no_name"])


@cache
def _organisation() -> re.Pattern[str]:
    """A kind of organisation by itself: "The Authority supplies …" names none."""
    return re.compile("|".join(load("companies")["organisations"]))


def _is_no_name(name: str) -> bool:
    if known_company(name):
        return False
    if _not_a_name().match(name) or _is_ordinary(name) or is_unit(name, ends=True) or _organisation().fullmatch(name):
        return True
    return has_title_word(name) and not has_form(name)


def _is_word_here(name: str, text: str, title: str) -> bool:
    """ "Analytics is a …" in a text that speaks of "analytics", or under a title that holds it: a word, and no name."""
    if known_company(name):
        return False
    if title and name.casefold() in title:
        return True
    if " " in name or name.lower() == name.upper():
        # Where letters have no capitals, their size tells nothing.
        return False
    found = (at for at in places_of(text, name) if text[at : at + len(name)] == name.lower())
    return any(not _in_address(text, at, at + len(name)) for at in found)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether a word is a piece of a mail or web address: "jobs@acme.example"."""
    return text[start - 1 : start] in {"@", "/", "."} or (
        text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha()
    )


def _is_ordinary(name: str) -> bool:
    return not known_company(name) and all(w.casefold() in ordinary_words() for w in name.split())


@cache
def _form() -> re.Pattern[str]:
    words = load("companies")
    return re.compile(rf"[\s,]+(?:{'|'.join([*words['clear_forms'], *words['forms']])})$")


def _bare(name: str) -> str:
    """A name without what follows it in a sentence, and without its legal form."""
    bare = name.strip(" *_").rstrip(".'’&- ").removesuffix("’s").removesuffix("'s")
    return _form().sub("", _TAIL.sub("", bare)) or name


@cache
def _boards() -> frozenset[str]:
    return frozenset(load("companies")["boards"])


def _from_source(text: str, source: str) -> str | None:
    stem = PurePath(source.split("#")[0]).stem
    for part in re.split(r"[\W_]+", stem):
        if len(part) < 2 or part.isdigit() or part.casefold() in _boards():
            continue
        known = known_company(part)
        if not known and (has_title_word(part) or part.casefold() in ordinary_words()):
            continue
        spelled = set(standing(text, part))
        if not known and part.lower() in spelled:
            continue
        if known or part.capitalize() in spelled:
            return known or part.capitalize()
    return None
