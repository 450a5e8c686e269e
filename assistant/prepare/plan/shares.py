"""How many minutes each topic gets: by its weight and by what it usually takes, out of what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.preparation import Level, Line
from assistant.prepare.guides import guide
from assistant.prepare.plan.needs import Need

# Less than this on a topic is not worth a session.
LEAST = 20
_STEP = 5


def usual_minutes(need: Need, level: Level | None) -> int:
    """What the topic usually takes somebody who stands to it as the candidate does; to be conversant in what is only
    nice to have, what refreshing it takes."""
    g = guide(need.topic)
    middle = (g.refresh * g.learn) ** 0.5
    by_verdict = {"met": g.refresh, "partly": (g.refresh + middle) / 2, "missing": g.learn}
    by_level = {
        "new": g.learn,
        "experienced": (g.refresh + middle) / 2,
        "senior": g.refresh,
        None: (g.refresh + middle) / 2,
    }
    hours: float = by_verdict.get(need.verdict or "", by_level[level])
    return round(60 * (min(hours, g.refresh) if need.extra else hours))


def chosen(needs: Sequence[Need], minutes: int, covered: frozenset[Line]) -> list[Need]:
    """The needs that there is time for, in their order: first those that serve the most must-haves, then by weight."""
    room = max(0, minutes // LEAST)
    if len(needs) <= room:
        return list(needs)
    taken: list[Need] = []
    open_musts = {line for n in needs for line in n.lines if line.kind == "must"} - covered
    while len(taken) < room and open_musts:
        best = max((n for n in needs if n not in taken), key=lambda n: (len(open_musts & set(n.lines)), n.weight))
        if not open_musts & set(best.lines):
            break
        taken.append(best)
        open_musts -= set(best.lines)
    rest = sorted((n for n in needs if n not in taken), key=lambda n: (-n.weight, n.topic))
    taken += rest[: room - len(taken)]
    return [n for n in needs if n in taken]


def allotted(needs: Sequence[Need], minutes: int, wants: Mapping[str, int]) -> dict[str, int]:
    """Minutes by topic that add up to `minutes`: in proportion to weight and to the root of what is usual, none below
    `LEAST`, and none above what is usual as long as others are below it."""
    if not needs:
        return {}
    pull = {n.topic: n.weight * max(wants[n.topic], LEAST) ** 0.5 for n in needs}
    given = dict.fromkeys(pull, 0.0)
    free, left = set(pull), float(minutes)
    while free and left > 1:
        total = sum(pull[t] for t in free)
        share = {t: left * pull[t] / total for t in free}
        left = 0.0
        for topic_id, more in share.items():
            most = max(wants[topic_id], LEAST)
            left += max(0.0, given[topic_id] + more - most)
            given[topic_id] = min(most, given[topic_id] + more)
        free = {t for t in free if given[t] < max(wants[t], LEAST)}
    spare = left / sum(pull.values())
    return _rounded({t: given[t] + spare * pull[t] for t in pull}, minutes)


def _rounded(given: Mapping[str, float], minutes: int) -> dict[str, int]:
    """Multiples of five that add up, each at least `LEAST` where that is possible: the largest gives and takes."""
    out = {t: max(LEAST, round(g / _STEP) * _STEP) for t, g in given.items()}
    while over := sum(out.values()) - minutes:
        largest = max(out, key=lambda t: (out[t], t))
        if over > 0 and out[largest] <= _STEP:
            break
        out[largest] -= max(-_STEP, min(_STEP, over))
    return out
