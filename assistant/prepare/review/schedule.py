"""What to review today so that most is recalled on the day of the interview. Pure: arrays in, an order out.

A card's worth today is how much a review adds to its predicted recall on its interview day. Reviewing later helps more
that day and less for long, and a day holds only so many reviews. Two rules weigh this:

- while there is time for another pass before the interview, a review today is worth what it adds on top of the one in
  that last pass;
- in the last pass (the cards would not all fit into the days left), every day has a price, as high as it must be for no
  day to be overbooked; a card is for today if no later day is worth more to it.

Cards without a coming interview follow plain FSRS: they are due when recall has fallen to 0.9. A day that was missed
needs no rule: the order is made anew from the memory as it is. `benchmarks/review.py` measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.prepare.review import memory

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Places = NDArray[np.int64]

# No interview ahead.
NEVER = -1
# A review that adds less is left out.
_LEAST = 0.004
_RETENTION = 0.9
# Prices are found over so many cards at most, so many days, and so many rounds.
_SAMPLE, _DAYS, _ROUNDS = 400, 5, 40
_AGAIN, _GOOD = 1, 3


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards as arrays of one length: memory, whole days since the last review, whole days left to the interview
    (`NEVER` where none is ahead)."""

    stability: Array
    difficulty: Array
    elapsed: Array
    left: Array


@dataclass(frozen=True, slots=True)
class Day:
    """The places of the cards for today, the most valuable first; for all cards the recall now, that on the interview
    day as things are, and what a review today adds to it (0 where no interview is ahead)."""

    order: Places
    now: Array
    then: Array
    gain: Array


def today(deck: Deck, capacity: int) -> Day:
    """What to review today with room for `capacity` reviews a day."""
    import numpy as np

    now = memory.recall(deck.elapsed, deck.stability)
    dated = deck.left > 0
    left = np.maximum(deck.left, 0)
    then = np.where(deck.left >= 0, memory.recall(deck.elapsed + left, deck.stability), now)
    gain = np.where(dated, _after(deck.stability, deck.difficulty, deck.elapsed, left) - then, 0.0)
    worth = np.where(deck.left == NEVER, _RETENTION - now + 1.5 * _LEAST, -1.0)
    for days in np.unique(deck.left[dated]):
        here = np.flatnonzero(deck.left == days)
        share = max(1.0, capacity * len(here) / max(1, int(dated.sum())))
        worth[here] = _worth(_part(deck, here), float(days), share)
    worth = np.where(deck.elapsed > 0, worth, -1.0)
    order = np.argsort(-worth, kind="stable")
    wanted = (worth[order] > _LEAST) & ((gain[order] > _LEAST) | ~dated[order])
    return Day(order[wanted], now, then, gain)


def _worth(deck: Deck, left: float, capacity: float) -> Array:
    """What a review today is worth for cards with the same interview day."""
    if left <= 1 or left * capacity > len(deck.stability):
        return _on_top(deck, left, capacity)
    return _priced(deck, left, capacity)


def _on_top(deck: Deck, left: float, capacity: float) -> Array:
    """What it adds to the recall on the day, on top of a review in the middle of the last pass."""
    s, d, elapsed = deck.stability, deck.difficulty, deck.elapsed
    if left <= 1:
        return _after(s, d, elapsed, left) - memory.recall(elapsed + left, s)
    later = max(1.0, float(int(min(left - 1, len(s) / capacity) / 2)))
    ahead = left - later
    recalled = memory.recall(elapsed, s)
    known = _after(memory.after_success(s, d, recalled), memory.harder(d, _GOOD), ahead, later)
    forgotten = _after(_relearned(s, d, recalled), memory.harder(d, _AGAIN), ahead, later)
    return recalled * known + (1 - recalled) * forgotten - _after(s, d, elapsed + ahead, later)


def _priced(deck: Deck, left: float, capacity: float) -> Array:
    """What it is worth beyond today's price, and beyond the best of the later days."""
    days, spans = _days(left)
    s, d, elapsed = deck.stability[:, None], deck.difficulty[:, None], deck.elapsed[:, None]
    gains = _after(s, d, elapsed + days, left - days) - memory.recall(elapsed + left, s)
    gains[deck.elapsed == 0, 0] = -1.0
    step = max(1, len(gains) // _SAMPLE)
    sample = gains[::step]
    prices = _prices(sample, spans * capacity * len(sample) / len(gains))
    net = gains - prices
    waiting = net[:, 1:].max(axis=1, initial=0.0)
    # From 1 on, behind what other rules find worth it: those that would rather wait come last, if there is room left.
    found: Array = 1.0 + net[:, 0] - waiting
    return found


def _days(left: float) -> tuple[Array, Array]:
    """Today and some later days, and how many days each stands for."""
    import numpy as np

    days = np.unique(np.round(np.linspace(0, left - 1, min(_DAYS, int(left)))))
    spans = np.diff(np.append(days, left))
    return days, spans


def _prices(gains: Array, room: Array) -> Array:
    """A price for each day at which not more cards want it than have room."""
    import numpy as np

    prices, step = np.zeros(gains.shape[1]), 0.05
    rows = np.arange(len(gains))
    for _ in range(_ROUNDS):
        net = gains - prices
        best = net.argmax(axis=1)
        load = np.bincount(best[net[rows, best] > 0], minlength=gains.shape[1])
        prices = np.maximum(0.0, prices + step * np.clip((load - room) / np.maximum(room, 1e-9), -1, 4))
        step *= 0.93
    return prices


def _after(s: Array, d: Array, elapsed: Array | float, left: Array | float) -> Array:
    """The expected recall `left` days after a review that is held `elapsed` days after the last one."""
    recalled = memory.recall(elapsed, s)
    known = memory.recall(left, memory.after_success(s, d, recalled))
    return recalled * known + (1 - recalled) * memory.recall(left, _relearned(s, d, recalled))


def _relearned(s: Array, d: Array, recalled: Array) -> Array:
    """The stability after a failure that is made good on the same day."""
    return memory.same_day(memory.after_failure(s, d, recalled), _GOOD)


def _part(deck: Deck, here: Places) -> Deck:
    return Deck(deck.stability[here], deck.difficulty[here], deck.elapsed[here], deck.left[here])
