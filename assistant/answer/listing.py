"""Answers across roles: which of them state or mention something."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from assistant.answer import abstain
from assistant.answer.bridges import bridge, bridged
from assistant.answer.closing import by_closing, wants_closing
from assistant.answer.details import asks_detail, pointed
from assistant.answer.draft import Draft
from assistant.answer.inventory import inventory, repeated, silent
from assistant.answer.kinds import kind_of
from assistant.answer.naming import Name, names, queries
from assistant.answer.pay import bound, by_pay
from assistant.answer.phrases import bold, listed, name_of, plain
from assistant.answer.stated import own_sentences
from assistant.answer.targets import MOST_ROLES, Library, stating, targets
from assistant.answer.years import by_years, wants_years
from assistant.domain import Answer, Role, Span
from assistant.index.analysis import words
from assistant.knowledge import load
from assistant.reading.process import remarks
from assistant.reading.typed import mode_of
from assistant.retrieve.language import TOKEN, ask_patterns, content_words, pattern
from assistant.retrieve.query import Query

_SHOWN = 20
# Facts that are stated with and without a figure: where one is asked for, roles that give one are listed.
_COUNTED = frozenset({"work_mode", "interview_process"})
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_WEEK = 7
_Found = tuple[Role, tuple[Span, ...]]


def answer_list(query: Query, library: Library) -> Answer:
    """The roles that state what is asked or mention the subject, each with the words that show it."""
    if ordered := _ordered(query):
        return ordered(query, library)
    if not query.subject and not _facts(query):
        return inventory(query, library)
    facts = _facts(query)
    found = _stating(query, facts, library) if facts else _in_any_words(query, library)
    if not found and facts == ["location"]:
        # A place that stands in a sentence which was not read as the role's place.
        found = _mentioning(query, library)
        facts = [] if found else facts
    if pattern("unstated").search(query.question):
        what = f"state {name_of(facts[0])}" if facts else f"mention {_quoted(query)}"
        return silent(query, what, {role.id for role, _ in found}, library)
    if not found:
        return _none(query, facts, library)
    draft = Draft(library.posting_text)
    what = f"state {name_of(facts[0])}" if facts else f"mention {_quoted(query)}"
    if len(found) == 1:
        what = what.replace("state ", "states ").replace("mention ", "mentions ")
    if pattern("unneeded").search(query.question):
        what = "says so" if len(found) == 1 else "say so"
    draft.say(f"{len(found)} saved {'role' if len(found) == 1 else 'roles'} {what}:\n")
    for role, spans in _affirming_first(found, library)[:_SHOWN]:
        draft.say(f"- {bold(role)}: " + "; ".join(draft.quote(role, span) for span in spans[:3]))
    if len(found) > _SHOWN:
        draft.say(f"- … and {len(found) - _SHOWN} more: {listed([plain(r.name) for r, _ in found[_SHOWN:]], most=20)}")
    return draft.answer(query.question)


def _none(query: Query, facts: Sequence[str], library: Library) -> Answer:
    """That no role states or mentions it; a word is said to stand nowhere only where it does."""
    looked, wanted = targets(query, library), _wanted(query)
    if facts and not wanted:
        return abstain.not_stated(query, facts, looked)
    return abstain.nothing_found(query, [w for w in wanted if not library.document_frequency(w)], looked)


def _ordered(query: Query) -> Callable[[Query, Library], Answer] | None:
    """How roles are listed that are to be ordered or chosen by figures, dates or copies; None where they are not."""
    if "salary" in query.asks and (query.extreme or bound(query)):
        return by_pay
    if pattern("repeated").search(query.question):
        return repeated
    if wants_years(query):
        return by_years
    return by_closing if wants_closing(query) else None


def _quoted(query: Query) -> str:
    return listed([f"“{plain(' '.join(name.words))}”" for name in names(query.subject, query.question)])


def _facts(query: Query) -> list[str]:
    return [ask for ask in query.asks if not ask.startswith("section:")]


def _stating(query: Query, facts: Sequence[str], library: Library) -> list[_Found]:
    """Roles with a statement on each of `facts` that speaks of every value asked after ("remote", "PhD")."""
    roles = targets(query, library) or stating(facts[0], query, library)
    # A finer point of a process ("a take-home exercise") is told by its own words.
    finer = facts[0] == "interview_process" and asks_detail(query)
    wanted = [set(words(w)) for w in _wanted(query) if w[:1].isupper() or not finer]
    enough = any if _EITHER.search(query.question) else all
    denied = pattern("unneeded").search(query.question)
    kind = kind_of(query.question) if facts[0] in _COUNTED else None
    days = _days_asked(query.question) if facts[0] == "work_mode" else None
    found = []
    for role in roles:
        text = library.posting_text(role.posting_id)
        spans = [s for ask in facts for s in pointed(query, role, ask, text)]
        fitting = tuple(s for s in spans if not wanted or enough(map(_said(role, s, text).issuperset, wanted)))
        if denied:
            fitting = tuple(s for s in fitting if pattern("denial").search(s.of(text)))
        if kind and (of_kind := tuple(s for s in fitting if kind.stated.search(s.of(text)))) != fitting:
            fitting = of_kind
        if days is not None:
            fitting = tuple(s for s in fitting if any(n in days for n in _days_of(role, s)))
        if fitting:
            found.append((role, fitting if asks_detail(query) else _telling(role, facts[0], fitting, text)))
    return found


def _days_asked(question: str) -> range | None:
    """How many days a week in the office the question asks for ("five days", "at most two"); None where it does not."""
    mode = mode_of(question)
    if mode is None or mode.office_days is None:
        return None
    if pattern("at_most").search(question):
        return range(mode.office_days + 1)
    return range(mode.office_days, _WEEK + 1 if pattern("at_least").search(question) else mode.office_days + 1)


def _days_of(role: Role, span: Span) -> set[int | None]:
    """The days in the office that a statement names."""
    return {fact.mode.office_days for fact in role.stated("work_mode") if fact.mode and fact.span.overlaps(span)}


def _said(role: Role, span: Span, text: str) -> set[str]:
    """The terms of a statement, and of what was read from it: "100 % remoto" is remote, "befristet" fixed-term."""
    here = [fact for name in ("work_mode", "employment_type") for fact in role.stated(name) if fact.span.overlaps(span)]
    modes = [fact.mode.modes for fact in here if fact.mode and len(fact.mode.modes) == 1]
    values = [value for found in (*modes, *(fact.kinds for fact in here)) for value in found]
    return {*words(span.of(text)), *(term for value in values for term in words(value))}


def _in_any_words(query: Query, library: Library) -> list[_Found]:
    """Roles that mention the subject, and those that say the same in other words."""
    found = _mentioning(query, library)
    known = {role.id for role, _ in found}
    return [*found, *((role, spans) for role, spans in _bridged(query, library) if role.id not in known)]


def _bridged(query: Query, library: Library) -> list[_Found]:
    """Roles that state what is asked in other words than the question's ("night shifts": "unsocial hours")."""
    stating_it = bridge(query)
    if stating_it is None:
        return []
    looked = targets(query, library) or library.list_roles(MOST_ROLES)
    found: dict[str, _Found] = {}
    for role, span in (pair for each in looked for pair in bridged(query, stating_it, [each], library)[:1]):
        found[role.id] = (role, (span,))
    return list(found.values())


