"""Small drawings as inline SVG. Each repeats numbers that stand beside it as text, so screen readers pass over it.

No style attributes (the page's policy forbids them): places and sizes are attributes, colours are classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evals.report.markup import Html, html, joined

_WIDTH, _RADIUS = 160.0, 4.0
_SVG = '<svg class="chart {kind}"{box} aria-hidden="true" focusable="false">{parts}</svg>'
_BOX = Html(f' viewBox="0 0 {_WIDTH:.0f} 16"')
_RECT = '<rect class="{kind}" x="{x:.2f}" y="{y}" width="{width:.2f}" height="{height}"/>'
# Shares of a width that only the page knows; so hatchings keep their angle.
_PART = '<rect class="part {kind}" x="{x:.2f}%" width="{width:.2f}%" height="100%"/>'


def interval(value: float, low: float | None, high: float | None, top: float, mark: float | None = None) -> Html:
    """A value as a dot on a line from 0 to `top`, its interval as a band, and `mark` (what a gate asks) as a tick."""
    parts = [_rect("track", 0, 7, _WIDTH, 2)]
    if low is not None and high is not None:
        x = _at(low, top)
        parts.append(_rect("band", x, 4, max(1.5, _at(high, top) - x), 8))
    if mark is not None:
        parts.append(_rect("gate", _at(mark, top) - 0.75, 0, 1.5, 16))
    middle = min(max(_at(value, top), _RADIUS), _WIDTH - _RADIUS)
    parts.append(Html(f'<circle class="dot" cx="{middle:.2f}" cy="8" r="{_RADIUS}"/>'))
    return html(_SVG, kind="interval", box=_BOX, parts=parts)


def change(difference: float, low: float | None, high: float | None) -> Html:
    """A difference as a dot beside a tick in the middle that stands for no change, its interval as a band."""
    reach = max(abs(difference), abs(low or 0.0), abs(high or 0.0)) or 1.0
    first, last = (None if edge is None else edge + reach for edge in (low, high))
    return interval(difference + reach, first, last, 2 * reach, mark=reach)


def stacked(parts: Sequence[tuple[str, int]], whole: int) -> Html:
    """Counts by kind side by side, `whole` filling the width. What went wrong is hatched besides being coloured."""
    drawn, at = [], 0.0
    for kind, n in parts:
        width = 100 * n / whole if whole else 0.0
        if n:
            drawn.append(Html(_PART.format(kind=kind, x=at, width=width)))
        at += width
    return html(_SVG, kind="stacked", box=None, parts=drawn)


def patterns() -> Html:
    """The hatchings that `stacked` refers to; once in a page."""
    pattern = (
        '<pattern id="hatch-{kind}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate({turn})"><rect class="ground {kind}" width="5" height="5"/>'
        '<rect class="line" width="1.6" height="5"/></pattern>'
    )
    hatches = joined(html(pattern, kind=kind, turn=turn) for kind, turn in (("failed", 45), ("known", -45)))
    return html('<svg class="patterns" aria-hidden="true" focusable="false"><defs>{all}</defs></svg>', all=hatches)


def _rect(kind: str, x: float, y: int, width: float, height: int) -> Html:
    return Html(_RECT.format(kind=kind, x=x, y=y, width=width, height=height))


def _at(value: float, top: float) -> float:
    return _WIDTH * min(max(value / top, 0.0), 1.0) if top > 0 else 0.0
