"""Degrees, years and credentials: what a requirement asks for against what the résumé states."""

from __future__ import annotations

from itertools import pairwise

from assistant.domain import Requirement
from assistant.index.analysis import words as stems
from assistant.prepare.gap.demands import asks, credentials, pattern
from assistant.prepare.gap.parts import Candidate, Part
from assistant.prepare.guides import foundations, guide
from assistant.reading.topics import topics_of
from assistant.reading.typed import degree_of

_LEVELS = {
    "Associate": "an associate degree",
    "Bachelor": "a bachelor’s degree",
    "Master": "a master’s degree",
    "PhD": "a PhD",
}
# So many years in the field may stand in for a degree where the posting says that experience may.
_INSTEAD = 4


def degree(words: str, candidate: Candidate) -> Part | None:
    """The degree that is asked for; None where none is."""
    wanted = degree_of(words)
    if wanted is None:
        return None
    resume, levels = candidate.resume, list(_LEVELS)
    enough = [s for s in resume.schooling if levels.index(s.level) >= levels.index(wanted.minimum)]
    finished = [s for s in enough if s.finished or asks("on_its_way", words)]
    fields = set(topics_of(words))
    fitting = [s for s in finished if not fields or _touches(s.span.of(resume.text), fields)]
    if fitting:
        return Part(1.0, f"the résumé names {_LEVELS[fitting[0].level]}", (fitting[0].span,))
    if enough:
        shown = "is in another field than those named" if finished else "is still on its way"
        return Part(0.5, f"{_LEVELS[enough[0].level]} {shown}", (enough[0].span,))
    worked = max((a.years or 0 for a in resume.abilities if {a.topic, *foundations(a.topic)} & fields), default=0)
    if wanted.or_equivalent and worked >= _INSTEAD:
        return Part(0.5, f"no such degree, but {worked:g} years in the field, which may count instead")
    return Part(0.0, f"the résumé does not name {_LEVELS[wanted.minimum]} or more")


def _touches(words: str, fields: set[str]) -> bool:
    """Whether a degree's words name one of the fields, or something that rests on one."""
    own = set(topics_of(words))
    return bool((own | {f for t in own for f in guide(t).prerequisites}) & fields)


def years(requirement: Requirement, words: str, candidate: Candidate) -> Part | None:
    """The years that are asked for; None where none are, or where the résumé dates nothing.

    All dated work counts, half where the résumé names none of the requirement's topics.
    """
    wanted, resume = requirement.years, candidate.resume
    if not wanted or resume.years is None:
        return None
    jobs = tuple(e.heading for e in resume.experiences if e.kind == "work")
    counted = f"{resume.years:g} years of dated work, {wanted:g} are asked for"
    if resume.years < wanted / 4:
        return Part(0.0, counted)
    related = (
        not requirement.topics
        or any(resume.ability(t) for t in requirement.topics)
        or same_work(requirement, words, candidate)
    )
    return Part(1.0 if resume.years >= wanted and related else 0.5, counted, jobs[:3])


def same_work(requirement: Requirement, words: str, candidate: Candidate) -> bool:
    """Whether a line that asks for years in a kind of job names it as the résumé's own jobs are named."""
    if not requirement.years:
        return False
    titles = (e.heading.of(candidate.resume.text) for e in candidate.resume.experiences if e.kind == "work")
    return any(_pairs(words) & _pairs(title) for title in titles)


def _pairs(words: str) -> set[tuple[str, str]]:
    """Each two words that stand side by side: "Platform Engineer"."""
    return set(pairwise(stems(words)))


def credential(words: str, candidate: Candidate) -> Part | None:
    """Papers, patents or certificates that are asked for; None where none are."""
    families = credentials(words)
    if not families:
        return None
    shown = [span for family in families for span in candidate.lines_with(pattern(family, "credentials"))]
    listed = " or ".join(families)
    if shown:
        return Part(1.0, f"the résumé names {listed}", tuple(shown[:2]))
    return Part(0.0, f"the résumé names no {listed}")
