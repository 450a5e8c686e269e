"""A streamed answer in the smallest parts that can be checked alone: sentences, list items, headings, whole tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from assistant.answer.quotations import MARKERS
from assistant.domain import Span
from assistant.reading.sentences import split_line

Kind = Literal["sentence", "item", "heading", "table", "silence"]

_HEADING = re.compile(r"^\s{0,3}(?:(#{1,6})\s+\S|\*\*[^*]+\*\*:?\s*$|__[^_]+__:?\s*$)")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+\S")
_NOTHING = re.compile(r"^\s*(?:[-*_=]{3,}|`{3,}\w*|~{3,}\w*)?\s*$")
_SILENCE = re.compile(r"^\W*NOT[ _-]STATED\b", re.IGNORECASE)
_LED = re.compile(rf"^\s*(?:{MARKERS})[.,;]?")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\*\*[^*]+\*\*")
# A line that never ends is no sentence.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of an answer, as Markdown, and what parts it from the one before: "", a space, or line breaks. "silence"
    is the line by which a model says that nothing is stated."""

    kind: Kind
    markdown: str
    gap: str = ""


@dataclass(slots=True)
class Units:
    """Takes an answer's text piece by piece and gives its units, each as soon as it is complete."""

    _line: str = ""
    _gap: str = ""
    _table: list[str] = field(default_factory=list)
    _any: bool = False

    def feed(self, text: str) -> Iterator[Unit]:
        """The units that `text` completes."""
        self._line += text.replace("\r", "")
        while "\n" in self._line:
            line, self._line = self._line.split("\n", 1)
            yield from self._whole(line)
            self._apart("\n")
        yield from self._begun()

    def end(self, *, complete: bool = True) -> Iterator[Unit]:
        """The last units; without `complete` a sentence that was broken off is none."""
        line, self._line = self._line, ""
        if complete or line.rstrip().endswith((".", "!", "?", "]")):
            yield from self._whole(line)
        yield from self._tabled()

    @property
    def stuck(self) -> bool:
        """Whether a line has grown longer than any sentence."""
        return len(self._line) > _LONGEST

    def _apart(self, gap: str) -> None:
        if self._any:
            self._gap = wider(self._gap, "\n\n" if "\n" in self._gap and gap == "\n" else gap)

    def _begun(self) -> Iterator[Unit]:
        """The complete sentences of a line of prose that is still being written."""
        line = self._line
        if not line.strip() or line.lstrip()[0] in "-*+•#|_`~“[" or line.lstrip()[0].isdigit() or _SILENCE.match(line):
            return
        pieces = _sentences(line)
        # More markers may follow those behind a full stop.
        done = len(pieces) - (2 if not pieces[-1][1] or pieces[-1][1].startswith("[") else 1)
        if done < 1:
            return
        self._line = line[pieces[done][0] :]
        for _, sentence in pieces[:done]:
            yield from self._tabled()
            yield self._unit("sentence", sentence)
            self._apart(" ")

    def _whole(self, line: str) -> Iterator[Unit]:
        if line.lstrip().startswith("|"):
            self._table.append(line)
            return
        yield from self._tabled()
        if _NOTHING.match(line):
            return
        if _SILENCE.match(line):
            yield self._unit("silence", line)
        elif _HEADING.match(line):
            yield self._unit("heading", line.rstrip())
        elif _ITEM.match(line):
            yield self._unit("item", line.rstrip())
        else:
            for _, sentence in _sentences(line):
                if sentence.strip():
                    yield self._unit("sentence", sentence)
                    self._apart(" ")

    def _tabled(self) -> Iterator[Unit]:
        table, self._table = self._table, []
        if table:
            yield self._unit("table", "\n".join(table))
            self._apart("\n")

    def _unit(self, kind: Kind, markdown: str) -> Unit:
        gap, self._gap, self._any = self._gap, "", True
        # A line of its own stays one; in Markdown a line break alone does not part lines.
        gap = "\n\n" if gap == "\n" and kind == "sentence" else gap
        return Unit(kind, markdown if kind == "item" else markdown.strip(), gap)


def wider(one: str, other: str) -> str:
    """The gap that parts more: an empty line, a line break, a space, nothing."""
    return max(one, other, key=["", " ", "\n", "\n\n"].index)


def _sentences(line: str) -> list[tuple[int, str]]:
    """The sentences of a line with their places, each with the markers behind its full stop; the last may be
    unfinished, or empty where the line ends in markers."""
    masked = _QUOTED.sub(lambda m: "q" * len(m.group()), line)
    found: list[tuple[int, str]] = []
    for span in split_line(masked, Span(0, len(masked))):
        text, start = line[span.start : span.end], span.start
        led = _LED.match(text)
        if found and led:
            found[-1] = (found[-1][0], f"{found[-1][1]} {led.group().strip()}")
            text, start = text[led.end() :], start + led.end()
            text, start = text.lstrip(), start + len(text) - len(text.lstrip())
        found.append((start, text))
    return found or [(0, line)]
