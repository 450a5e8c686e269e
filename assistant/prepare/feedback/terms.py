"""Whether a sentence names one of a group of terms: as words (by their stems) or by how they begin."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.index.analysis import words
from assistant.training import Point

Group = tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def _pattern(group: Group) -> re.Pattern[str]:
    """The group's alternatives where a word begins; short ones must be whole words."""
    return re.compile("|".join(_begins(term) for term in group), re.IGNORECASE)


def _begins(term: str) -> str:
    body = r"\s+".join(re.escape(part) for part in term.split())
    start = r"(?<!\w)" if term[0].isalnum() else ""
    return f"{start}{body}" + (r"(?!\w)" if len(term) <= 4 and term[-1].isalnum() else "")


@lru_cache(maxsize=1 << 14)
def _stems(group: Group) -> tuple[tuple[str, ...], ...]:
    return tuple(found for term in group if (found := tuple(words(term))))


def named(group: Group, text: str, stems: tuple[str, ...]) -> bool:
    """Whether the text, of these stems, names one of the group's terms."""
    if _pattern(group).search(text):
        return True
    return any(_stand(wanted, stems) for wanted in _stems(group))


def _stand(wanted: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    """Whether the stems stand there one after the other."""
    if len(wanted) == 1:
        return wanted[0] in stems and len(wanted[0]) > 1
    n = len(wanted)
    return any(stems[i : i + n] == wanted for i in range(len(stems) - n + 1))


def groups_named(point: Point, text: str, stems: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the point's groups of which the text names a term."""
    return frozenset(n for n, group in enumerate(point.terms) if named(group, text, stems))
