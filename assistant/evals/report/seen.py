"""What there was where a check looked, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from assistant.evals.report.expected import either
from assistant.evals.report.figures import counted, duration, number, percent
from assistant.evals.report.markup import Html, html, joined

Json = Mapping[str, Any]
_EMPHASIS = re.compile(r"\*\*|__|`")
_GLANCE = 120  # Characters of an answer that stands in full beside its checks.


def seen(check: Json, turn: Json) -> Html:
    """What there was, as far as it shows in the turn, and the check's score where it is neither nothing nor all."""
    look = _LOOKS.get(str(check.get("type", "")).removeprefix("not-"), _answer)
    words, score = look(turn.get("answer") or {}, turn), number(check.get("score"))
    if score is None or score in (0.0, 1.0):
        return words
    return html("{words} Score: {score}.", words=words, score=percent(score))


def _answer(answer: Json, _turn: Json) -> Html:
    text = " ".join(_EMPHASIS.sub("", str(answer.get("text") or "")).split())
    shown = text if len(text) <= _GLANCE else f"{text[:_GLANCE].rsplit(' ', 1)[0]} …"
    return html('<q dir="auto">{shown}</q>', shown=shown) if text else html("An empty answer.")


def _status(answer: Json, _turn: Json) -> Html:
    declined = answer.get("status") == "abstained"
    return html("It said that the postings do not say." if declined else "It answered.")


def _citations(answer: Json, _turn: Json) -> Html:
    n = len(answer.get("citations") or ())
    return html("{n}, listed under the answer.", n=counted(n, "citation")) if n else html("No citation.")


def _roles(answer: Json, _turn: Json) -> Html:
    roles = dict.fromkeys(str(citation.get("role")) for citation in answer.get("citations") or ())
    return html("Cited: {roles}.", roles=joined(map(either, roles), ", ")) if roles else html("No citation.")


def _found(_answer: Json, turn: Json) -> Html:
    return html("{n} found, listed under Evidence.", n=counted(len(turn.get("evidence") or ()), "passage"))


def _time(answer: Json, _turn: Json) -> Html:
    seconds = number(answer.get("seconds"))
    return html("No time was kept.") if seconds is None else html("It took {time}.", time=duration(seconds * 1000))


_LOOKS: dict[str, Callable[[Json, Json], Html]] = {
    "answers": _status,
    "abstains": _status,
    "cites": _citations,
    "cites-role": _roles,
    "retrieves": _found,
    "latency": _time,
    "cost": lambda _answer, _turn: html("What it cost stands under Measures."),
}
