"""`cites` and `cites-role`: what the answer's citations point at.

The text looked at is the posting's own, cut out by the citation's offsets; what the citation says of itself (its quote,
its company) is not trusted.
"""

from __future__ import annotations

from typing import cast

from assistant.domain import Citation
from assistant.errors import UnknownRole, UnknownSource
from assistant.evals.checks import values
from assistant.evals.checks.kind import Kind, Subject, told
from assistant.evals.checks.patterns import matches_any
from assistant.evals.faults import shortened
from assistant.evals.gold import known_role
from assistant.evals.model import System, Verdict


def source_text(citation: Citation, system: System) -> str:
    """The words of the posting that the citation points at; empty where it points at nothing."""
    try:
        text = system.posting(system.role(citation.role).posting_id).text
    except (UnknownRole, UnknownSource):
        return ""
    return text[citation.start : citation.end] if 0 <= citation.start < citation.end <= len(text) else ""


def _cites(subject: Subject) -> Verdict:
    patterns = cast("list[str]", subject.check.value)
    sought = " or ".join(f"“{shortened(pattern)}”" for pattern in patterns)
    if not subject.answer.citations:
        return told(False, f"the answer cites nothing, where a source with {sought} was looked for")
    sources = [(c.n, source_text(c, subject.system)) for c in subject.answer.citations]
    for n, text in sources:
        # A posting's line breaks are of no meaning to whoever wrote the pattern.
        if text and matches_any(patterns, text, " ".join(text.split())):
            return told(True, f"the source of [{n}] has {sought}: “{shortened(text)}”")
    said = "; ".join(f"[{n}] “{shortened(text, 60)}”" if text else f"[{n}] points at no text" for n, text in sources)
    return told(False, f"no cited source has {sought}; cited is {shortened(said, 400)}")


def _cites_role(subject: Subject) -> Verdict:
    wanted = cited_roles(subject.check.value)
    for role_id in wanted:
        known_role(role_id, subject.system, subject.check.where)
    cited = [citation.role for citation in subject.answer.citations]
    if not cited:
        return told(False, f"the answer cites nothing, where {_listed(wanted)} was looked for")
    others = [role_id for role_id in dict.fromkeys(cited) if role_id not in wanted]
    if others:
        return told(False, f"the answer cites {_listed(others)}, which is not of {_listed(wanted)}")
    missing = [role_id for role_id in wanted if role_id not in cited]
    if isinstance(subject.check.value, dict) and missing:
        return told(False, f"the answer does not cite {_listed(missing)}")
    return told(True, f"every citation is of {_listed(dict.fromkeys(cited))}")


def cited_roles(value: object) -> list[str]:
    """The role ids that a `cites-role` value names, in its order: an id, a list, or `{all: [...]}`."""
    if isinstance(value, dict):
        value = value["all"]
    return [value] if isinstance(value, str) else cast("list[str]", value)


def _accept_roles(value: object) -> None:
    ids = values.list_of(values.text, "role ids", "[a-role, another-role]")
    if isinstance(value, dict):
        given = values.fields(value, ("all",), "{all: [a-role, another-role]}")
        values.within(ids, given.get("all"), "all")
    elif isinstance(value, list):
        ids(value)
    else:
        values.text(value)
    values.without_repeats(cited_roles(value), "the role")


def _listed(ids: list[str] | dict[str, None]) -> str:
    return shortened(", ".join(ids), 300)


KINDS = {
    "cites": Kind(_cites, values.list_of(values.pattern, "patterns of which one is in the source", '["117,000"]')),
    "cites-role": Kind(_cites_role, _accept_roles),
}
