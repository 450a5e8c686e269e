"""Typing slips in questions."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, get_close_matches
from functools import cache, partial
from string import ascii_lowercase

from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.companies import has_title_word, known_company
from assistant.reading.topics import mentions
from assistant.retrieve.dictionary import is_word
from assistant.retrieve.language import TOKEN, fillers, is_abroad, slot_words
from assistant.retrieve.lookup import Lookup

# Words up to this long must keep their letters to be taken for another word's slip.
_SHORT = 5
# Words from this length on may hold two slips.
_LONG = 9
# Function words of so many letters are mended.
_FUNCTION = 3
# Where an ending begins, at the earliest.
_ENDING = 5


def spelled(question: str, library: Lookup) -> str:
    """`question` with typing slips mended: a word that stands nowhere becomes the likeliest word of a question, of a
    company's name, or of the postings."""
    out, foreign = question, is_abroad(question)
    for word in dict.fromkeys(TOKEN.findall(question)):
        low = word.casefold()
        if len(word) == _FUNCTION and (meant := _swapped(low, library) or _left_out(low, library)):
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out)
            continue
        if len(word) < 4 or not word.isalpha() or not word.isascii() or low in fillers() | _vocabulary():
            continue
        if known_company(word) or is_word(low) or (word.isupper() and not question.isupper()) or mentions(word):
            # Names, and short forms in capitals ("COBOL"), are themselves; but a company's name may miss a letter.
            meant = _near_company(word, library) if word.isupper() and not known_company(word) else None
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out) if meant and meant.isupper() else out
            continue
        if foreign:
            # Its words are slips of none of ours.
            meant = _near_company(word, library)
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out) if meant else out
            continue
        likely = [*_swaps(low), *get_close_matches(low, _vocabulary(), n=3, cutoff=0.8)]
        common = [m for m in likely if m in _vocabulary() and _is_slip(low, m, long=_LONG)]
        if library.document_frequency(word):
            # Its stem stands in the postings ("requirments"): at most its ending is mended.
            common = [m for m in common if m in slot_words() and words(m) == words(low)]
            out = re.sub(rf"\b{re.escape(word)}\b", common[0], out) if common else out
            continue
        common = common or _sounding_alike(low)
        near = library.near_word(low) or _one_slip_away(low, library)
        candidates = common + ([near] if near and near not in fillers() and _is_meant(low, near) else [])
        meant = _near_company(word, library) or max(candidates, key=partial(_likeness, low), default=None)
        if meant:
            out = re.sub(rf"\b{re.escape(word)}\b", meant, out)
    return out


def _is_meant(low: str, near: str) -> bool:
    return _is_slip(low, near, long=_SHORT + 2) or _sound(low) in (_sound(near), _sound(near.removesuffix("s")))


def _swapped(low: str, library: Lookup) -> str | None:
    """The function word that a word of three letters has two letters swapped of ("teh"); None where it is a word."""
    if low in fillers() or known_company(low) or library.document_frequency(low):
        return None
    stops = {str(w) for w in load("words")["stop"]}
    return next((w for w in _swaps(low) if w in stops), None)


def _swaps(low: str) -> list[str]:
    """The word with two letters that stand side by side swapped, for each such two."""
    return [low[:i] + low[i + 1] + low[i] + low[i + 2 :] for i in range(len(low) - 1)]


def _left_out(low: str, library: Lookup) -> str | None:
    """The word of questions or the company that a word of three letters leaves a letter out of ("ned", "zom")."""
    if not low.isalpha() or low in fillers() or is_word(low) or known_company(low) or library.document_frequency(low):
        return None
    longer = [low[:at] + c + low[at:] for at in range(1, len(low) + 1) for c in ascii_lowercase]
    companies = list(library.companies_named(longer).values())
    meant = companies or [w for w in dict.fromkeys(longer) if w in _vocabulary()]
    return meant[0] if len(meant) == 1 else None


def _one_slip_away(word: str, library: Lookup) -> str | None:
    """The likeliest word of the postings one slip away, tried letter by letter: by their stems ("generat"), words
    whose ending holds the slip ("generaton") are not near each other."""
    if len(word) < _LONG:
        return None
    cuts = [(word[:i], word[i:]) for i in range(_ENDING, len(word) + 1)]
    added = (a + c + b for a, b in cuts for c in ascii_lowercase)
    swapped = (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    return max(
        (w for w in (*swapped, *added) if library.document_frequency(w)), key=library.document_frequency, default=None
    )


def _sounding_alike(word: str) -> list[str]:
    """The words of questions that are spoken as `word` is: "fone" is "phone"."""
    return [w for w in _vocabulary() if _sound(w) == _sound(word)]


def _sound(word: str) -> str:
    spoken = re.sub(r"c(?=[ei])", "s", word).replace("ck", "k").replace("c", "k").replace("ph", "f")
    return re.sub(r"(.)\1", r"\1", spoken.removesuffix("e"))


def _likeness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other).ratio()


def _is_slip(word: str, meant: str, *, long: int) -> bool:
    """Whether `word` is likely a slip of `meant`: the same letter first, one slip away, or two in a `long` word. A
    word with one letter for another ("stock", "stack") is another word, and a title's word is itself."""
    if word[0] != meant[0] or has_title_word(word):
        return False
    if len(word) == len(meant) <= _SHORT and sorted(word) != sorted(meant):
        return False
    return slips(word, meant) <= (1 if len(word) < long else 2)


def slips(one: str, other: str) -> int:
    """How many typing slips (a letter left out, added, exchanged, or two swapped) lie between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i, *[0] * len(other)]
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def _near_company(word: str, library: Lookup) -> str | None:
    near = {r.company for r in library.roles(library.roles_named_like(word, limit=5)) if r.company}
    close = [n for n in near if abs(len(n) - len(word)) <= 1 and n[:1].casefold() == word[:1].casefold()]
    return close[0] if len(close) == 1 else None


@cache
def _vocabulary() -> frozenset[str]:
    """The words that questions are made of."""
    entry = load("asking")
    listed = [
        *entry["fillers"],
        *entry["slot_words"],
        *entry["asked_words"],
        *load("words")["stop"],
        *load("words")["common"],
    ]
    return frozenset(str(w) for w in listed if len(str(w)) > 3)
