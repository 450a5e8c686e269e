"""Topics and requirement phrases against SkillSpan's hand-marked spans, beside a list of what its train part marks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.domain import Span
from assistant.reading.actions import actions
from assistant.reading.topics import mentions, topic
from benchmarks.table import Table

_KINDS = ("knowledge", "skill")
_NOTE = (
    "A sentence's tokens are joined by spaces. Knowledge: mentions of all topics but those of working with people; "
    "skills: mentions of those, and the phrases that name an action. Precision is the share of found spans, recall "
    "that of marked spans, that match a span of the other side: *exact*, with the same first and last character; "
    "*overlapping*, with a character in common. The lexicon takes each phrase that the train part marks at least "
    "every second time, the longest first."
)


@dataclass(frozen=True)
class _Sentence:
    """A sentence, where its tokens stand in it, and the marked spans by kind."""

    text: str
    tokens: tuple[Span, ...]
    marked: dict[str, list[Span]]


def skillspan(shared: Path) -> Table:
    """Precision, recall and F1 on the dev part; the product is developed on the train part alone."""
    train, dev = (list(_sentences(shared / "skillspan" / f"{part}.json")) for part in ("train", "dev"))
    rows = []
    for kind in _KINDS:
        marked = [s.marked[kind] for s in dev]
        for name, find in (("ours", _FINDERS[kind]), ("train lexicon", _lexicon(train, kind))):
            found = [find(s) for s in dev]
            for match in (_exact, _overlapping):
                rows.append((kind, name, match.__name__[1:], *_scores(found, marked, match)))
    notes = (f"{len(dev)} sentences. {_NOTE}",)
    return Table("SkillSpan", ("spans", "found by", "match", "precision", "recall", "F1"), tuple(rows), notes)


def _sentences(path: Path) -> Iterator[_Sentence]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        tokens, at = [], 0
        for token in row["tokens"]:
            tokens.append(Span(at, at + len(token)))
            at += len(token) + 1
        marked = {kind: list(_marked(row[f"tags_{kind}"], tokens)) for kind in _KINDS}
        yield _Sentence(" ".join(row["tokens"]), tuple(tokens), marked)


def _marked(tags: Sequence[str], tokens: Sequence[Span]) -> Iterator[Span]:
    """The spans of a sequence of B, I and O tags."""
    starts = [i for i, tag in enumerate(tags) if tag.startswith("B")]
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end].startswith("I"):
            end += 1
        yield Span(tokens[start].start, tokens[end - 1].end)


def _knowledge(sentence: _Sentence) -> list[Span]:
    return [m.span for m in mentions(sentence.text) if topic(m.topic).area != "people"]


def _skills(sentence: _Sentence) -> list[Span]:
    phrases = actions(sentence.text)
    people = [m.span for m in mentions(sentence.text) if topic(m.topic).area == "people"]
    return phrases + [span for span in people if not any(span.overlaps(phrase) for phrase in phrases)]


_FINDERS = {"knowledge": _knowledge, "skill": _skills}


def _lexicon(train: Sequence[_Sentence], kind: str) -> Callable[[_Sentence], list[Span]]:
    """A finder of the phrases that `train` marks at least every second time that they stand in it."""
    marked = Counter(_words(s, span) for s in train for span in s.marked[kind])
    anywhere = partial(_longest, phrases=frozenset(marked))
    seen = Counter(_words(s, span) for s in train for span in anywhere(s))
    return partial(_longest, phrases=frozenset(p for p, n in marked.items() if 2 * n >= seen[p]))


def _words(sentence: _Sentence, span: Span) -> tuple[str, ...]:
    return tuple(span.of(sentence.text).lower().split(" "))


def _longest(sentence: _Sentence, phrases: frozenset[tuple[str, ...]]) -> list[Span]:
    """Where `phrases` stand in the sentence, the longest at each token, without overlap."""
    words, spans, at = sentence.text.lower().split(" "), [], 0
    most = max(map(len, phrases))
    while at < len(words):
        sizes = range(min(most, len(words) - at), 0, -1)
        size = next((n for n in sizes if tuple(words[at : at + n]) in phrases), 0)
        if size:
            spans.append(Span(sentence.tokens[at].start, sentence.tokens[at + size - 1].end))
        at += size or 1
    return spans


def _exact(one: Span, other: Span) -> bool:
    return one == other


def _overlapping(one: Span, other: Span) -> bool:
    return one.overlaps(other)


def _scores(
    found: Sequence[Sequence[Span]], marked: Sequence[Sequence[Span]], match: Callable[[Span, Span], bool]
) -> tuple[str, str, str]:
    precision, recall = _share(found, marked, match), _share(marked, found, match)
    both = precision + recall
    return f"{precision:.3f}", f"{recall:.3f}", f"{2 * precision * recall / both if both else 0:.3f}"


def _share(
    some: Sequence[Sequence[Span]], others: Sequence[Sequence[Span]], match: Callable[[Span, Span], bool]
) -> float:
    """The share of the spans of `some` that match one of `others` in the same sentence."""
    matched = sum(any(match(a, b) for b in right) for left, right in zip(some, others, strict=True) for a in left)
    return matched / max(1, sum(map(len, some)))
