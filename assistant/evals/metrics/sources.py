"""An answer's claims with the words of the postings that they cite: what groundedness and citation precision look at.

The words are cut out of the posting by the citation's offsets; what the citation says of itself is not trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.answer.claims import Claim, claims
from assistant.answer.support import asserts
from assistant.domain import Answer, Citation
from assistant.evals.checks.cites import source_text
from assistant.evals.model import System


@dataclass(frozen=True, slots=True)
class Sourced:
    """A claim, its citations (markers that no citation has are dropped), and the names of the roles that it may speak
    of: those it cites, or where it cites nothing, all that the answer cites."""

    claim: Claim
    citations: tuple[Citation, ...]
    names: tuple[str, ...]

    @property
    def asserts(self) -> bool:
        """Whether the claim says anything that needs proof."""
        return asserts(self.claim, self.names)


def sourced_claims(answer: Answer) -> Iterator[Sourced]:
    """The answer's claims, in order."""
    by_number = {citation.n: citation for citation in answer.citations}
    for claim in claims(answer.text):
        own = tuple(by_number[n] for n in claim.citations if n in by_number)
        yield Sourced(claim, own, names_of(own or answer.citations))


def quotes_of(citations: Iterable[Citation], system: System) -> list[str]:
    """The texts that the citations point at; empty for one that points at nothing."""
    return [source_text(citation, system) for citation in citations]


def names_of(citations: Iterable[Citation]) -> tuple[str, ...]:
    """The names of the citations' roles and companies, each once."""
    return tuple(dict.fromkeys(name for c in citations for name in (c.company, c.title) if name))
