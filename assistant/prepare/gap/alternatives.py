"""Which topics of a requirement are choices ("Java, C++ or Python") and which are asked for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Span
from assistant.prepare.gap.demands import asks, pattern
from assistant.reading.topics import Mention, mentions

_BRACKETS = re.compile(r"\(([^()]*)\)")
# How far an "or" may stand from the topics that it is between.
_NEAR = 40


def alternatives(words: str, wanted: Sequence[str]) -> list[tuple[str, ...]]:
    """The topics in groups: of each group one will do."""
    named = [m for m in mentions(words) if m.topic in wanted]
    inside = _in_brackets(words, named)
    if inside and not asks("any_of", _BRACKETS.sub(" ", words)):
        rest = [(t,) for t in wanted if t not in inside]
        return [*rest, tuple(t for t in wanted if t in inside)]
    if cue := pattern("examples").search(words):
        general = [t for t in wanted if any(m.topic == t and m.span.end <= cue.start() for m in named)]
        examples = tuple(t for t in wanted if any(m.topic == t and m.span.start >= cue.end() for m in named))
        if general and set(examples) - set(general):
            # "Model serving, such as caching or load balancing": both are asked for, the whole and one of its examples.
            return [*alternatives(words[: cue.start()], general), examples]
    if asks("any_of", words) or _either(words, named):
        return [tuple(wanted)]
    return [(t,) for t in wanted]


def _in_brackets(words: str, named: Sequence[Mention]) -> set[str]:
    """The topics that are examples in brackets: "(PyTorch, TensorFlow and so on)"."""
    spans = [Span(m.start(), m.end()) for m in _BRACKETS.finditer(words) if asks("any_of", m.group())]
    return {m.topic for m in named if any(span.contains(m.span) for span in spans)}


def _either(words: str, named: Sequence[Mention]) -> bool:
    """Whether an "or" stands between two topics."""
    for match in pattern("either").finditer(words):
        before = any(0 <= match.start() - m.span.end <= _NEAR for m in named)
        after = any(0 <= m.span.start - match.end() <= _NEAR for m in named)
        if before and after:
            return True
    return False
