"""The words of an eval as values: a case and what is checked of it, what was seen, and the verdicts.

A *case* is one conversation: turns that are asked in order, each with its checks. *Seen* is what the product did at one
turn. A *verdict* is what one check says of it, a *measure* what one metric does. Everything is frozen and holds no I/O.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from assistant.domain import Answer, Chunk, Hit, Posting, Role

# What became of a case. `known` failed as its mark says it would; `mended` has such a mark but passed; `unscored` has
# no failed check but at least one without a verdict; `error`: the product gave no answer at all.
Status = Literal["passed", "failed", "known", "mended", "unscored", "error"]


@dataclass(frozen=True, slots=True)
class Where:
    """The place in a case file that a person would edit: the file as given, and the line, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Check:
    """One assert of a case. `type` is without its "not-", which is `negated`. `value` has been checked against what the
    type takes: text, number, list or mapping as YAML gives them. `threshold` is in the type's own unit."""

    type: str
    value: object = None
    threshold: float | None = None
    negated: bool = False
    where: Where = Where("", 1)

    @property
    def name(self) -> str:
        """The type as the case file writes it."""
        return f"not-{self.type}" if self.negated else self.type


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and what is checked of its answer."""

    question: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation to be judged. `id` is unique in a run and does not depend on the case's place in its file.

    `kind` groups cases in reports ("fact", "listing", …). `history` are earlier questions, oldest first, that are not
    judged; `roles` narrow all turns to those role ids. `known_failure` is the reason for which it is known to fail.
    """

    id: str
    description: str
    turns: tuple[Turn, ...]
    kind: str = "other"
    history: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    known_failure: str | None = None
    where: Where = Where("", 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the product did at one turn: its answer, and the first `k` hits that it retrieves for the question (as many
    as the deepest check or metric looks at; empty where none looks). `roles` are those to which the question was
    narrowed, empty for none."""

    answer: Answer
    hits: tuple[Hit, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says. `passed` is None where it cannot be said ("unscored"); `score` in [0, 1], None likewise;
    `reason` is one sentence that a person who did not write the case understands."""

    passed: bool | None
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What a metric says of one turn. `value` is None where it is not defined for the turn; `reason` says why, or how
    the value came about."""

    value: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class TurnResult:
    """One turn as it went. `verdicts` are in the order of the turn's checks; `measures` are by metric name."""

    question: str
    answer: Answer
    verdicts: tuple[Verdict, ...]
    measures: Mapping[str, Measure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case as it went. `error` says why there is no answer, where there is none; `turns` holds those before."""

    case: Case
    status: Status
    turns: tuple[TurnResult, ...]
    error: str | None = None


class System(Protocol):
    """What evals need of the product; `assistant.app.Assistant` is it."""

    def ask(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Answer:
        """See `Assistant.ask`."""
        ...

    def search(self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), k: int = 8) -> list[Hit]:
        """The `k` chunks that the product retrieves for the question, best first."""
        ...

    def role(self, role_id: str) -> Role:
        """The role of that id. Raises UnknownRole."""
        ...

    def posting(self, posting_id: str) -> Posting:
        """The posting of that id. Raises UnknownSource."""
        ...

    def chunks_of(self, role_id: str) -> list[Chunk]:
        """The role's chunks, in text order. Raises UnknownRole."""
        ...
