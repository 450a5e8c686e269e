"""A question, taken apart: what is asked, of which roles and companies, in which shape.

Nothing here decides by similarity alone: companies are looked up in the catalog, roles in the index of roles, and
what no posting names is reported as `unknown`, so that the answering side can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Role
from assistant.index.analysis import words
from assistant.retrieve.alike import things
from assistant.retrieve.asked import Extreme, Query, Shape
from assistant.retrieve.asking import asking, one_by_one
from assistant.retrieve.employers import companies_in
from assistant.retrieve.followup import joined, pointed
from assistant.retrieve.initials import spelled_out
from assistant.retrieve.language import (
    anchored,
    asks_of,
    bridges,
    content_words,
    described_role,
    in_english,
    is_abroad,
    pattern,
    reads_abroad,
)
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import own_text, roles_in
from assistant.retrieve.named import asks_beside, subject_beside
from assistant.retrieve.sides import compared, sides
from assistant.retrieve.spelling import spelled

__all__ = ["Extreme", "Query", "Shape", "understand"]

# Asked for in passing ("what do they require", "what would I do"), these pick no role.
_FRAMES = frozenset({"section:must", "section:responsibilities"})
# Two roles in one question: "the AI Expert team and the world models engineer".
_PAIR = re.compile(r"\bthe\s+[^,?.]{3,60}?\s+(?:and|or)\s+the\s+\w", re.IGNORECASE)
# How many questions back "the second one" may point.
_BACK = 4
# So many roles of a company tell its language.
_FEW_ROLES = 3


def understand(question: str, history: Sequence[str], scope: Sequence[str], library: Lookup) -> Query:
    """Takes `question` apart in the light of `history` (earlier questions, oldest first).

    `scope` (role ids) is what the user has picked: the question is about those roles unless it names others among them.
    """
    whole = _understood(question, history, scope, library)
    return replace(whole, clauses=_clauses(whole, question, history, scope, library))


def _clauses(
    whole: Query, question: str, history: Sequence[str], scope: Sequence[str], library: Lookup
) -> tuple[Query, ...]:
    """The questions that `question` asks in one breath; none where it asks one, or facts alone, which go together."""
    texts = one_by_one(question)
    one = whole.shape == "one" and whole.among is None and not whole.unknown
    if len(texts) != 2 or not one or not (whole.roles or whole.companies):
        return ()
    found = [_understood(text, [*history, *texts[:n]], scope, library) for n, text in enumerate(texts)]
    together = all(q.asks and set(q.asks) <= set(whole.asks) for q in found)
    if together or found[1].asked_in or any(q.shape != "one" for q in found):
        return ()
    if not (found[1].asks or things(found[1].subject, found[1].question)):
        return ()
    return tuple(q if q.roles or q.companies else _asked_of_the_same(q, whole) for q in found)


def _asked_of_the_same(query: Query, whole: Query) -> Query:
    return replace(query, unknown=(), companies=whole.companies, roles=whole.roles, described=whole.described)


def _understood(question: str, history: Sequence[str], scope: Sequence[str], library: Lookup) -> Query:
    asked, story = asking(question)
    fits = bool(story) and bool(pattern("fit").match(asked))
    if fits and any(wanted.search(question) for wanted, _ in bridges()):
        # "I'm no citizen, can I apply?": postings say so in words of their own.
        asked, story, fits = question, "", False
    own = _bare(_alone(asked, scope, library), library)
    if story and _leans(asked, own):
        own = joined(own, _told(_alone(story, scope, library)), library)
    if fits:
        # "I have a conviction. Should I apply?" is about convictions, "I have a master's" about the degree.
        asks, left = asks_of(story)
        subject = content_words(left)
        own = replace(own, asks=() if subject else asks, subject=subject and content_words(story))
    points = bool(history) and any(pattern(name).search(asked) for name in ("ordinal", "that_one", "other"))
    if not history or not (points or _leans(asked, own)):
        return own
    before = _understood(history[-1], history[:-1], scope, library)
    if points and (found := _pointed_back(asked, own, before, history, scope, library)):
        return found
    if not _leans(asked, own):
        return own
    if (
        before.shape == "one"
        and not own.narrowed
        and (pattern("across").search(asked) or pattern("among").search(asked))
    ):
        found = _across(own, history, scope, library)
        if found.parts or pattern("across").search(asked):
            return found
    if pattern("among").search(asked) and before.shape == "list" and not own.companies:
        return replace(own, shape="list", among=before)
    return joined(own, before, library)


def _bare(own: Query, library: Lookup) -> Query:
    """A question that only names a role ("And Meta's Research Engineer, Language?"), without its name as a subject."""
    if own.asks or not own.subject or len(own.roles) != 1 or not pattern("elliptic").match(own.question):
        return own
    named = {term for role in library.roles(list(own.roles)) for term in words(role.name)}
    return replace(own, subject=()) if set(words(" ".join(own.subject))) <= named else own


def _pointed_back(
    asked: str, own: Query, before: Query, history: Sequence[str], scope: Sequence[str], library: Lookup
) -> Query | None:
    """The role that the question points at, among those of the last question or, failing that, of those before it."""
    found = pointed(asked, own, before, library)
    for back in range(2, min(len(history), _BACK) + 1):
        if found or not pattern("ordinal").search(asked):
            break
        found = pointed(asked, own, _understood(history[-back], history[:-back], scope, library), library)
    return found


def _across(own: Query, history: Sequence[str], scope: Sequence[str], library: Lookup) -> Query:
    """The question, asked of all that the questions before it were about."""
    spoken = [_understood(q, history[:i], scope, library) for i, q in enumerate(history)][-_BACK:]
    sides = [replace(q, shape="one", asks=own.asks, subject=()) for q in spoken if q.companies or q.roles]
    parts = tuple({(q.companies, q.roles): q for q in sides}.values())
    return replace(own, shape="compare", parts=parts) if len(parts) > 1 else own


def _told(story: Query) -> Query:
    """What a story around a question says of its role; what else it speaks of is not asked."""
    return replace(story, shape="one", unknown=(), parts=(), subject=(), extreme=None, asks=_asked_of(story.asks))


def _asked_of(asks: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ask for ask in asks if ask not in _FRAMES)


def _leans(question: str, own: Query) -> bool:
    """Whether a question needs the one before it to make sense."""
    if pattern("among").search(question):
        return True
    if own.shape == "list" and not pattern("follow_up").match(question):
        return False
    return not own.narrowed or not (own.asks or own.subject)


def _all_abroad(companies: Sequence[str], library: Lookup) -> bool:
    """Whether the postings of companies are in another language than English."""
    roles = [role for key in companies for role in library.roles_of_company(key, _FEW_ROLES)]
    return bool(roles) and all(reads_abroad(own_text(role, library)) for role in roles)


def _alone(question: str, scope: Sequence[str], library: Lookup) -> Query:
    question = in_english(spelled_out(spelled(question, library), library))
    companies, rest, unknown = companies_in(question, library)
    shape = _shape(question, rest, companies)
    description, rest = described_role(rest) if shape == "one" else ("", rest)
    asks, left = asks_of(rest)
    extreme: Extreme | None = None
    if pattern("shapes", "maximum").search(rest):
        extreme = "maximum"
    elif pattern("shapes", "minimum").search(rest):
        extreme = "minimum"
    subject = known = _looked_up(content_words(left), question, library)
    stated = bool(set(asks) - _FRAMES) and not pattern("yes_no").match(question)
    roles, subject, lost = roles_in(
        description,
        subject,
        companies,
        scope,
        library,
        by_title=shape != "list",
        by_text=stated and shape == "one",
        strict=not is_abroad(question),
        anchored=anchored(question),
    )
    if lost and companies and _all_abroad(companies, library):
        # The title that the question gives in English stands there in another language.
        lost = ()
    theirs = [] if scope else library.roles(list(roles)) or _only_one_of(companies, library)
    if theirs:
        asks, subject = asks_beside(rest, asks, theirs), subject_beside(subject, theirs)
    query = Query(question, shape, asks, tuple(companies), roles, subject, (*unknown, *lost), extreme)
    named = content_words(description) or tuple(w for w in known if w not in subject)
    query = replace(query, guessed=bool(roles) and not description and not scope, described=() if scope else named)
    if shape == "one" and _PAIR.search(question):
        pair = sides(question, asks, scope, library)
        if len({p.roles for p in pair if p.roles and not p.unknown}) == len(pair) > 1:
            return compared(replace(query, shape="compare", unknown=()), pair)
    if shape == "compare":
        parts = sides(question, asks, scope, library)
        several = len(parts) > 1 or (len(companies) == 1 and len(library.roles_of_company(companies[0], 2)) > 1)
        query = compared(query, parts if len(parts) > 1 else ()) if several else replace(query, shape="one")
    return query


def _only_one_of(companies: Sequence[str], library: Lookup) -> list[Role]:
    """The role of the one company that is named, where it has a single one."""
    found = library.roles_of_company(companies[0], 2) if len(companies) == 1 else []
    return found if len(found) == 1 else []


def _looked_up(subject: tuple[str, ...], question: str, library: Lookup) -> tuple[str, ...]:
    """The words of the subject; of a question in another language those that the postings know, if there are any."""
    if not is_abroad(question):
        return subject
    return tuple(w for w in subject if library.document_frequency(w)) or subject


def _shape(question: str, rest: str, companies: Sequence[str]) -> Shape:
    if pattern("shapes", "count").search(question):
        return "list"
    if pattern("shapes", "compare").search(rest):
        return "compare"
    if (
        pattern("shapes", "list").search(question)
        and not _of_named_roles(question)
        and not _of_one(question, companies)
    ):
        return "list"
    several = len(companies) > 1 and pattern("between").search(question)
    return "compare" if several or pattern("shapes", "each").search(question) else "one"


def _of_one(question: str, companies: Sequence[str]) -> bool:
    """ "List the tools named in the Zoom posting" wants what one posting says, no list of roles."""
    return len(companies) == 1 and bool(pattern("of_one").search(question))


def _of_named_roles(question: str) -> bool:
    """ "Does xAI sponsor visas for the Grok Code roles?" asks of those roles, not for a list of roles."""
    return bool(pattern("yes_no").match(question)) and not pattern("shapes", "any").search(question)
