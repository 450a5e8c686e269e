"""Whose posting it is: the company, from the heading above, the text, or the file's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import PurePath

from assistant.domain import Posting, Span
from assistant.knowledge import load

_ORG = (
    r"(?:Hospitals?|University|School|College|Academy|Bank|Labs?|Group|Council|Trust|Institute|Foundation|Technologies"
    r"|Systems|Solutions|Robotics|Partners|Studios?|Clinic|GmbH|Inc\.?|Ltd\.?|LLC|AG)"
)
_NAME = r"((?:[A-Z][\w&.'’+-]*|[a-z]{1,2}[A-Z]\w*)(?:[ ]+(?:[A-Z&][\w&.'’+-]*|of|and|for))*)"
_COMPANY_LABEL = (
    r"^(?:\W{0,4})(?:Company|Employer|Organi[sz]ation|School|Hospital|Empresa|Unternehmen|Firma|Arbeitgeber|Entreprise"
    r"|Société|公司|雇主)(?:\s+name)?\W{0,2}\s*[:：]\W{0,3}\s*"
)
# What a company says that it does: "Quillhouse runs the documents of …".
_DOES = r"(?:builds?|makes?|runs|helps|develops|provides|operates|sells|moves|serves|creates|offers|delivers|powers)"
# How a text names its own company, strongest first; each with its weight.
_SPEAKS = tuple(
    (re.compile(pattern, re.MULTILINE), weight)
    for pattern, weight in (
        (rf"{_COMPANY_LABEL}{_NAME}", 40),
        (rf"{_COMPANY_LABEL}(\S.{{0,40}})$", 30),
        (rf"^(?:#+\s*)?(?:About|Why|Life at|Join|Working at|Sobre a|Über|À propos de)\s+{_NAME}\s*:?\s*$", 8),
        (rf"^{_NAME}\s+(?:(?:is|are)\s+(?:seeking|looking|hiring|proud|committed|an?\s|one\s|the\s)|{_DOES}\s)", 5),
        (rf"^{_NAME}[ \t]+[·|•][ \t]", 8),
        (rf"\b(?:[Ww]e(?:[’']re|\s+are)|[Tt]his\s+is)\s+{_NAME}(?=[,.(–—]|\s+and\b)", 5),
        (rf"^At\s+{_NAME},?\s+(?:we|our|you)\b", 5),
        (rf"^((?:[A-Z][\w&.'’-]*[ ]+){{1,4}}{_ORG})$", 6),
        (rf"\|\s*{_NAME}\s+Careers", 10),
        (
            rf"\b(?:[Tt]eam|[Rr]ole|[Pp]osition|[Ww]ork|[Cc]areers?|[Bb]enefits|[Jj]obs?|[Ll]ife|[Vv]ision|with)\s+(?:at|with)\s+{_NAME}",
            4,
        ),
        (rf"\b(?:join|Join|joining)\s+{_NAME}", 4),
        (rf"\b(?:enable|enables)\s+{_NAME}[’']s\b", 3),
        (rf"\b(?:at|within|for)\s+{_NAME}[’']?s?\b", 1),
    )
)
# Legal forms that people leave out when they speak of a company.
_FORM = re.compile(
    r"[\s,]+(?:GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|SE|KG|UG|Inc\.?|Incorporated|LLC|L\.L\.C\.|Ltd\.?|Limited|PLC|plc"
    r"|Corp\.?|Corporation|Co\.|S\.?A\.?|S\.?L\.?|S\.?r\.?l\.?|SAS|B\.?V\.?|N\.?V\.?|AB|ASA|A/S|Oy|Pty\.?)$"
)
# A sign this strong needs no second look at the word.
_CLEAR = 20
_LETTERS = re.compile(r"[^\W\d_]+")
_NOT_A_NAME = re.compile(
    r"^(?:the|our|us|this|you|your|we|team|job|jobs|role|company|a|an|i|it|about|on|in|all|home|work|least|scale)\b|^\d",
    re.IGNORECASE,
)


def company_key(name: str) -> str:
    """The form under which a company is filed: letters and digits only, case-folded ("x.AI" -> "xai")."""
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def _known() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, others in load("companies").items():
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
    return tuple(w for w in _title_words() if not w.isascii())


@cache
def _title_endings() -> tuple[str, ...]:
    """What German compounds that are titles end in."""
    return tuple(load("cues")["titles"]["endings"])


@cache
def ordinary_words() -> frozenset[str]:
    """Words of which no company's name consists: those of headings, and those that every posting uses."""
    words = load("words")
    headings = (w for listed in load("headings").values() for phrase in listed for w in str(phrase).split())
    return frozenset(map(str, [*words["stop"], *words["generic"], *words["notes"], *headings]))


