"""Citation precision: the share of citations that are verbatim and bear on the claim that carries them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.support import Support, supported
from assistant.domain import Citation
from assistant.evals.checks.cites import source_text
from assistant.evals.metrics.base import Metric, ratio, undefined
from assistant.evals.metrics.sources import Sourced, names_of, quotes_of, sourced_claims
from assistant.evals.model import Measure, Seen, System, Turn


def measure(turn: Turn, seen: Seen, system: System) -> Measure:
    """Good citations over all. A citation is good if its quote is the posting's text at its offsets, to the character,
    and it is relevant to a claim with its marker: alone it supports the claim, or without it the claim's other
    citations support less of it (Gao et al. 2023, "Enabling large language models to generate text with citations",
    section 3). A claim that asserts nothing, such as a role's name in a list, is proved by a citation of that role.
    Not defined without citations."""
    citations = seen.answer.citations
    if not citations:
        return undefined("nothing is cited")
    every = list(sourced_claims(seen.answer))
    bad = [f"[{c.n}] {why}" for c in citations if (why := _fault(c, every, system))]
    said = f"{len(citations) - len(bad)} of {len(citations)} citations are verbatim and bear on their claim"
    return ratio(len(citations) - len(bad), len(citations), f"{said}; not: {', '.join(bad)}" if bad else said)


def _fault(citation: Citation, every: Sequence[Sourced], system: System) -> str:
    """What is wrong with the citation; empty where nothing is."""
    if not citation.quote or source_text(citation, system) != citation.quote:
        return "is not the posting's text"
    carrying = [one for one in every if citation in one.citations]
    if not carrying:
        return "stands at no claim"
    return "" if any(_relevant(citation, one, system) for one in carrying) else "has nothing of its claim"


def _relevant(citation: Citation, one: Sourced, system: System) -> bool:
    if not one.asserts:
        return bool(_named(one.claim.text, citation))
    if _support(one, (citation,), system).holds:
        return True
    others = tuple(c for c in one.citations if c != citation)
    return _rank(_support(one, one.citations, system)) > _rank(_support(one, others, system))


def _named(text: str, citation: Citation) -> list[str]:
    folded = text.casefold()
    return [name for name in names_of((citation,)) if name.casefold() in folded]


def _support(one: Sourced, citations: Sequence[Citation], system: System) -> Support:
    return supported(one.claim, quotes_of(citations, system), one.names)


def _rank(support: Support) -> tuple[bool, float, int]:
    """Supports in order: what holds above what does not, then by share, then by how little is missing."""
    return support.holds, support.share, -len(support.missing)


METRIC = Metric("citation_precision", "Citation precision", "share", "higher", "mean", measure)
