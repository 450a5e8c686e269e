"""How long a plan takes, made and made anew: 5 roles, 90 days, warm. Run with `python -m benchmarks.plan`.

Also: how far the gaps of `tests/gold/gaps.yaml` agree, tuned and held-out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from assistant.preparation import Plan, Target, Wish
from assistant.prepare.gap import Likeness, compare, standing
from assistant.prepare.plan import make
from tests.prepare.rooms import TODAY, corpus_roles, embed, resume
from tests.prepare.test_gap import agreement

_RUNS = 30


def main() -> None:
    """Prints a table of medians and slowest runs, then the agreement."""
    cv = resume("senior-backend.txt")
    targets = [Target(role, text, TODAY + timedelta(days=90 - n)) for n, (role, text) in enumerate(corpus_roles()[4:9])]
    wish = Wish(tuple((t.role.id, t.interview) for t in targets), TODAY, 10.0)

    def fresh(today: date = TODAY, kept: tuple[object, ...] = ()) -> Plan:
        return make(
            wish,
            targets,
            plan_id="p",
            name="p",
            today=today,
            standing=lambda topic: standing(topic, cv),
            kept=kept,  # type: ignore[arg-type]
        )

    plan = fresh()
    later = TODAY + timedelta(days=30)
    done = tuple(replace(i, state="done") for i in plan.items if i.date < later)
    print(f"5 roles, 90 days: {len(plan.items)} sessions")
    _timed("a plan", fresh)
    _timed("planned anew after 30 days", lambda: fresh(later, done))
    _timed("a gap, the résumé's lines embedded before", _gap(targets[0]))
    for held_out in (False, True):
        right, counted, _ = agreement(held_out=held_out)
        print(f"gaps, {'held out' if held_out else 'nine pairs'}: {right} of {counted} agree, {right / counted:.2f}")


def _gap(target: Target) -> Callable[[], object]:
    cv = resume("senior-backend.txt")
    likeness = Likeness(cv, embed)
    likeness.prepare(["warm"])
    return lambda: compare(target.role, target.text, cv, likeness)


def _timed(what: str, run: Callable[[], object]) -> None:
    run()
    spent = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        run()
        spent.append((time.perf_counter() - start) * 1000)
    print(f"{what}: median {statistics.median(spent):.0f} ms, slowest of {_RUNS} {max(spent):.0f} ms")


if __name__ == "__main__":
    main()
