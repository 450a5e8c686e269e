"""A reading under way: in a thread of its own, watched by the page, ended by the visitor; one at a time for each."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterator
from threading import Condition, Lock, Thread

from assistant.domain import IngestReport
from assistant.errors import UsageError
from assistant.web.frame import Asked, Told, attempted
from assistant.web.library_view import report_text

# A watcher shows this often how far it is.
_SECONDS = 0.25
Tell = Callable[[float, int, str], None]


class _Cancelled(Exception):
    """The visitor has ended the reading."""


class Reading:
    """One reading. `told` is what came of it, once `watch` has ended."""

    def __init__(self, read: Callable[[Tell], IngestReport], wanted: Asked, *, again: bool) -> None:
        self._read, self._wanted, self._again = read, wanted, again
        self._at: tuple[float, int, str] = (0.0, 1, "")
        self._ended = self._cancelled = False
        self._news = Condition()
        self.told = Told()

    def start(self, ended: Callable[[], None]) -> None:
        """Goes to work, as the visitor whose event is being handled; calls `ended` at the end."""
        context = contextvars.copy_context()
        Thread(target=context.run, args=(self._work, ended), name="reading", daemon=True).start()

    def watch(self) -> Iterator[tuple[float, int, str]]:
        """How far it is, from time to time until it has ended: files done, files to do, the name of the one at hand."""
        yield self._at
        while True:
            with self._news:
                if not self._ended:
                    self._news.wait(_SECONDS)
                if self._ended:
                    return
                at = self._at
            yield at

    def cancel(self) -> None:
        """Ends it at the next occasion: what is stored by then stays."""
        self._cancelled = True

    def _tell(self, done: float, total: int, name: str) -> None:
        if self._cancelled and done < total:
            raise _Cancelled
        self._at = (done, total, name)

    def _work(self, ended: Callable[[], None]) -> None:
        try:
            self.told = attempted(self._do, self._wanted)
        finally:
            # First, so that those who watch find no reading under way when they draw what came of it.
            ended()
            with self._news:
                self._ended = True
                self._news.notify_all()

    def _do(self) -> Told:
        try:
            report = self._read(self._tell)
        except _Cancelled:
            return Told(self._wanted.say("library_cancelled"))
        if self._again and report.unchanged and not report.failed:
            return Told(self._wanted.say("library_unchanged"))
        said, bad = report_text(report, self._wanted)
        # What could not be read stays in the box, so that it need not be pasted again.
        return Told(said or self._wanted.say("library_nothing_sent"), bad=bad, clear="" if bad else "library/")


class Readings:
    """The readings under way, by user."""

    def __init__(self) -> None:
        self._running: dict[str, Reading] = {}
        self._guard = Lock()

    def begin(self, wanted: Asked, read: Callable[[Tell], IngestReport], *, again: bool = False) -> Reading:
        """Starts a reading. Raises UsageError where one of this user is under way."""
        reading = Reading(read, wanted, again=again)
        with self._guard:
            if wanted.user in self._running:
                raise UsageError(wanted.say("library_busy"))
            self._running[wanted.user] = reading
        reading.start(lambda: self._forget(wanted.user))
        return reading

    def of(self, user: str) -> Reading | None:
        """The user's reading, if one is under way."""
        with self._guard:
            return self._running.get(user)

    def cancel(self, user: str) -> None:
        """Ends the user's reading, if one is under way."""
        if reading := self.of(user):
            reading.cancel()

    def _forget(self, user: str) -> None:
        with self._guard:
            self._running.pop(user, None)
