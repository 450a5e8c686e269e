"""How often something may be done: buckets that refill for what is done often, lock-outs for what was done wrongly.

Both keep a bounded number of keys, the least recently used ones are forgotten first: nobody can fill the memory by
trying names. The clock is monotonic seconds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Clock = Callable[[], float]
_KEYS = 10_000

_Value = TypeVar("_Value")


class Bounded(Generic[_Value]):
    """The values of the keys that were used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, _Value] = OrderedDict()

    def get(self, key: str) -> _Value | None:
        return self._values.get(key)

    def put(self, key: str, value: _Value) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def drop(self, key: str) -> None:
        self._values.pop(key, None)

    def __len__(self) -> int:
        return len(self._values)


class Rate:
    """At most `burst` times at once and `per_second` in the long run, for each key. Safe from several threads."""

    def __init__(self, burst: int, per_second: float, clock: Clock = time.monotonic, keys: int = _KEYS) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left: Bounded[tuple[float, float]] = Bounded(keys)
        self._guard = Lock()

    def wait(self, key: str) -> float:
        """Takes one of what is left and returns 0, or takes none and returns the seconds until there is one."""
        with self._guard:
            now = self._clock()
            left, since = self._left.get(key) or (float(self._burst), now)
            left = min(self._burst, left + (now - since) * self._per_second)
            taken = left >= 1
            self._left.put(key, (left - taken, now))
            return 0.0 if taken else (1 - left) / self._per_second


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    since: float
    locked_until: float = 0.0


class Lockout:
    """After `allowed` failures within `window` seconds a key is locked for `seconds`. Safe from several threads."""

    def __init__(
        self, allowed: int, window: float, seconds: float, clock: Clock = time.monotonic, keys: int = _KEYS
    ) -> None:
        self._allowed, self._window, self._seconds, self._clock = allowed, window, seconds, clock
        self._failures: Bounded[_Failures] = Bounded(keys)
        self._guard = Lock()

    def wait(self, key: str) -> float:
        """The seconds for which the key is still locked; 0 where it is not."""
        with self._guard:
            found = self._failures.get(key)
            return max(0.0, found.locked_until - self._clock()) if found else 0.0

    def failed(self, key: str) -> None:
        """Counts a failure."""
        with self._guard:
            now = self._clock()
            found = self._failures.get(key)
            if found is None or now - found.since > self._window:
                found = _Failures(0, now)
            count = found.count + 1
            # A lock begins the count anew: who goes on after it is locked again as soon.
            locked = _Failures(0, now, now + self._seconds)
            self._failures.put(key, locked if count >= self._allowed else _Failures(count, found.since))

    def succeeded(self, key: str) -> None:
        """Forgets the failures before it."""
        with self._guard:
            self._failures.drop(key)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._failures)
