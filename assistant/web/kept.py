"""Conversations kept for each user: a record each, latest first, so that neither a reload nor a restart loses one.

Several tabs may write into one conversation: a turn is put where the turn of its id stands, or behind the others, and
what another tab has added meanwhile stays.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.domain import Answer, Citation, Usage
from assistant.errors import RecordChanged, UsageError
from assistant.web.conversation import Conversation, Turn

if TYPE_CHECKING:
    from assistant.app import Assistant

KIND = "conversation"
NAME_LENGTH = 80
# What is listed, and how many turns one conversation takes: beyond that each question would rewrite a megabyte.
LISTED, MOST_TURNS = 200, 200
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A kept conversation in a list: `changed` is Unix time, `excerpt` where the searched words stand in it."""

    id: str
    name: str
    turns: int
    changed: float
    excerpt: str = ""


class Kept:
    """The conversations of users, in the assistant's records. Holds nothing of anybody itself."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def get(self, user: str, id: str) -> Conversation:
        """The user's conversation of that id; an empty one where they have none of it."""
        found = self._assistant.records.get(user, KIND, id) if id else None
        return _conversation(found) if found else Conversation()

    def save(self, user: str, conversation: Conversation) -> Conversation:
        """Keeps the last turn of `conversation`; returns it as it now stands, with what other tabs have added.

        One without an id is new and gets one, and its first question as its name. Raises UsageError for one that is
        full.
        """
        [*_, turn] = conversation.turns
        turn = turn if turn.id else replace(turn, id=secrets.token_hex(6))
        if not conversation.id:
            conversation = replace(conversation, id=secrets.token_urlsafe(12), name=short(turn.question))
        for _ in range(_TRIES):
            record = self._assistant.records.get(user, KIND, conversation.id)
            before = _conversation(record) if record else replace(conversation, turns=conversation.turns[:-1])
            after = replace(before, turns=_placed(before.turns, turn))
            if len(after.turns) > MOST_TURNS:
                raise UsageError(f"a conversation has at most {MOST_TURNS} questions; begin a new one to go on")
            if self._put(user, after, record.version if record else 0):
                return after
        raise RecordChanged("this conversation is being changed in another tab; try again in a moment")

    def cut(self, user: str, id: str, turn: int) -> Conversation:
        """Takes that turn and all behind it out of the conversation, which is returned."""
        return self._changed(user, id, lambda kept: kept.before(turn))

    def rename(self, user: str, id: str, name: str) -> Conversation:
        """Names the conversation; an empty name leaves it as it was."""
        said = short(name)
        return self._changed(user, id, lambda kept: replace(kept, name=said or kept.name))

    def remove(self, user: str, id: str) -> None:
        """Deletes the conversation."""
        self._assistant.records.remove(user, KIND, id)

    def listed(self, user: str, words: str = "") -> list[Listed]:
        """The user's conversations, the latest first; with `words` those in which all of them stand."""
        wanted = words.casefold().split()
        found = []
        for record in self._assistant.records.listed(user, KIND, limit=None if wanted else LISTED):
            body = record.body
            excerpt = _excerpt(body, wanted) if wanted else ""
            if excerpt is not None:
                found.append(Listed(record.key, body["name"], len(body["turns"]), record.changed, excerpt))
        return found[:LISTED]

    def _changed(self, user: str, id: str, change: Any) -> Conversation:
        for _ in range(_TRIES):
            record = self._assistant.records.get(user, KIND, id)
            if record is None:
                return Conversation()
            after: Conversation = change(_conversation(record))
            if self._put(user, after, record.version):
                return after
        raise RecordChanged("this conversation is being changed in another tab; try again in a moment")

    def _put(self, user: str, kept: Conversation, seen: int) -> bool:
        body = {"name": kept.name, "turns": [asdict(turn) for turn in kept.turns]}
        try:
            self._assistant.records.put(user, KIND, kept.id, body, rank=-time.time(), expected=seen)
        except RecordChanged:
            return False
        return True


def short(name: str) -> str:
    """A name in one line, cut where it is too long."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LENGTH else f"{line[: NAME_LENGTH - 1].rstrip()}…"


def _placed(turns: tuple[Turn, ...], turn: Turn) -> tuple[Turn, ...]:
    at = next((at for at, other in enumerate(turns) if other.id == turn.id), len(turns))
    return (*turns[:at], turn, *turns[at + 1 :])


def _excerpt(body: Any, words: list[str]) -> str | None:
    """Where the first of the words stands; None where not all of them do."""
    texts = [body["name"], *(text for turn in body["turns"] for text in (turn["question"], turn["text"]))]
    whole = "\n".join(texts)
    folded = whole.casefold()
    if not all(word in folded for word in words):
        return None
    at = max(0, folded.find(words[0]) - 40)
    return " ".join(whole[at : at + 120].split())


def _conversation(record: Any) -> Conversation:
    return Conversation(tuple(map(_turn, record.body["turns"])), id=record.key, name=record.body["name"])


def _turn(body: dict[str, Any]) -> Turn:
    lists = {name: tuple(body.get(name, ())) for name in ("roles", "role_ids", "follow_ups")}
    kept = {name: body[name] for name in ("question", "state", "text", "id")}
    read: dict[str, Any] = {**kept, **lists, "answer": _answer(body["answer"]) if body["answer"] else None}
    return Turn(**read)


def _answer(body: dict[str, Any]) -> Answer:
    usage = Usage(**body["usage"]) if body.get("usage") else None
    cited = tuple(Citation(**citation) for citation in body["citations"])
    return Answer(**{**body, "citations": cited, "ask_the_recruiter": tuple(body["ask_the_recruiter"]), "usage": usage})
