"""Which questions of the bank a role gets, and for which of its lines: a greedy choice, the same for the same seed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from assistant.knowledge import load
from assistant.prepare.questions.match import Lines, Match, Rarity, question_stems
from assistant.prepare.questions.targets import Target
from assistant.prepare.questions.templates import naming, worded, wordings
from assistant.reading.topics import topic
from assistant.training import Question, Stage, Step

# How much of a further question about a line, or of the same topic, is worth.
_AGAIN, _SAME_TOPIC = 0.4, 0.6
# How much chance may change the order.
_CHANCE = 0.25
# Two questions with so many words in common ask the same.
_ALIKE = 0.5
# A question about the whole job speaks of one line of it only from here on.
_CLEARLY = 0.9
# In which a line can be asked about in its own words, the best first.
_IN_OWN_WORDS = (Stage.PROJECT, Stage.BEHAVIOURAL, Stage.THEORY, Stage.SCREENING, Stage.DESIGN, Stage.CODING)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a question: the round and the stage that it is of."""

    step: Step
    stage: Stage


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen from and for: questions of the bank, the role's lines, its main line, and the difficulties that
    fit, the best first. The same `seed` chooses the same."""

    bank: Sequence[Question]
    targets: Sequence[Target]
    heading: Target
    levels: tuple[int, ...]
    rarity: Rarity
    seed: str


@dataclass
class Choice:
    """The choice as it grows. `places` are what a slot may be exchanged for where nothing fits it."""

    wanted: Wanted
    slots: list[Slot]
    places: Sequence[Slot] = ()
    chosen: list[Question] = field(default_factory=list)
    tested: Counter[int] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    templates: Counter[tuple[Stage, int]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chances: dict[str, float] = {}
        self._lines = Lines(self.wanted.targets, self.wanted.rarity)
        stages = {slot.stage for slot in (*self.slots, *self.places)}
        fit = [q for q in self.wanted.bank if q.stage in stages and q.difficulty in self.wanted.levels]
        self._found = [(q, m) for q in fit if (m := self._lines.tested_by(q))]
        own = {topic(id).area for target in self.wanted.targets for id in target.topics} | _common_areas()
        self._general = [q for q in fit if _is_general(q, own)]

    def run(self) -> list[Question]:
        """Fills the slots: each must-have once, then what adds most. In the order of the rounds."""
        musts = [n for n, target in enumerate(self.wanted.targets) if target.must]
        for n in musts:
            if self._left() and not self.tested[n]:
                self._test(n)
        while self.slots and self._add_best():
            pass
        while self.slots and self._add_own():
            pass
        return sorted(self.chosen, key=lambda q: (q.step or 0, q.difficulty, q.minutes))

    def _left(self) -> list[Slot]:
        """The free slots in which the candidate is asked."""
        return [slot for slot in self.slots if slot.stage is not Stage.ASKING]

    def _test(self, n: int) -> None:
        """A question for one line: the best of the bank, or the line itself as a question."""
        open_stages = {slot.stage for slot in self._left()}
        fit = (
            (self._worth(q, m), q.id, q)
            for q, ms in self._found
            for m in ms
            if m.target == n and q.stage in open_stages
        )
        best = next((q for *_, q in sorted(fit, key=lambda f: f[:2], reverse=True) if self._is_new(q)), None)
        if best is not None:
            self._take(best, n)
        else:
            self._take_own(n, self._stages_for(n, open_stages))

    def _stages_for(self, n: int, open_stages: set[Stage]) -> list[Stage]:
        """The stages in which a line can be asked about in its own words, the best first."""
        return [stage for stage in _IN_OWN_WORDS if stage in open_stages and self._fits_own(n, stage)]

    def _fits_own(self, n: int, stage: Stage) -> bool:
        """Whether a line makes a question of that stage: papers are asked about in a first call, and one can only build
        what is to be done, not what is to be known."""
        line = self.wanted.targets[n]
        if line.credential:
            return stage is Stage.SCREENING
        return stage not in (Stage.DESIGN, Stage.CODING) or line.line.kind in ("duty", "text")

    def _add_best(self) -> bool:
        """The question that adds most to what is tested; False where the bank has none left for the free slots."""
        stages = {slot.stage for slot in self.slots}
        open_now = [(q, m) for q, ms in self._found if q.stage in stages and q.stage is not Stage.ASKING for m in ms]
        for _, question, match in sorted(((-self._gain(q, m), q, m) for q, m in open_now), key=lambda f: f[0]):
            if self._is_new(question):
                self._take(question, match.target)
                return True
        return self._add_general(stages)

    def _add_general(self, stages: set[Stage]) -> bool:
        """A question about the job as a whole, which cites what the job is."""
        fit = [question for question in self._general if question.stage in stages]
        order = sorted(fit, key=lambda q: -self._worth(q, None) * _SAME_TOPIC ** self.topics[q.topic])
        for question in order:
            if self._is_new(question):
                self._take(question, self._closest(question))
                return True
        return False

    def _add_own(self) -> bool:
        """A line as a question of its own, for a slot that the bank cannot fill, be it in another stage or round; else
        the slot stays empty."""
        slot = self.slots.pop(0)
        for place in [slot, *sorted(self.places, key=lambda other: other.step.order != slot.step.order)]:
            self.slots.insert(0, place)
            if self._own_for(place.stage) or (place != slot and self._add_best()):
                return True
            self.slots.pop(0)
        return True

    def _own_for(self, stage: Stage) -> bool:
        lines = self.wanted.targets
        fit = [n for n in range(len(lines)) if self._fits_own(n, stage)]
        order = sorted(fit, key=lambda n: (self.tested[n], -lines[n].weight, n))
        return any(self._take_own(n, [stage]) for n in order)

    def _take_own(self, n: int, stages: Iterable[Stage]) -> bool:
        target, level = self.wanted.targets[n], self.wanted.levels[0]
        for stage in stages:
            for number in self._numbers(target, n, stage):
                question = worded(target, stage, number, level)
                if question and self._is_new(question):
                    self.templates[stage, number] += 1
                    self._take(question, n)
                    return True
        return False

    def _numbers(self, target: Target, n: int, stage: Stage) -> list[int]:
        """The templates for a line, those that name its topic first, then those that were used least."""
        topical = naming(target, stage)
        return sorted(
            wordings(target, stage),
            key=lambda k: (k not in topical, self.templates[stage, k], self._chance(f"{n}/{k}")),
        )

    def _take(self, question: Question, n: int | None) -> None:
        target = self.wanted.heading if n is None else self.wanted.targets[n]
        slot = next(slot for slot in self.slots if slot.stage is question.stage)
        self.slots.remove(slot)
        self.chosen.append(replace(question, requirement=target.line, step=slot.step.order))
        self.topics[question.topic] += 1
        if n is not None and question.stage is not Stage.ASKING:
            self.tested[n] += 1

    def _gain(self, question: Question, match: Match) -> float:
        target = self.wanted.targets[match.target]
        again = _AGAIN ** self.tested[match.target] * _SAME_TOPIC ** self.topics[question.topic]
        return self._worth(question, match) * target.weight * again

    def _worth(self, question: Question, match: Match | None) -> float:
        """How well it fits, by match, difficulty and a little chance."""
        fit = 1.0 - 0.12 * self.wanted.levels.index(question.difficulty)
        return (match.value if match else 1.0) * fit * (1 + _CHANCE * self._chance(question.id))

    def _chance(self, key: str) -> float:
        """A number in [0, 1) that depends on the seed and the key alone."""
        if key not in self._chances:
            digest = hashlib.sha256(f"{self.wanted.seed}/{key}".encode()).digest()
            self._chances[key] = int.from_bytes(digest[:4], "big") / 2**32
        return self._chances[key]

    def _is_new(self, question: Question) -> bool:
        said = question_stems(question)
        return all(
            question.id != other.id and self.wanted.rarity.likeness(said, question_stems(other)) < _ALIKE
            for other in self.chosen
        )

    def _closest(self, question: Question) -> int | None:
        """The line that a general question speaks of; None where it is about the job as a whole."""
        best = max(self._lines.tested_by(question), key=lambda match: match.value, default=None)
        return best.target if best and (question.stage is Stage.BEHAVIOURAL or best.value >= _CLEARLY) else None


def _is_general(question: Question, areas: set[str]) -> bool:
    """Whether a question may be asked for a job of these areas whatever its lines say."""
    if question.stage in (Stage.SCREENING, Stage.BEHAVIOURAL, Stage.ASKING):
        return topic(question.topic).area in areas
    return question.topic in load("interviews")["general"].get(question.stage.value, ())


@cache
def _common_areas() -> frozenset[str]:
    return frozenset(load("interviews")["common_areas"])
