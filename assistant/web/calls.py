"""What scripts and agents may ask for, as plain functions: the same behind the HTTP endpoints and the MCP tools.

Names, parameters and the keys of what is returned are public: they stay. Each result is what the terminal prints with
`--json`. Callers send whatever they like: what is not of the declared type is refused with a sentence.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import Answer, Role
from assistant.errors import UsageError
from assistant.preparation_wire import gap_json, plan_json
from assistant.training_wire import feedback_json, question_json
from assistant.web import usage
from assistant.web.conversation import HISTORY_LIMIT, too_long
from assistant.wire import answer_json, ingest_json, role_json

if TYPE_CHECKING:
    from assistant.app import Assistant

Json = dict[str, Any]
_LONGEST_ID, _LONGEST_TEXT = 500, 200_000
_MOST_QUESTIONS, _MOST_ROLES = 50, 20


class Calls:
    """The calls over an assistant. `user` is whose data are read and kept."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, user: str, question: str, roles: list[str], history: list[str]) -> Json:
        """An answer, every statement cited, or an abstention."""
        text("question", question)
        if refusal := too_long(question):
            raise UsageError(refusal)
        texts("roles", roles, most=_MOST_ROLES * 25)
        texts("history", history)
        answer = self._assistant.ask(question, roles=roles, history=history[-HISTORY_LIMIT:])
        return self._noted(user, answer)

    def roles(self, ids: list[str], limit: int) -> list[Json]:
        """The roles of these ids (none: all), at most `limit`."""
        texts("ids", ids)
        whole("limit", limit)
        listed: Iterable[Role] = [self._assistant.role(i) for i in ids[:limit]] or self._assistant.roles(limit=limit)
        return self._with_texts(listed)

    def compare(self, user: str, roles: list[str]) -> Json:
        """Two or more roles side by side, as a cited answer."""
        texts("roles", roles, most=_MOST_ROLES)
        return self._noted(user, self._assistant.compare(roles))

    def gap(self, user: str, role: str, resume: str) -> list[Json]:
        """A role's requirements against a résumé: a text, which is not kept, or the one that the user keeps here."""
        text("role", role, most=_LONGEST_ID)
        if not resume:
            return gap_json(self._assistant.planner.gap(user, role))
        text("resume", resume, most=_LONGEST_TEXT)
        with tempfile.TemporaryDirectory(prefix="prep-call-") as folder:
            file = Path(folder) / "resume.txt"
            file.write_text(resume, "utf-8")
            read = self._assistant.planner.read_resume(file, "the résumé")
        return gap_json(self._assistant.planner.gap(user, role, read))

    def plan(self, user: str, roles: list[str], interview: str, hours_per_week: float, start: str) -> Json:
        """A study plan up to the interview's date, made and kept as the user's."""
        texts("roles", roles, most=_MOST_ROLES)
        text("interview", interview, most=_LONGEST_ID)
        text("start", start, most=_LONGEST_ID, empty=True)
        if isinstance(hours_per_week, bool) or not isinstance(hours_per_week, int | float):
            raise UsageError(f"hours_per_week must be a number, got {hours_per_week!r}")
        planner = self._assistant.planner
        wish = planner.wish(roles, [interview], hours_per_week=hours_per_week, start=start or None)
        return plan_json(planner.plan(user, wish))

    def questions(self, user: str, role: str, n: int, stage: str) -> list[Json]:
        """Questions that the role's interviewers would ask."""
        text("role", role, most=_LONGEST_ID)
        whole("n", n, most=_MOST_QUESTIONS)
        text("stage", stage, most=_LONGEST_ID, empty=True)
        found = self._assistant.trainer.questions(user, role, n, stage=stage or None)
        return [question_json(question) for question in found.questions]

    def feedback(self, user: str, role: str, question: str, answer: str) -> Json:
        """Feedback on an answer. Neither question nor answer is kept."""
        text("role", role, most=_LONGEST_ID, empty=True)
        text("question", question, most=_LONGEST_TEXT)
        text("answer", answer, most=_LONGEST_TEXT, empty=True)
        return feedback_json(self._assistant.trainer.feedback(user, question, answer, role=role or None))

    def ingest_text(self, name: str, posting: str) -> Json:
        """Reads a posting, given as text, into the library; one of the same name is replaced."""
        from assistant.web.stash import shown

        text("name", name, most=_LONGEST_ID)
        text("text", posting, most=_LONGEST_TEXT)
        with tempfile.TemporaryDirectory(prefix="prep-call-") as folder:
            file = Path(folder) / f"{Path(shown(f'{name}.txt')).stem}.txt"
            file.write_text(posting, "utf-8")
            return ingest_json(self._assistant.ingest([file]))

    def _noted(self, user: str, answer: Answer) -> Json:
        usage.note(self._assistant, user, answer, date.today())
        return answer_json(answer)

    def _with_texts(self, roles: Iterable[Role]) -> list[Json]:
        """The roles as JSON. Many may stand in one posting, whose text is fetched once."""
        known: dict[str, str] = {}
        found = []
        for role in roles:
            if role.posting_id not in known:
                known[role.posting_id] = self._assistant.posting(role.posting_id).text
            found.append(role_json(role, known[role.posting_id]))
        return found


def text(name: str, value: object, *, most: int = 0, empty: bool = False) -> None:
    """Raises UsageError where `value` is no text, or longer than `most` characters (0: any), or empty."""
    if not isinstance(value, str) or not (empty or value.strip()):
        raise UsageError(f"{name} must be a text" + ("" if empty else " that is not empty"))
    if most and len(value) > most:
        raise UsageError(f"{name} has {len(value):,} characters; the most is {most:,}")


def texts(name: str, value: object, *, most: int = 500) -> None:
    """Raises UsageError where `value` is no list of texts, or has more than `most`."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{name} must be a list of texts")
    if len(value) > most:
        raise UsageError(f"{name} has {len(value):,} entries; the most is {most:,}")


def whole(name: str, value: object, *, most: int = 1_000_000) -> None:
    """Raises UsageError where `value` is no whole number from 1 to `most`."""
    if type(value) is not int or not 1 <= value <= most:
        raise UsageError(f"{name} must be a whole number from 1 on, up to {most:,}, got {value!r}")
