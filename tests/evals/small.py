"""A library of two roles in one posting, in memory: what checks look things up in, with the product's own chunks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Answer, Chunk, Citation, Hit, Posting, Role, Section, SectionKind, Span
from assistant.errors import UnknownRole, UnknownSource
from assistant.evals.checks import Judge, check
from assistant.evals.model import Check, Seen, Turn, Verdict
from assistant.index.chunking import chunk

TEXT = """Acme
Search engineer
The base salary is $117,000 to
$233,900 a year.
You know Rust.
Equal opportunity: we hire all.
Globex
Data engineer
The base salary is $90,000 a year.
You know Python."""
ACME, GLOBEX = "acme-search", "globex-data"
_BORDER = TEXT.index("Globex")
_LEGAL = TEXT.index("Equal opportunity")


def _role(role_id: str, company: str, title: str, *sections: tuple[SectionKind, int, int]) -> Role:
    spans = tuple(Section(kind, Span(start, end)) for kind, start, end in sections)
    whole = Span(spans[0].span.start, spans[-1].span.end)
    return Role(role_id, "p1", "jobs.txt", company, title, whole, sections=spans)


class Small:
    """A System over `TEXT`; it only looks up and never answers."""

    def __init__(self) -> None:
        self.text = Posting("p1", "jobs.txt", TEXT)
        acme = ((SectionKind.ROLE, 0, _LEGAL), (SectionKind.LEGAL, _LEGAL, _BORDER))
        self.roles = {
            ACME: _role(ACME, "Acme", "Search engineer", *acme),
            GLOBEX: _role(GLOBEX, "Globex", "Data engineer", (SectionKind.ROLE, _BORDER, len(TEXT))),
        }

    def ask(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Answer:
        raise NotImplementedError

    def search(self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), k: int = 8) -> list[Hit]:
        raise NotImplementedError

    def role(self, role_id: str) -> Role:
        if role_id not in self.roles:
            raise UnknownRole(f"no role {role_id!r} in the library; `prep roles` lists them")
        return self.roles[role_id]

    def posting(self, posting_id: str) -> Posting:
        if posting_id != self.text.id:
            raise UnknownSource(f"no posting {posting_id!r}")
        return self.text

    def chunks_of(self, role_id: str) -> list[Chunk]:
        return chunk(self.text, self.role(role_id), size=60)


SMALL = Small()


def cite(role_id: str, words: str, n: int = 1, *, quote: str | None = None) -> Citation:
    """A citation of words of `TEXT`; `quote` is what it claims to quote, if not these."""
    start, role = TEXT.index(words), SMALL.roles[role_id]
    said = words if quote is None else quote
    return Citation(n, role_id, role.company, role.title, role.source, start, start + len(words), said)


def answered(text: str, *citations: Citation, seconds: float = 0.04, engine: str = "extractive") -> Answer:
    """An answer with that text."""
    return Answer("How much?", "answered", text, citations, seconds=seconds, engine=engine)


def abstained(text: str = "The posting does not say.", *, ask: tuple[str, ...] = ("What is paid?",)) -> Answer:
    """An abstention with that text."""
    return Answer("How much?", "abstained", text, ask_the_recruiter=ask)


def verdict_of(
    kind: str,
    answer: Answer,
    value: object = None,
    threshold: float | None = None,
    *,
    hits: Sequence[Chunk] = (),
    others: tuple[Check, ...] = (),
    judge: Judge | None = None,
) -> Verdict:
    """What a check of that kind (with "not-" if it is to be negated) says of the answer."""
    one = Check(kind.removeprefix("not-"), value, threshold, kind.startswith("not-"))
    seen = Seen(answer, tuple(Hit(piece, 1 / rank, rank) for rank, piece in enumerate(hits, 1)))
    return check(one, Turn("How much?", (one, *others)), seen, SMALL, judge)
