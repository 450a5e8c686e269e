"""Settles the one text that every span points into.

What people read on the screen stays as it is, word for word; only what they cannot see is settled: line ends, spaces,
invisible characters, composed letters, and the line breaks of a page that was saved without them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from assistant.domain import Document, Posting, Span
from assistant.errors import EmptyFile
from assistant.reading.boilerplate import boilerplate_spans
from assistant.reading.invisible import visible
from assistant.reading.relayout import relaid_lines

MAX_BLANK_LINES = 2
_MAX_INDENT = 16
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Letters in another dress: mathematical bold and italics (posts are decorated with them), ligatures (PDFs have them).
_DRESSED = re.compile("[\ufb00-\ufb06\U0001d400-\U0001d7ff]")
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", **dict.fromkeys("\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
                        "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " ")})  # fmt: skip
_LOOKS_ALIKE = re.compile("[\u2010\u2011\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
# Words that a message emphasises with stars ("at *Acme* we"); a line marked as a whole shows that it is a heading.
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^\s*])([^*\n]{1,60}?)(?<=[^\s*])\1(?![\w*])")
# Text in which nothing needs settling but its spaces: most text, so it is worth one look.
_PLAIN = re.compile("[\n -~¡-¬®-ʯ‘’“”–—•…€™]*")
# A space at a line's end or beside another one, or emphasis.
_UNSETTLED = ("  ", "*", "\n ", " \n")
_WIDE_SPACE = re.compile("  +")


def normalize(document: Document) -> Posting:
    """The document with its text settled, its boilerplate found, and an id that its content alone decides.

    Lines end in "\\n", have no space at their end and single spaces within; their indentation stays (up to 16, a tab
    as four). At most two blank lines stand in a row, none at the ends. Letters are composed (NFC), special spaces are
    spaces, invisible characters are gone; what those spelt is added to `hidden`. Raises `EmptyFile` if no letter or
    digit remains.
    """
    said: list[str] = []
    lines, marked = _lines(document, said)
    text = "\n".join(lines)
    if not any(char.isalnum() for char in text):
        raise EmptyFile(f"{document.source} holds no text: save the posting again")
    hints = {key: _line(visible(value)[0]) for key, value in document.hints.items()}
    hidden = tuple(" ".join(run.split()) for run in (*document.hidden, *said))
    found = [span for _, span in boilerplate_spans(text)]
    return Posting(
        id=_id(text, hints),
        source=document.source,
        text=text,
        hints=MappingProxyType(hints),
        hidden=tuple(run for run in hidden if run),
        boilerplate=_merged([*found, *_marked_spans(lines, marked)]),
    )


def _lines(document: Document, said: list[str]) -> tuple[list[str], list[bool]]:
    """The settled lines, each with whether the format marks it as navigation."""
    raw: list[str] = []
    flags: list[bool] = []
    for piece, marked in _pieces(document):
        lines = _settled(piece, said)
        raw.extend(lines)
        flags.extend([marked] * len(lines))
    relaid = [(line, flag) for lines, flag in zip(relaid_lines(raw), flags, strict=True) for line in lines]
    kept = list(_without_gaps(relaid))
    return [line for line, _ in kept], [flag for _, flag in kept]


def _settled(piece: str, said: list[str]) -> list[str]:
    if _PLAIN.fullmatch(piece):
        lines = piece.split("\n")
        unsettled = any(sign in piece for sign in _UNSETTLED) or piece[:1] == " " or piece[-1:] == " "
        return [_single_spaced(line) for line in lines] if unsettled else lines
    clean, spelt = visible(_NEWLINE.sub("\n", piece))
    said.extend(spelt)
    return [_line(line) for line in _composed(clean).split("\n")]


def _pieces(document: Document) -> Iterator[tuple[str, bool]]:
    """The text in pieces, cut where what the format marks as navigation starts and ends."""
    position = 0
    for span in document.boilerplate:
        if span.start > position:
            between = document.text[position : span.start].removesuffix("\n")
            yield between.removeprefix("\n") if position else between, False
        if span.end > max(position, span.start):
            yield document.text[max(position, span.start) : span.end], True
        position = max(position, span.end)
    yield document.text[position:].removeprefix("\n") if position else document.text, False


def _composed(text: str) -> str:
    if text.isascii():
        return text
    text = _DRESSED.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _line(line: str) -> str:
    """A line with single spaces within, none at its end, and its indentation."""
    if _LOOKS_ALIKE.search(line):
        tabs = len(line) - len(line.lstrip("\t"))
        line = " " * (4 * tabs) + line[tabs:].translate(_ALIKE)
    return _single_spaced(line)


def _without_emphasis(body: str) -> str:
    while (plain := _EMPHASIS.sub(r"\2", body)) != body and not _is_emphasised(body):
        body = plain
    return body


def _is_emphasised(body: str) -> bool:
    whole = _EMPHASIS.match(body)
    return whole is not None and whole.end() >= len(body.rstrip(":"))


def _single_spaced(line: str) -> str:
    body = line.strip(" ")
    body = _without_emphasis(body) if body.count("*") > 1 else body
    indent = min(_MAX_INDENT, len(line) - len(line.lstrip(" "))) if body else 0
    return " " * indent + (_WIDE_SPACE.sub(" ", body) if "  " in body else body)


def _without_gaps(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines without blank ones at the ends, and with at most two in a row between."""
    blank = 0
    started = False
    for line, flag in lines:
        if not line:
            blank += 1
            continue
        if started:
            yield from [("", False)] * min(blank, MAX_BLANK_LINES)
        started = True
        blank = 0
        yield line, flag


def _marked_spans(lines: Sequence[str], marked: Sequence[bool]) -> Iterator[Span]:
    position = 0
    for line, flag in zip(lines, marked, strict=True):
        if flag and line:
            yield Span(position, position + len(line))
        position += len(line) + 1


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap (or have a line break between them) as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _id(text: str, hints: Mapping[str, str]) -> str:
    parts = [text, *(f"{key}\x1f{value}" for key, value in sorted(hints.items()))]
    return hashlib.sha256("\x1e".join(parts).encode("utf-8")).hexdigest()[:32]
