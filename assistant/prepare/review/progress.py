"""What has been practised, as rows for pictures and tables. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from assistant.training import Progress, Scored, Sitting

# Means are over the last answers: what one can do now, not what one could not do at first.
_LAST = 5
GOOD = 60


def scored_body(scored: Scored, must: tuple[str, int] | None) -> dict[str, Any]:
    """A scored answer as a record; `must` is the must-have that its question tests, by role and start."""
    names = ("at", "interview", "role", "question", "topic", "stage", "score", "mode")
    return {**{name: getattr(scored, name) for name in names}, "must": list(must) if must else None}


def progress(
    sittings: Sequence[Sitting],
    bodies: Iterable[Mapping[str, Any]],
    recall: Iterable[tuple[str, float]],
    musts: Mapping[str, int],
    cards: int,
    today: date,
) -> Progress:
    """All of it. `bodies` are records of `scored_body`, `recall` the mean predicted recall by day, `musts` how many
    must-haves each role has."""
    rows = sorted(bodies, key=lambda body: body["at"])
    scores = tuple(_scored(body) for body in rows)
    return Progress(
        sittings=tuple(sittings),
        scores=scores,
        by_topic=_means((one.topic, one.score) for one in scores),
        by_stage=_means((one.stage, one.score) for one in scores),
        recall=tuple(sorted(recall)),
        coverage=_coverage(rows, musts),
        cards=cards,
        streak=_streak({date.fromtimestamp(one.at) for one in scores}, today),
    )


def _scored(body: Mapping[str, Any]) -> Scored:
    return Scored(**{name: value for name, value in body.items() if name != "must"})


def _means(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, float, int], ...]:
    """The mean of the last scores by name, the lowest first: what to work on."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, score in pairs:
        found[name].append(score)
    means = ((name, round(sum(s[-_LAST:]) / len(s[-_LAST:]), 1), len(s)) for name, s in found.items())
    return tuple(sorted(means, key=lambda row: (row[1], row[0])))


def _coverage(rows: Iterable[Mapping[str, Any]], musts: Mapping[str, int]) -> tuple[tuple[str, int, int], ...]:
    """For each role the must-haves that were answered well, and all."""
    well: dict[str, set[int]] = defaultdict(set)
    for body in rows:
        if body.get("must") and body["score"] >= GOOD:
            well[body["must"][0]].add(body["must"][1])
    return tuple((role, len(well[role]), max(n, len(well[role]))) for role, n in sorted(musts.items()))


def _streak(days: set[date], today: date) -> int:
    """Days in a row with practice, up to today; a day that is not over yet does not break it."""
    day = today if today in days else today - timedelta(days=1)
    n = 0
    while day in days:
        n, day = n + 1, day - timedelta(days=1)
    return n
