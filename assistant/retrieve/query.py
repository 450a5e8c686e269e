"""A question, taken apart: what is asked, of which roles and companies, in which shape.

Nothing here decides by similarity alone: companies are looked up in the catalog, roles in the index of roles, and
what no posting names is reported as `unknown`, so that the answering side can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.index.analysis import words
from assistant.reading.companies import known_company
from assistant.retrieve.employers import companies_in
from assistant.retrieve.language import asks_of, content_words, described_role, is_abroad, pattern
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import roles_in
from assistant.retrieve.spelling import spelled

Shape = Literal["one", "list", "compare"]
Extreme = Literal["maximum", "minimum"]
# What stands between the sides of a comparison.
# Asked for in passing ("what do they require", "what would I do"), these pick no role.
_FRAMES = frozenset({"section:must", "section:responsibilities"})
_EITHER = re.compile(r"\b(?:or|oder|ou)\b|或|还是", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:and|with|vs\.?|versus|than|or|to|und|y|e|et)\s+|[,;:]|和|与", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks.

    `asks` are fact names and "section:<kind>" in the order of `knowledge/questions.yaml`; empty for an open question.
    `companies` are keys, `roles` ids: what the question is narrowed to; both empty means the whole library.
    `subject` are the content words that name neither role nor company nor what is asked. `unknown` are names of
    companies or descriptions of roles that nothing in the library answers to. `parts` are the sides of a comparison.
    `among` is an earlier question whose answer lists the roles that this one is about ("which of them …"). `guessed`
    says that no description pointed at `roles`: words of their titles stand in the question.
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
    guessed: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether the question names a company or role, known or not."""
        return bool(self.companies or self.roles or self.unknown)


def understand(question: str, history: Sequence[str], scope: Sequence[str], library: Lookup) -> Query:
    """Takes `question` apart in the light of `history` (earlier questions, oldest first).

    `scope` (role ids) is what the user has picked: the question is about those roles unless it names others among them.
    """
    own = _alone(question, scope, library)
    if not history or not _leans(question, own):
        return own
    before = understand(history[-1], history[:-1], scope, library)
    if pattern("among").search(question) and before.shape == "list" and not own.companies:
        return replace(own, shape="list", among=before)
    return _joined(own, before)


def _leans(question: str, own: Query) -> bool:
    """Whether a question needs the one before it to make sense."""
    if pattern("among").search(question):
        return True
    if own.shape == "list" and not pattern("follow_up").match(question):
        return False
    return not own.narrowed or not (own.asks or own.subject)


def _joined(own: Query, before: Query) -> Query:
    """`own` with what it leaves open taken from `before`."""
    if not own.narrowed:
        own = replace(own, companies=before.companies, roles=before.roles, unknown=before.unknown)
    if not own.asks and not own.subject:
        shape = before.shape if own.shape == "one" and before.shape == "list" else own.shape
        own = replace(own, asks=before.asks, subject=before.subject, extreme=own.extreme or before.extreme, shape=shape)
    return own


def _alone(question: str, scope: Sequence[str], library: Lookup) -> Query:
    question = spelled(question, library)
    companies, rest, unknown = companies_in(question, library)
    shape = _shape(question, rest, companies)
    description, rest = described_role(rest) if shape == "one" else ("", rest)
    asks, left = asks_of(rest)
    extreme: Extreme | None = None
    if pattern("shapes", "maximum").search(rest):
        extreme = "maximum"
    elif pattern("shapes", "minimum").search(rest):
        extreme = "minimum"
    subject = content_words(left)
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
    )
    query = Query(question, shape, asks, tuple(companies), roles, subject, (*unknown, *lost), extreme)
    query = replace(query, guessed=bool(roles) and not description and not scope)
    if shape == "compare":
        parts = _sides(question, asks, scope, library)
        several = len(parts) > 1 or (len(companies) == 1 and len(library.roles_of_company(companies[0], 2)) > 1)
        query = _compared(query, parts if len(parts) > 1 else ()) if several else replace(query, shape="one")
    return query


def _shape(question: str, rest: str, companies: Sequence[str]) -> Shape:
    if pattern("shapes", "compare").search(rest):
        return "compare"
    if pattern("shapes", "list").search(question):
        return "list"
    return "compare" if len(companies) > 1 and _EITHER.search(question) else "one"


def _sides(question: str, asks: tuple[str, ...], scope: Sequence[str], library: Lookup) -> tuple[Query, ...]:
    """The sides of a comparison: each stretch between "and", "vs", commas … that names a company or role."""
    found = []
    for stretch in _BETWEEN.split(question):
        side = _alone_side(stretch, scope, library)
        if side.narrowed:
            found.append(replace(side, asks=asks))
    return tuple(found)


def _compared(query: Query, parts: tuple[Query, ...]) -> Query:
    """`query` with its sides; the words that only name a side are no subject."""
    named = {w for part in parts for word in content_words(part.question) for w in words(word) if part.roles}
    named -= {w for part in parts for word in part.subject for w in words(word)}
    subject = tuple(w for w in query.subject if not set(words(w)) <= named)
    return replace(query, parts=parts, subject=subject)


def _alone_side(stretch: str, scope: Sequence[str], library: Lookup) -> Query:
    companies, rest, unknown = companies_in(stretch, library)
    bare_name = stretch.strip(" ?.!:")
    if not companies and not unknown and known_company(bare_name):
        return Query(bare_name, unknown=(bare_name,))
    description, rest = described_role(rest)
    _, left = asks_of(rest)
    bare = content_words(pattern("shapes", "compare").sub(" ", left))
    if companies and bare and not description and len(library.roles_of_company(companies[0], 2)) > 1:
        # "NVIDIA for vector search": what stands beside a company's name says which of its roles is meant.
        description, bare = " ".join(bare), ()
    roles, subject, lost = roles_in(description, bare, companies, scope, library, by_title=True)
    return Query(stretch.strip(), "one", (), tuple(companies), roles, subject, (*unknown, *lost))
