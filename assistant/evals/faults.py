"""What is wrong with a case file, so that a person can mend it: each mistake with its file and line."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.evals.model import Where

T = TypeVar("T")

# A file with more mistakes than this is mended bit by bit; printing all of them would hide the first.
MOST = 20


class Fault(Exception):
    """One mistake on a line of a case file. Raised by what reads a part of a case, noted by `Faults`."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake with its place; as text "file:line: what is wrong; what to do"."""

    where: Where
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(slots=True)
class Faults:
    """Collects the mistakes of one file, so that a person sees them at once and not one a run."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def note(self, line: int, message: str) -> None:
        """Adds a mistake."""
        self.found.append(Problem(Where(self.file, line), message))

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Turns a Fault that is raised inside into a note; what follows it inside is skipped."""
        try:
            yield
        except Fault as fault:
            self.note(fault.line, str(fault))

    def tried(self, read: Callable[[], T]) -> T | None:
        """What `read` gives; None where it raises a Fault, which is noted."""
        with self.noting():
            return read()
        return None

    def take(self) -> list[Problem]:
        """The mistakes noted since the last call, by line."""
        found, self.found = sorted(self.found, key=lambda problem: problem.where.line), []
        return found


def nearest(name: str, known: Iterable[str]) -> str:
    """Advice on an unknown name: the known one that looks like it, else all of them."""
    options = sorted(known)
    close = difflib.get_close_matches(name.lower(), options, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else f"the known ones are {', '.join(options)}"


def spoken(value: object) -> str:
    """A value of a case file as a message names it: "the text 'x'", "the number 5", "a list", "nothing"."""
    if value is None:
        return "nothing"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, str):
        return f"the text {shortened(value)!r}" if value.strip() else "an empty text"
    return str(json.dumps(value)) if isinstance(value, bool) else f"the number {value}"


def shortened(text: str, length: int = 80) -> str:
    """The text on one line, cut after `length` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
