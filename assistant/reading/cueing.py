"""What a line is by the cues in it (`knowledge/cues.yaml`), wherever it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from assistant.domain import SectionKind
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder
from assistant.reading.letters import Cues, letters
from assistant.reading.lines import Line

# Only a sentence of this length tells of a company or team; shorter lines are names and items.
_SENTENCE = 60
# What a paragraph that opens like an introduction may tell besides.
_BESIDES = (SectionKind.PROCESS, SectionKind.MUST, SectionKind.RESPONSIBILITIES)
# A wish in a later sentence ("Kafka would be a plus") makes no wishes of what the paragraph begins with.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
# Stands for the cues of introductions, which have no hints.
INTRODUCED: Cues = frozenset({("introductions", SectionKind.COMPANY)})


@cache
def cues(group: str) -> dict[SectionKind, Finder]:
    """The cues of a group by the kind that they speak for, in the order in which they are tried."""
    return {SectionKind(k): Finder(p) for k, p in load("cues")[group].items()}


def likely_cues(read: Sequence[Line]) -> list[Cues]:
    """For each line the cues that can match it at all."""
    return [letters(line.body).cues if line.text[0] in "#>" else letters(line.text).cues for line in read]


def by_cue(line: Line, group: str, likely: Cues) -> SectionKind | None:
    """The first kind of the group whose cue fits the line; only `likely` ones can."""
    return _cue_of(line.body, group, likely)


# A line is judged by itself and as one of the lines below a heading, and employers repeat their lines.
@lru_cache(maxsize=8192)
def _cue_of(body: str, group: str, likely: Cues) -> SectionKind | None:
    for kind, fits in _asked(group, likely):
        if fits(_SENTENCE_END.split(body, 1)[0] if kind is SectionKind.NICE else body):
            return kind
    return None


@lru_cache(maxsize=4096)
def _asked(group: str, likely: Cues) -> tuple[tuple[SectionKind, Callable[[str], object]], ...]:
    """Of a group's finders those of the likely cues, in their order."""
    return tuple((kind, fits) for kind, fits in _finders(group).items() if (group, kind) in likely)


@cache
def _finders(group: str) -> dict[SectionKind, Callable[[str], object]]:
    """How each cue of a group is looked for: one that can only stand at the very start is not sought farther on."""
    return {k: p.match if _is_anchored(p.pattern) else p.search for k, p in cues(group).items()}


def _is_anchored(pattern: str) -> bool:
    """Whether a pattern is one group behind a "^", without another alternative beside it."""
    depth = 0
    for char in re.sub(r"\\.|\[[^\]]*\]", "", pattern):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            return False
    return pattern.startswith("^")


def by_any_cue(line: Line, likely: Cues) -> SectionKind | None:
    """The kind that the line's own words speak for."""
    return by_cue(line, "lines", likely) or by_introduction(line, likely)


def by_aside(line: Line, likely: Cues) -> SectionKind | None:
    """The kind that a paragraph's words speak for, among them how it begins."""
    found = by_cue(line, "asides", likely)
    if len(line.text) < _SENTENCE:
        return None if found is SectionKind.COMPANY else found
    if found is not None and found not in _BESIDES:
        return found
    return _by_opening(line, "openings") or found


def by_introduction(line: Line, likely: Cues) -> SectionKind | None:
    """The same where introductions stand, above the first list: if `likely` has `INTRODUCED`."""
    found = by_aside(line, likely)
    if len(line.text) < _SENTENCE or not likely >= INTRODUCED or (found is not None and found not in _BESIDES):
        return found
    return _by_opening(line, "introductions") or found


def _by_opening(line: Line, group: str) -> SectionKind | None:
    return _opening_of(line.text, group)


@lru_cache(maxsize=8192)
def _opening_of(text: str, group: str) -> SectionKind | None:
    return next((kind for kind, opening in cues(group).items() if opening.match(text)), None)


class Judge:
    """Tells what runs of lines are, by the cues in them."""

    def __init__(self, read: Sequence[Line], likely: Sequence[Cues]) -> None:
        self._read = read
        self._likely = likely

    def __call__(self, start: int, stop: int) -> SectionKind | None:
        """The kind for which most of the lines from `start` to `stop` speak, if at least two or half of them do."""
        votes = Counter(k for n in range(start, stop) if (k := by_any_cue(self._read[n], self._likely[n])))
        best, count = votes.most_common(1)[0] if votes else (None, 0)
        return best if count >= 2 or 2 * count >= stop - start else None
