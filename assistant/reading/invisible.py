"""Characters that a reader does not see: taken out, and where they spell something, shown for what they say."""

from __future__ import annotations

import re
import unicodedata

_REPLACEMENT = "\ufffd"
_CONTROL = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufff0-\ufffb\ufffe\uffff"
# Soft hyphen, joiners that join nothing, zero-width spaces, bidirectional marks, invisible operators, fillers, byte
# order mark, musical and shorthand formatting.
_ZERO_WIDTH = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_TAGS = r"\U000e0000-\U000e0fff"
_SELECTORS = r"\ufe00-\ufe0f"
_JOINERS = r"\u200c\u200d"

_ANY = re.compile(f"[{_CONTROL}{_ZERO_WIDTH}{_PRIVATE}{_TAGS}{_SELECTORS}{_JOINERS}\ud800-\udfff]")
_GONE = re.compile(f"[{_CONTROL}{_ZERO_WIDTH}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Flags of England, Scotland and Wales are spelt with tags.
_TAG_RUN = re.compile(f"(\U0001f3f4?)([{_TAGS}]+)")
# One selector chooses between text and emoji; several in a row choose nothing, but can carry bytes.
_SELECTOR_RUN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
# Joiners have a work to do in Arabic, Indic and emoji, and none beside Latin letters.
_JOINED = "\u0600-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_IDLE_JOINER = re.compile(f"(?<![{_JOINED}])[{_JOINERS}]+|[{_JOINERS}]+(?![{_JOINED}])|[{_JOINERS}]{{2,}}")
# What word processors' symbol fonts show as bullets and check marks.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02D: "-", 0xF0A8: "▪", 0xF0E0: "→"}
_PRIVATE_USE = re.compile(f"[{_PRIVATE}]")
# A decoded run shorter than this says nothing.
_MIN_SAID = 3


def visible(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without invisible characters, and what runs of them spell. Visible text comes back as it is."""
    said: list[str] = []
    while _ANY.search(text):
        cleaned = _cleaned(text, said)
        if cleaned == text:
            break
        text = cleaned
    return text, tuple(said)


def _cleaned(text: str, said: list[str]) -> str:
    def tags(match: re.Match[str]) -> str:
        if not match.group(1):
            _note(said, "".join(chr(ord(c) - 0xE0000) for c in match.group(2) if 0xE0020 <= ord(c) <= 0xE007E))
        return match.group(1)

    def selectors(match: re.Match[str]) -> str:
        data = bytes(_byte(char) for char in match.group())
        _note(said, data.decode("utf-8", "ignore"))
        return ""

    text = _SELECTOR_RUN.sub(selectors, text)
    text = _TAG_RUN.sub(tags, text)
    text = _SURROGATE.sub(_REPLACEMENT, text)
    text = _PRIVATE_USE.sub(lambda match: _SYMBOLS.get(ord(match.group()), " "), text)
    return _IDLE_JOINER.sub("", _GONE.sub("", text))


def _note(said: list[str], text: str) -> None:
    text = " ".join("".join(char for char in text if unicodedata.category(char)[0] != "C").split())
    if sum(char.isalnum() for char in text) >= _MIN_SAID:
        said.append(text)


def _byte(selector: str) -> int:
    """The byte that a variation selector stands for, in the way that such text is smuggled."""
    code = ord(selector)
    return code - 0xFE00 if code <= 0xFE0F else code - 0xE0100 + 16
