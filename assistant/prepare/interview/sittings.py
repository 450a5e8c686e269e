"""Mock interviews as they are kept: read, changed by a step of the machine, written back whole.

Each step is stored before anything else happens, so that a killed process loses nothing. Two tabs in one interview: the
one that comes second has seen an older version, and is told so (RecordChanged) instead of overwriting the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.errors import RecordChanged, UnknownInterview
from assistant.records import Records
from assistant.training import Interview, Sitting
from assistant.training_wire import interview_from, interview_json

INTERVIEW = "interview"


class Sittings:
    """The interviews of all users."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, user: str, interview: Interview) -> Interview:
        """Keeps a new interview."""
        kept = self._records.put(
            user, INTERVIEW, interview.id, interview_json(interview), rank=-interview.started, expected=0
        )
        return replace(interview, version=kept.version)

    def get(self, user: str, id: str) -> Interview:
        """The interview as it stands. Raises UnknownInterview."""
        found = self._records.get(user, INTERVIEW, id)
        if found is None:
            raise UnknownInterview(f"there is no interview {id!r} of yours; it may have been deleted: start a new one")
        return interview_from(found.body, found.version)

    def change(self, user: str, id: str, step: Callable[[Interview], Interview], seen: int | None = None) -> Interview:
        """The interview after a step. `seen` is the version that the caller shows; None takes the one that is kept.

        Raises RecordChanged where another tab or process has gone on meanwhile, and what the step raises.
        """
        before = self.get(user, id)
        if seen is not None and seen != before.version:
            raise RecordChanged(
                "this interview has gone on in another tab or window; load it again to go on from there"
            )
        after = step(before)
        if after == before:
            return before
        body = interview_json(replace(after, version=before.version + 1))
        kept = self._records.put(user, INTERVIEW, id, body, rank=-after.started, expected=before.version)
        return replace(after, version=kept.version)

    def all(self, user: str) -> list[Interview]:
        """The user's interviews, the latest first."""
        return [interview_from(r.body, r.version) for r in self._records.listed(user, INTERVIEW)]

    def delete(self, user: str, id: str) -> bool:
        """Deletes an interview with its answers; False where there was none."""
        return self._records.remove(user, INTERVIEW, id) > 0


def sitting(interview: Interview) -> Sitting:
    """One interview as a line of a list."""
    scores = [best.score for asked in interview.asked if (best := asked.best) and best.score is not None]
    return Sitting(
        id=interview.id,
        role=interview.role,
        name=interview.name,
        mode=interview.mode,
        started=interview.started,
        phase=interview.phase,
        answered=sum(bool(asked.tries) for asked in interview.asked),
        questions=len(interview.asked),
        score=round(sum(scores) / len(scores), 1) if scores else None,
    )
