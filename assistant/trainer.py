"""The facade of training: questions, mock interviews, feedback, review and progress, for terminal, browser and scripts.

Every method takes the `user` whose data it reads or writes (`records.ONLY_USER` where there is no sign-in). Interviews
hold their own copies of questions and quotes: a role may be removed in the middle. Answers go into no log and no error.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from assistant.domain import Posting, Role
from assistant.errors import ModelError, RecordChanged, UnknownInterview, UnknownRole, UsageError
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.feedback.rules import feedback as by_rules
from assistant.prepare.interview import machine
from assistant.prepare.interview.debriefs import Debriefs
from assistant.prepare.interview.follow_up import follow_up
from assistant.prepare.interview.sittings import Sittings, sitting
from assistant.prepare.questions.forrole import blended, for_role
from assistant.prepare.questions.lookup import understood
from assistant.prepare.questions.rounds import levels_of, stage_named
from assistant.prepare.questions.targets import targets
from assistant.prepare.review.cards import GRADES
from assistant.prepare.review.history import History
from assistant.prepare.review.queue import Cards
from assistant.training import (
    Debrief,
    Feedback,
    Interview,
    Mode,
    Progress,
    Question,
    QuestionSet,
    Queue,
    Remembered,
    Sitting,
    Stage,
)

if TYPE_CHECKING:
    from assistant.coaching import Coach
    from assistant.index.library import Library
    from assistant.prepare.feedback.meaning import Meaning
    from assistant.records import Records

MOST_QUESTIONS = 60
_DATE = "interview-date"
_NO_DATES: Mapping[str, date] = {}


class Trainer:
    """Everything about practising. Safe to use from several threads; two tabs in one interview never overwrite each
    other: pass the `version` that the tab shows, and RecordChanged says that it must load the interview anew.

    `meaning` compares texts on this machine. `coach` gives the chat model, or a sentence why there is none. `find`
    finds a role by id or words of its name, `resume` the text of a user's résumé ("" without one), `dates` the
    interview days of a user's plans by role. `clock` gives Unix seconds.
    """

    def __init__(
        self,
        library: Library,
        records: Records,
        meaning: Meaning,
        coach: Callable[[], Coach | str],
        find: Callable[[str], Role],
        *,
        resume: Callable[[str], str] = lambda user: "",
        dates: Callable[[str], Mapping[str, date]] = lambda user: _NO_DATES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._library, self._records, self._coach = library, records, coach
        self._find, self._resume, self._plans, self._clock = find, resume, dates, clock
        self._meaning = meaning
        self._cards, self._sittings = Cards(records), Sittings(records)
        self._history, self._debriefs = History(records, self._cards), Debriefs(records)

    # ------------------------------------------------------------------------------------------ questions

    def questions(
        self,
        user: str,
        role: str,
        n: int = 10,
        *,
        stage: str | None = None,
        seed: int = 0,
        engine: str = "extractive",
    ) -> QuestionSet:
        """`n` questions that the role's interviewers would ask, in the order of its rounds; the same for the same seed.

        `stage` narrows them to one. With the engine "llm" a chat model writes some of them. Questions of the user's
        debriefs about this role come first. Raises UnknownRole, and UsageError for an `n` or a stage that cannot be.
        """
        if not 1 <= n <= MOST_QUESTIONS:
            raise UsageError(f"{n} questions cannot be made; ask for 1 to {MOST_QUESTIONS}")
        wanted = stage_named(stage)
        found = self._find(role)
        posting = self._posting(found)
        lines = [line.strip() for line in self._resume(user).splitlines() if len(line.strip()) > 30]
        made = for_role(found, posting, n, seed=seed, stage=wanted, experience=lines)
        made = blended(made, [q for q in self._debriefs.questions(user, found.id) if wanted in (None, q.stage)], n)
        return self._invented(made, found, n) if engine == "llm" else made

    def question(self, user: str, text: str) -> Question:
        """The question that a text means: an id or the words of one of the user's cards, of the bank, or a new one with
        the rubric of its kind. Raises UsageError for an empty text."""
        if not any(c.isalnum() for c in text):
            raise UsageError("the question is empty; give its words, or the id that prep questions shows")
        return self._cards.question(user, text.strip()) or understood(text, self._meaning)

    # ------------------------------------------------------------------------------------------ feedback

    def feedback(
        self,
        user: str,
        question: str | Question,
        answer: str,
        *,
        role: str | None = None,
        engine: str = "extractive",
        keep: bool = False,
    ) -> Feedback:
        """What is good and what is missing in an answer to a question (a text, an id or the question itself).

        `role` is the role it is for: repeating its posting is no answer. With the engine "llm" a chat model judges
        what is not refused before; where it fails, `degraded` says so. `keep` notes the score and reviews the card.
        """
        asked = self.question(user, question) if isinstance(question, str) else question
        given = self._judged(user, asked, answer, self._find(role) if role else None, engine)
        if keep:
            self._history.add(user, asked, given, f"alone/{uuid.uuid4().hex[:12]}", self._clock(), "practice")
        return given

    # ------------------------------------------------------------------------------------------ interviews

    def start(
        self,
        user: str,
        role: str,
        *,
        mode: Mode = "practice",
        n: int = 6,
        stage: str | None = None,
        seed: int | None = None,
        engine: str = "extractive",
    ) -> Interview:
        """A new interview for the role, at its first question. Without a `seed` each interview has other questions.

        mode "practice": hints, model answers after trying, retries, feedback at once. mode "live": timed, follow-ups
        that depend on the answer, no help, feedback at the end (`Interview.open_book`).
        """
        if mode not in ("practice", "live"):
            raise UsageError(f"there is no mode {mode!r}; choose practice or live")
        now = self._clock()
        chosen = seed if seed is not None else uuid.uuid4().int % 1_000_000
        found = self.questions(user, role, n, stage=stage, seed=chosen, engine=engine)
        asked = [q for q in found.questions if q.stage is not Stage.ASKING] or list(found.questions)
        key = uuid.uuid4().hex[:12]
        made = machine.started(key, found.role, found.name, mode, asked, found.steps, found.note, now)
        return self._sittings.add(user, made)

    def interview(self, user: str, id: str) -> Interview:
        """The interview as it stands; an answer that a killed process left without feedback gets it now. Raises
        UnknownInterview."""
        return self._settled(user, self._sittings.get(user, id), "extractive")

    def current(self, user: str) -> Interview | None:
        """The user's latest interview that is not over; None where there is none."""
        found = next((one for one in self._sittings.all(user) if not one.over), None)
        return self._settled(user, found, "extractive") if found else None

    def sittings(self, user: str) -> list[Sitting]:
        """The user's interviews, the latest first."""
        return [sitting(one) for one in self._sittings.all(user)]

    def answer(
        self, user: str, id: str, text: str, *, version: int | None = None, engine: str = "extractive"
    ) -> Interview:
        """The interview after an answer and its feedback. The answer is stored before it is judged. In a live interview
        a follow-up may be asked next (`Interview.now.follow_up`). Raises NotNow, RecordChanged, UnknownInterview."""
        now = self._clock()
        kept = self._sittings.change(user, id, lambda one: machine.answered(one, text, now), version)
        return self._settled(user, kept, engine)

    def hint(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """With the hint shown (`Interview.now.question.hint`). Practice only; raises NotNow otherwise."""
        return self._sittings.change(user, id, machine.hinted, version)

    def reveal(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """With the model answer shown (`Interview.now.question.answer`), after a try. Practice only."""
        return self._sittings.change(user, id, machine.revealed, version)

    def retry(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """Back at the same question for another try. Practice only."""
        return self._step(user, id, machine.retried, version)

    def next(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """At the next question; finished after the last. A question that was not answered is skipped, and a card."""
        after = self._step(user, id, machine.moved_on, version)
        if not (left := after.asked[after.place - 1]).tries:
            self._cards.add(user, left.question, self._today())
        return after

    def pause(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """With the clock stopped, for as long as one likes."""
        return self._step(user, id, machine.paused, version)

    def resume(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """Where it was paused, the clock going on."""
        return self._step(user, id, machine.resumed, version)

    def quit(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """Over before its end; what was answered stays and counts."""
        return self._sittings.change(user, id, partial(machine.ended, early=True), version)

    def finish(self, user: str, id: str, *, version: int | None = None) -> Interview:
        """Over."""
        return self._sittings.change(user, id, partial(machine.ended, early=False), version)

    def seconds(self, interview: Interview) -> tuple[float, float]:
        """Seconds that the awaited answer has taken so far, and that the question allows."""
        allowed = float(interview.now.question.minutes * 60) if interview.now else 0.0
        return machine.elapsed(interview, self._clock()), allowed

    def delete_interview(self, user: str, id: str) -> None:
        """Deletes an interview with its answers; scores and cards stay. Raises UnknownInterview."""
        if not self._sittings.delete(user, id):
            raise UnknownInterview(f"there is no interview {id!r} of yours; `prep progress` lists them")

    # ------------------------------------------------------------------------------------------ review

    def due(self, user: str, *, limit: int = 20, roles: Sequence[str] = ()) -> Queue:
        """The review of today: at most `limit` cards, those first that a review today helps most on the interview day.
        `roles` narrow it to theirs. What a plan's review session shows is this."""
        queue = self._cards.queue(user, self.dates(user), self._today(), limit, roles)
        self._history.note_recall(user, queue)
        return queue

    def upcoming(self, user: str) -> list[tuple[date, int]]:
        """On which days how many cards would be due by plain FSRS, which the interview days then sharpen."""
        return self._cards.upcoming(user)

    def grade(self, user: str, key: str, grade: int) -> None:
        """Notes that a card was reviewed: 1 forgotten, 2 hard, 3 good, 4 easy. Raises UnknownInterview for a card that
        is not there."""
        if grade not in GRADES:
            raise UsageError(f"there is no grade {grade}; use 1 (forgotten), 2 (hard), 3 (good) or 4 (easy)")
        self._cards.review(user, self._card(user, key), grade, self._today())

    def review_answer(
        self, user: str, key: str, answer: str, *, helped: bool = False, engine: str = "extractive"
    ) -> Feedback:
        """Feedback on an answer to a card, which grades it. An answer that is not scored leaves the card as it is."""
        question = self._card(user, key)
        given = self._judged(user, question, answer, None, engine)
        self._history.add(
            user, question, given, f"review/{uuid.uuid4().hex[:12]}", self._clock(), "review", helped=helped
        )
        return given

    def set_interview_date(self, user: str, role: str, day: date | None) -> None:
        """Notes on which day the interview for a role is; None forgets it."""
        found = self._find(role)
        if day is None:
            self._records.remove(user, _DATE, found.id)
        else:
            self._records.put(user, _DATE, found.id, {"day": day.isoformat()})

    def dates(self, user: str) -> dict[str, date]:
        """The interview day of each role: as noted here, else as the user's plans have it."""
        noted = {key: date.fromisoformat(body["day"]) for key, body in self._records.scan(user, _DATE)}
        return {**self._plans(user), **noted}

    # ------------------------------------------------------------------------------------------ progress

    def progress(self, user: str) -> Progress:
        """Sittings, scores over time, by topic and by stage, predicted recall over time, coverage of must-haves."""
        return self._history.progress(user, self.sittings(user), self._musts, self._today())

    def debrief(self, user: str, role: str, remembered: Sequence[Remembered]) -> Debrief:
        """Keeps what was asked in a real interview. Each becomes a question for this role and a card; what went badly
        comes back first and is named as something to study. Raises UsageError where nothing is remembered."""
        asked = [one for one in remembered if any(c.isalnum() for c in one.question)]
        if not asked:
            raise UsageError("there is no question to keep; write down what you were asked, a question a line")
        found = self._find(role)
        kept = self._debriefs.keep(user, found.id, asked, self._meaning, self._clock())
        for one, question in zip(kept.remembered, kept.questions, strict=True):
            self._cards.review(user, question, {"badly": 1, "so-so": 2, "well": 3}[one.went], self._today())
            self._cards.add_role(user, question.id, found.id)
        return kept

    def debriefs(self, user: str) -> list[Debrief]:
        """What was noted after real interviews, the latest first."""
        return self._debriefs.all(user)

    # ------------------------------------------------------------------------------------------ the user's own

    def export(self, user: str) -> bytes:
        """Everything that is kept of the user, plans and résumé included, as JSON in UTF-8."""
        return json.dumps(self._records.everything(user), ensure_ascii=False, indent=2).encode()

    def forget(self, user: str) -> int:
        """Deletes everything that is kept of the user, plans and résumé included; returns how many records."""
        return self._records.forget(user)

    # ------------------------------------------------------------------------------------------ parts

    def _step(self, user: str, id: str, step: Callable[[Interview, float], Interview], seen: int | None) -> Interview:
        now = self._clock()
        return self._sittings.change(user, id, lambda one: step(one, now), seen)

    def _settled(self, user: str, interview: Interview, engine: str) -> Interview:
        """With the feedback to its last answer, which is noted as a score and a review."""
        if not machine.unjudged(interview) or interview.now is None:
            return interview
        asked = interview.now
        last = asked.tries[-1]
        said = "\n".join([*(t.text for t in asked.tries[:-1]), last.text]) if last.follow_up else last.text
        given = self._judged(user, asked.question, said, self._role_or_none(interview.role), engine)
        key = f"{interview.id}/{interview.place}/{len(asked.tries)}"
        at = self._clock()
        self._history.add(user, asked.question, given, key, at, interview.mode, interview.role, helped=last.helped)
        more = follow_up(asked, given) if interview.mode == "live" else None
        try:
            return self._sittings.change(
                user, interview.id, lambda one: machine.judged(one, given, more, at), interview.version
            )
        except RecordChanged:
            # Another tab loaded it meanwhile and gave the same feedback.
            return self._sittings.get(user, interview.id)

    def _judged(self, user: str, question: Question, answer: str, role: Role | None, engine: str) -> Feedback:
        posting = self._posting(role).text[role.span.start : role.span.end] if role else ""
        plain = by_rules(question, answer, self._meaning, posting=posting, resume=self._resume(user))
        if engine != "llm" or plain.floor is not None:
            return plain
        coach = self._coach()
        if isinstance(coach, str):
            return replace(plain, degraded=coach)
        try:
            return coach.judge(question, answer, plain)
        except ModelError as error:
            return replace(plain, degraded=f"{error}, so the rules judged")

    def _invented(self, made: QuestionSet, role: Role, n: int) -> QuestionSet:
        """With some of the questions written by the chat model, in the place of those in our templates' words."""
        coach = self._coach()
        if isinstance(coach, str):
            return replace(made, degraded=coach.replace("the rules judged", "the questions are our own"))
        spare = [q for q in made.questions if q.origin == "template"] or list(made.questions[: max(1, n // 3)])
        stage = max((q.stage for q in spare), key=[q.stage for q in spare].count)
        count = min(6, sum(q.stage is stage for q in spare))
        found = targets(role, self._posting(role))
        try:
            new = coach.invent(made, found, stage, levels_of(role)[0], count, self._meaning)
        except ModelError as error:
            return replace(made, degraded=f"{error}, so the questions are our own")
        if not new:
            return replace(made, degraded="no question that the chat model wrote passed the check")
        return blended(made, new, n, stage=stage)

    def _posting(self, role: Role) -> Posting:
        posting = self._library.catalog.posting(role.posting_id)
        if posting is None:
            raise UnknownRole(f"the posting of {role.name} is gone meanwhile; ingest it again")
        return posting

    def _role_or_none(self, id: str) -> Role | None:
        try:
            return self._library.role(id)
        except UnknownRole:
            return None

    def _musts(self, id: str) -> int:
        role = self._role_or_none(id)
        return sum(r.kind == "must" for r in role.requirements) if role else 0

    def _card(self, user: str, key: str) -> Question:
        found = self._cards.question(user, key)
        if found is None:
            raise UnknownInterview(f"there is no card {key!r} of yours; `prep review` shows those that are due")
        return found

    def _today(self) -> date:
        return date.fromtimestamp(self._clock())
