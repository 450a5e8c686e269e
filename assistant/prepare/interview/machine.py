"""The steps of a mock interview: each takes the interview as it stands and gives it as it stands after.

Nothing here reads a clock or stores anything. A step that the interview is not ready for raises NotNow. Times are Unix
seconds of a clock that may jump: what passed is never less than nothing and never more than a few times what the
question allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.errors import NotNow
from assistant.training import Asked, Feedback, Interview, Mode, Question, Step, Try

# No step counts for longer than so many times the question's minutes: someone went away, or the clock jumped.
_LONGEST = 3.0


def started(
    id: str,
    role: str,
    name: str,
    mode: Mode,
    questions: Sequence[Question],
    steps: Sequence[Step],
    note: str,
    now: float,
) -> Interview:
    """A new interview at its first question. Raises NotNow where there are no questions."""
    if not questions:
        raise NotNow(f"there is nothing to ask about {name}; choose another stage, or another role")
    asked = tuple(Asked(question) for question in questions)
    return Interview(id, role, name, mode, asked, tuple(steps), started=now, since=now, note=note)


def answered(interview: Interview, text: str, now: float) -> Interview:
    """With an answer to what was asked last. Its feedback is still to come (`judged`): the answer is kept first."""
    asked = _awaiting(interview)
    seconds = elapsed(interview, now)
    tried = Try(
        text=text,
        at=now,
        seconds=round(seconds, 1),
        follow_up=asked.follow_up,
        helped=asked.hinted or asked.revealed,
        late=interview.mode == "live" and seconds > asked.question.minutes * 60,
    )
    changed = replace(asked, tries=(*asked.tries, tried), follow_up=None)
    return replace(_with(interview, changed), phase="answered", spent=0.0)


def judged(interview: Interview, feedback: Feedback, follow_up: str | None, now: float) -> Interview:
    """With the feedback to the last answer. A follow-up, where one is given, awaits an answer next."""
    asked = _now(interview)
    if not asked.tries or asked.tries[-1].feedback is not None:
        raise NotNow("there is no answer that waits for feedback")
    last = replace(asked.tries[-1], feedback=feedback)
    changed = replace(asked, tries=(*asked.tries[:-1], last), follow_up=follow_up)
    after = _with(interview, changed)
    return replace(after, phase="asking", since=now, spent=0.0) if follow_up else after


def unjudged(interview: Interview) -> bool:
    """Whether the last answer still waits for its feedback, as after a process was killed between the two."""
    asked = interview.now
    return asked is not None and bool(asked.tries) and asked.tries[-1].feedback is None and not interview.over


def hinted(interview: Interview) -> Interview:
    """With the hint shown. Practice only."""
    asked = _practising(_awaiting(interview), interview, "hints are")
    return _with(interview, replace(asked, hinted=True))


def revealed(interview: Interview) -> Interview:
    """With the model answer shown: in practice, after an answer has been tried."""
    asked = _practising(_now(interview), interview, "model answers are")
    if not asked.tries:
        raise NotNow("the model answer comes after you have tried; answer first, be it in two sentences")
    return _with(interview, replace(asked, revealed=True))


def retried(interview: Interview, now: float) -> Interview:
    """Back to the same question for another try. Practice only."""
    asked = _practising(_now(interview), interview, "a second try is")
    if interview.phase != "answered":
        raise NotNow("there is no answer to try again yet")
    return replace(_with(interview, replace(asked, follow_up=None)), phase="asking", since=now, spent=0.0)


def moved_on(interview: Interview, now: float) -> Interview:
    """At the next question; after the last one the interview is finished. An unanswered question counts as skipped."""
    if interview.phase == "paused":
        raise NotNow("the interview is paused; resume it first")
    _now(interview)
    place = interview.place + 1
    phase: Literal["asking", "finished"] = "asking" if place < len(interview.asked) else "finished"
    return replace(interview, place=place, phase=phase, since=now, spent=0.0)


def paused(interview: Interview, now: float) -> Interview:
    """With the clock stopped."""
    _open(interview)
    if interview.phase == "paused":
        return interview
    if interview.phase == "asking":
        return replace(interview, phase="paused", paused_in="asking", spent=elapsed(interview, now))
    return replace(interview, phase="paused", paused_in="answered", spent=0.0)


def resumed(interview: Interview, now: float) -> Interview:
    """As it was before the pause, the clock going on."""
    _open(interview)
    if interview.phase != "paused":
        return interview
    return replace(interview, phase=interview.paused_in, since=now)


def ended(interview: Interview, *, early: bool) -> Interview:
    """Over: quit where it was left early. What was answered stays."""
    return interview if interview.over else replace(interview, phase="quit" if early else "finished")


def elapsed(interview: Interview, now: float) -> float:
    """Seconds that the awaited answer has taken so far, pauses left out."""
    asked = interview.now
    if interview.phase != "asking" or asked is None:
        return interview.spent
    longest = asked.question.minutes * 60 * _LONGEST
    return min(interview.spent + max(0.0, now - interview.since), longest)


def _with(interview: Interview, changed: Asked) -> Interview:
    before, after = interview.asked[: interview.place], interview.asked[interview.place + 1 :]
    return replace(interview, asked=(*before, changed, *after))


def _open(interview: Interview) -> None:
    if interview.over:
        raise NotNow("this interview is over; start a new one")


def _now(interview: Interview) -> Asked:
    _open(interview)
    asked = interview.now
    if asked is None:
        raise NotNow("all questions of this interview are done")
    return asked


def _awaiting(interview: Interview) -> Asked:
    asked = _now(interview)
    if interview.phase == "paused":
        raise NotNow("the interview is paused; resume it first")
    if interview.phase != "asking":
        raise NotNow("this question is answered; go on to the next one, or try it again in practice mode")
    return asked


def _practising(asked: Asked, interview: Interview, what: str) -> Asked:
    if interview.mode != "practice":
        raise NotNow(f"{what} not given in a live interview; they are there in practice mode")
    return asked
