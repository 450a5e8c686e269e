"""Questions that lean on the one before: what they leave open is taken from it."""

from __future__ import annotations

from dataclasses import replace

from assistant.index.analysis import words
from assistant.reading.companies import company_key
from assistant.retrieve.alike import things
from assistant.retrieve.asked import Query
from assistant.retrieve.language import bridges, pattern
from assistant.retrieve.lookup import Lookup
from assistant.retrieve.mentions import roles_in


def joined(own: Query, before: Query, library: Lookup) -> Query:
    """`own` with what it leaves open taken from `before`."""
    matter = any(asked.search(own.question) for asked, _ in bridges())
    if not own.narrowed and not own.asks and not matter and (moved := _moved(own, before, library)):
        return moved
    if _asks_on(own, before):
        return _on_the_listed(own, before)
    if not own.asks and not own.subject and not matter:
        shape = before.shape if own.shape == "one" and before.shape == "list" else own.shape
        subject, extreme = before.subject, own.extreme or before.extreme
        own = replace(own, asks=before.asks, subject=subject, extreme=extreme, shape=shape, asked_in=before.matter)
    elif not own.asks and not matter and (not things(own.subject, own.question) or _elliptic(own)):
        own = replace(own, asks=before.asks)
    return own if own.narrowed else _of_the_same(own, before)


def _of_the_same(own: Query, before: Query) -> Query:
    """`own`, asked of what `before` was about; "it" after "which pays most?" is the first of that list."""
    sides = tuple(replace(part, asks=own.asks) for part in before.parts)
    shape = "compare" if sides and own.asks and own.shape == "one" else own.shape
    own = replace(own, parts=sides if shape == "compare" else own.parts, shape=shape)
    first = before.shape == "list" and before.extreme is not None and bool(pattern("it").search(own.question))
    if own.shape == "one" and (first or before.among is not None):
        return replace(
            own, among=before if before.shape == "list" else before.among, place=0 if first else before.place
        )
    return replace(own, companies=before.companies, roles=before.roles, unknown=before.unknown)


def _asks_on(own: Query, before: Query) -> bool:
    """Whether a question without a verb goes on with a listing: "and Ray?", "and the pay?"."""
    return before.shape == "list" and own.shape == "one" and not own.narrowed and _elliptic(own)


def _on_the_listed(own: Query, before: Query) -> Query:
    """The same listing for another subject, or what else the listed roles state."""
    if (own.asks and not own.subject) or pattern("narrower").match(own.question):
        return replace(own, among=before, shape="one" if own.asks else "list")
    asks, where = own.asks or before.asks, replace(own, companies=before.companies, roles=before.roles)
    subject = own.subject or before.subject
    return replace(where, shape="list", asks=asks, subject=subject, extreme=own.extreme or before.extreme)


def _elliptic(own: Query) -> bool:
    """Whether a question has no verb of its own: "And outside the United States?"."""
    return bool(pattern("elliptic").match(own.question))


def _moved(own: Query, before: Query, library: Lookup) -> Query | None:
    """ "And for vector search?": the same question of another role of the companies in question; None where the words
    name no other role."""
    if not own.subject or not before.asks or not pattern("moved").match(own.question):
        return None
    roles, left, _ = roles_in(" ".join(own.subject), (), before.companies, (), library, by_title=True, strict=False)
    if not roles or left or set(roles) & set(before.roles) or len(roles) > 1:
        return None
    if not before.companies and not set(words(" ".join(own.subject))) & set(words(library.roles(list(roles))[0].name)):
        return None
    asked = replace(own, asks=before.asks, subject=(), extreme=before.extreme, asked_in=before.matter)
    return replace(asked, companies=before.companies, roles=roles)


def _picked(own: Query, before: Query) -> Query:
    """ "The NVIDIA one", of the roles that were just spoken of: of its company only those."""
    spoken = [part for part in (before, *before.parts) if part.roles and set(part.companies) & set(own.companies)]
    if not spoken:
        return own
    return replace(own, roles=spoken[-1].roles)


def ordinal(question: str, before: Query, library: Lookup) -> str | None:
    """The role that "the second one", "the latter" or "the other one" points at, of those that `before` is about."""
    if pattern("other").search(question):
        return _other(before, library)
    sides = [only for part in before.parts if (only := _only(part, library))] or list(before.roles)
    place = _place(question)
    return sides[place] if place is not None and 1 < len(sides) > place else None


def _place(question: str) -> int | None:
    """Which of several the question points at, counted from 0, the last one as -1; None where it points at none."""
    found = pattern("ordinal").search(question)
    if found is None:
        return None
    word = next(w.casefold() for w in found.groups() if w)
    return {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3}.get(word, -1)


def _points(word: str) -> bool:
    return any(pattern(name).search(f"the {word} one") for name in ("ordinal", "other"))


def _only(part: Query, library: Lookup) -> str | None:
    """The one role that a side of a comparison is about: it, or the only one of its company."""
    found = list(part.roles) or [r.id for key in part.companies[:1] for r in library.roles_of_company(key, 2)]
    return found[0] if len(found) == 1 else None


def _other(before: Query, library: Lookup) -> str | None:
    """The one other role of the company whose role was spoken of; None where there are several, or none."""
    spoken = library.roles(list(before.roles))
    keys = {company_key(role.company or "") for role in spoken} - {""}
    if len(keys) != 1:
        return None
    others = [r.id for r in library.roles_of_company(keys.pop(), len(spoken) + 2) if r.id not in before.roles]
    return others[0] if len(others) == 1 else None


def _counts_rounds(question: str, own: Query, before: Query) -> bool:
    """Whether "the first one" is a round of the process that was just spoken of, and no role."""
    process = ("interview_process",)
    spoken = before.shape == "one" and before.asks == process and own.asks in ((), process)
    return spoken and not own.narrowed and bool(pattern("nth_round").search(question))


def pointed(question: str, own: Query, before: Query, library: Lookup) -> Query | None:
    """`own` narrowed to the role that it points at among those of `before`: "the second one", "the NVIDIA one"; None
    where it points at none."""
    if _counts_rounds(question, own, before):
        return None
    pick, place = ordinal(question, before, library), _place(question)
    bare = tuple(w for w in own.subject if not _points(w))
    if pick is None and place is not None and before.shape == "list":
        own = replace(own, companies=(), roles=(), unknown=(), subject=bare, shape="one", parts=())
        return replace(own, among=before, place=place, asks=own.asks or (() if bare else before.asks))
    if pick is not None:
        asks = own.asks or ((before.asks) if not bare else ())
        asked = replace(own, companies=(), roles=(pick,), unknown=(), subject=bare, asks=asks, shape="one", parts=())
        return asked if own.asks or bare else replace(asked, subject=before.subject, asked_in=before.matter)
    if own.companies and not own.roles and pattern("that_one").search(question):
        found = _picked(own, before)
        return found if found.roles else None
    return None
