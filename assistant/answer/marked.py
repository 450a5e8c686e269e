"""A statement's Markdown with its markers, cited quotations and bold words set aside, so that it can be cut into
sentences without cutting those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer.quotations import MARKERS, numbers_of, without_quotations
from assistant.domain import Span
from assistant.reading.sentences import split_line

_MARKED = re.compile(MARKERS)
_BOLD = re.compile(r"\*\*(?:\\.|[^*\\])+\*\*")
# What is set aside leaves a token that begins like a sentence, so that one may begin with it. The signs are of the
# private use area of Unicode and are taken out of the text before.
_TOKEN = re.compile("Q([\ue000\ue001\ue002])(\\d+)\ue003")
_OURS = re.compile("[\ue000-\ue003]")
_QUOTE, _MARK, _STRONG = "\ue000", "\ue001", "\ue002"
_MARK_TOKEN = f"Q{_MARK}\\d+\ue003"
_STOP_FIRST = re.compile(rf"([.!?。！？]+[\"'”’)*]*)((?:\s*{_MARK_TOKEN})+)")
_MARKS_FIRST = re.compile(rf"\W*(?:{_MARK_TOKEN}\s*)+\w")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in which tokens stand for `kept`: what was set aside, each with its citations (none for bold words)."""

    text: str
    kept: tuple[tuple[str, tuple[int, ...]], ...]

    @classmethod
    def of(cls, markdown: str) -> Marked:
        """The statement with everything set aside that is to be."""
        kept: list[tuple[str, tuple[int, ...]]] = []

        def keep(sign: str, words: str, citations: tuple[int, ...]) -> str:
            kept.append((words, citations))
            return f"Q{sign}{len(kept) - 1}\ue003"

        text = without_quotations(_OURS.sub("", markdown), lambda words, cited: keep(_QUOTE, words, cited))
        text = _BOLD.sub(lambda m: keep(_STRONG, m.group(), ()), text)
        text = _MARKED.sub(lambda m: keep(_MARK, "", numbers_of(m.group())), text)
        # "[1] One. [2] Two.": who begins with a marker puts them first.
        return cls(text if _MARKS_FIRST.match(text) else _STOP_FIRST.sub(r"\2\1", text), tuple(kept))

    def plain(self) -> str:
        """The words, without Markdown, markers, and without quotations that were set aside."""
        return _unescaped(re.sub(r"(?<!\\)(?:\*+|`+|(?<!\w)_+|_+(?!\w))", "", self.markdown()))

    def markdown(self) -> str:
        """The Markdown without the markers and the quotations that were set aside."""
        shown = _TOKEN.sub(lambda m: self.kept[int(m.group(2))][0] if m.group(1) == _STRONG else " ", self.text)
        # "in [1], [2] and [3]" leaves commas behind.
        return re.sub(r"[\s,;]*\s([.,;:])", r"\1", " ".join(shown.split())).strip(" ;,·")

    def citations(self) -> tuple[int, ...]:
        """The numbers of all markers and quotations in the text, each once, in order."""
        found = (n for m in _TOKEN.finditer(self.text) for n in self.kept[int(m.group(2))][1])
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a sentence: a quotation, or the words between quotations with what they cite."""

    marked: Marked
    citations: tuple[int, ...]
    quotation: str | None = None


def sentences_of(marked: Marked, *, whole: bool) -> Iterator[Marked]:
    """The sentences. `whole`: those without a marker belong to the next that has one, as in a list item."""
    waiting = ""
    for span in split_line(marked.text, Span(0, len(marked.text))):
        waiting = f"{waiting} {span.of(marked.text)}".strip()
        if not whole or Marked(waiting, marked.kept).citations():
            yield Marked(waiting, marked.kept)
            waiting = ""
    if waiting:
        yield Marked(waiting, marked.kept)


def quotation_parts(sentence: Marked) -> Iterator[Part]:
    """The quotations of a sentence, and what stands before, between and behind them; what leads to quotations cites
    what they cite."""
    cut = re.split(f"(Q{_QUOTE}\\d+\ue003)", sentence.text)
    for i, piece in enumerate(cut):
        token = _TOKEN.fullmatch(piece) if i % 2 else None
        if token:
            words, citations = sentence.kept[int(token.group(2))]
            yield Part(sentence, citations, _unescaped(words))
        elif any(c.isalnum() for c in Marked(piece, sentence.kept).markdown()):
            own = Marked(piece, sentence.kept)
            led = cut[i + 1 :] if own.plain().endswith((":", "：")) else []
            yield Part(own, Marked(piece + "".join(_up_to_words(led, sentence)), sentence.kept).citations())


def _up_to_words(pieces: list[str], sentence: Marked) -> Iterator[str]:
    """The quotations that follow, up to where words come again."""
    for piece in pieces:
        if any(c.isalnum() for c in Marked(piece, sentence.kept).markdown()):
            return
        yield piece


def _unescaped(text: str) -> str:
    return " ".join(re.sub(r"\\([\\`*_\[\]<>|])", r"\1", text).split())
