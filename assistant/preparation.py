"""The words of preparing as values: a résumé as it was read, a gap, a plan and what it was asked to be.

Frozen, without I/O, standard library and the domain only. Spans of a `Resume` point into `Resume.text`; those of a
`Line` into the normalised text of the posting that the role stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from types import MappingProxyType
from typing import Literal

from assistant.domain import Requirement, Role, Span

Level = Literal["new", "experienced", "senior"]
LEVELS: tuple[Level, ...] = ("new", "experienced", "senior")
Verdict = Literal["met", "partly", "missing", "unknown"]
ItemKind = Literal["study", "practice", "story", "formal", "company", "review", "mock", "cheat-sheet"]
State = Literal["open", "done", "skipped"]
WEEKDAYS: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# ---------------------------------------------------------------------------------------------- the candidate


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact detail in a résumé: `kind` is email, phone, link, address or name. Never sent anywhere."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Experience:
    """One dated entry of a résumé. `kind` is work, education or project; `span` covers heading and body. `first` and
    `last` are first days of months, None where the entry is undated; `current` ones last until the day of reading."""

    kind: Literal["work", "education", "project"]
    heading: Span
    span: Span
    first: date | None = None
    last: date | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Ability:
    """A topic that a résumé names: where, things done before lists, and for how many `years`, None where neither dates
    nor words say. `strength` goes from 0 to 1: 1 for what was done in a job, a project or studies, less for what was
    said in a summary (0.8), listed as a skill (0.7), only learnt in a course (0.6), or called little (0.4)."""

    topic: str
    spans: tuple[Span, ...]
    years: float | None = None
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Schooling:
    """A degree that a résumé states: `level` of "Associate", "Bachelor", "Master", "PhD"; not `finished` where it is
    expected or in progress."""

    level: str
    span: Span
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Resume:
    """A résumé as it was read. `years` is the time in dated jobs, overlaps counted once, None without any. `english`
    is False where most of it is in another language: then what it does not say in English stays unknown."""

    id: str
    source: str
    text: str
    contacts: tuple[Contact, ...] = ()
    experiences: tuple[Experience, ...] = ()
    abilities: tuple[Ability, ...] = ()
    schooling: tuple[Schooling, ...] = ()
    years: float | None = None
    english: bool = True

    def ability(self, topic: str) -> Ability | None:
        """What the résumé says of that topic, or None."""
        return next((a for a in self.abilities if a.topic == topic), None)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a candidate says of themselves in place of a résumé, or beside one: topic ids that are strong or weak."""

    level: Level | None = None
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------- role against candidate


@dataclass(frozen=True, slots=True)
class Line:
    """Words of a posting that something rests on: `quote` is exactly its text from `start` to `end`. `kind` is must,
    nice or duty for a requirement, round for an interview round, text for anything else."""

    role: str
    company: str | None
    title: str
    source: str
    start: int
    end: int
    quote: str
    kind: Literal["must", "nice", "duty", "round", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a résumé: exactly its text from `start` to `end`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement set against a résumé. `unknown` is what the résumé neither says nor could be expected to say.
    `why` is a sentence for people; `evidence` is empty unless the verdict is met or partly."""

    requirement: Requirement
    line: Line
    verdict: Verdict
    why: str
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A role against a résumé: findings with must-haves first, then duties, then nice-to-haves, each in text order."""

    role: str
    title: str
    company: str | None
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def count(self, verdict: Verdict, kind: str = "must") -> int:
        """How many requirements of a kind have that verdict."""
        return sum(f.verdict == verdict and f.requirement.kind == kind for f in self.findings)

    @property
    def coverage(self) -> tuple[int, int]:
        """Must-haves met, and all of them."""
        musts = [f for f in self.findings if f.requirement.kind == "must"]
        return sum(f.verdict == "met" for f in musts), len(musts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a candidate stands to a topic, and the words of the résumé that show it, if any do."""

    verdict: Verdict
    shown: str | None = None


# ---------------------------------------------------------------------------------------------- the plan


@dataclass(frozen=True, slots=True)
class Target:
    """A role that is prepared for, the text of its posting, and the day of its interview."""

    role: Role
    text: str
    interview: date


def _no_hours() -> Mapping[int, float]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan was asked to be.

    `interviews` pairs each role's id with its interview day, in the order asked. Time is either `hours_per_week`,
    spread evenly over the weekdays that are not off, or `hours` by weekday (0 is Monday). `weekdays_off` and
    `dates_off` have no session. `at` is when a day's first session begins in the calendar export, in `timezone` (an
    IANA name; None: in whatever zone the calendar is).
    """

    interviews: tuple[tuple[str, date], ...]
    start: date
    hours_per_week: float = 8.0
    hours: Mapping[int, float] = field(default_factory=_no_hours)
    weekdays_off: frozenset[int] = frozenset()
    dates_off: frozenset[date] = frozenset()
    level: Level | None = None
    at: time = time(18, 0)
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A session of a plan: when, what, how, and the posting's own line that it serves (`why`).

    `id` is stable: the third session on a topic keeps its id when it is moved. `serves` are further lines that it
    covers. `parts` are the numbers of the guide's subtopics that it goes through. `role` is the role it belongs to
    where it is for one alone. `tailored` says that a chat model worded `how`.
    """

    id: str
    date: date
    minutes: int
    kind: ItemKind
    what: str
    how: str
    why: Line
    topic: str | None = None
    stage: str | None = None
    serves: tuple[Line, ...] = ()
    parts: tuple[int, ...] = ()
    role: str | None = None
    state: State = "open"
    tailored: bool = False


@dataclass(frozen=True, slots=True)
class Recalled:
    """A question of a real interview that did not go well: `went` so-so or badly, `topic` what it is about, `points`
    what a good answer holds, the heart of it first. `key` tells it from others."""

    key: str
    role: str
    question: str
    topic: str
    stage: str
    went: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A must-have that no session covers, and a sentence that says why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Must-haves that a session serves, all of them, and those left out."""

    covered: int
    all: int
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Dated sessions up to the last interview. `items` are in order of date, then of the day's course. `budget_minutes`
    is the time that the candidate has: what was done plus what is left. `revision` counts its changes from 1."""

    id: str
    name: str
    wish: Wish
    budget_minutes: int
    items: tuple[Item, ...]
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    sheet: tuple[str, ...] = ()
    degraded: str | None = None
    revision: int = 1

    @property
    def roles(self) -> tuple[str, ...]:
        """The ids of the roles, in the order asked."""
        return tuple(role for role, _ in self.wish.interviews)

    @property
    def last_day(self) -> date:
        """The day of the last interview."""
        return max(day for _, day in self.wish.interviews)


@dataclass(frozen=True, slots=True)
class Affected:
    """An item whose posting has changed since, and a sentence that says how."""

    item: Item
    how: str