# Each line is asked about by more than one step of the reading.
@lru_cache(maxsize=4096)
def has_title_word(text: str) -> bool:
    """Whether the text holds a word that job titles are made of ("engineer", "analyst")."""
    words = _LETTERS.findall(text.casefold())
    known = _title_words()
    return (
        not known.isdisjoint(words)
        or any(w.endswith(_title_endings()) or w.rstrip("s") in known for w in words)
        or (not text.isascii() and any(w in text for w in _titles_abroad()))
    )


def company_of_heading(text: str) -> str | None:
    """The company that a Markdown heading over several roles names: a short name, no title, no sentence."""
    name = text.strip(" :#*")
    if not name or len(name.split()) > 4 or len(name) > 40 or name[-1] in ".?!":
        return None
    if known_company(name):
        return known_company(name)
    words = name.split()
    plain = has_title_word(name) or len(words) > 2 or not all(w[:1].isupper() or not w.isascii() for w in words[1:])
    return None if plain or all(w.casefold() in ordinary_words() or w.isdigit() for w in words) else name


def company_of(posting: Posting, span: Span, above: str | None) -> str | None:
    """The company of the role at `span`, or None where nothing names it.

    `above` is the heading over the role. The order is: what the format states, the heading above, how the text speaks,
    a name in the file's name that the text speaks of too.
    """
    text = span.of(posting.text)
    stated = posting.hints.get("company") or above
    if stated:
        return known_company(stated) or _as_written(stated, text)
    return _spoken(text) or _of_all(posting.text, posting.source)


@lru_cache(maxsize=4)
def _of_all(text: str, source: str) -> str | None:
    """The company that a posting as a whole names: read once, however many roles it holds."""
    return _spoken(text) or _from_source(text, source)


def _as_written(name: str, text: str) -> str:
    """The name as the text most often spells it: a heading "Xai" over text about "xAI" means xAI."""
    found = Counter(standing(text, name))
    return found.most_common(1)[0][0] if found else name


def standing(text: str, words: str) -> Iterator[str]:
    """Each place where `words` stand in `text` by themselves, as it spells them; capitals make no difference.

    A pattern made for each name would have to be compiled for each posting, which takes longer than all else here.
    """
    low, sought = text.lower(), words.lower()
    if len(low) != len(text):
        # A letter that grows when it is folded (İ) would shift the places.
        low, sought = text, words
    at = low.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if not (at and _is_word(low[at - 1])) and not (end < len(low) and _is_word(low[end])):
            yield text[at:end]
        at = low.find(sought, at + 1)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _spoken(text: str) -> str | None:
    weights: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for pattern, weight in _SPEAKS:
        for match in pattern.finditer(text):
            name = _bare(match.group(1))
            key = company_key(name)
            if (
                not key
                or _NOT_A_NAME.match(name)
                or _is_ordinary(name)
                or (has_title_word(name) and not known_company(name))
            ):
                continue
            if weight < _CLEAR and " " not in name and not known_company(name) and name.lower() in standing(text, name):
                # "Analytics is a …" in a text that speaks of "analytics": a word, and no name.
                continue
            spelled.setdefault(key, name)
            weights[key] += weight * (2 if known_company(name) else 1)
    # One passing "at Kubernetes" is no company: it takes a clear sign or several.
    best = next((k for k, w in weights.most_common(1) if w >= 3), None)
    return None if best is None else known_company(spelled[best]) or spelled[best]


def _is_ordinary(name: str) -> bool:
    return not known_company(name) and all(w.casefold() in ordinary_words() for w in name.split())


def _bare(name: str) -> str:
    """A name without what follows it in a sentence, and without its legal form."""
    return _FORM.sub("", name.strip(" *_").rstrip(".'’&- ").removesuffix("’s").removesuffix("'s")) or name


def _from_source(text: str, source: str) -> str | None:
    stem = PurePath(source.split("#")[0]).stem
    for part in re.split(r"[\W_]+", stem):
        if len(part) < 2 or part.isdigit():
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
