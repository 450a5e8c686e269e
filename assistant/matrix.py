"""Roles side by side as values: a row for each thing they may state, a cell for each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.domain import Role, Span

Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `kind` "fact": `name` is one of `FACT_NAMES`, or "section:<kind>" where a section was asked for;
    "duties": what each role does; "topic": `name` is a topic that several roles ask for; "alone": what each asks for by
    itself; "subject": `name` are the words that were asked about. A cell holds the spans that state it in its role's
    posting, none where the role does not. `alike`: every role states it, in the same words or figures."""

    kind: Literal["fact", "duties", "topic", "alone", "subject"]
    name: str
    cells: tuple[Cell, ...]
    alike: bool = False

    @property
    def stated(self) -> int:
        """How many of the roles state it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The roles, and the rows in which at least one of them states something; `silent` are the facts that none does."""

    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...] = ()
