"""Whether HTML hides an element from its reader: by attribute, inline style, or a plain rule of a style sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_HIDING = re.compile(
    r"""display\s*:\s*none
      | visibility\s*:\s*(?:hidden|collapse)
      | opacity\s*:\s*0?\.?0*(?:%|;|!|\s*$)
      | font-size\s*:\s*0*(?:\.\d+|[01](?:\.\d*)?)?(?:px|pt|em|rem|%|;|!|\s*$)(?<!1em)(?<!1rem)
      | (?<![-\w])color\s*:\s*transparent
      | text-indent\s*:\s*-\d{3,}
      | (?<![-\w])(?:left|right|top|margin-left|margin-top)\s*:\s*-\d{4,}
      | transform\s*:[^;]{0,60}scale[xy]?\(\s*0\s*\)
      | (?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)(?=.*overflow)
      | overflow\s*:\s*hidden.*(?<![-\w])(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_COLOR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color|-image)?\s*:\s*([^;!]+)", re.IGNORECASE)
_HEX = re.compile(r"#([0-9a-f]{3,8})\b", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?", re.IGNORECASE)
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240)}
_WHITE = (255, 255, 255)
# What the eye does not tell apart, per channel.
_NEAR = 12
# White on a background that only the style sheet knows: common, and honest, for these.
_OFTEN_ON_COLOR = frozenset({"a", "button", "h1", "h2", "h3", "th", "header", "nav", "footer", "label"})

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_BLOCK = re.compile(r"@[^{};]{0,200}(?:\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|;)")
_PLAIN_SELECTOR = re.compile(r"[a-z0-9]*(?:[.#][\w-]+)+", re.IGNORECASE)
# Beyond these, a style (sheet) is machine-made, and reading it all would cost more than it tells.
_MAX_STYLE = 2_000
_MAX_SHEET = 300_000
_MAX_SELECTORS = 200

Rgb = tuple[int, int, int]


def hides(tag: str, attributes: Mapping[str, str | None], ancestors: Sequence[Mapping[str, str | None]]) -> bool:
    """Whether an element with these attributes is invisible; `ancestors` are those around it, outermost first."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return attributes.get("hidden") != "until-found"
    style = (attributes.get("style") or "")[:_MAX_STYLE]
    if style and _HIDING.search(style):
        return True
    color = _color_of(attributes, style)
    return color is not None and _blends(tag, color, attributes, ancestors)


def hiding_selectors(sheet: str) -> list[str]:
    """The class and id selectors that a style sheet hides outright.

    Blocks such as `@media` are left out: what they hide is shown elsewhere.
    """
    bare = "".join(part.partition("*/")[2] if n else part for n, part in enumerate(sheet[:_MAX_SHEET].split("/*")))
    found: list[str] = []
    for rule in _RULE.finditer(_AT_BLOCK.sub("", bare)):
        if _HIDING.search(rule.group(2)[:_MAX_STYLE]):
            names = (name.strip() for name in rule.group(1).split(","))
            found.extend(name for name in names if _PLAIN_SELECTOR.fullmatch(name))
    return found[:_MAX_SELECTORS]


def _color_of(attributes: Mapping[str, str | None], style: str) -> Rgb | None:
    match = _COLOR.search(style)
    return rgb(match.group(1) if match else attributes.get("color") or "")


def _blends(
    tag: str, color: Rgb, attributes: Mapping[str, str | None], ancestors: Sequence[Mapping[str, str | None]]
) -> bool:
    """Whether text of that colour cannot be told from what is behind it."""
    for holder in (attributes, *reversed(ancestors)):
        stated = _BACKGROUND.search(holder.get("style") or "")
        value = stated.group(1) if stated else holder.get("bgcolor") or ""
        if value:
            behind = rgb(value)
            return behind is not None and _near(color, behind)
    return _near(color, _WHITE) and tag not in _OFTEN_ON_COLOR


def _near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def rgb(value: str) -> Rgb | None:
    """The colour that a CSS value states, None where it states none that is known."""
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if match := _HEX.search(value):
        digits = match.group(1)
        if len(digits) in (3, 4):
            digits = "".join(d * 2 for d in digits)
        return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) >= 6 else None
    if match := _RGB.search(value):
        red, green, blue = (min(255, int(match.group(n))) for n in (1, 2, 3))
        return red, green, blue
    return None
