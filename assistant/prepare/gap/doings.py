"""What people do at work in any field (`knowledge/doings.yaml`): asked for by a requirement, shown by a résumé."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.preparation import Resume
from assistant.prepare.gap.parts import Candidate, Part
from assistant.prepare.guides import foundations

# What a doing is worth where its topic is not named.
SHOWN = 0.85
# The lines of a résumé by the doings that they show.
Shown = Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Doing:
    """A doing; `counts` are the topics as which it counts, `shown` also fits what `asked` fits."""

    id: str
    name: str
    counts: tuple[str, ...]
    asked: re.Pattern[str]
    shown: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Done:
    """How many of the doings asked for are shown; `here`: in a line that also names what they are to be done with."""

    part: Part
    here: bool


@cache
def doings() -> tuple[Doing, ...]:
    """All of them, in the file's order."""
    return tuple(
        Doing(
            id,
            entry["name"],
            tuple(entry["counts"]),
            compiled(entry["asked"]),
            compiled(f"{entry['shown']}|{entry['asked']}"),
        )
        for id, entry in load("doings").items()
    )


def showing(candidate: Candidate) -> Shown:
    """The lines of what was done, at work, in projects and in studies, by the doings that they show."""
    lines = candidate.done()
    found = {d.id: tuple(row.span for row in lines if d.shown.search(row.words)) for d in doings()}
    return {id: spans for id, spans in found.items() if spans}


def done(words: str, topics: Sequence[str], shown: Shown, resume: Resume) -> Done | None:
    """The doings that the words ask for, beside those that are among the topics; None where they ask for none."""
    asked = [d for d in doings() if not set(d.counts) & set(topics) and d.asked.search(words)]
    if not asked:
        return None
    there = [d for d in asked if d.id in shown]
    lacking = [d.name for d in asked if d.id not in shown]
    said = [f"the résumé shows {', '.join(d.name for d in there)}"] if there else []
    said += [f"it shows nothing of {', '.join(lacking)}"] if lacking else []
    lines = [sorted(shown[d.id], key=lambda span: not _about(span, topics, resume)) for d in there]
    here = any(_about(spans[0], topics, resume) for spans in lines)
    evidence = tuple(dict.fromkeys(spans[0] for spans in lines))
    return Done(Part(len(there) / len(asked), "; ".join(said), evidence), here)


def _about(line: Span, topics: Sequence[str], resume: Resume) -> bool:
    """Whether a line of the résumé names one of the topics, or what rests on one."""
    named = {a.topic for a in resume.abilities if any(span.overlaps(line) for span in a.spans)}
    return any(t in named or any(t in foundations(n) for n in named) for t in topics)


def standing_in(topic: str, shown: Shown) -> tuple[Span, ...]:
    """The lines of a doing that counts as the topic."""
    return tuple(span for d in doings() if topic in d.counts for span in shown.get(d.id, ()))
