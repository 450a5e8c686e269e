"""Answers that cannot be scored, and why. Checked before anything is judged, with a model or without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from assistant.knowledge import load
from assistant.prepare.feedback.readable import holds_together, is_gibberish, language, word_list
from assistant.prepare.feedback.statements import Statement
from assistant.training import Question, Stage

LONGEST = 50_000
# With fewer words there is nothing to judge; a question to the interviewer may be short.
_FEWEST_WORDS = 9
_FEWEST_ASKING = 5
# An answer that does not know says little else.
_UNKNOWING_WORDS = 45


def given_texts(question: Question, posting: str = "") -> tuple[tuple[str, str], ...]:
    """What the candidate has before the eyes, by the floor that repeating it hits. A model answer comes before the
    rubric, whose words it may hold."""
    rubric = "\n".join(point.point for point in question.rubric)
    quote = question.requirement.quote if question.requirement else ""
    found = (
        ("question", "\n".join([question.question, question.setting, *question.follow_ups])),
        ("model_answer", question.answer),
        ("rubric", rubric),
        ("hint", question.hint),
        ("posting", f"{quote}\n{posting}"),
    )
    return tuple((name, text) for name, text in found if text.strip())


def floor_of(answer: str, question: Question, said: Sequence[Statement]) -> str | None:
    """The name of the floor that the answer hits, of `floors` in knowledge/feedback.yaml; None where it can be judged.

    Whether it speaks of what was asked is not decided here: that takes its meaning (`points.is_off_topic`).
    """
    if not any(c.isprintable() and not c.isspace() for c in answer):
        return "empty"
    if not any(c.isalpha() for c in answer):
        return "no_words"
    found = word_list(" ".join(s.text for s in said))
    return _not_own(said) or _unreadable(answer, found) or _too_little(answer, question, said, found)


def floor_text(floor: str, answer: str) -> str:
    """What is said to the candidate: what it is, and what to do."""
    words = str(load("feedback")["floors"][floor])
    return words.format(language=language(answer) or "another language", length=f"{len(answer):,}", most=f"{LONGEST:,}")


def _not_own(said: Sequence[Statement]) -> str | None:
    """What the answer repeats, or whom it addresses, where little of its own is left."""
    sizes: Counter[str] = Counter()
    own = 0
    for statement in said:
        kind = "addressed" if statement.addressed else statement.copied
        size = len(statement.stems)
        own += 0 if kind else size
        if kind:
            sizes[kind] += size
    if not sizes or own >= max(_FEWEST_WORDS, sum(sizes.values()) / 2):
        return None
    return sizes.most_common(1)[0][0]


def _unreadable(answer: str, found: Sequence[str]) -> str | None:
    if language(answer):
        return "language"
    return "gibberish" if is_gibberish(answer) else None


def _too_little(answer: str, question: Question, said: Sequence[Statement], found: Sequence[str]) -> str | None:
    code = [s for s in said if s.code]
    if code and len(code) == len(said):
        return None if question.stage is Stage.CODING and len(found) >= _FEWEST_WORDS else "only_code"
    if _is_unknowing(said, found):
        return "no_answer"
    if len(found) < (_FEWEST_ASKING if question.stage is Stage.ASKING else _FEWEST_WORDS):
        return "too_short"
    return None if any(s.says for s in said) or holds_together(found) else "only_terms"


def _is_unknowing(said: Sequence[Statement], found: Sequence[str]) -> bool:
    """Whether the answer says that it does not know, and nearly nothing else."""
    first, on = _unknowing()
    if not said or len(found) > _UNKNOWING_WORDS or not first.search(said[0].text):
        return False
    rest = [s for s in said[1:] if s.counts and not first.search(s.text) and not on.search(s.text)]
    if any(len(word_list(s.text)) >= _FEWEST_WORDS for s in rest):
        return False
    return len(word_list(said[0].text)) < 2 * _FEWEST_WORDS or bool(on.search(said[0].text))


@cache
def _unknowing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    content = load("feedback")
    return re.compile(content["unknowing"], re.IGNORECASE), re.compile(content["unknowing_on"], re.IGNORECASE)
