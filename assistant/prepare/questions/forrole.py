"""A role's questions from the bank: how many of which round and stage, chosen, and worded for the role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from assistant.domain import Posting, Role
from assistant.knowledge import load
from assistant.prepare.questions.bank import areas_of, bank
from assistant.prepare.questions.choose import Choice, Slot, Wanted
from assistant.prepare.questions.match import rarity
from assistant.prepare.questions.rounds import Rounds, levels_of, rounds
from assistant.prepare.questions.targets import Target, heading, targets
from assistant.reading.companies import has_title_word
from assistant.reading.topics import topic, topics_of
from assistant.training import Question, QuestionSet, Stage, Step

# One in so many is a question to ask the interviewer.
_OWN_SHARE = 10


def for_role(
    role: Role,
    posting: Posting,
    n: int,
    *,
    seed: int = 0,
    stage: Stage | None = None,
    experience: Sequence[str] = (),
) -> QuestionSet:
    """`n` questions for the role (fewer only where nothing more can be asked about it), in the order of its rounds.

    `stage` narrows them to one stage, whether or not a round is of it. `experience` are lines of the résumé; questions
    about own work point to one that fits. The same arguments give the same questions.
    """
    found = targets(role, posting)
    held = rounds(role, posting, found)
    slots = _slots(held, n) if stage is None else _slots_of(held, stage, n)
    general = (id for slot in slots for id in load("interviews")["general"].get(slot.stage.value, ()))
    areas = areas_of([*(id for target in found for id in target.topics), *general])
    asked = [question for question in bank(areas) if _may_ask(question, posting.text[role.span.start : role.span.end])]
    wanted = Wanted(asked, found, heading(role, posting), levels_of(role), rarity(areas), f"{seed}/{role.id}")
    places = [Slot(step, s) for step in held.steps[:-1] for s in step.stages] if stage is None else []
    chosen = [_worded(question, role, experience) for question in Choice(wanted, slots, places).run()]
    musts = [target for target in found if target.must]
    touched = sum(_touches(chosen, target) for target in musts)
    return QuestionSet(role.id, role.name, held.steps, tuple(chosen), held.note, touched, len(musts))


def _may_ask(question: Question, text: str) -> bool:
    """Whether what a question takes for granted stands in the role's text."""
    needed = load("interviews")["needs"].get(question.id)
    return needed is None or (needed != "" and re.search(needed, text, re.IGNORECASE) is not None)


def _touches(questions: Iterable[Question], target: Target) -> bool:
    """Whether a question tests the line: it cites it, or is about a topic that the line names."""
    return any(
        q.requirement == target.line or q.topic in target.topics or set(q.also) & set(target.topics) for q in questions
    )


def _slots(held: Rounds, n: int) -> list[Slot]:
    """`n` slots by the rounds' shares, at least one a round where there is room; stages of a round take turns."""
    own = max(1, round(n / _OWN_SHARE)) if n >= 5 else 0
    counts = _shared(n - own, held.shares[:-1])
    slots = [Slot(held.steps[-1], Stage.ASKING)] * own
    for step, count in zip(held.steps, counts, strict=False):
        slots += [Slot(step, step.stages[k % len(step.stages)]) for k in range(count)]
    return slots


def _slots_of(held: Rounds, stage: Stage, n: int) -> list[Slot]:
    """`n` slots of one stage: in the rounds that are of it, or else in a round of its own."""
    steps: list[Step] = [step for step in held.steps if stage in step.stages]
    steps = steps or [Step(len(held.steps) + 1, stage.value, (stage,), False)]
    return [Slot(steps[k % len(steps)], stage) for k in range(n)]


def _shared(n: int, shares: Sequence[float]) -> list[int]:
    """`n` in whole parts by `shares`: largest remainders first, and none empty as long as there is enough."""
    whole = sum(shares)
    exact = [n * share / whole for share in shares]
    counts = [int(part) for part in exact]
    order = sorted(range(len(shares)), key=lambda k: (counts[k] > 0, counts[k] - exact[k], k))
    for k in order[: n - sum(counts)]:
        counts[k] += 1
    return counts


def _worded(question: Question, role: Role, experience: Sequence[str]) -> Question:
    """The question with employer and title in it, and a sentence that ties it to the role or the résumé."""
    text = question.question.replace("{company}", role.company or "the company")
    if not has_title_word(role.title):
        for said, better in load("question_templates")["untitled"]:
            text = text.replace(said, better)
    text = text.replace("{title}", role.title)
    return replace(question, question=_capital(text), setting=_setting(question, role, experience))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _setting(question: Question, role: Role, experience: Sequence[str]) -> str:
    if question.stage is Stage.CODING:
        languages = _languages(role)
        return f"Use {_listed(languages)} if you can: the posting names {_them(languages)}." if languages else ""
    if question.stage is Stage.PROJECT and experience:
        fitting = _fitting(question, experience)
        return f"You could speak of this line of your résumé: “{fitting}”." if fitting else ""
    return ""


def _languages(role: Role) -> list[str]:
    """The languages that the role names, in its order of naming, three at most."""
    named = [t for r in role.requirements for t in r.topics]
    named += [t for fact in role.stated("tech_stack") for t in topics_of(fact.value)]
    spoken = _spoken()
    return [topic(id).name for id in dict.fromkeys(named) if id in spoken][:3]


@cache
def _spoken() -> frozenset[str]:
    return frozenset(load("interviews")["spoken"])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _them(names: Sequence[str]) -> str:
    return "it" if len(names) == 1 else "them"


def _fitting(question: Question, experience: Sequence[str]) -> str | None:
    """The line of the résumé with most topics in common with the question and what it tests, if any."""
    about = {question.topic, *question.also, *topics_of(question.requirement.quote if question.requirement else "")}
    best = max(experience, key=lambda line: len(about & set(topics_of(line))), default="")
    if not about & set(topics_of(best)):
        return None
    return re.sub(r"\s+", " ", best).strip().rstrip(".")[:200]


def blended(made: QuestionSet, more: Sequence[Question], n: int, *, stage: Stage | None = None) -> QuestionSet:
    """The set with further questions in it, at most `n` in all: templates of that stage (None: of any) make room first,
    then the last ones. A must-have that would no longer be touched keeps its question."""
    if not more:
        return made
    steps = {s: step.order for step in reversed(made.steps) for s in step.stages}
    added = [replace(q, step=q.step or steps.get(q.stage)) for q in more][:n]
    room = max(0, n - len(added))
    kept = sorted(made.questions, key=lambda q: _spare(q, stage))[:room]
    keys = {q.id for q in added}
    chosen = [*added, *(q for q in made.questions if q in kept and q.id not in keys)]
    ordered = tuple(sorted(chosen, key=lambda q: q.step or 0))
    return replace(made, questions=ordered)


def _spare(question: Question, stage: Stage | None) -> tuple[bool, bool]:
    """How readily a question makes room: templates of the stage most."""
    template = question.origin == "template" and stage in (None, question.stage)
    must = question.requirement is not None and question.requirement.kind == "must"
    return template, not must
