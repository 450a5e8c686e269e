"""Which companies a question names: those of the library, and those that it has no posting of."""

from __future__ import annotations

import re

from assistant.reading.chips import says
from assistant.reading.companies import company_key, has_title_word, known_company, ordinary_words
from assistant.retrieve.dictionary import is_word
from assistant.retrieve.language import CJK, MASK, POSSESSIVE, TOKEN, asks_of, fillers, masked, pattern
from assistant.retrieve.lookup import Lookup

_DOES = re.compile(r"\b(?:do|does|did|will|would|can|is)\s+$", re.IGNORECASE)
_CJK_RUN = re.compile(f"(?:{CJK.pattern})+")
_LONGEST_CJK, _CJK_WINDOW = 8, 60
# A company's first word is asked for alone when it is this long and, in lower case, no common word of the postings.
_SHORTEST_FIRST, _RARE = 4, 12
# So many words of a question are looked up as such.
_MOST_WORDS = 12


def companies_in(question: str, library: Lookup) -> tuple[list[str], str, tuple[str, ...]]:
    """The keys of the library's companies that `question` names, the question without them, and companies that are
    named as employers but have no posting here."""
    grams = _grams(question)
    present = set(library.companies_named(list(grams)) if grams else ())
    for key, places in _by_first_word(question, library).items():
        if key not in present:
            grams.setdefault(key, []).extend(places)
            present.add(key)
    rest, found = question, []
    for key in grams:
        grams[key] = [(a, b) for a, b in grams[key] if not _is_medium(question, a, b)]
        if key in present and grams[key]:
            found.append(key)
            for start, end in grams[key]:
                rest = masked(rest, start, end)
    found.sort(key=lambda k: grams[k][0])
    unknown = _strangers(rest, library)
    for name in unknown:
        rest = rest.replace(name, MASK * len(name))
    return found, rest, unknown


def _grams(question: str) -> dict[str, list[tuple[int, int]]]:
    """Every one to three words of the question, by the keys under which a company of that name is filed."""
    tokens = list(TOKEN.finditer(question))
    grams: dict[str, list[tuple[int, int]]] = {}
    for size in (3, 2, 1):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i].start(), tokens[i + size - 1].end()
            for key in _keys(question[start:end]):
                grams.setdefault(key, []).append((start, end))
    for key, places in _cjk_grams(question).items():
        grams.setdefault(key, []).extend(places)
    return grams


def _cjk_grams(question: str) -> dict[str, list[tuple[int, int]]]:
    """Every stretch of Chinese or Japanese characters that may be a company's name: they have no spaces around them."""
    grams: dict[str, list[tuple[int, int]]] = {}
    for run in _CJK_RUN.finditer(question):
        for size in range(min(_LONGEST_CJK, len(run.group())), 1, -1):
            for start in range(run.start(), min(run.end(), run.start() + _CJK_WINDOW) - size + 1):
                for key in _keys(question[start : start + size]):
                    grams.setdefault(key, []).append((start, start + size))
    return grams


def _by_first_word(question: str, library: Lookup) -> dict[str, list[tuple[int, int]]]:
    """Companies by the first words of their names: "Pennywise" means Pennywise Payments."""
    found: dict[str, list[tuple[int, int]]] = {}
    tokens = list(TOKEN.finditer(question))
    for at in [i for i, t in enumerate(tokens) if _may_name(t.group(), library)][:_MOST_WORDS]:
        word = POSSESSIVE.sub("", tokens[at].group())
        for role in library.roles([i for i, _ in library.search_roles(word, limit=5)]):
            named = [w for part in re.split(r"[\s.]+", role.company or "") for w in TOKEN.findall(part)]
            alike = [company_key(a) == company_key(t.group()) for a, t in zip(named, tokens[at:], strict=False)]
            if len(named) > 1 and alike and alike[0]:
                many = alike.index(False) if False in alike else len(alike)
                place = (tokens[at].start(), tokens[at + many - 1].end())
                found.setdefault(company_key(role.company or ""), []).append(place)
    return found


def _may_name(word: str, library: Lookup) -> bool:
    low = POSSESSIVE.sub("", word).casefold()
    if low in fillers() or has_title_word(low) or low in ordinary_words():
        return False
    if len(low) < _SHORTEST_FIRST:
        return _is_short_form(word)
    return word[:1].isupper() or not is_word(low) or library.document_frequency(low) <= _RARE


def _is_short_form(word: str) -> bool:
    """Whether a word of few letters may be short for a company ("FB", "BMI"), and for nothing that is asked ("MS")."""
    bare = POSSESSIVE.sub("", word)
    return len(bare) > 1 and bare.isupper() and not asks_of(bare)[0]


def _is_medium(question: str, start: int, end: int) -> bool:
    """Whether the name there is what something is done with ("held on Zoom"), and no employer ("on Zoom's team")."""
    return bool(pattern("medium").search(question[:start])) and not POSSESSIVE.match(question[end:])


def _keys(text: str) -> set[str]:
    """The keys a company may be filed under when it is written so; short forms count in capitals only."""
    bare = POSSESSIVE.sub("", text)
    known = known_company(bare)
    keys = {company_key(bare)}
    if known and (
        len(bare) > 3 or not bare.isascii() or _is_short_form(bare) or company_key(known) == company_key(bare)
    ):
        keys.add(company_key(known))
    return keys - {""}


def _strangers(rest: str, library: Lookup) -> tuple[str, ...]:
    """Companies that no posting is from: known ones, and names after "at" or before "'s" that no posting has."""
    out = []
    for match in TOKEN.finditer(rest):
        word = match.group()
        employer = bool(re.search(r"\b(?:at|with|by|from|join|joining)\s+$", rest[: match.start()], re.IGNORECASE))
        # "What does Google pay?", but not "does Google Meet …", which is a product.
        subject = _DOES.search(rest[: match.start()]) and not re.match(r"\s+[A-Z]", rest[match.end() :])
        owns = bool(re.match(r"[’']s\b", rest[match.end() :])) or bool(subject)
        if word.casefold() in fillers() or len(word) < 3 or _is_medium(rest, match.start(), match.end()):
            continue
        unheard = not library.document_frequency(word)
        if says(word) == {"place"} or (subject and not unheard and pattern("comes_up").match(rest, match.end())):
            # "Could I work from Texas?", "Where does Snowflake come up?": a place, and what postings speak of.
            continue
        if (known_company(word) and len(word) > 3 and (unheard or employer or owns)) or (
            unheard and (employer or owns) and word[:1].isupper()
        ):
            out.append(word)
    return tuple(dict.fromkeys(out))
