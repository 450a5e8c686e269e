"""Whose posting it is: the company, from the heading above, the text, or the file's name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import PurePath

from assistant.domain import Posting, Span
from assistant.knowledge import load

_NAME = r"((?:[A-Z][\w&.'’+-]*|[a-z]{1,2}[A-Z]\w*)(?:[ ]+(?:[A-Z&][\w&.'’+-]*|of|and|for))*)"
# How a text names its own company, strongest first; each with its weight.
_SPEAKS = tuple(
    (re.compile(pattern, re.MULTILINE), weight)
    for pattern, weight in (
        (rf"^(?:Company|Employer|Organi[sz]ation|Empresa|Unternehmen|Entreprise)\s*[:：]\s*{_NAME}", 40),
        (rf"^(?:#+\s*)?(?:About|Why|Life at|Join|Working at|Sobre a|Über|À propos de)\s+{_NAME}\s*:?\s*$", 8),
        (rf"^{_NAME}\s+(?:is|are)\s+(?:seeking|looking|hiring|proud|committed|an?\s|the\s)", 5),
        (rf"^{_NAME}\s+·\s", 8),
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


def has_title_word(text: str) -> bool:
    """Whether the text holds a word that job titles are made of ("engineer", "analyst")."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return any(w in _title_words() or w.rstrip("s") in _title_words() for w in words) or any(
        w in text for w in _title_words() if not w.isascii()
    )


def company_of_heading(text: str) -> str | None:
    """The company that a Markdown heading over several roles names: a short name, no title, no sentence."""
    name = text.strip(" :#*")
    if not name or len(name.split()) > 4 or len(name) > 40 or name[-1] in ".?!":
        return None
    return known_company(name) or (None if has_title_word(name) or len(name.split()) > 2 else name)


def company_of(posting: Posting, span: Span, above: str | None) -> str | None:
    """The company of the role at `span`, or None where nothing names it.

    `above` is the heading over the role. The order is: what the format states, the heading above, how the text speaks,
    a name in the file's name that the text speaks of too.
    """
    text = span.of(posting.text)
    stated = posting.hints.get("company") or above
    if stated:
        return known_company(stated) or _as_written(stated, text)
    return _spoken(text) or _spoken(posting.text) or _from_source(posting)


def _as_written(name: str, text: str) -> str:
    """The name as the text most often spells it: a heading "Xai" over text about "xAI" means xAI."""
    found = Counter(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))
    return found.most_common(1)[0][0] if found else name


def _spoken(text: str) -> str | None:
    weights: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for pattern, weight in _SPEAKS:
        for match in pattern.finditer(text):
            name = match.group(1).rstrip(".'’&- ").removesuffix("’s").removesuffix("'s")
            key = company_key(name)
            if not key or _NOT_A_NAME.match(name) or (has_title_word(name) and not known_company(name)):
                continue
            spelled.setdefault(key, name)
            weights[key] += weight * (2 if known_company(name) else 1)
    # One passing "at Kubernetes" is no company: it takes a clear sign or several.
    best = next((k for k, w in weights.most_common(1) if w >= 3), None)
    return None if best is None else known_company(spelled[best]) or spelled[best]


def _from_source(posting: Posting) -> str | None:
    stem = PurePath(posting.source.split("#")[0]).stem
    for part in re.split(r"[\W_]+", stem):
        if len(part) < 2 or part.isdigit():
            continue
        known = known_company(part)
        if known or re.search(rf"(?<!\w){re.escape(part.capitalize())}(?!\w)", posting.text):
            return known or part.capitalize()
    return None
