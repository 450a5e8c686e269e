"""Open questions: the sentences that speak of the subject, or the honest word that none does."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assistant.answer import abstain
from assistant.answer.draft import Draft
from assistant.answer.phrases import bold, name_of
from assistant.answer.targets import Library, evidence, statements, targets, unheard
from assistant.domain import Answer, Hit, Role, SectionKind, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.sentences import unmarked
from assistant.retrieve.query import Query

# Share of the subject's weight that the best sentence and its heading must hold, for the posting to "say" something.
ENOUGH = 0.6
_SENTENCES = 5
_BRIDGED = 8
_AND = re.compile(r"\b(?:and|und|y|et|e)\b", re.IGNORECASE)
_OVERVIEW = ("team", "section:responsibilities", "section:must", "location", "salary", "interview_process")


@dataclass(frozen=True, slots=True)
class _Passage:
    role: Role
    span: Span
    covered: float
    score: float


def answer_open(query: Query, library: Library) -> Answer:
    """The best sentences on the question's subject; an overview of the role where there is no subject."""
    looked = targets(query, library)
    if not query.subject:
        return _overview(query, looked, library) if looked else abstain.nothing_found(query, [], looked)
    strangers = unheard(query, looked, library)
    if any(w[:1].isupper() for w in strangers):
        # A name that is asked after and stands nowhere: the rest of the question does not answer for it.
        return abstain.nothing_found(query, strangers, looked)
    weights = _weights(query.subject, library)
    found = _passages(evidence(query, library), weights, library) or _elsewhere(looked, weights, library)
    return _told(query, found, library) if found else abstain.nothing_found(query, strangers, looked)


def answer_bridged(query: Query, library: Library) -> Answer | None:
    """The answer to a question that is asked in other words than postings use; None where it is not such a question.

    Where one of two things that are asked is a fact, its answer does for both.
    """
    looked = targets(query, library)
    bridge = _bridge(query) if looked else None
    if bridge is None:
        return None
    found = _bridged(bridge, looked, library)
    if not found and query.asks and _AND.search(query.question):
        return None
    return _told(query, found, library) if found else abstain.nothing_found(query, [], looked)


@cache
def _bridges() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    listed = load("questions")["bridges"]
    return tuple((re.compile(b["asked"], re.I), re.compile(b["stated"], re.I)) for b in listed)


def _bridge(query: Query) -> re.Pattern[str] | None:
    """How postings state what the question asks in other words ("vacation": "days of PTO"), if it is known."""
    return next((stating for asked, stating in _bridges() if asked.search(query.question)), None)


def _bridged(stating: re.Pattern[str], looked: Sequence[Role], library: Library) -> list[_Passage]:
    found = []
    for role in looked:
        text = library.posting_text(role.posting_id)
        for part in role.sections:
            if part.kind is not SectionKind.NAVIGATION:
                found += [_Passage(role, s, 1.0, 1.0) for s in unmarked(text, part.span) if stating.search(s.of(text))]
    return found[:_BRIDGED]


def _told(query: Query, found: Sequence[_Passage], library: Library) -> Answer:
    """The passages, role by role."""
    draft = Draft(library.posting_text)
    by_role: dict[str, list[_Passage]] = {}
    for passage in found:
        by_role.setdefault(passage.role.id, []).append(passage)
    for passages in by_role.values():
        role = passages[0].role
        if len(passages) == 1:
            draft.say(f"{bold(role)} says: {draft.quote(role, passages[0].span)}\n")
        else:
            draft.say(f"{bold(role)} says:\n")
            draft.bullets(draft.quote(role, p.span) for p in sorted(passages, key=lambda p: p.span))
            draft.say()
    return draft.answer(query.question)


def _weights(subject: Sequence[str], library: Library) -> dict[str, float]:
    """The subject's terms by how telling they are: rare ones more; ones that stand nowhere most."""
    terms = dict.fromkeys(w for word in subject for w in words(word))
    return {t: 1 / math.log2(2 + library.document_frequency(t)) for t in terms}


def _passages(hits: Sequence[Hit], weights: dict[str, float], library: Library) -> list[_Passage]:
    """Sentences of the hits that hold enough of the subject, best first; a hit's heading counts for its sentences."""
    total = sum(weights.values())
    roles = {r.id: r for r in library.roles(list({h.chunk.role_id for h in hits}))}
    found = []
    for hit in hits:
        role = roles.get(hit.chunk.role_id)
        if role is None:
            continue
        text = library.posting_text(role.posting_id)
        around = set(words(hit.chunk.context))
        for span in unmarked(text, hit.chunk.span):
            own = set(words(span.of(text)))
            inside = sum(w for t, w in weights.items() if t in own) / total
            covered = sum(w for t, w in weights.items() if t in own or t in around) / total
            if inside > 0 and covered >= ENOUGH:
                found.append(_Passage(role, span, covered, inside + 0.5 * hit.score))
    found.sort(key=lambda p: (-p.score, p.role.id, p.span))
    best = found[0].score if found else 0.0
    return [p for p in found if p.score >= 0.6 * best][:_SENTENCES]


def _elsewhere(looked: Sequence[Role], weights: dict[str, float], library: Library) -> list[_Passage]:
    """What the index leaves out, legal text, is still read where one role is asked about."""
    if len(looked) != 1:
        return []
    role, total = looked[0], sum(weights.values())
    text = library.posting_text(role.posting_id)
    found = []
    for section in role.sections:
        if section.kind is SectionKind.LEGAL:
            for span in unmarked(text, section.span):
                own = set(words(span.of(text)))
                covered = sum(w for t, w in weights.items() if t in own) / total
                if covered >= ENOUGH:
                    found.append(_Passage(role, span, covered, covered))
    return sorted(found, key=lambda p: (-p.score, p.span))[:2]


def _overview(query: Query, looked: Sequence[Role], library: Library) -> Answer:
    """A role in its own words: the team, the work, the requirements, place, pay, process."""
    draft = Draft(library.posting_text)
    for role in looked[:3]:
        text = library.posting_text(role.posting_id)
        draft.say(f"{bold(role)}\n")
        for ask in _OVERVIEW:
            spans = statements(role, ask, text)
            if spans:
                draft.bullets([f"{name_of(ask)}: " + "; ".join(draft.quote(role, s) for s in spans[:3])])
        draft.say()
    return abstain.nothing_found(query, [], looked) if draft.empty else draft.answer(query.question)
