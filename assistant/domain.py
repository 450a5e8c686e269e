"""The words of the product as values: what a posting is, what is found in it, and what an answer is.

Everything here is frozen, holds no I/O, and imports only the standard library. All offsets are counted in
characters (Python `str` indices) of `Posting.text`, the *normalised* text: `start` inclusive, `end` exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

FACT_NAMES: tuple[str, ...] = (
    "salary",
    "location",
    "work_mode",
    "employment_type",
    "seniority",
    "years",
    "degree",
    "visa",
    "deadline",
    "start_date",
    "tech_stack",
    "interview_process",
    "team",
)


def _no_strings() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of a posting's normalised text: `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """What a loader read from a file: text with its line structure, not yet normalised.

    `source` is how people see where it came from: the file's name, with `#key` behind it where a file holds
    several postings (a row's or record's id, else its 1-based number). `hints` are what the format states apart
    from the text: any of `title company location url posted closes`. `hidden` holds runs of text that the
    format hides from a reader (white on white, `display:none`, zero size): shown to the user, kept out of `text`.
    `boilerplate` are the spans of this `text` that the format itself marks as navigation (`<nav>`, `<footer>`).
    """

    source: str
    text: str
    hints: Mapping[str, str] = field(default_factory=_no_strings)
    hidden: tuple[str, ...] = ()
    boilerplate: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A saved posting after normalisation: the text that every later span points into.

    `id` is the SHA-256 of the normalised text and the hints (32 hex digits of it), so the same content has the same
    id wherever it was saved. `boilerplate` are the runs of navigation and legal text, in order, without overlap:
    kept out of the index, still quotable. `hints` and `hidden` are the document's.
    """

    id: str
    source: str
    text: str
    hints: Mapping[str, str] = field(default_factory=_no_strings)
    hidden: tuple[str, ...] = ()
    boilerplate: tuple[Span, ...] = ()


class SectionKind(StrEnum):
    """What a stretch of a role's text is about."""

    ROLE = "role"
    TEAM = "team"
    COMPANY = "company"
    RESPONSIBILITIES = "responsibilities"
    MUST = "must"
    NICE = "nice"
    STACK = "stack"
    COMPENSATION = "compensation"
    LOCATION = "location"
    PROCESS = "process"
    BENEFITS = "benefits"
    LEGAL = "legal"
    NAVIGATION = "navigation"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of a role's text of one kind. `heading` is the span of its heading line, if one stands there;
    `span` covers heading and body."""

    kind: SectionKind
    span: Span
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class PayRange:
    """Pay as figures: `low` is None where only one amount (an upper end, or the one rate) is given.

    `currency` is ISO 4217, `period` one of hour, day, week, month, year, `basis` "base" or "total"; None where unsaid.
    """

    low: float | None
    high: float
    currency: str | None = None
    period: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Degree:
    """The lowest degree that will do ("PhD", "Master", "Bachelor", …), the others named, and whether experience counts
    in its place."""

    minimum: str
    others: tuple[str, ...] = ()
    or_equivalent: bool = False


@dataclass(frozen=True, slots=True)
class WorkMode:
    """Where the work is done: any of remote, hybrid, office, in the order named; days a week in the office if said."""

    modes: tuple[str, ...]
    office_days: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements of one slot that do not agree, each with its span, and a sentence that says how they differ."""

    fact: str
    why: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A slot that the posting states: its name (of `FACT_NAMES`), its value as read, the span that states it.

    What can be read as more than words stands beside the value: `pay`; the smallest number of `years`; `degree`; work
    `mode`; employment `kinds` ("full-time", "permanent", …); `date` (ISO 8601) of a deadline or start."""

    name: str
    value: str
    span: Span
    pay: PayRange | None = None
    years: float | None = None
    degree: Degree | None = None
    mode: WorkMode | None = None
    kinds: tuple[str, ...] = ()
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One must-have, nice-to-have or duty: the span of its line, the topics it touches, the years it asks for."""

    kind: Literal["must", "nice", "duty"]
    span: Span
    topics: tuple[str, ...] = ()
    years: float | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a stated interview process. `order` counts from 1. `format` (phone, coding, take-home, …), `minutes`,
    `who` the candidate meets and the `medium` (Google Meet, on-site, …) only where stated."""

    order: int
    name: str
    span: Span
    format: str | None = None
    minutes: int | None = None
    detail: str | None = None
    who: str | None = None
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a posting says of its interview process as a whole, as it words it, None where it does not: the number of
    `interviews`, how long it takes (`duration`), and on which `medium` all of it is held."""

    interviews: int | None = None
    duration: str | None = None
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """One job in a posting.

    `id` is made of company and name and is unique in a library. `company` is None where none was found.
    `duplicates` counts how often the same role stood in the posting besides this one. `sections` partition `span`.
    `facts` holds the stated slots only, in the order of `FACT_NAMES`, a slot possibly several times.
    """

    id: str
    posting_id: str
    source: str
    company: str | None
    title: str
    span: Span
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    process: tuple[Round, ...] = ()
    duplicates: int = 0
    conflicts: tuple[Conflict, ...] = ()
    course: Course | None = None

    @property
    def name(self) -> str:
        """How people see the role: `Company: title`, or the title alone where no company was found."""
        return f"{self.company}: {self.title}" if self.company else self.title

    def stated(self, fact: str) -> tuple[Fact, ...]:
        """The facts of that name, in text order; empty where the posting does not state it."""
        return tuple(f for f in self.facts if f.name == fact)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The span that is indexed. `context` (role's name and section) is embedded and searched with it, never cited.

    `id` is a content hash of posting, span and context: the same chunk has the same id on every machine.
    """

    id: str
    posting_id: str
    role_id: str
    company: str | None
    section: SectionKind
    span: Span
    text: str
    context: str

    @property
    def embedded(self) -> str:
        """What the embedding model and BM25 see: context, newline, text."""
        return f"{self.context}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a query found: `score` is the fused score in [0, 1], `rank` counts from 1."""

    chunk: Chunk
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's proof: marker number `n` in the answer's text, and the span whose words are `quote` exactly."""

    n: int
    role: str
    company: str | None
    title: str
    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a chat model used for an answer: tokens in and out, and USD, None where the model's price is not known."""

    prompt_tokens: int
    completion_tokens: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the product says to a question. `status` is "answered" or "abstained".

    An abstention has no citations that pretend to answer; it says in `text` what was looked for and where, and puts the
    question into `ask_the_recruiter`. `degraded` says why another engine than the asked-for one answered, else None.
    `seconds` is wall time. `text` is Markdown with `[n]` markers that number into `citations`. `usage` is None where
    no chat model was asked.
    """

    question: str
    status: Literal["answered", "abstained"]
    text: str
    citations: tuple[Citation, ...] = ()
    ask_the_recruiter: tuple[str, ...] = ()
    engine: str = "extractive"
    degraded: str | None = None
    seconds: float = 0.0
    id: str | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file (or one record of it) that could not be read: its name and a sentence that says why and what to do."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `files` counts sources read anew, `unchanged` those whose content was known,
    `roles` and `chunks` what was added, `failed` what could not be read; `seconds` is wall time."""

    files: int
    roles: int
    chunks: int
    unchanged: int
    failed: tuple[Failure, ...]
    seconds: float
