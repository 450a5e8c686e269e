"""Gives a page that was saved without its line breaks its lines back.

A browser's "copy" or a scraper's `textContent` runs headings, buttons and list items together: "ResponsibilitiesDevelop
scalable models.Suggest, collect". Only lines that show this several times are touched, and only by line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.domain import Span
from assistant.reading.folding import fold
from assistant.reading.glue import Glue
from assistant.reading.labels import headings_in, label_cuts
from assistant.reading.legal import legal_spans
from assistant.reading.vocabulary import Vocabulary, candidates, headings_known

# A line that is shorter has no page in it.
_MIN_LENGTH = 100
# Evidence that a line is glued: so many places, and one of them no name at all; or as many places as densely.
_MIN_PLACES = 2
_DENSE_PLACES = 4
_DENSITY = 40
# A line as long as a page, and the headings in it that show that it is one: there every line break became a space.
_PAGE = 700
_MIN_HEADINGS = 3
# A paragraph this long is looked through for legal text that begins or ends within.
_LONG = 300


def relaid(text: str, headings: frozenset[str] | None = None) -> str:
    """`text` with the line breaks that its glued lines have lost; a text without such lines comes back as it is.

    `headings` are phrases, in lower case, that stand on lines of their own (default: those of the knowledge base).
    """
    return "\n".join(line for lines in relaid_lines(text.split("\n"), headings) for line in lines)


def relaid_lines(lines: Sequence[str], headings: frozenset[str] | None = None) -> list[list[str]]:
    """For each line the lines that it becomes: itself, mostly. What results would not be broken again."""
    out = [[line] for line in lines]
    known = headings_known() if headings is None else headings
    without_text = Vocabulary.of_headings(known)
    waiting = [
        number for number, line in enumerate(lines) if len(line) >= _MIN_LENGTH and _may_be_broken(line, without_text)
    ]
    while waiting:
        vocabulary = Vocabulary.of((line for parts in out for line in parts), known)
        changed = []
        for number in waiting:
            parts = [part for line in out[number] for part in _broken(line, vocabulary)]
            if len(parts) > len(out[number]):
                out[number] = parts
                changed.append(number)
        waiting = changed
    return out


def _may_be_broken(line: str, vocabulary: Vocabulary) -> bool:
    if len(line) < _MIN_LENGTH:
        return False
    return candidates(line) >= _MIN_PLACES or _is_spaced(line, vocabulary)


def _is_spaced(line: str, vocabulary: Vocabulary) -> bool:
    return len(line) >= _PAGE and headings_in(line, vocabulary) >= _MIN_HEADINGS


def _broken(line: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The lines that a line becomes."""
    cuts = _cuts(line, vocabulary) if _may_be_broken(line, vocabulary) else []
    if not cuts:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    for number, part in enumerate(_parts(line, cuts)):
        for piece in _without_legal(part):
            yield indent + piece if not number and indent else piece


def _cuts(line: str, vocabulary: Vocabulary) -> list[int]:
    """Where the line breaks belong; none where the line does not show itself to be glued."""
    glue = Glue(line, vocabulary)
    places = glue.places()
    if _is_glued(line, places, glue, vocabulary):
        return sorted({*places, *label_cuts(line, frozenset(places), vocabulary)})
    if _is_spaced(line, vocabulary):
        return sorted(set(label_cuts(line, frozenset(), vocabulary, spaced=True)))
    return []


def _is_glued(line: str, places: Sequence[int], glue: Glue, vocabulary: Vocabulary) -> bool:
    if len(places) < _MIN_PLACES:
        return False
    if any(glue.is_sure(place) or vocabulary.is_label_at(line, place) for place in places):
        return True
    return len(places) >= _DENSE_PLACES and len(places) * _DENSITY >= len(line)


def _parts(line: str, cuts: Iterable[int]) -> Iterator[str]:
    start = 0
    for cut in (*cuts, len(line)):
        part = line[start:cut].strip()
        if part:
            yield part
        start = cut


def _without_legal(part: str) -> Iterator[str]:
    """A long paragraph, broken where legal text begins and ends: nobody reads the two as one."""
    if len(part) < _LONG:
        yield part
        return
    edges = {edge for span in legal_spans(fold(part)) if span != Span(0, len(part)) for edge in (span.start, span.end)}
    yield from _parts(part, sorted(edges - {0, len(part)}))
