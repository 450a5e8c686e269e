"""What the roles' own texts ask a candidate to prepare, and how much each thing weighs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain import Requirement, Role, SectionKind
from assistant.preparation import Line, Profile, Standing, Target, Verdict
from assistant.prepare.gap import line_of
from assistant.prepare.gap.alternatives import alternatives
from assistant.prepare.gap.demands import asks
from assistant.prepare.gap.skills import is_soft
from assistant.reading.lines import lines
from assistant.reading.sentences import unmarked
from assistant.reading.topics import topics_of
from assistant.reading.typed import degree_of

_KIND = {"must": 3.0, "duty": 1.4, "nice": 0.9}
_VERDICT: Mapping[Verdict | None, float] = {"missing": 1.8, "partly": 1.2, "unknown": 1.0, None: 1.0, "met": 0.3}
_WEAK, _STRONG = 1.5, 0.5
_DEEP, _LIGHT, _FIRST, _STACK = 1.4, 0.75, 1.25, 0.8
# Each further line that names a topic adds this share of its weight.
_REPEATED = 0.4
# One of several choices; one that is not needed, because another is there.
_CHOICE, _NOT_NEEDED = 0.7, 0.25
_FEWEST_WORDS = 3
_A_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Need:
    """A topic to prepare: its weight, the lines that ask for it (heaviest first), the first and the last interview that
    it is needed for, how the résumé stands to it, and the words by which it does. `base_of` is the topic for whose sake
    it is prepared where no line asks for it itself."""

    topic: str
    weight: float
    lines: tuple[Line, ...]
    deadline: date
    latest: date
    verdict: Verdict | None = None
    shown: str | None = None
    base_of: str | None = None

    @property
    def extra(self) -> bool:
        """Whether no must-have and no duty asks for it."""
        return not any(line.kind in ("must", "duty") for line in self.lines)


@dataclass(frozen=True, slots=True)
class Loose:
    """A must-have that no topic fits: how it is prepared (`formal` for degrees, years and permits, `story` for what is
    told, `none` for what nothing can be prepared for), and for which interview."""

    line: Line
    way: str
    deadline: date
    topic: str | None = None


Standings = Callable[[str], Standing] | None


def needs(targets: Sequence[Target], standing: Standings, profile: Profile) -> list[Need]:
    """The topics that the roles ask for, heaviest first. Soft skills are not among them: they are told, not studied.

    `standing` says how a résumé stands to a topic; None where there is no résumé.
    """
    asked: dict[str, list[tuple[float, Line, date]]] = {}
    for target in targets:
        for topic_id, weight, line in _asked(target, standing):
            asked.setdefault(topic_id, []).append((weight, line, target.interview))
    out = [_need(topic_id, entries, standing, profile) for topic_id, entries in asked.items()]
    return sorted(out, key=lambda n: (-n.weight, n.topic))


def _asked(target: Target, standing: Standings) -> Iterator[tuple[str, float, Line]]:
    role, text = target.role, target.text
    of_kind: dict[str, list[Requirement]] = {}
    for requirement in role.requirements:
        of_kind.setdefault(requirement.kind, []).append(requirement)
    for kind, listed in of_kind.items():
        for place, requirement in enumerate(listed):
            words = requirement.span.of(text)
            line = line_of(role, text, requirement.span, kind)
            topics = () if _is_formal(words) else _studied(requirement.topics)
            for topic_id in topics:
                order = _FIRST - (_FIRST - 1.0) * place / max(1, len(listed) - 1)
                chosen = _chosen(topic_id, words, topics, standing)
                yield topic_id, _KIND[kind] * order * _emphasis(words) * chosen / len(topics) ** 0.5, line
    for fact in role.stated("tech_stack"):
        for topic_id in _studied(topics_of(fact.span.of(text))):
            yield topic_id, _STACK, line_of(role, text, fact.span)


def _chosen(topic_id: str, words: str, topics: Sequence[str], standing: Standings) -> float:
    """What a topic weighs that is one of several choices: less, and little where another of them is there already."""
    others = next((g for g in alternatives(words, topics) if topic_id in g and len(g) > 1), ())
    if not others:
        return 1.0
    met = [t for t in others if standing and standing(t).verdict == "met"]
    return _NOT_NEEDED if met and topic_id not in met else _CHOICE


def _studied(topics: Sequence[str]) -> tuple[str, ...]:
    return tuple(t for t in topics if not is_soft(t))


def _is_formal(words: str) -> bool:
    """Whether a line asks for a degree or a permit: what it names besides is no thing to study."""
    return degree_of(words) is not None or asks("permit", words)


def _emphasis(words: str) -> float:
    return (_DEEP if asks("deep", words) else 1.0) * (_LIGHT if asks("light", words) else 1.0)


def _need(topic_id: str, entries: Sequence[tuple[float, Line, date]], standing: Standings, profile: Profile) -> Need:
    ranked = sorted(entries, key=lambda e: (-e[0], e[1].role, e[1].start))
    weight = ranked[0][0] + _REPEATED * sum(w for w, *_ in ranked[1:])
    stands = standing(topic_id) if standing else None
    factor = _VERDICT[stands.verdict if stands else None]
    factor = _WEAK if topic_id in profile.weak else _STRONG if topic_id in profile.strong else factor
    lines = tuple(dict.fromkeys(line for _, line, _ in ranked))
    if all(line.kind not in ("must", "duty") for line in lines):
        # What would only be nice draws no time from what must be, however much of it is missing.
        factor = min(factor, 1.0)
    interviews = [day for *_, day in ranked]
    verdict, shown = (stands.verdict, stands.shown) if stands else (None, None)
    return Need(topic_id, weight * factor, lines, min(interviews), max(interviews), verdict, shown)


def loose(targets: Sequence[Target]) -> list[Loose]:
    """The must-haves without a topic to study, in the order of roles and text."""
    return [found for target in targets for r in target.role.requirements if (found := _loose(target, r))]


def _loose(target: Target, requirement: Requirement) -> Loose | None:
    words = requirement.span.of(target.text)
    line = line_of(target.role, target.text, requirement.span, requirement.kind)
    if requirement.kind != "must":
        return None
    if _is_formal(words):
        return Loose(line, "formal", target.interview)
    if _studied(requirement.topics):
        return None
    if requirement.years:
        return Loose(line, "formal", target.interview)
    if sum(w.isalpha() for w in words.replace(",", " ").replace(".", " ").split()) < _FEWEST_WORDS:
        return Loose(line, "none", target.interview)
    return Loose(line, "story", target.interview, next(iter(requirement.topics), None))


def must_lines(target: Target) -> list[Line]:
    """The role's must-haves as lines, in text order."""
    return [line_of(target.role, target.text, r.span, "must") for r in target.role.requirements if r.kind == "must"]


def first_line(role: Role, text: str) -> Line:
    """What a session rests on that no requirement is for: the role's first requirement, else its first words."""
    if role.requirements:
        first = min(role.requirements, key=lambda r: ({"must": 0, "duty": 1, "nice": 2}[r.kind], r.span.start))
        return line_of(role, text, first.span, first.kind)
    opening = next(iter(lines(text, role.span)), None)
    return line_of(role, text, opening.span if opening else role.span)


def employer_line(role: Role, text: str) -> Line:
    """The first sentence that the posting says of the employer or the team, else the role's first words."""
    for kind in (SectionKind.COMPANY, SectionKind.TEAM, SectionKind.ROLE):
        for section in role.sections:
            if section.kind == kind:
                told = [s for s in unmarked(text, section.span) if s.end - s.start >= _A_SENTENCE]
                if told:
                    return line_of(role, text, told[0])
    return first_line(role, text)
