"""How alike in meaning a requirement and the lines of a résumé are, by the embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.domain import Span
from assistant.preparation import Resume
from assistant.prepare.resume.layout import rows

Embed = Callable[[Sequence[str]], "Sequence[Sequence[float]]"]
# Shorter lines are names and places.
_SHORTEST = 25


class Likeness:
    """The lines of one résumé with their vectors, made at first use. Lines with contact details are left out."""

    def __init__(self, resume: Resume, embed: Embed) -> None:
        self._embed = embed
        self._lines = [
            (row.span, row.words)
            for row in rows(resume.text)
            if len(row.words) >= _SHORTEST and not any(c.span.overlaps(row.span) for c in resume.contacts)
        ]
        self._vectors: list[Sequence[float]] | None = None
        self._known: dict[str, tuple[float, Span | None]] = {}

    def prepare(self, texts: Sequence[str]) -> None:
        """Compares many texts at once, for later calls of `best`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if not new:
            return
        if self._vectors is None:
            self._vectors = [_unit(v) for v in self._embed([words for _, words in self._lines])] if self._lines else []
        for text, vector in zip(new, self._embed(new), strict=True):
            unit = _unit(vector)
            scored = [(_dot(unit, v), span) for v, (span, _) in zip(self._vectors, self._lines, strict=True)]
            self._known[text] = max(scored, key=lambda pair: pair[0], default=(0.0, None))

    def best(self, text: str) -> tuple[float, Span | None]:
        """The cosine of the résumé's line that is most like `text`, and its span; (0.0, None) for an empty résumé."""
        self.prepare([text])
        return self._known[text]


def _unit(vector: Sequence[float]) -> Sequence[float]:
    norm = _dot(vector, vector) ** 0.5 or 1.0
    return [x / norm for x in vector]


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
