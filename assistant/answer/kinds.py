"""What kind of thing a question wants to hear (a length, a date, a person …): others are no answer to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.knowledge import load
from assistant.knowledge.patterns import compiled

# How many words may stand between a figure and what it is a figure of, where the kind does not say.
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: how statements of it look, the asks whose every statement is of it, and `within` how many words
    of what it is a figure of a figure stands. `strict`: only figures and the like are of it."""

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    by_nature: frozenset[str]
    within: int
    strict: bool

    def near(self, subject: re.Pattern[str], words: str) -> bool:
        """Whether in `words` a thing of this kind stands close to what `subject` fits."""
        places = [m.span() for m in subject.finditer(words)]
        return any(
            len(words[min(b, end) : max(a, start)].split()) <= self.within
            for a, b in (m.span() for m in self.stated.finditer(words))
            for start, end in places
        )


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(
            k["name"],
            compiled(k["asked"]),
            compiled(k["stated"]),
            frozenset(k.get("by_nature", ())),
            k.get("within", _NEAR),
            k.get("strict", False),
        )
        for k in load("asking")["kinds"]
    )


def kind_of(question: str) -> Kind | None:
    """The kind of thing that `question` wants to hear; None where it does not say."""
    return next((kind for kind in _kinds() if kind.asked.search(question)), None)


def figure_of(question: str) -> Kind | None:
    """The same where a date, a number or the like is wanted; other kinds are said in too many ways to be looked for."""
    kind = kind_of(question)
    return kind if kind and kind.strict else None


def asked_kind(question: str, ask: str) -> Kind | None:
    """The same for a question about `ask`; None where every statement of it is of that kind."""
    kind = kind_of(question)
    return None if kind is None or ask in kind.by_nature else kind
