"""Patterns of many alternatives, rewritten so that what several of them begin with is tried once.

"\\bfull time|\\bfixed term" becomes "\\bf(?:ull time|ixed term)": the engine tries alternatives one by one at each
letter of a text, so a list of a hundred costs a hundred looks, and a tree of them a few. Where a pattern begins to fit
stays the same; which of two alternatives that fit there is taken, and so where the match ends, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# A letter, an escape, a set; how often it may come; what begins a group.
_SINGLE = re.compile(r"\\(?:[xuU][0-9a-fA-F]+|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|[^()|\\\[]", re.DOTALL)
_OFTEN = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})[?+]?")
_OPENING = re.compile(r"\((?:\?(?:[:=!]|-?i:))?")
# Groups in which nothing is moved: what looks behind, and what is asked for by name.
_LEFT_ALONE = ("(?<", "(?P")

# The letters and groups of an alternative, in their order.
Atoms = tuple[str, ...]


def compiled(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern, to be asked whether and where it begins to fit, not what it takes."""
    return re.compile(tree(pattern), flags)


def tree(pattern: str) -> str:
    """The pattern with the common beginnings of its alternatives drawn together."""
    alternatives, end = _read(pattern, 0)
    assert end == len(pattern), f"a bracket too many in {pattern}"
    return _drawn(alternatives)


def _read(pattern: str, at: int) -> tuple[list[Atoms], int]:
    """The alternatives from `at` on, up to the bracket that ends them, and where that stands."""
    out: list[Atoms] = []
    atoms: list[str | list[Atoms]] = []
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            out.extend(_alternatives(atoms))
            atoms, at = [], at + 1
            continue
        atom, at = _atom(pattern, at)
        often = _OFTEN.match(pattern, at)
        if often:
            atom, at = _text(atom) + often.group(), often.end()
        atoms.append(atom)
    return [*out, *_alternatives(atoms)], at


def _alternatives(atoms: Sequence[str | list[Atoms]]) -> list[Atoms]:
    """An alternative, or those of the group that is all of it."""
    only = atoms[0] if len(atoms) == 1 else None
    return only if isinstance(only, list) else [tuple(map(_text, atoms))]


def _text(atom: str | list[Atoms]) -> str:
    return atom if isinstance(atom, str) else f"(?:{_drawn(atom)})"


def _atom(pattern: str, at: int) -> tuple[str | list[Atoms], int]:
    """The letter or group at `at`, the latter as its alternatives where it is plain, and what stands behind it."""
    opening = _OPENING.match(pattern, at)
    if opening is None:
        single = _SINGLE.match(pattern, at)
        assert single is not None, f"a bracket or set that is not closed in {pattern}"
        return single.group(), single.end()
    if pattern.startswith(_LEFT_ALONE, at):
        _, end = _read(pattern, at + 1)
        return pattern[at : end + 1], end + 1
    inside, end = _read(pattern, opening.end())
    return inside if opening.group() == "(?:" else f"{opening.group()}{_drawn(inside)})", end + 1


def _drawn(alternatives: Sequence[Atoms]) -> str:
    return "|".join(_branches(alternatives))


def _branches(alternatives: Sequence[Atoms]) -> Iterator[str]:
    by_first: dict[str, list[Atoms]] = {}
    for atoms in alternatives:
        by_first.setdefault("".join(atoms[:1]), []).append(atoms[1:])
    for first, rests in by_first.items():
        yield first + _behind(rests) if first else ""


def _behind(rests: Sequence[Atoms]) -> str:
    """What stands behind a common beginning: bare where there is one way to go on, so that letters stay one word."""
    if len(rests) == 1:
        return "".join(rests[0])
    ways = list(_branches(rests))
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
