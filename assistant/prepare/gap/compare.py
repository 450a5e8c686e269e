"""Requirement by requirement: the parts put together to a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Requirement, Role, Span
from assistant.preparation import Finding, Gap, Line, Quote, Resume, Verdict
from assistant.prepare.gap.demands import asks, pattern
from assistant.prepare.gap.doings import Done, Shown, done, showing
from assistant.prepare.gap.formal import credential, degree, same_work, years
from assistant.prepare.gap.likeness import Likeness
from assistant.prepare.gap.parts import ENOUGH, Candidate, Part, candidate
from assistant.prepare.gap.skills import hard, skills
from assistant.reading.typed import degree_of

# Chosen on the labelled pairs of tests/gold/gaps.yaml, the held-out ones left out.
_PARTLY, _ALIKE = 0.2, 0.4
# A title or a degree is like much; a doing that is shown may stand a little farther off.
_ALIKE_TITLE, _NEAR = 0.5, 0.3
# A line with so many words besides its topics says more than that they are known.
_WORDY, _BRIEF = 14, 7
_ORDER = {"must": 0, "duty": 1, "nice": 2}
Judged = tuple[Verdict, str, tuple[Span, ...]]
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class _Side:
    """What requirements are set against: a résumé in its lines, the doings that they show, and likeness to them."""

    candidate: Candidate
    shown: Shown
    likeness: Likeness


def compare(role: Role, text: str, resume: Resume, likeness: Likeness) -> Gap:
    """Each requirement of `role` (its posting's normalised `text`) against the résumé, must-haves first."""
    likeness.prepare([_one_line(r.span.of(text)) for r in role.requirements])
    cut = candidate(resume)
    side = _Side(cut, showing(cut), likeness)
    findings = tuple(_finding(role, text, r, side) for r in in_order(role))
    notes = [] if findings else ["This posting lists no requirements, so there is nothing to set a résumé against."]
    if not resume.english:
        notes.append("Most of the résumé is not in English; what it does not say in English is left unknown.")
    return Gap(role.id, role.title, role.company, findings, tuple(notes))


def in_order(role: Role) -> list[Requirement]:
    """The requirements with must-haves first, then duties, then nice-to-haves, each in text order."""
    return sorted(role.requirements, key=lambda r: (_ORDER[r.kind], r.span.start))


def line_of(role: Role, text: str, span: Span, kind: str = "text") -> Line:
    """A span of a role's posting as a citable line."""
    return Line(role.id, role.company, role.title, role.source, span.start, span.end, span.of(text), kind)  # type: ignore[arg-type]


def _finding(role: Role, text: str, requirement: Requirement, side: _Side) -> Finding:
    words, resume = requirement.span.of(text), side.candidate.resume
    verdict, why, evidence = _judged(requirement, words, side)
    if verdict == "missing" and not resume.english:
        verdict, why = "unknown", "the résumé is in another language, so this could not be told"
    shown = tuple(Quote(s.start, s.end, s.of(resume.text)) for s in evidence) if verdict in ("met", "partly") else ()
    return Finding(requirement, line_of(role, text, requirement.span, requirement.kind), verdict, why, shown)


def _judged(requirement: Requirement, words: str, side: _Side) -> Judged:
    candidate, likeness = side.candidate, side.likeness
    if asks("permit", words):
        return "unknown", "a résumé does not say this; be ready to answer it", ()
    formal, papers = degree(words, candidate), credential(words, candidate)
    known_skills = None if formal else skills(requirement, words, candidate, side.shown)
    if papers and not papers.share and known_skills and (asks("first_hand", words) or known_skills.share < ENOUGH):
        # The topics of a credential only say in which field it is to be.
        known_skills = None
    if known_skills and known_skills.share < ENOUGH and same_work(requirement, words, candidate):
        # What the years are asked in are jobs, and the résumé has had one of them.
        known_skills = None
    doing = None if formal or papers else done(words, requirement.topics, side.shown, candidate.resume)
    known = [part for part in (formal, years(requirement, words, candidate), papers, known_skills) if part]
    if asks("leads_with_attitude", words) or (not known and asks("attitude", words)):
        return "unknown", "a résumé cannot show this; prepare a story that does", ()
    if known and (not requirement.topics or formal or len(known) > 1 or known[0].share > 0):
        return _together(known, doing, requirement, words, likeness)
    if doing and doing.part.share:
        return _by_doings(doing.part, known, words, likeness)
    return _by_meaning(requirement, words, candidate, likeness, known)


def _together(
    parts: Sequence[Part], doing: Done | None, requirement: Requirement, words: str, likeness: Likeness
) -> Judged:
    """The verdict of several parts: as their mean, met only where each of them is."""
    mean = sum(part.share for part in parts) / len(parts)
    met = all(part.share >= ENOUGH for part in parts)
    why, evidence = "; ".join(part.said for part in parts), _distinct(s for p in parts for s in p.evidence)
    if met and len(parts) == 1 and not degree_of(words) and _says_more(requirement, words):
        score, span = likeness.best(_one_line(words))
        if doing and doing.here and doing.part.share >= ENOUGH and score >= _NEAR:
            return "met", f"{why}; {doing.part.said}", _distinct([*evidence, *doing.part.evidence])
        if score < _ALIKE:
            return "partly", f"{why}, though not in this setting", evidence
        evidence = _distinct([*evidence, *([span] if span else [])])
    if met:
        return "met", why, evidence
    return ("partly" if mean >= _PARTLY else "missing"), why, evidence


def _says_more(requirement: Requirement, words: str) -> bool:
    """Whether a line asks for more than knowing its topics: duties do, and long lines that are no list of choices."""
    said = len(_WORD.findall(words))
    if requirement.kind == "duty":
        return said >= _BRIEF
    return said >= _WORDY and not asks("any_of", words)


def _by_doings(doing: Part, known: Sequence[Part], words: str, likeness: Likeness) -> Judged:
    """The verdict of a line whose doings the résumé shows: met only where nothing that it names is lacking."""
    score, _ = likeness.best(_one_line(words))
    if known:
        if score >= _NEAR:
            return "partly", f"{doing.said}, though not in this setting; {known[0].said}", doing.evidence
        return "missing", known[0].said, ()
    met = doing.share >= ENOUGH and (score >= _ALIKE or len(doing.evidence) > 1)
    return ("met" if met else "partly"), doing.said, doing.evidence


def _by_meaning(
    requirement: Requirement, words: str, candidate: Candidate, likeness: Likeness, known: Sequence[Part]
) -> Judged:
    """The verdict of a line that no topic, doing, date or degree decides: by the résumé's line that is most like it."""
    score, span = likeness.best(_one_line(words))
    if asks("led", words) and not hard(requirement.topics) and (led := candidate.lines_with(pattern("led"))):
        return "met", "the résumé shows that you have led", led[:2]
    telling = span and any(row.span.overlaps(span) for row in candidate.done())
    if span and score >= (_ALIKE if telling and not known else _ALIKE_TITLE):
        return "partly", "a line of the résumé is close to this", (span,)
    if not known and requirement.topics and requirement.kind != "duty":
        return "unknown", "a résumé cannot show this; prepare a story that does", ()
    return "missing", known[0].said if known else "the résumé says nothing of this kind", ()


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _distinct(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))[:3]
