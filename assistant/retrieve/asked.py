"""What a question asks, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["one", "list", "compare"]
Extreme = Literal["maximum", "minimum"]


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks.

    `asks` are fact names and "section:<kind>" in the order of `knowledge/asking.yaml`; empty for an open question.
    `companies` are keys, `roles` ids: what the question is narrowed to; both empty means the whole library.
    `subject` are the content words that name neither role nor company nor what is asked. `unknown` are names of
    companies or descriptions of roles that nothing in the library answers to. `parts` are the sides of a comparison.
    `among` is an earlier question whose answer lists the roles that this one is about ("which of them …"), `place` the
    one of them that is meant, counted from 0, from the end below it ("the last one"). `guessed`
    says that no description pointed at `roles`: words of their titles stand in the question. `described` are the words
    by which the question names its role. `asked_in` is the earlier question from which all that is asked is taken
    ("and at Zoom?"). `clauses` are the questions that one sentence asks ("what is X, and how often Y?"), where each
    wants an answer of its own; the rest of the query is then of all of it.
    """

    question: str
    shape: Shape = "one"
    asks: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    extreme: Extreme | None = None
    parts: tuple[Query, ...] = field(default=())
    among: Query | None = None
    place: int | None = None
    guessed: bool = False
    described: tuple[str, ...] = ()
    asked_in: str = ""
    clauses: tuple[Query, ...] = field(default=())

    @property
    def wording(self) -> str:
        """The words in which it is asked: the question's, or those of the one that it repeats for another role."""
        return self.asked_in or self.question

    @property
    def matter(self) -> str:
        """Those words without the ones that name the role: a supervisor's job is not asked for supervision."""
        named = "|".join(re.escape(word) for word in self.described)
        return re.sub(rf"\b(?:{named})\b", "·", self.wording) if named and self.roles else self.wording

    @property
    def narrowed(self) -> bool:
        """Whether the question names a company or role, known or not."""
        return bool(self.companies or self.roles or self.unknown)
