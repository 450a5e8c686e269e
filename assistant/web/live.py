"""Answers under way: each is made by a thread of its own, so it is finished and kept also when nobody watches any more.

A page that is reloaded, or lost its connection, watches on where it was. Only `stop` ends an answer early.
"""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from threading import Condition, Lock, Thread

from assistant.web.conversation import Conversation

# A watcher looks up this often although nothing was announced, so that it notices that its page is gone.
_PATIENCE = 5.0


class Live:
    """One answer under way. `keep` keeps its last state; what it returns is what watchers see last."""

    def __init__(
        self,
        begun: Conversation,
        states: Generator[Conversation, None, None],
        keep: Callable[[Conversation], Conversation],
        ended: Callable[[], None],
    ) -> None:
        self._states, self._keep, self._ended = states, keep, ended
        self._shown = begun
        self._version, self._over = 1, False
        self._news = Condition()

    def start(self) -> None:
        """Goes to work, as the visitor whose event is being handled."""
        context = contextvars.copy_context()
        Thread(target=context.run, args=(self._work,), name="answer", daemon=True).start()

    def watch(self, patience: float = 0.0) -> Iterator[Conversation]:
        """The states as they come, each the newest at that moment; the last one is the answer's last.

        The first is waited for up to `patience` seconds: words that come within them need no announcement.
        """
        with self._news:
            self._news.wait_for(lambda: self._version > 1, patience)
        seen = 0
        while True:
            with self._news:
                if self._version == seen and not self._over:
                    self._news.wait(_PATIENCE)
                shown, fresh, over = self._shown, self._version != seen, self._over
                seen = self._version
            if fresh:
                yield shown
            if over:
                return

    def stop(self) -> Conversation:
        """Ends it where it is: at once for those who watch, for the chat model when its next words arrive."""
        with self._news:
            if self._over:
                return self._shown
            stopped = self._shown.stop()
        return self._end(stopped)

    def _work(self) -> None:
        with closing(self._states):
            for state in self._states:
                with self._news:
                    if self._over:
                        return
                    self._shown = state
                    self._version += 1
                    self._news.notify_all()
        self._end(self._shown.stop())

    def _end(self, last: Conversation) -> Conversation:
        with self._news:
            if self._over:
                return self._shown
            self._over = True
        try:
            last = self._keep(last)
        finally:
            with self._news:
                self._shown = last
                self._version += 1
                self._news.notify_all()
            self._ended()
        return last


class Answers:
    """The answers under way, by user and conversation. Empty when nothing is: it remembers no one."""

    def __init__(self) -> None:
        self._live: dict[tuple[str, str], list[Live]] = {}
        self._guard = Lock()

    def begin(
        self,
        user: str,
        begun: Conversation,
        states: Generator[Conversation, None, None],
        keep: Callable[[Conversation], Conversation],
    ) -> Live:
        """Starts an answer in the user's conversation."""
        key = (user, begun.id)
        live = Live(begun, states, keep, lambda: self._forget(key, live))
        with self._guard:
            self._live.setdefault(key, []).append(live)
        live.start()
        return live

    def of(self, user: str, conversation: str) -> Live | None:
        """The newest answer under way in the user's conversation."""
        with self._guard:
            found = self._live.get((user, conversation))
            return found[-1] if found else None

    def _forget(self, key: tuple[str, str], live: Live) -> None:
        with self._guard:
            left = [other for other in self._live.get(key, ()) if other is not live]
            if left:
                self._live[key] = left
            else:
                self._live.pop(key, None)
