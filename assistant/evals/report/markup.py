"""HTML whose every part is escaped unless it is HTML already: answers and postings are untrusted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

# Characters that do something instead of being seen: controls (but tab and line feed), marks that reorder or hide text,
# tags, and what no file in UTF-8 can hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_PICTURES = 0x2400  # Where Unicode's pictures of the first 32 controls begin.


class Html(str):
    """Text that is HTML already, and safe."""

    __slots__ = ()


def html(pattern: str, /, **parts: object) -> Html:
    """`pattern`, written by us, with `parts` in the place of their {names}: text is escaped, Html stays as it is, None
    is nothing, an iterable is its parts one after the other."""
    return Html(pattern.format(**{name: _safe(part) for name, part in parts.items()}))


def piece(name: str, /, **parts: object) -> Html:
    """The pattern in `pieces/{name}.html`, filled like `html`."""
    return html(asset(f"{name}.html"), **parts)


@cache
def asset(name: str) -> str:
    """The text of a file in `pieces/`."""
    return files(__package__).joinpath("pieces", name).read_text(encoding="utf-8").strip()


def joined(parts: Iterable[object], between: str = "") -> Html:
    """All `parts`, each as `html` would put it in, with our `between` between them."""
    return Html(between.join(_safe(part) for part in parts))


def visible(text: str) -> str:
    """`text` with every character that would not be seen, or would move others, replaced by one that names it."""
    return _UNSEEN.sub(_named, text.replace("\r\n", "\n"))


def clipped(text: str, longest: int) -> str:
    """`text`, or its beginning with a note of how much is left out."""
    left = len(text) - longest
    return text if left <= 0 else f"{text[:longest]} … ({left:,} more characters)"


def _safe(part: object) -> str:
    if part is None:
        return ""
    if isinstance(part, Html):
        return part
    if isinstance(part, Iterable) and not isinstance(part, str | bytes):
        return joined(part)
    return escape(visible(str(part)))


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(_PICTURES + code) if code < 0x20 else f"‹U+{code:04X}›"
