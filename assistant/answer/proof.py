"""The sentences of passages that prove a claim: as few as will do, each of them adding to the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.claims import Claim
from assistant.answer.numbered import Passage
from assistant.answer.support import Support, supported
from assistant.domain import Span
from assistant.index.analysis import words

# A claim is proved by at most this many sentences, looked for among this many that share most words with it.
_MOST = 4
_TRIED = 12
# A line of this many words is quoted with the label above it.
_LABELLED = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage."""

    passage: Passage
    span: Span

    @property
    def words(self) -> str:
        """What it says."""
        return self.span.of(self.passage.text)


def sentences_of(passages: Sequence[Passage]) -> list[Sentence]:
    """The passages' sentences, each span of a posting once."""
    found = {(p.role.posting_id, s.start, s.end): Sentence(p, s) for p in reversed(passages) for s in p.sentences}
    return list(reversed(found.values()))


def proof(claim: Claim, passages: Sequence[Passage]) -> tuple[Sentence, ...] | None:
    """The sentences that together support `claim`, the most telling first; None where there are none.

    The claim may use the names of the roles whose sentences are chosen, and no others.
    """
    likely = _likely(claim, sentences_of(passages))
    chosen: list[Sentence] = []
    best = Support(0.0, ("everything",) * 99)
    while len(chosen) < _MOST:
        trials = [(_support(claim, [*chosen, one]), one) for one in likely if one not in chosen]
        found = max(trials, key=lambda trial: _worth(trial[0]), default=None)
        if found is None or _worth(found[0]) <= _worth(best):
            return None
        best = found[0]
        chosen.append(found[1])
        if best.holds:
            return joined([_labelled(one) for one in chosen])
    return None


def joined(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Sentences that follow each other in a passage as one, in the order of the first of each."""
    found: list[Sentence] = []
    for one in sentences:
        at = next((i for i, other in enumerate(found) if _follow(one, other)), None)
        if at is None:
            found.append(one)
        else:
            span = Span(min(one.span.start, found[at].span.start), max(one.span.end, found[at].span.end))
            found[at] = Sentence(one.passage, span)
    return tuple(found) if len(found) == len(sentences) else joined(found)


def _labelled(one: Sentence) -> Sentence:
    """A line of hardly any words ("$117,000.00") with the label above it."""
    sentences = one.passage.sentences
    at = sentences.index(one.span)
    above = sentences[at - 1] if at else None
    if above is None or len(one.words.split()) > _LABELLED or not above.of(one.passage.text).endswith((":", "：")):
        return one
    return Sentence(one.passage, Span(above.start, one.span.end))


def _follow(one: Sentence, other: Sentence) -> bool:
    first, second = sorted((one.span, other.span))
    return one.passage is other.passage and not any(c.isalnum() for c in one.passage.text[first.end : second.start])


def names_of(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The names of the sentences' roles and companies, each once."""
    return tuple(dict.fromkeys(name for one in sentences for name in one.passage.names))


def closest(text: str, passage: Passage) -> Sentence:
    """The sentence of the passage that shares most words with `text`."""
    wanted = set(words(text))
    span = max(passage.sentences, key=lambda s: len(wanted & set(words(s.of(passage.text)))))
    return Sentence(passage, span)


def _support(claim: Claim, sentences: Sequence[Sentence]) -> Support:
    return supported(claim, [one.words for one in sentences], names_of(sentences))


def _worth(support: Support) -> tuple[bool, int, float]:
    return support.holds, -len(support.missing), support.share


def _likely(claim: Claim, sentences: Sequence[Sentence]) -> list[Sentence]:
    if len(sentences) <= _TRIED:
        return list(sentences)
    wanted = set(words(claim.text))
    ranked = sorted(sentences, key=lambda one: -len(wanted & set(words(one.words))))
    return ranked[:_TRIED]
