"""What a run is to ask: case files, read and checked against the libraries that they are about before anything runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from assistant.errors import InvalidCases, UsageError
from assistant.evals.cases import Suite, read_cases, read_suite
from assistant.evals.checks.cites import cited_roles
from assistant.evals.gold import known_role, relevant_chunks
from assistant.evals.model import Case, Check, System
from assistant.evals.unique import Unique

_SUFFIXES = (".yaml", ".yml")
# Mistakes that are listed; a file that is wrong all over is mended from its first ones.
_LISTED = 20


class Product(System, Protocol):
    """A system that can say what its library holds."""

    def fingerprint(self) -> str:
        """See `Assistant.fingerprint`."""
        ...


# Gives the product over the library of the postings that a file names (a folder or file), or over the user's own.
Open = Callable[[Path | None], Product]


@dataclass(frozen=True, slots=True)
class Source:
    """A case file that was found sound: its path as given, what it says of all its cases, the product it asks, how many
    cases are to be run, and how many it holds."""

    path: Path
    suite: Suite
    product: Product
    wanted: int
    held: int


@dataclass(frozen=True, slots=True)
class Intake:
    """The case files of a run, all sound. `where` picks cases; `judged` says that a check needs a judge."""

    sources: tuple[Source, ...]
    where: re.Pattern[str] | None = None
    judged: bool = False

    @property
    def total(self) -> int:
        """How many cases are to be run."""
        return sum(source.wanted for source in self.sources)

    def cases(self) -> Iterator[tuple[Case, Product]]:
        """The cases in the order of the files, each with the product it asks. One is in memory at a time."""
        for source in self.sources:
            yield from ((case, source.product) for case in read_cases(source.path) if picked(case, self.where))


def intake(files: Sequence[Path], open_: Open, where: str | None = None) -> Intake:
    """Reads and checks the files, in the order given, folders by the names of their files.

    Raises UsageError for a pattern that does not compile or picks nothing and for paths without case files, and
    InvalidCases for mistakes in the files, roles and gold quotes that are not in their library, or an id given twice.
    """
    pattern = _compiled(where)
    paths = case_files(files)
    suites = [(path, read_suite(path)) for path in paths]
    seen = Unique()
    sources, judged = [], False
    for path, suite in suites:
        found = _Looked(path, suite, open_(suite.postings), pattern, seen)
        sources.append(found.look())
        judged = judged or found.judged
    for first, again in seen.repeated():
        raise InvalidCases(f"{again}: the id stands at {first} already; give one of the two cases another id")
    taken = Intake(tuple(sources), pattern, judged)
    if not taken.total:
        raise UsageError(f"no case's id, description or kind matches {where!r}; try a part of a description")
    return taken


def case_files(files: Sequence[Path]) -> list[Path]:
    """The case files that the paths name, each once. Raises UsageError where there are none."""
    found: dict[Path, None] = {}
    for path in files:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix in _SUFFIXES and not p.name.startswith("."))
            if not inside:
                raise UsageError(f"the folder {path} holds no case file (*.yaml); name a file, or another folder")
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    if not found:
        raise UsageError("there is nothing to run; try: prep eval evals/")
    return list(found)


def picked(case: Case, where: re.Pattern[str] | None) -> bool:
    """Whether the pattern picks the case."""
    return where is None or any(where.search(text) for text in (case.id, case.description, case.kind))


class _Looked:
    """One look through a file."""

    def __init__(self, path: Path, suite: Suite, product: Product, where: re.Pattern[str] | None, seen: Unique) -> None:
        self._path, self._suite, self._product, self._where, self._seen = path, suite, product, where, seen
        self._roles: set[str] = set()
        self.judged = False

    def look(self) -> Source:
        wanted = held = 0
        mistakes: list[str] = []
        for case in read_cases(self._path):
            held += 1
            self._seen.add(case.id, case.where)
            if picked(case, self._where):
                wanted += 1
                mistakes += self._mistakes(case)
            if len(mistakes) >= _LISTED:
                break
        if mistakes:
            raise InvalidCases("\n".join(mistakes[:_LISTED]))
        return Source(self._path, self._suite, self._product, wanted, held)

    def _mistakes(self, case: Case) -> Iterator[str]:
        checks = [check for turn in case.turns for check in turn.checks]
        self.judged = self.judged or any(check.type == "judge" for check in checks)
        looks: list[Callable[[], object]] = [partial(self._role, role, case) for role in case.roles]
        looks += [partial(_GOLD[c.type], c, self._product) for c in checks if c.type in _GOLD]
        for look in looks:
            try:
                look()
            except InvalidCases as error:
                yield str(error)

    def _role(self, role: str, case: Case) -> None:
        if role not in self._roles:
            known_role(role, self._product, case.where)
            self._roles.add(role)


def _cited_roles(check: Check, system: System) -> None:
    for role in cited_roles(check.value):
        known_role(role, system, check.where)


_GOLD: dict[str, Callable[[Check, System], object]] = {
    "cites-role": _cited_roles,
    "retrieves": lambda check, system: relevant_chunks(check.value, system, check.where),
}


def _compiled(where: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(where, re.IGNORECASE) if where is not None else None
    except re.error as error:
        raise UsageError(
            f"--where {where!r} is no regular expression: {error}; put a backslash before signs"
        ) from error
