"""Gold spans of `retrieves`: from a role and a quote, as a case file names them, to the chunks that ought to be found.

Cases name words, not chunk ids, so that they outlive a change of the chunk size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from assistant.domain import Role, Span
from assistant.errors import InvalidCases, UnknownRole
from assistant.evals.model import System, Where

DEFAULT_K = 8


def gold_k(value: object) -> int:
    """How many hits a `retrieves` value looks at: its `k`, else 8."""
    return cast(int, cast("Mapping[str, object]", value).get("k", DEFAULT_K))


def gold_quotes(value: object) -> tuple[tuple[str, str], ...]:
    """The role id and the quote of each gold span of a `retrieves` value, in its order."""
    spans = cast("list[Mapping[str, str]]", cast("Mapping[str, object]", value)["spans"])
    return tuple((span["role"], span["quote"]) for span in spans)


def relevant_chunks(value: object, system: System, where: Where | None = None) -> frozenset[str]:
    """The ids of all chunks that overlap the gold spans of a `retrieves` value; never empty. Raises InvalidCases as
    `gold_chunks` does."""
    return frozenset().union(*gold_chunks(value, system, where).values())


def gold_chunks(value: object, system: System, where: Where | None = None) -> dict[tuple[str, str], frozenset[str]]:
    """For each role and quote of a `retrieves` value the ids of the chunks that overlap its span; none is empty.

    A span that no chunk covers (it stands in legal text or navigation, which is not indexed) counts as one chunk that
    nothing can find, with an id of its own. Raises InvalidCases, beginning with `where`, for a role that the library
    does not have and as `gold_span` does.
    """
    return {
        (role_id, quote): _overlapping(known_role(role_id, system, where), quote, system, where)
        for role_id, quote in gold_quotes(value)
    }


def gold_span(role: Role, quote: str, text: str, where: Where | None = None) -> Span:
    """Where `quote` stands in the role's part of `text`; runs of white space equal any white space.

    Raises InvalidCases where it does not stand there, or several times: a case must say which place it means.
    """
    words = quote.split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = list(pattern.finditer(text, role.span.start, role.span.end)) if words else []
    if len(found) == 1:
        return Span(*found[0].span())
    fault = f"stands {len(found)} times in" if found else "does not stand in"
    advice = "quote more of its line" if found else f"copy the words from `prep show {role.id} --text`"
    raise InvalidCases(f"{_at(where)}the gold quote {quote!r} {fault} the text of role {role.id!r}; {advice}")


def known_role(role_id: str, system: System, where: Where | None = None) -> Role:
    """The role of that id. Raises InvalidCases where the library has none."""
    try:
        return system.role(role_id)
    except UnknownRole as error:
        raise InvalidCases(f"{_at(where)}{error}") from error


def _overlapping(role: Role, quote: str, system: System, where: Where | None) -> frozenset[str]:
    span = gold_span(role, quote, system.posting(role.posting_id).text, where)
    ids = frozenset(chunk.id for chunk in system.chunks_of(role.id) if chunk.span.overlaps(span))
    return ids or frozenset({f"not indexed: {role.id} {span.start}-{span.end}"})


def _at(where: Where | None) -> str:
    return f"{where}: " if where is not None else ""
