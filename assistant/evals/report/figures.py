"""Numbers, times and counts as people read them."""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import Any

UNDEFINED = "not defined here"


def number(value: Any) -> float | None:
    """`value` as a finite number, else None: what is not a number is not drawn as one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def figure(value: Any, unit: str) -> str:
    """`value` in its unit (share, ms, tokens, USD, or none of these), or that it is not defined."""
    known = number(value)
    return UNDEFINED if known is None else _FORMS.get(unit, _plain)(known)


def percent(share: float) -> str:
    """A share as a percentage with one decimal. All is 100% and nothing 0% only where it is exactly so."""
    shown = round(share * 100, 1)
    if shown >= 100 and share < 1:
        shown = 99.9
    if shown <= 0 and share > 0:
        return "under 0.1%"
    return f"{shown:.1f}".removesuffix(".0") + "%"


def duration(milliseconds: float) -> str:
    """A time in milliseconds, from a second on in seconds."""
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:,.1f} s"
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.1f}".removesuffix(".0") + " ms"


def probability(p: float) -> str:
    """The p of a test, to three decimals."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def counted(n: int, one: str, many: str | None = None) -> str:
    """ "1 case", "1,200 cases"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def moment(stamp: Any) -> str:
    """An ISO 8601 time as "20 November 2026, 08:43 UTC"; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(str(stamp).replace("Z", "+00:00"))
    except ValueError:
        return str(stamp)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M} {at.tzname() or ''}".strip()


def _money(value: float) -> str:
    return f"${value:,.2f}" if value == 0 or value >= 1 else f"${value:.4f}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value.is_integer() else f"{value:,.2f}"


def _tokens(value: float) -> str:
    return f"{_plain(value)} tokens"


_FORMS = {"share": percent, "ms": duration, "USD": _money, "tokens": _tokens}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
