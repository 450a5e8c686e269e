"""What a person has corrected in the reading of a posting: which roles stand in it, their names, their facts.

A correction is laid over whatever the reading finds, each time the posting is read. It points at places by their words,
so it holds as long as these words stand in the posting, also when the file was saved anew around them; what points at
words that are gone is left out. It can name no fact that the posting does not state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.domain import FACT_NAMES, Fact, Posting, Role, Span

# So many characters at either end of a place are enough to know it again.
_EDGE = 80

ReadWithin = Callable[[Posting, Sequence[Span]], Sequence[Role]]
FactOf = Callable[[Posting, str, Span], Fact]


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a posting's text, and its first and last words, by which it is found again where the text has moved."""

    start: int
    end: int
    head: str
    tail: str

    @classmethod
    def of(cls, text: str, span: Span) -> Place:
        """The place of `span` in `text`."""
        words = span.of(text)
        return cls(span.start, span.end, words[:_EDGE], words[-_EDGE:])

    def find(self, text: str) -> Span | None:
        """Where the place is in `text`: where it was, else where its words stand, if they stand in one place only."""
        if text.startswith(self.head, self.start) and text[: self.end].endswith(self.tail) and self.head:
            return Span(self.start, self.end)
        start = _only(text, self.head, 0)
        if start is None:
            return None
        end = _only(text, self.tail, max(start, start + len(self.head) - len(self.tail)))
        return Span(start, end + len(self.tail)) if end is not None else None


@dataclass(frozen=True, slots=True)
class Naming:
    """What the role at `role` is called; None leaves title or company as read, "" says that no company is named."""

    role: Place
    title: str | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the role at `role` states the fact `name`: at these places, or nowhere."""

    role: Place
    name: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """All that was corrected in a posting. `roles` are the places of its roles; none: as the reading finds them."""

    roles: tuple[Place, ...] = ()
    names: tuple[Naming, ...] = ()
    facts: tuple[Statement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.roles or self.names or self.facts)

    def divided(self, roles: Sequence[Place]) -> Correction:
        """With these roles in the posting."""
        return replace(self, roles=tuple(roles))

    def named(self, naming: Naming) -> Correction:
        """With another name for a role."""
        kept = tuple(one for one in self.names if one.role.start != naming.role.start)
        return replace(self, names=(*kept, naming))

    def stated(self, statement: Statement) -> Correction:
        """With another statement of a fact of a role."""
        here = (statement.role.start, statement.name)
        kept = tuple(one for one in self.facts if (one.role.start, one.name) != here)
        return replace(self, facts=(*kept, statement))


def laid_over(
    posting: Posting, found: Sequence[Role], correction: Correction, read_within: ReadWithin, fact_of: FactOf
) -> list[Role]:
    """The roles of `posting` with the correction laid over what was `found`."""
    spans = [place.find(posting.text) for place in correction.roles]
    whole = [span for span in spans if span is not None and span.start < span.end]
    # Half of a division is none: what is left of it might hold two roles, or lose one.
    roles = list(read_within(posting, whole)) if whole and len(whole) == len(spans) else list(found)
    for naming in correction.names:
        roles = _each(posting, roles, naming.role, partial(_named, naming))
    for stated in correction.facts:
        roles = _each(posting, roles, stated.role, partial(_stated, posting, stated, fact_of))
    return roles


def _each(posting: Posting, roles: Sequence[Role], place: Place, change: Callable[[Role], Role]) -> list[Role]:
    """The roles, the one in which the place begins changed."""
    at = place.find(posting.text)
    if at is None:
        return list(roles)
    inside = [role for role in roles if role.span.start <= at.start < max(role.span.end, role.span.start + 1)]
    return [change(role) if role in inside[:1] else role for role in roles]


def _named(naming: Naming, role: Role) -> Role:
    title = naming.title or role.title
    company = role.company if naming.company is None else naming.company or None
    return replace(role, title=title, company=company)


def _stated(posting: Posting, statement: Statement, fact_of: FactOf, role: Role) -> Role:
    spans = [place.find(posting.text) for place in statement.places]
    if None in spans:
        return role
    made = [fact_of(posting, statement.name, span) for span in spans if span is not None]
    facts = [fact for fact in role.facts if fact.name != statement.name] + made
    changed = replace(
        role,
        facts=tuple(sorted(facts, key=lambda fact: FACT_NAMES.index(fact.name))),
        conflicts=tuple(conflict for conflict in role.conflicts if conflict.fact != statement.name),
    )
    if statement.name == "interview_process" and not made:
        return replace(changed, process=(), course=None)
    return changed


def _only(text: str, words: str, start: int) -> int | None:
    """Where `words` stand in `text` from `start` on, if in one place only."""
    at = text.find(words, start) if words else -1
    return at if at >= 0 and text.find(words, at + 1) < 0 else None
