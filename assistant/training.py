"""The words of training as values: questions and their rubrics, feedback, mock interviews, review cards, progress.

Everything here is frozen, holds no I/O, and imports only the standard library and `domain`. Times are Unix seconds,
dates ISO 8601 ("2026-12-01").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Stage(StrEnum):
    """What a question is there to find out."""

    SCREENING = "screening"
    CODING = "coding"
    THEORY = "theory"
    DESIGN = "design"
    PROJECT = "project"
    BEHAVIOURAL = "behavioural"
    ASKING = "asking"


Verdict = Literal["covered", "partly", "missing"]
Mode = Literal["practice", "live"]
# The parts of a story that behavioural questions want, in the order of telling.
PARTS: tuple[str, ...] = ("situation", "task", "action", "result", "lesson")


# What stands in for a model answer where none was written; the points of the rubric follow.
NO_ANSWER = "No model answer was written for this question. The outline of a good one, in this order:"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a posting: `quote` is its normalised text from `start` to `end`. It stays what it is when the role is
    removed. `kind`: must, nice, duty, or text for a line that is no requirement."""

    role: str
    source: str
    start: int
    end: int
    quote: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a good answer says. `weight` 1 nice to hear, 2 expected, 3 the heart of it. `terms` are groups of
    words, any one of a group counts. `part` (of `PARTS`) where the answer is a story."""

    point: str
    weight: int
    terms: tuple[tuple[str, ...], ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A round that a role's questions are for. `stated` says whether the posting names it; then `quote` does."""

    order: int
    name: str
    stages: tuple[Stage, ...]
    stated: bool
    minutes: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that belongs to it: it can be asked and judged without the bank and without its role.

    `difficulty` 1 entry, 2 experienced, 3 senior. `setting` is a sentence that ties it to the role or the résumé, shown
    behind the question. `answer` is a model answer, "" where there is none. `origin`: bank, template, model, debrief or
    typed. `step` is the `order` of the round that it is for.
    """

    id: str
    question: str
    stage: Stage
    topic: str
    difficulty: int
    minutes: int
    rubric: tuple[Point, ...]
    hint: str = ""
    follow_ups: tuple[str, ...] = ()
    answer: str = ""
    also: tuple[str, ...] = ()
    setting: str = ""
    requirement: Line | None = None
    step: int | None = None
    origin: str = "bank"

    @property
    def asked(self) -> str:
        """The question as it is put to the candidate."""
        return f"{self.question} {self.setting}".strip()

    @property
    def outline(self) -> str:
        """Where there is no model answer: that there is none, and the outline of a good one. Else ""."""
        if self.answer or not self.rubric:
            return ""
        return "\n".join([NO_ANSWER, *(f"{n}. {point.point}" for n, point in enumerate(self.rubric, 1))])

    @property
    def sample(self) -> str:
        """What is shown as a model answer."""
        return self.answer or self.outline


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions for a role, in the order of its rounds. `note` says where the rounds are from; `covered` of `musts`
    must-haves are touched. `degraded` says why questions by a chat model are missing though asked for."""

    role: str
    name: str
    steps: tuple[Step, ...]
    questions: tuple[Question, ...]
    note: str
    covered: int
    musts: int
    degraded: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A rubric point and how the answer meets it. `credit` in [0, 1]; `evidence` are the candidate's own words,
    "" where there are none; `reason` says why this verdict."""

    point: Point
    verdict: Verdict
    credit: float
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """Whether a part of a story is told, with the words that tell it."""

    part: str
    verdict: Verdict
    evidence: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim of the answer that the résumé does not bear out: the words of both ("" where it says nothing of it)."""

    claim: str
    resume: str
    why: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said to an answer. `floor` names why it cannot be scored, then `score` is None and `advice` says what to
    do; else `score` is 0 to 100, the points' credit by their weight. `study` are topic ids to go on with. `engine` is
    "rules" or "llm"; `degraded` says why the asked-for one did not judge. `notes` are remarks that cost no points."""

    floor: str | None
    score: int | None
    points: tuple[Judged, ...]
    advice: str
    engine: str = "rules"
    parts: tuple[Told, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    study: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    degraded: str | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """One answer to a question. `follow_up` is the question that it replies to, where that is not the main one;
    `feedback` is None until it has been given. `helped`: the hint or the model answer had been shown."""

    text: str
    at: float
    seconds: float
    feedback: Feedback | None = None
    follow_up: str | None = None
    helped: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an interview with the answers given to it, in order, and what help was shown."""

    question: Question
    tries: tuple[Try, ...] = ()
    hinted: bool = False
    revealed: bool = False
    follow_up: str | None = None

    @property
    def best(self) -> Feedback | None:
        """The feedback with the highest score; None where none was scored."""
        scored = [t.feedback for t in self.tries if t.feedback and t.feedback.score is not None]
        return max(scored, key=lambda f: f.score or 0, default=None)


