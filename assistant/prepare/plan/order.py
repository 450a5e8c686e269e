"""Which topics come first: what is needed sooner, then what weighs more; basics before what rests on them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.prepare.gap.skills import is_soft
from assistant.prepare.guides import foundations, guide
from assistant.prepare.plan.needs import Need

_BASE_SHARE = 0.35


def with_basics(needs: Sequence[Need], known: Collection[str]) -> list[Need]:
    """The needs, and those direct prerequisites of weak ones that no line names. `known` topics are left out.

    A prerequisite cites the line of the topic for whose sake it is prepared.
    """
    there = {n.topic for n in needs}
    out = list(needs)
    for need in needs:
        if need.verdict not in ("missing", "partly"):
            continue
        for base in guide(need.topic).prerequisites:
            if base not in there and base not in known and not is_soft(base):
                there.add(base)
                share = _BASE_SHARE * need.weight
                out.append(replace(need, topic=base, weight=share, shown=None, base_of=need.topic))
    return sorted(out, key=lambda n: (-n.weight, n.topic))


def timely(needs: Sequence[Need]) -> list[Need]:
    """The needs, each with a deadline no later than that of any which rests on it."""
    return [
        replace(n, deadline=min([n.deadline, *(o.deadline for o in needs if n.topic in foundations(o.topic))]))
        for n in needs
    ]


def in_order(needs: Sequence[Need]) -> list[Need]:
    """The needs in the order of study: by deadline, what is only nice last, then by weight; basics before what
    rests on them."""
    by_topic = {n.topic: n for n in needs}
    out: dict[str, Need] = {}

    def visit(need: Need) -> None:
        if need.topic in out:
            return
        basics = [by_topic[t] for t in foundations(need.topic) if t in by_topic and t != need.topic]
        for basic in sorted(basics, key=_first):
            visit(basic)
        out[need.topic] = need

    for need in sorted(needs, key=_first):
        visit(need)
    return list(out.values())


def _first(need: Need) -> tuple[object, ...]:
    return need.deadline, need.extra, -need.weight, need.topic
