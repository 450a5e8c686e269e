"""The topics that a requirement asks for against those that the résumé names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.domain import Requirement, Span
from assistant.preparation import Resume, Standing, Verdict
from assistant.prepare.gap.alternatives import alternatives
from assistant.prepare.gap.demands import asks, fields, soft, stand_ins
from assistant.prepare.gap.doings import SHOWN, Shown, standing_in
from assistant.prepare.gap.parts import ENOUGH, Candidate, Part
from assistant.prepare.guides import foundations, guide, topic_name
from assistant.reading.topics import topic, topics_of

# What several or one of the topics done rest on, or what stands in for it. A product's name alone; what "expert" needs;
# what it is cut to otherwise; a topic that another one of the line rests on.
_PRESUPPOSED, _IMPLIED, _STAND_IN = 0.71, 0.4, 0.45
_NAMED, _DEEP, _SHALLOW, _BASIC = 0.7, 0.9, 0.6, 0.3
# Of a long list nearly all is enough.
_MANY, _NEARLY_ALL = 4, 0.75
_SOFT = "people"
_NONE: Shown = {}
_NAME = re.compile(r"(?<=[\w,;:(] )\(?([A-Z][\w+#.]*[\w+#])")


def skills(requirement: Requirement, words: str, candidate: Candidate, shown: Shown = _NONE) -> Part | None:
    """The topics that are asked for, without soft skills; None where the line names none."""
    wanted = hard(requirement.topics)
    if not wanted:
        return None
    resume = candidate.resume
    worth = {t: _worth(t, resume, shown) for t in wanted}
    groups = alternatives(words, wanted)
    named = _names(words, candidate) if any(asks(cue, words) for cue in ("any_of", "either")) else ()
    share = _share(groups, worth, bool(named))
    if asks("alike", words) and any(worth[t] == _STAND_IN for t in wanted):
        share = max(share, _NAMED)
    if asks("deep", words) and share < _DEEP:
        share = min(share, _SHALLOW)
    evidence = [s for t in sorted(wanted, key=lambda t: -worth[t]) for s in _spans(t, resume, shown)[:1]]
    said = _said(wanted, worth, one_will_do=share >= ENOUGH and any(len(g) > 1 for g in groups))
    return Part(share, said, tuple(dict.fromkeys([*evidence, *named]))[:3])


def standing(topic_id: str, resume: Resume) -> Standing:
    """How a résumé stands to a topic: met where it was done or is said, partly where it is listed, learnt, or close."""
    worth = _worth(topic_id, resume)
    verdict: Verdict = "met" if worth >= _NAMED + 0.1 else "partly" if worth >= _IMPLIED else "missing"
    ability = resume.ability(topic_id)
    return Standing(verdict, ability.spans[0].of(resume.text) if ability else None)


def hard(ids: Sequence[str]) -> tuple[str, ...]:
    """The topics without soft skills."""
    return tuple(t for t in ids if not is_soft(t))


def is_soft(topic_id: str) -> bool:
    """Whether a topic is one of working with people, or of the mind."""
    try:
        return topic(topic_id).area == _SOFT or topic_id in soft()
    except KeyError:
        return False


def _share(groups: Sequence[Sequence[str]], worth: Mapping[str, float], named: bool) -> float:
    """All groups where each has enough, else their mean; one topic that is plainly there is a part of any line."""
    basic = {t for t in worth if any(t in foundations(o) for o in worth if o != t)}
    basic |= set(worth) & set(fields()) if set(worth) - set(fields()) else set()
    shares = {tuple(g): max(worth[t] * (_BASIC if t in basic else 1.0) for t in g) for g in groups}
    if named and len(groups) == 1:
        shares = {g: max(share, _NAMED) for g, share in shares.items()}
    elsewhere = any(set(g) <= set(fields()) and not share for g, share in shares.items())
    telling = [share for g, share in shares.items() if not set(g) <= basic]
    if min(telling) >= ENOUGH:
        return ENOUGH - 0.01 if elsewhere else min(telling)
    weights = [_BASIC if set(g) <= basic else 1.0 for g in shares]
    mean = sum(max(worth[t] for t in g) * w for g, w in zip(shares, weights, strict=True)) / sum(weights)
    if len(telling) >= _MANY and mean >= _NEARLY_ALL:
        return mean
    plain = any(worth[t] >= _STAND_IN and worth[t] != _PRESUPPOSED for t in set(worth) - basic)
    return max(min(mean, ENOUGH - 0.01), _STAND_IN / 2 if plain else 0.0)


def _worth(topic_id: str, resume: Resume, shown: Shown = _NONE) -> float:
    ability = resume.ability(topic_id)
    if ability:
        return ability.strength
    if standing_in(topic_id, shown) or len(_of_field(topic_id, resume)) > 1:
        return SHOWN
    if any(resume.ability(t) for t in stand_ins(topic_id)):
        return _STAND_IN
    resting = sum(topic_id in guide(a.topic).prerequisites for a in resume.abilities if a.strength >= _DEEP)
    return _PRESUPPOSED if resting > 1 else _IMPLIED if resting else 0.0


def _of_field(topic_id: str, resume: Resume) -> list[Span]:
    """Where topics of a field's areas were done; none where the topic is no field."""
    areas = fields().get(topic_id, frozenset())
    return [a.spans[0] for a in resume.abilities if areas and a.strength >= _DEEP and topic(a.topic).area in areas]


def _spans(topic_id: str, resume: Resume, shown: Shown) -> tuple[Span, ...]:
    """Where the résumé names a topic, shows it, or what comes close to it."""
    ability = resume.ability(topic_id)
    if ability:
        return ability.spans
    if done := standing_in(topic_id, shown) or tuple(_of_field(topic_id, resume)):
        return done
    near = stand_ins(topic_id)
    return tuple(a.spans[0] for a in resume.abilities if a.topic in near or topic_id in guide(a.topic).prerequisites)


def _names(words: str, candidate: Candidate) -> tuple[Span, ...]:
    """Lines of the résumé that hold a name which the requirement gives as a choice."""
    # A field's name among choices is no name of one.
    wanted = {
        name for m in _NAME.finditer(words) if not set(topics_of(name := m.group(1).rstrip(".,"))) & set(fields())
    }
    return tuple(
        dict.fromkeys(
            span
            for name in sorted(wanted)
            for span in candidate.lines_with(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"))
        )
    )


def _said(wanted: Sequence[str], worth: Mapping[str, float], *, one_will_do: bool) -> str:
    """What the résumé shows of the topics, what comes close, and what it does not name (unless one is enough)."""
    near = (_PRESUPPOSED, _IMPLIED, _STAND_IN)
    shown = [topic_name(t) for t in wanted if worth[t] and worth[t] not in near]
    close = [topic_name(t) for t in wanted if worth[t] in near]
    lacking = [topic_name(t) for t in wanted if not worth[t]]
    said = [f"the résumé shows {_listed(shown)}"] if shown else []
    said += [f"something close to {_listed(close)}"] if close else []
    said += [f"it does not name {_listed(lacking)}"] if lacking and not one_will_do else []
    return "; ".join(said) or f"a name among the choices stands in the résumé, {_listed(lacking)} does not"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:4]) + (" and more" if len(names) > 4 else "")
