"""What of an e-mail is no part of a posting: who sent it when, the sender's signature, the message it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.folding import Folded

# So many lines of a head make an e-mail.
_HEAD = 2
# A signature has no more lines than this, and none is longer.
_SIGNATURE, _LONGEST = 8, 80


def mail_spans(folded: Folded) -> Iterator[Span]:
    """The lines of an e-mail's head but for its subject, of signatures and of quoted messages, in order."""
    head, low = _head().match, folded.low
    heads = [number for number, line in enumerate(folded.lines) if head(low, line.start, line.end)]
    if len(heads) < _HEAD:
        return
    inside = 0
    # Where most of a message is quoted, that is what was forwarded.
    quotes = [line for line in folded.lines if folded.low.startswith(">", line.start)]
    forwarded = 2 * sum(q.end - q.start for q in quotes) > sum(x.end - x.start for x in folded.lines)
    for number, line in enumerate(folded.lines):
        if folded.keys[number] in _closings() and _closes(folded, number):
            inside = _SIGNATURE
        elif inside and (line.end - line.start > _LONGEST or _starts_anew(folded, line)):
            inside = 0
        quoted = not forwarded and folded.low.startswith(">", line.start)
        if inside or quoted or (number in heads and not _subject().match(folded.low, line.start, line.end)):
            yield line
        inside = max(0, inside - 1)


def _closes(folded: Folded, number: int) -> bool:
    """Whether the line below a closing phrase is a name, so that the phrase closes a letter."""
    if number + 1 == len(folded.lines):
        return True
    below = folded.lines[number + 1]
    return below.end - below.start <= _LONGEST // 2


def _starts_anew(folded: Folded, line: Span) -> bool:
    """Whether another message begins: its head, or a rule with words in it."""
    return bool(_head().match(folded.low, line.start, line.end)) or folded.low.startswith(("---", "___"), line.start)


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}(?:{'|'.join([*_words('head'), *_words('subject')])})\s*:\s*\S")


@cache
def _subject() -> re.Pattern[str]:
    # "Fwd: paralegal job?" asks the reader something, and names no job.
    return re.compile(rf"\W{{0,4}}(?:{'|'.join(_words('subject'))})\s*:(?!.*\?$)")


@cache
def _closings() -> frozenset[str]:
    return frozenset(_words("closings"))


def _words(group: str) -> list[str]:
    return [str(word) for word in load("boilerplate")["mail"][group]]
