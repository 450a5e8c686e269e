"""Lines over time, from 0 to 100, as SVG. Each line has its own stroke and mark, for those who see no colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from assistant.web.days import day_text
from assistant.web.frame import Asked

_WIDTH, _HEIGHT, _LEFT, _TOP, _FOOT = 760, 200, 34, 10, 26
_MARKS = ("circle", "square", "triangle", "diamond", "cross", "ring", "bar")
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "5 2", "1 4", "12 4")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its name, and its points in order of the days, each from 0 to 100."""

    name: str
    points: tuple[tuple[date, float], ...]


def lines_html(lines: Sequence[Line], title: str, asked: Asked) -> str:
    """The picture with its legend."""
    days = sorted({day for line in lines for day, _ in line.points})
    first, last = days[0], days[-1]
    length = max(1, (last - first).days)
    drawn = "".join(_line(n, line, first, length) for n, line in reversed(list(enumerate(lines))))
    legend = "".join(
        f'<li><svg viewBox="0 0 34 12" class="key" aria-hidden="true"><path d="M1 6H33" class="l{n % 7}" '
        f'stroke-dasharray="{_DASHES[n % 7]}"/>{_mark(n, 17, 6)}</svg>{escape(line.name)}</li>'
        for n, line in enumerate(lines)
    )
    label = f"{title}: {'; '.join(_said(line) for line in lines)}"
    ends = [(first, "start")] if first == last else [(first, "start"), (last, "end")]
    ticks = "".join(
        f'<text x="{_x(day, first, length):.0f}" y="{_TOP + _HEIGHT + 18}" class="tick-label {place}">'
        f"{day_text(day, asked.language)}</text>"
        for day, place in ends
    )
    return (
        f'<div class="wide-picture" tabindex="0" role="group" aria-label="{escape(title)}">'
        f'<svg class="lines" viewBox="0 0 {_WIDTH} {_TOP + _HEIGHT + _FOOT}" role="img" aria-label="{escape(label)}">'
        f"{_grid()}{ticks}{drawn}</svg></div>" + (f'<ul class="legend">{legend}</ul>' if len(lines) > 1 else "")
    )


def _said(line: Line) -> str:
    return f"{line.name} {line.points[0][1]:.0f} → {line.points[-1][1]:.0f}"


def _grid() -> str:
    return "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{_y(value):.0f}" y2="{_y(value):.0f}" class="grid"/>'
        f'<text x="{_LEFT - 6}" y="{_y(value) + 4:.0f}" class="tick-label end">{value}</text>'
        for value in (0, 25, 50, 75, 100)
    )


def _x(day: date, first: date, length: int) -> float:
    return _LEFT + 12 + (_WIDTH - _LEFT - 30) * (day - first).days / length


def _y(value: float) -> float:
    return _TOP + _HEIGHT * (1 - value / 100)


def _line(n: int, line: Line, first: date, length: int) -> str:
    places = [(_x(day, first, length), _y(value)) for day, value in line.points]
    path = " ".join(f"{'L' if k else 'M'}{x:.1f} {y:.1f}" for k, (x, y) in enumerate(places))
    marks = "".join(_mark(n, x, y) for x, y in places)
    return (
        f'<path d="{path}" class="l{n % 7}" stroke-dasharray="{_DASHES[n % 7]}"><title>{escape(line.name)}'
        f"</title></path>{marks}"
    )


def _mark(n: int, x: float, y: float) -> str:
    shapes = {
        "circle": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>',
        "square": f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7"/>',
        "triangle": f'<path d="M{x:.1f} {y - 4.5:.1f}l4.5 8h-9z"/>',
        "diamond": f'<path d="M{x:.1f} {y - 5:.1f}l5 5-5 5-5-5z"/>',
        "cross": f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" class="thin"/>',
        "ring": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="hollow"/>',
        "bar": f'<rect x="{x - 1.5:.1f}" y="{y - 5:.1f}" width="3" height="10"/>',
    }
    return f'<g class="m{n % 7}">{shapes[_MARKS[n % 7]]}</g>'
