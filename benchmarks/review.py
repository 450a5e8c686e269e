"""What is recalled on the interview day: our schedule, plain FSRS, and fixed steps, in FSRS's own memory model.

Cards are first learned on day 0. On each day before the interview a policy chooses at most so many cards; whether one
is recalled is a throw of dice by its predicted recall, and one that is forgotten is learned again on the same day,
which counts as another review. What is compared is the mean predicted recall on the day itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.prepare.review import memory
from benchmarks.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Places = NDArray[np.int64]

CARDS, CAPACITY, RUNS = 200, 20, 20
DAYS = (7, 14, 30, 60)
_FIRST_GRADES = (0.2, 0.2, 0.45, 0.15)
_STEPS = (1, 3, 7, 14)
_AGAIN, _GOOD = 1, 3
# One review in so many is of a card that was just forgotten.
_RELEARNED = 1.12


@dataclass
class World:
    """The cards as they are: memory, day of the last review, reviews since day 0; and how many reviews were spent."""

    stability: Array
    difficulty: Array
    last: Array
    times: Places
    spent: int = 0


# A policy: the world, today, the interview's day, reviews a day, reviews in all that plain FSRS would take -> cards.
Policy = Callable[[World, int, int, int, int], "Places"]


@dataclass(frozen=True, slots=True)
class Result:
    """Mean recall on the day and reviews, over all runs."""

    recall: float
    reviews: float


def plain(world: World, day: int, end: int, capacity: int, budget: int) -> Places:
    """FSRS with retention 0.9: what is due, the longest due first."""
    import numpy as np

    due = world.last + np.maximum(1, np.round(world.stability))
    return _first(due, day, capacity)


def fixed(world: World, day: int, end: int, capacity: int, budget: int) -> Places:
    """1, 3, 7 and 14 days after the card was learned, then every 14 days."""
    import numpy as np

    gaps = np.diff([0, *_STEPS, 2 * _STEPS[-1]])
    due = world.last + gaps[np.minimum(world.times, len(gaps) - 1)]
    return _first(due, day, capacity)


def ours(world: World, day: int, end: int, capacity: int, budget: int) -> Places:
    """The product's own order."""
    import numpy as np

    from assistant.prepare.review.schedule import Deck, today

    left = np.full(len(world.last), float(end - day))
    deck = Deck(world.stability, world.difficulty, day - world.last, left)
    return today(deck, capacity).order[:capacity]


def paced(world: World, day: int, end: int, capacity: int, budget: int) -> Places:
    """The same with no more reviews than plain FSRS takes in all, spread evenly."""
    import numpy as np

    room = (budget - world.spent) / (end - day) / _RELEARNED
    today = int(room) + int(np.random.default_rng(day).random() < room - int(room))
    return ours(world, day, end, max(1, int(room)), budget)[:today] if today > 0 else np.empty(0, np.int64)


def simulate(
    policy: Policy, days: int, *, capacity: int = CAPACITY, cards: int = CARDS, runs: int = RUNS, budget: int = 0
) -> Result:
    """The policy over so many runs with their own dice: the same for every policy."""
    found = [_run(policy, days, capacity, cards, seed, budget) for seed in range(runs)]
    return Result(sum(r for r, _ in found) / runs, sum(n for _, n in found) / runs)


def review(_: Path) -> Table:
    """Mean recall on the interview day, by days left and reviews a day."""
    rows = []
    for capacity in (10, CAPACITY, 40):
        for days in DAYS:
            theirs = simulate(plain, days, capacity=capacity)
            results = [
                theirs,
                simulate(fixed, days, capacity=capacity),
                simulate(ours, days, capacity=capacity),
                simulate(paced, days, capacity=10**6, budget=round(theirs.reviews)),
            ]
            rows.append((str(capacity), str(days), *(f"{r.recall:.3f} ({r.reviews:.0f})" for r in results)))
    return Table(
        "Recall on the interview day",
        ("cards a day", "days left", "plain FSRS", "1-3-7-14", "ours", "ours, as many reviews as plain FSRS"),
        tuple(rows),
        (
            f"Mean predicted recall of {CARDS} cards on the day, by FSRS-6's own memory model (reviews in all); "
            f"{RUNS} runs, the same dice for all.",
        ),
    )


def _run(policy: Policy, days: int, capacity: int, cards: int, seed: int, budget: int) -> tuple[float, int]:
    import numpy as np

    rng = np.random.default_rng(seed)
    world = _learned(cards, rng)
    for day in range(1, days):
        chosen = policy(world, day, days, capacity, budget)
        if len(chosen):
            _review(world, chosen, day, rng)
    return float(memory.recall(days - world.last, world.stability).mean()), world.spent


def _learned(cards: int, rng: np.random.Generator) -> World:
    """New cards after their first review; those that were not known at all were looked at once more."""
    import numpy as np

    grades = rng.choice([1, 2, 3, 4], cards, p=_FIRST_GRADES)
    firsts = {grade: memory.first(grade) for grade in (1, 2, 3, 4)}
    stability = np.array([firsts[int(g)][0] for g in grades])
    stability = np.where(grades == _AGAIN, memory.same_day(stability, _GOOD), stability)
    difficulty = np.array([firsts[int(g)][1] for g in grades])
    return World(stability, difficulty, np.zeros(cards), np.zeros(cards, np.int64))


def _review(world: World, chosen: Places, day: int, rng: np.random.Generator) -> None:
    import numpy as np

    s, d = world.stability[chosen], world.difficulty[chosen]
    recalled = memory.recall(day - world.last[chosen], s)
    known = rng.random(len(chosen)) < recalled
    again = memory.same_day(memory.after_failure(s, d, recalled), _GOOD)
    world.stability[chosen] = np.where(known, memory.after_success(s, d, recalled), again)
    world.difficulty[chosen] = np.where(known, memory.harder(d, _GOOD), memory.harder(d, _AGAIN))
    world.last[chosen] = day
    world.times[chosen] += 1
    world.spent += len(chosen) + int((~known).sum())


def _first(due: Array, day: int, capacity: int) -> Places:
    import numpy as np

    found = np.flatnonzero(due <= day)
    return found[np.argsort(due[found], kind="stable")][:capacity]
