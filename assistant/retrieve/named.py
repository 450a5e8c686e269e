"""What of a question only names its role: such words ask for nothing, and are not what is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.retrieve.initials import words_of
from assistant.retrieve.language import TOKEN, ask_patterns
from assistant.retrieve.spelling import slips

# With so many roles in question the name of none of them is what was typed.
_FEW = 2
# Words from these lengths on may hold one slip, or two; with two letters initials begin.
_ONE_SLIP, _TWO_SLIPS, _INITIALS = 4, 7, 2


def asks_beside(text: str, asks: tuple[str, ...], roles: Sequence[Role]) -> tuple[str, ...]:
    """The asks without those that only a word of the role's name makes ("the pay of the omni team"); all of them where
    nothing else is asked."""
    if len(asks) < 2 or not 0 < len(roles) <= _FEW:
        return asks
    names = {w.casefold() for role in roles for w in TOKEN.findall(role.title)}
    patterns = dict(ask_patterns())
    return tuple(ask for ask in asks if _asks_by_more(patterns[ask], text, names)) or asks


def _asks_by_more(wanted: re.Pattern[str], text: str, names: set[str]) -> bool:
    """Whether what asks holds a word that is none of the name's."""
    return any(not {w.casefold() for w in TOKEN.findall(m.group())} <= names for m in wanted.finditer(text))


def subject_beside(subject: tuple[str, ...], roles: Sequence[Role]) -> tuple[str, ...]:
    """The subject without what is a slip of a word of the role's name, or its words' first letters."""
    if not 0 < len(roles) <= _FEW:
        return subject
    stems = {stem for role in roles for stem in words(role.name)}
    names = {w.casefold() for role in roles for w in TOKEN.findall(role.name)}
    return tuple(w for w in subject if set(words(w)) & stems or not _names(w, names, roles))


def _names(word: str, names: set[str], roles: Sequence[Role]) -> bool:
    low = word.casefold()
    if len(word) >= _INITIALS and word.isupper() and any(words_of(word, role.title) for role in roles):
        return True
    allowed = 2 if len(low) >= _TWO_SLIPS else int(len(low) >= _ONE_SLIP)
    return any(allowed and abs(len(n) - len(low)) <= allowed and slips(low, n) <= allowed for n in names)
