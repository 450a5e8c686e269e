"""What an answer's citations point to: the postings, each with all quotes that the answer takes from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Answer, Citation, Posting, Span
from assistant.web.highlight import Mark

if TYPE_CHECKING:
    from assistant.app import Assistant


@dataclass(frozen=True, slots=True)
class Source:
    """A posting that an answer cites, and these citations by number. `posting` is None if the library lost it since."""

    citations: tuple[Citation, ...]
    posting: Posting | None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the citations."""
        return tuple(citation.n for citation in self.citations)

    @property
    def marks(self) -> list[Mark]:
        """Where the quotes stand; a quote that the text no longer has at its place is left out."""
        return [Mark(c.n, Span(c.start, c.end)) for c in self.citations if self._holds(c)]

    @property
    def misplaced(self) -> tuple[Citation, ...]:
        """The citations that `marks` leaves out."""
        return tuple(citation for citation in self.citations if not self._holds(citation))

    def _holds(self, citation: Citation) -> bool:
        return self.posting is not None and self.posting.text[citation.start : citation.end] == citation.quote


def sources_of(assistant: Assistant, answer: Answer) -> list[Source]:
    """The postings that `answer` cites, in the order in which it first cites them."""
    held = assistant.postings_of([citation.role for citation in answer.citations])
    cited: dict[str, list[Citation]] = {}
    postings: dict[str, Posting | None] = {}
    for citation in answer.citations:
        # None once the role or its posting has been removed from the library.
        posting = held.get(citation.role)
        key = posting.id if posting else f"lost {citation.role}"
        postings[key] = posting
        cited.setdefault(key, []).append(citation)
    return [Source(tuple(citations), postings[key]) for key, citations in cited.items()]
