"""The checks of a turn: those that need a look first, each with what was expected, what was seen, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evals.report.expected import expected
from assistant.evals.report.markup import Html, html, joined, piece
from assistant.evals.report.seen import seen
from assistant.evals.report.words import badge

Json = Mapping[str, Any]


def checks_html(turn: Json) -> Html:
    """All checks of the turn. What holds is folded away where something does not."""
    sorted_: dict[str, list[Json]] = {"failed": [], "unscored": [], "passed": []}
    for check in turn.get("checks") or ():
        sorted_[_outcome(check)].append(check)
    held = sorted_.pop("passed")
    rest = [check for checks in sorted_.values() for check in checks]
    if not rest:
        return html("<h4>Checks: {all}</h4>{items}", all=_all_hold(len(held)), items=_items(held, turn))
    return html(
        "<h4>Checks: {title}</h4>{rest}{held}",
        title=_title(len(sorted_["failed"]), len(sorted_["unscored"]), len(rest) + len(held)),
        rest=_items(rest, turn),
        held=piece("fold", kind="held", title=_held(len(held)), inside=_items(held, turn)) if held else None,
    )


def _held(n: int) -> str:
    return "1 check holds" if n == 1 else f"{n} checks hold"


def _outcome(check: Json) -> str:
    passed = check.get("passed")
    return "unscored" if passed is None else "passed" if passed else "failed"


def _title(failed: int, unscored: int, whole: int) -> str:
    said = [f"{failed} of {whole} failed"] if failed else []
    return ", ".join([*said, *([f"{unscored} of {whole} without a verdict"] if unscored else [])])


def _all_hold(n: int) -> str:
    return "none" if n == 0 else "it holds" if n == 1 else f"all {n} hold"


def _items(checks: Sequence[Json], turn: Json) -> Html | None:
    if not checks:
        return None
    items = joined(
        piece(
            "check",
            outcome=_outcome(check),
            badge=badge(_outcome(check), None if check.get("passed") is not True else "Holds"),
            type=check.get("type"),
            expected=expected(check),
            seen=seen(check, turn),
            reason=check.get("reason"),
        )
        for check in checks
    )
    return html('<ul class="checks">{items}</ul>', items=items)
