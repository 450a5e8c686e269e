"""Open questions: the sentences that speak of the subject, or the honest word that none does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import abstain
from assistant.answer.bridges import bridge, bridged, translated, wider
from assistant.answer.continued import continued
from assistant.answer.draft import Draft
from assistant.answer.kinds import figure_of, kind_of
from assistant.answer.nearest import nearest_sentence
from assistant.answer.phrases import bold, name_of
from assistant.answer.ranking import Passage, headed, ranked
from assistant.answer.standing import told
from assistant.answer.stated import distinct, statements
from assistant.answer.targets import Library, targets, unheard, unspoken
from assistant.domain import Answer, Role
from assistant.index.analysis import words
from assistant.retrieve.alike import things
from assistant.retrieve.language import content_words, is_abroad, pattern, reads_abroad
from assistant.retrieve.mentions import own_text
from assistant.retrieve.query import Query

_AND = re.compile(r"\b(?:and|und|y|et|e)\b", re.IGNORECASE)
_OVERVIEW = ("team", "section:responsibilities", "section:must", "location", "salary", "interview_process")
# Statements of each kind in an overview.
_SHOWN = 4
# Statements that are offered in place of an answer.
_NEAR = 2


def answer_open(query: Query, library: Library) -> Answer:
    """The best sentences on the question's subject; an overview of the role where there is no subject."""
    looked = targets(query, library)
    # An overview gives no figure, and nothing that it does not know the word for.
    if (not query.subject and figure_of(query.question)) or _untranslated(query, looked, library):
        return abstain.nothing_found(query, [], looked)
    if not query.subject or (pattern("overall").search(query.question) and not things(query.subject, query.question)):
        return _overview(query, looked, library) if looked else abstain.nothing_found(query, [], looked)
    strangers = unheard(query, looked, library)
    heard = [w for w in things(query.subject, query.question) if w not in strangers]
    named = any(w[:1].isupper() for w in strangers)
    if named or _is_about_a_thing(query, strangers, heard) or _is_the_thing(query, strangers):
        # A name that is asked after and stands nowhere, or a thing ("parking at Northwind General"): the rest of the
        # question does not answer for it.
        return abstain.nothing_found(query, strangers, looked)
    if lost := unspoken(query, looked, library):
        return abstain.nothing_found(query, lost, looked, nearest_sentence(query, looked, library))
    found = headed(query, looked, library) or _with_what_follows(query, ranked(query, looked, library), library)
    if found:
        return _told(query, found, library)
    return abstain.nothing_found(query, strangers, looked, nearest_sentence(query, looked, library))


def _is_about_a_thing(query: Query, strangers: Sequence[str], heard: Sequence[str]) -> bool:
    """Whether the question is about something of which no word stands there: what does are names of places and the
    like. A figure is told by its kind ("what distance"), not by that word."""
    return bool(strangers) and kind_of(query.question) is None and all(w[:1].isupper() for w in heard)


def _is_the_thing(query: Query, strangers: Sequence[str]) -> bool:
    """Whether what the question wants to hear is one of them: the ratio, in "what nurse to patient ratio"."""
    found = pattern("thing_asked").match(query.question)
    return bool(found and found["thing"] in strangers)


def _untranslated(query: Query, looked: Sequence[Role], library: Library) -> bool:
    """Whether a yes or no is wanted of something that only the question's own language has a word for, and of nothing
    else but a place."""
    if not is_abroad(query.question) or not pattern("yes_no_abroad").search(query.question):
        return False
    places = {t for role in looked for fact in role.stated("location") for t in words(fact.value)}
    named = {*places, *words(" ".join(query.described))}
    if any(not set(words(w)) <= named for w in query.subject):
        return False
    return any(not library.document_frequency(w) for w in content_words(query.question) if w not in query.described)


def _with_what_follows(query: Query, found: Sequence[Passage], library: Library) -> list[Passage]:
    """The passages, the best of them with what it announces; those that it then holds are left out."""
    if not found:
        return []
    best = found[0]
    text = library.posting_text(best.role.posting_id)
    best = replace(best, span=continued(query.question, best.role, best.span, text))
    return [best, *(p for p in found[1:] if p.role.id != best.role.id or not best.span.overlaps(p.span))]


def answer_bridged(query: Query, library: Library) -> Answer | None:
    """The answer to a question that is asked in other words than postings use; None where it is not such a question.

    Where one of two things that are asked is a fact, its answer does for both.
    """
    looked = targets(query, library)
    stating = bridge(query) if looked else None
    told_so = bridged(query, stating, looked, library) if stating else []
    found = [Passage(role, span, 1.0, 1.0) for role, span in told_so] or _in_their_language(query, looked, library)
    if stating is None and not found:
        return None
    if not found and query.asks and _AND.search(query.question):
        return None
    if found:
        return _told(query, found, library)
    missing = [w for w in things(query.subject, query.question) if w in unheard(query, looked, library)]
    return abstain.nothing_found(query, missing, looked, _nearly(query, looked, library))


def _in_their_language(query: Query, looked: Sequence[Role], library: Library) -> list[Passage]:
    """What roles in other languages say of what the question asks about in English."""
    stating = translated(query) if looked and not query.asks else None
    if stating is None:
        return []
    abroad = [role for role in looked if reads_abroad(own_text(role, library))]
    return [Passage(role, span, 1.0, 1.0) for role, span in bridged(query, stating, abroad, library)[:_NEAR]]


def _nearly(query: Query, looked: Sequence[Role], library: Library) -> list[str]:
    """What is stated of the wider matter that the question asks a finer point of."""
    stating = wider(query)
    found = bridged(query, stating, looked, library) if stating else []
    return list(dict.fromkeys(span.of(library.posting_text(role.posting_id)) for role, span in found))[:_NEAR]


def _told(query: Query, found: Sequence[Passage], library: Library) -> Answer:
    """The passages, role by role."""
    draft = Draft(library.posting_text)
    by_role: dict[str, list[Passage]] = {}
    for passage in found:
        by_role.setdefault(passage.role.id, []).append(passage)
    for passages in by_role.values():
        role = passages[0].role
        spans = distinct(sorted(p.span for p in passages), library.posting_text(role.posting_id))
        if len(spans) == 1:
            draft.say(f"{bold(role)} says: {told(draft, query, role, spans[0])}\n")
        else:
            draft.say(f"{bold(role)} says:\n")
            draft.bullets(told(draft, query, role, span) for span in spans)
            draft.say()
    return draft.answer(query.question)


def _overview(query: Query, looked: Sequence[Role], library: Library) -> Answer:
    """A role in its own words: the team, the work, the requirements, place, pay, process."""
    draft = Draft(library.posting_text)
    for role in looked[:3]:
        text = library.posting_text(role.posting_id)
        draft.say(f"{bold(role)}\n")
        for ask in _OVERVIEW:
            spans = statements(role, ask, text)
            if spans:
                draft.bullets([f"{name_of(ask)}: " + "; ".join(draft.quote(role, s) for s in spans[:_SHOWN])])
        draft.say()
    return abstain.nothing_found(query, [], looked) if draft.empty else draft.answer(query.question)