@dataclass(frozen=True, slots=True)
class Interview:
    """A mock interview as it stands. `place` counts the questions from 0; it equals their number when all are done.

    `phase`: "asking" (an answer is awaited), "answered" (feedback is there or due, the next question is not shown yet),
    "paused" (in the phase `paused_in`), "finished" or "quit". `since` is when the clock for the awaited answer started,
    `spent` what had passed of it before a pause. `version` counts the changes: a tab that saw an older one must load
    anew.
    """

    id: str
    role: str
    name: str
    mode: Mode
    asked: tuple[Asked, ...]
    steps: tuple[Step, ...]
    started: float
    place: int = 0
    phase: Literal["asking", "answered", "paused", "finished", "quit"] = "asking"
    paused_in: Literal["asking", "answered"] = "asking"
    since: float = 0.0
    spent: float = 0.0
    note: str = ""
    version: int = 0

    @property
    def now(self) -> Asked | None:
        """The question at hand; None where all are done."""
        return self.asked[self.place] if self.place < len(self.asked) else None

    @property
    def over(self) -> bool:
        """Whether no more answers are taken."""
        return self.phase in ("finished", "quit")

    @property
    def open_book(self) -> bool:
        """Whether feedback may be shown: always in practice, in a live interview only when it is over."""
        return self.mode == "practice" or self.over


@dataclass(frozen=True, slots=True)
class Card:
    """A question under review. `state` 0 new, 1 learning, 2 review, 3 relearning (FSRS's own); `stability` in days;
    `recall_now` and `recall_then` are the predicted recall today and on the interview day as things are, `gain` what a
    review today adds to the latter. `due`: FSRS's own date."""

    key: str
    question: Question
    role: str
    due: str
    stability: float
    recall_now: float
    recall_then: float
    gain: float
    reviews: int
    lapses: int
    interview: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The review for a day: `cards` in the order in which to take them, `waiting` how many more would help, `total` of
    all cards; `recall_then` the mean predicted recall on the interview day if nothing more is done, `with_today` if the
    cards of today are. None where no card has a date."""

    day: str
    cards: tuple[Card, ...]
    waiting: int
    total: int
    recall_then: float | None
    with_today: float | None


@dataclass(frozen=True, slots=True)
class Scored:
    """One scored answer, for pictures over time: when, in which interview (None: alone), of which question."""

    at: float
    interview: str | None
    role: str
    question: str
    topic: str
    stage: str
    score: int
    mode: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interview in a list: how far it is and its mean score over the questions that were scored."""

    id: str
    role: str
    name: str
    mode: str
    started: float
    phase: str
    answered: int
    questions: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """All that charts need. `scores` in order of time; `by_topic` and `by_stage`: name, mean of the last five scores,
    how many; `recall`: day and mean predicted recall on the interview day as it was on that day; `coverage`: role,
    must-haves practised with a score of at least 60, and all; `streak`: days in a row, up to today, with practice."""

    sittings: tuple[Sitting, ...]
    scores: tuple[Scored, ...]
    by_topic: tuple[tuple[str, float, int], ...]
    by_stage: tuple[tuple[str, float, int], ...]
    recall: tuple[tuple[str, float], ...]
    coverage: tuple[tuple[str, int, int], ...]
    cards: int
    streak: int = 0


@dataclass(frozen=True, slots=True)
class Remembered:
    """A question of the real interview as the candidate remembers it, how it went, and a `note` in own words."""

    question: str
    went: Literal["well", "so-so", "badly"] = "so-so"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """What was noted after a real interview, and the questions that it became. `plan` are topic ids to study, worst
    first, each with its reason: what a study plan takes up."""

    id: str
    role: str
    at: float
    remembered: tuple[Remembered, ...]
    questions: tuple[Question, ...]
    plan: tuple[tuple[str, str], ...] = field(default=())
