"""The topics that a résumé names, where, for how long, and whether in something that was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.preparation import Ability, Contact, Experience
from assistant.prepare.resume.dates import months_of
from assistant.prepare.resume.layout import Row
from assistant.reading.sentences import split_line
from assistant.reading.topics import Mention, mentions

_LONGEST_LINE = 240
# What a mention is worth: see `Ability.strength`.
_DONE, _SAID, _LISTED, _LEARNT, _LITTLE = 1.0, 0.8, 0.7, 0.6, 0.4


def abilities(
    text: str, rows: Sequence[Row], entries: Sequence[Experience], contacts: Sequence[Contact]
) -> tuple[Ability, ...]:
    """The topics in the order of their first mention; each with the lines that name it, things done before lists."""
    private = [c.span for c in contacts]
    found: dict[str, list[Mention]] = {}
    for mention in mentions(text):
        if not any(mention.span.overlaps(span) for span in private):
            found.setdefault(mention.topic, []).append(mention)
    return tuple(_ability(topic, named, text, rows, entries) for topic, named in found.items())


def _ability(
    topic: str, named: Sequence[Mention], text: str, rows: Sequence[Row], entries: Sequence[Experience]
) -> Ability:
    lines = [(row, m) for m in named for row in rows if row.span.overlaps(m.span)]
    ranked = sorted(lines, key=lambda pair: (-_strength(pair[0], pair[1], text, entries), pair[1].span.start))
    spans = tuple(dict.fromkeys(_evidence(text, row, m.span) for row, m in ranked))
    strength = _strength(ranked[0][0], ranked[0][1], text, entries) if ranked else 0.0
    return Ability(topic, spans, _years(named, text, entries), strength)


def _strength(row: Row, mention: Mention, text: str, entries: Sequence[Experience]) -> float:
    if row.kind == "skills":
        return _LITTLE if _pattern("little").match(text[mention.span.end : row.span.end]) else _LISTED
    if row.kind in ("top", "other") or row.heading:
        return _SAID
    at_work = any(e.kind == "work" and e.span.contains(row.span) for e in entries)
    return _LEARNT if not at_work and _pattern("learnt").search(row.words) else _DONE


def _evidence(text: str, row: Row, span: Span) -> Span:
    """The line that names it; of a long one the sentence."""
    if len(row.words) <= _LONGEST_LINE:
        return row.span
    return next((s for s in split_line(text, row.span) if s.overlaps(span)), row.span)


def _years(named: Sequence[Mention], text: str, entries: Sequence[Experience]) -> float | None:
    """Time in dated jobs and projects that name it, or what stands beside a mention, if that is more."""
    dated = [
        (e.first, e.last)
        for e in entries
        if e.kind != "education" and e.first and e.last and any(e.span.contains(m.span) for m in named)
    ]
    beside = [int(m["n"]) for n in named if (m := _pattern("years_beside").search(text[n.span.end : n.span.end + 20]))]
    worked = [round(months_of(dated) / 12, 1)] if dated else []
    return max([*worked, *map(float, beside)], default=None)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return compiled(load("resume")[name])