def _affirming_first(found: Sequence[_Found], library: Library) -> list[_Found]:
    """The roles in order, those whose every statement is a denial ("We cannot sponsor visas") last."""

    def denies(item: _Found) -> bool:
        text = library.posting_text(item[0].posting_id)
        return all(pattern("denial").search(span.of(text)) for span in item[1])

    return sorted(found, key=denies)


def _telling(role: Role, fact: str, spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """For a process its first round and what is said of the whole, which say more than all of it quoted at length."""
    if fact != "interview_process" or not role.process:
        return spans
    return (role.process[0].span, *remarks(text, role.sections, role.process)[:2])


@cache
def _slot_terms() -> frozenset[str]:
    return frozenset(term for word in load("asking")["slot_words"] for term in words(str(word)))


def _is_slot(word: str) -> bool:
    """Whether a word only names a fact ("contracts"), and no value of it."""
    return set(words(word)) <= _slot_terms()


def _wanted(query: Query) -> list[str]:
    """The values that a question asks after: its subject, and words of the ask that are no slot's name."""
    patterns = dict(ask_patterns())
    inside = [
        token
        for ask in query.asks
        if not ask.startswith("section:")
        for match in patterns[ask].finditer(query.question)
        for token in TOKEN.findall(match.group())
    ]
    values = [w for w in content_words(" ".join(inside)) if not _is_slot(w)]
    subject = [w for w in query.subject if not _facts(query) or not _is_slot(w)]
    return list(dict.fromkeys([*values, *subject]))


def _mentioning(query: Query, library: Library) -> list[_Found]:
    """Roles in whose text every word of the subject stands, with the sentence that holds most of them."""
    if not query.subject:
        return []
    wanted = names(query.subject, query.question)
    either = _EITHER.search(query.question) is not None
    ids = dict.fromkeys(
        id
        for terms in ([q for name in wanted for q in queries([name])] if either else queries(wanted))
        for id in library.roles_matching(terms, companies=query.companies or None, limit=MOST_ROLES)
    )
    allowed = set(query.roles)
    found = []
    for role in library.roles([i for i in ids if not allowed or i in allowed]):
        spans = _naming(role, wanted, library.posting_text(role.posting_id), either=either)
        if spans:
            found.append((role, spans))
    return sorted(found, key=lambda item: (item[0].company or "", item[0].title))


def _naming(role: Role, wanted: Sequence[Name], text: str, *, either: bool) -> tuple[Span, ...]:
    """As few of the role's sentences as name all that is wanted (`either`: something of it); none where none do."""
    held = [(span, words(span.of(text))) for span in own_sentences(role, text)]
    named = [(span, {n for n, name in enumerate(wanted) if name.stands_in(terms)}) for span, terms in held]
    title = words(role.name)
    open_ = {n for n in range(len(wanted)) if not wanted[n].stands_in(title)} or set(range(len(wanted)))
    chosen: list[Span] = []
    while open_:
        span, there = max(named, key=lambda item: len(item[1] & open_), default=(role.span, set[int]()))
        if not there & open_:
            break
        chosen.append(span)
        open_ -= there
    return tuple(chosen) if chosen and (either or not open_) else ()


def best_sentence(role: Role, subject: Sequence[str], question: str, text: str) -> Span | None:
    """The first of the role's sentences that name most of the question's subject, under any of its names; None where
    none names half of it."""
    wanted = names(subject, question)
    weights = [len(name.words) for name in wanted]
    best, most = None, (sum(weights) - 1) // 2
    for span in own_sentences(role, text):
        terms = words(span.of(text))
        held = sum(_held(name, terms, weight) for name, weight in zip(wanted, weights, strict=True))
        if held > most:
            best, most = span, held
    return best


def _held(name: Name, terms: Sequence[str], weight: int) -> int:
    """How many of a name's words stand in a sentence: all of them where it goes by another name there."""
    return weight if name.stands_in(terms) else sum(set(words(word)) <= set(terms) for word in name.words)
