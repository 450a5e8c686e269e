"""Which topics a review goes over: those studied longest ago against how well they were spaced so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

# Days after which a topic is due again: after its study, after the first review, the second, ….
_AFTER = (2, 5, 10, 20, 35)
_MOST = 3


class Spacing:
    """When each topic was last gone over, and how often. A topic is counted in by `studied`, then by each `due`."""

    def __init__(self) -> None:
        self._last: dict[str, date] = {}
        self._times: dict[str, int] = {}

    def studied(self, topic: str, day: date) -> None:
        """Notes a study session."""
        self._last[topic] = day
        self._times.setdefault(topic, 0)

    def due(self, day: date, allowed: Sequence[str]) -> list[str]:
        """The topics, at most three, that a review on that day goes over, most overdue first; they count as reviewed.

        Among those studied before `day`; where none is, those studied on it.
        """
        known = [t for t in allowed if t in self._last]
        ready = [t for t in known if self._last[t] < day] or known
        overdue = sorted(ready, key=lambda t: (-self._overdue(t, day), t))[:_MOST]
        for topic in overdue:
            self._last[topic] = day
            self._times[topic] += 1
        return overdue

    def _overdue(self, topic: str, day: date) -> float:
        after = _AFTER[min(self._times[topic], len(_AFTER) - 1)]
        return (day - self._last[topic]).days / after
