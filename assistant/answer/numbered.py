"""The passages that a chat model is shown, numbered: what the roles state of what is asked, then the best hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.targets import Library, evidence
from assistant.answer.untrusted import neutral, told_to_candidates
from assistant.domain import Answer, Citation, Hit, Role, Span
from assistant.retrieve.query import Query

# Neighbours are shown as one passage up to this many characters; what has fewer words than this says nothing.
_LONGEST = 700
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a role's posting. `sentences` are the spans of it that a prompt may hold, `n` is its number in the
    prompt, 0 before it has one; `needed` says that it states what is asked, as far as that is known without a model."""

    role: Role
    sentences: tuple[Span, ...]
    text: str
    section: str
    needed: bool = False
    n: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The sentences' words."""
        return tuple(span.of(self.text) for span in self.sentences)

    @property
    def names(self) -> tuple[str, ...]:
        """The role's company and title: names that a statement which cites the passage may use."""
        return tuple(name for name in (self.role.company, self.role.title) if name)

    def shown(self, fence: str) -> str:
        """The passage as it stands in the prompt."""
        lead = " ".join(neutral(f"{self.role.name} ({self.section})", fence).split())
        return f"[{self.n}] {lead}\n{neutral(self._lines(), fence)}"

    def _lines(self) -> str:
        """The sentences, those of one line together."""
        parts = [self.sentences[0].of(self.text)]
        for before, span in zip(self.sentences, self.sentences[1:], strict=False):
            apart = "\n" if "\n" in self.text[before.end : span.start] else " "
            parts.append(apart + span.of(self.text))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A span of a role (by its id) before it is read."""

    role: str
    span: Span
    needed: bool = False


def passages(query: Query, plain: Answer, library: Library) -> list[Passage]:
    """What may be shown for `query`, most needed first, without numbers yet.

    `plain` is the answer without a model: what it cites comes first, with the chunks around it. A question about
    certain roles, or those of a comparison, is shown no others.
    """
    cited = [citation for citation in plain.citations if plain.status == "answered"]
    hits = _fitting(evidence(query, library), query, cited)
    needed = [_Stretch(c.role, Span(c.start, c.end), True) for c in cited]
    ids = dict.fromkeys([*(c.role for c in cited), *(hit.chunk.role_id for hit in hits)])
    roles = {role.id: role for role in library.roles(list(ids))}
    texts = {role.id: library.posting_text(role.posting_id) for role in roles.values()}
    stretches = [*needed, *(_Stretch(hit.chunk.role_id, hit.chunk.span) for hit in hits)]
    merged = _merged([s for s in stretches if s.role in roles], texts)
    found = [_passage(roles[s.role], s, texts[s.role]) for s in merged]
    return [p for p in found if p.needed or sum(len(words.split()) for words in p.words) >= _FEWEST_WORDS]


def numbered(chosen: Sequence[Passage]) -> list[Passage]:
    """The passages with their numbers, from 1."""
    return [replace(passage, n=n) for n, passage in enumerate(chosen, 1)]


def _fitting(hits: Sequence[Hit], query: Query, cited: Sequence[Citation]) -> list[Hit]:
    if query.shape == "one" or not cited:
        return list(hits)
    roles = {citation.role for citation in cited}
    return [hit for hit in hits if hit.chunk.role_id in roles]


def _merged(stretches: Sequence[_Stretch], texts: Mapping[str, str]) -> list[_Stretch]:
    """Those that overlap as one, and small ones that follow each other; each in the place of its first."""
    found: list[_Stretch] = []
    for new in stretches:
        for at, old in enumerate(found):
            if old.role == new.role and _belong(old.span, new.span, texts[old.role]):
                whole = Span(min(old.span.start, new.span.start), max(old.span.end, new.span.end))
                found[at] = _Stretch(old.role, whole, old.needed or new.needed)
                break
        else:
            found.append(new)
    return found if len(found) == len(stretches) else _merged(found, texts)


def _belong(one: Span, other: Span, text: str) -> bool:
    if one.overlaps(other):
        return True
    first, second = sorted((one, other))
    apart = text[first.end : second.start]
    return second.end - first.start <= _LONGEST and len(apart) < 10 and not any(c.isalnum() for c in apart)


def _passage(role: Role, stretch: _Stretch, text: str) -> Passage:
    section = next((s.kind.value for s in role.sections if s.span.overlaps(stretch.span)), "role")
    return Passage(role, tuple(told_to_candidates(text, stretch.span)), text, section, stretch.needed)
