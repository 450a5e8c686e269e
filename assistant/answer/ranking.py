"""Which sentences speak of a question's subject: by its words, then by their meaning."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer.kinds import Kind, figure_of
from assistant.answer.stated import own_sentences, section_lines
from assistant.answer.targets import Library, evidence
from assistant.domain import Hit, Role, SectionKind, Span
from assistant.index.analysis import words
from assistant.reading.topics import mentions, topic, topics_of
from assistant.retrieve.alike import alike, frames, readings
from assistant.retrieve.language import pattern
from assistant.retrieve.query import Query

# Share of the subject's weight that the best sentence and its heading must hold, for the posting to "say" something;
# a sentence that holds less of it must be this near in meaning.
ENOUGH, SOME, NEAR = 0.6, 0.3, 0.45
# Near enough where the question names nothing but the role.
_NEAR_ALONE = 0.4
# Sentences that are compared by meaning, and that are shown; those shown come this close to the best.
_COMPARED, _SENTENCES, _CLOSE = 14, 5, 0.72
_LINES = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, how much of the subject it and its heading hold, and how well it fits all in all."""

    role: Role
    span: Span
    covered: float
    score: float


def headed(query: Query, looked: Sequence[Role], library: Library) -> list[Passage]:
    """The lines below a heading that names the subject, or the heading, where it holds the figure that is asked for;
    none where no heading of the roles does."""
    names, figure = _names(query, looked, library), figure_of(query.question)
    if not names or len(looked) > 2:
        return []
    found: list[Passage] = []
    for role in looked:
        text = library.posting_text(role.posting_id)
        for section in role.sections:
            if section.heading is None or section.kind is SectionKind.NAVIGATION:
                continue
            if _share(names, set(words(section.heading.of(text)))) >= 0.99:
                lines = [Passage(role, span, 1.0, 1.0) for span in (section.heading, *section_lines(section, text))]
                found += lines[:1] if figure and _is_of(figure, lines[0], library) else lines[1:]
    return [passage for passage in found if _is_of(figure, passage, library)][:_LINES]


def ranked(query: Query, looked: Sequence[Role], library: Library) -> list[Passage]:
    """The sentences that answer an open question, best first; empty where none says enough of the subject."""
    names = _names(query, looked, library)
    hits = evidence(query, library)
    pool = _candidates(hits, names, library)
    pool += _on_subject(query, looked, hits, library) if not any(p.covered >= ENOUGH for p in pool) else []
    if len(looked) == 1:
        pool += _legal(looked[0], names, library)
    figure = figure_of(query.question)
    # What holds less than some of the subject cannot pass, however near it is: its meaning is not looked at.
    pool = [p for p in pool if _is_of(figure, p, library) and (not names or p.covered >= SOME)]
    pool = sorted(pool, key=lambda p: (-p.score, p.role.id, p.span))[:_COMPARED]
    said = [p.span.of(library.posting_text(p.role.posting_id)) for p in pool]
    likeness = library.likeness(query.question, said)
    scored = [
        replace(p, score=p.covered + near) for p, near in zip(pool, likeness, strict=True) if _says(p, near, names)
    ]
    scored.sort(key=lambda p: (-p.score, p.role.id, p.span))
    best = scored[0].score if scored else 0.0
    return [p for p in scored if p.score >= _CLOSE * best][:_SENTENCES]


def _says(passage: Passage, near: float, names: dict[str, float]) -> bool:
    if not names:
        return near >= _NEAR_ALONE
    return passage.covered >= ENOUGH or (passage.covered >= SOME and near >= NEAR)


def _is_of(kind: Kind | None, passage: Passage, library: Library) -> bool:
    """Whether the passage holds such a figure, where one is asked for."""
    return kind is None or bool(kind.stated.search(passage.span.of(library.posting_text(passage.role.posting_id))))


def _names(query: Query, looked: Sequence[Role], library: Library) -> dict[str, float]:
    """The subject's words by how telling they are, rare ones more, ones that stand nowhere most. Words that only frame
    the question count where they do stand in the roles, and less."""
    held = (
        {t for r in looked for s in [library.posting_text(r.posting_id)] for t in words(s)}
        if len(looked) < 5
        else set()
    )
    own = {t for role in looked[:4] for t in words(role.name)} | _placed(query)
    weights = {}
    for word in query.subject:
        terms = set(words(word))
        if not terms or (terms <= own and len(looked) < 3):
            continue
        rarity = 1 / math.log2(2 + library.document_frequency(word))
        if not frames(word, first=query.question.startswith(word)):
            weights[word] = rarity
        elif not held or terms <= held:
            weights[word] = 0.4 * rarity
    return weights


def _placed(query: Query) -> set[str]:
    """The words of the place by which the question names a role ("the nurse job in Leeds"): no subject."""
    return {t for found in pattern("placed").finditer(query.question) for t in words(found["place"])}


def _share(names: dict[str, float], held: set[str]) -> float:
    total = sum(names.values())
    return sum(w for name, w in names.items() if _stands(name, held)) / total if total else 0.0


def _stands(name: str, held: set[str]) -> bool:
    return any(all(alike(t) & held for t in reading) for reading in readings(name) if reading)


def _subjects(query: Query, looked: Sequence[Role]) -> frozenset[str]:
    """The subjects that the question calls by their own names ("infrastructure as code"), not by a tool's; names of the
    roles themselves are none."""
    own, question = {t for role in looked for t in words(role.name)}, query.question
    called = [(m.topic, words(m.span.of(question))) for m in mentions(question)]
    return frozenset(id for id, said in called if said == words(topic(id).name) and not set(said) <= own)


def _on_subject(query: Query, looked: Sequence[Role], hits: Sequence[Hit], library: Library) -> list[Passage]:
    """The sentences that name something of a subject that the question calls by its name."""
    subjects = _subjects(query, looked)
    roles = {r.id: r for r in library.roles(list({h.chunk.role_id for h in hits}))} if subjects else {}
    found = []
    for hit in hits:
        if role := roles.get(hit.chunk.role_id):
            text = library.posting_text(role.posting_id)
            spans = own_sentences(role, text, hit.chunk.span)
            found += [Passage(role, s, ENOUGH, ENOUGH) for s in spans if subjects & set(topics_of(s.of(text)))]
    return found


def _candidates(hits: Sequence[Hit], names: dict[str, float], library: Library) -> list[Passage]:
    roles = {r.id: r for r in library.roles(list({h.chunk.role_id for h in hits}))}
    found = []
    for hit in hits:
        role = roles.get(hit.chunk.role_id)
        if role is None:
            continue
        text = library.posting_text(role.posting_id)
        around = set(words(hit.chunk.context))
        for span in own_sentences(role, text, hit.chunk.span):
            own = set(words(span.of(text)))
            inside, covered = _share(names, own), _share(names, own | around)
            found.append(Passage(role, span, covered if inside > 0 else 0.0, inside + 0.5 * hit.score))
    return found


def _legal(role: Role, names: dict[str, float], library: Library) -> list[Passage]:
    """What the index leaves out, legal text, is still read where one role is asked about."""
    text = library.posting_text(role.posting_id)
    parts = [p for p in role.sections if p.kind is SectionKind.LEGAL]
    spans = [s for part in parts for s in own_sentences(role, text, part.span)]
    shares = [(span, _share(names, set(words(span.of(text))))) for span in spans]
    return [Passage(role, span, share, share) for span, share in shares if share >= ENOUGH]
