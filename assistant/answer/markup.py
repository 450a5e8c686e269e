"""A chat model's Markdown made plain: markers in the one form that is read, no links, images or tags."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answer.quotations import MARKERS, numbers_of

_OTHER_MARKERS = re.compile(
    r"【\s*(\d{1,3})[^】]{0,20}】|\\\[(\d{1,3})\\\]|\[\s*(?:passages?|sources?|docs?|documents?|refs?)[\s.:#]*(\d{1,3})\s*\]",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-zA-Z!][^>\n]*>|<(?=/?[a-zA-Z!])")
_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")


def plainer(markdown: str) -> str:
    """The Markdown with every marker as [n], links and images as their words, and without tags."""
    text = _OTHER_MARKERS.sub(lambda m: f"[{m.group(1) or m.group(2) or m.group(3)}]", markdown)
    text = _TAG.sub("", _IMAGE.sub(r"\1", text))
    return _LINK.sub(lambda m: f"[{m.group(1)}]" if re.fullmatch(r"[\d\s,^-]+", m.group(1)) else m.group(1), text)


def remarked(markdown: str, numbers: Callable[[int], tuple[int, ...]]) -> str:
    """The Markdown with the markers that `numbers` gives in the place of each, each once in a row; none removes it."""

    def replaced(match: re.Match[str]) -> str:
        new = dict.fromkeys(n for old in numbers_of(match.group()) for n in numbers(old))
        return "".join(f"[{n}]" for n in new)

    return _BEFORE_STOP.sub(r"\1", re.sub(MARKERS, replaced, markdown)).rstrip()


def with_markers(markdown: str, numbers: tuple[int, ...]) -> str:
    """The Markdown with markers added before its full stop, or at the end of a table's last cell."""
    marks = "".join(f"[{n}]" for n in numbers)
    body, end = re.fullmatch(r"(.*?)([.!?]?|\s*\|)\s*", markdown, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{body} {marks}{end}"
