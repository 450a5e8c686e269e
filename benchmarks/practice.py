"""Practising: how long questions, feedback and the due list take, and how far feedback agrees with answers graded by
hand."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from assistant.app import Settings, build, sample_postings
from assistant.coaching import Coach, coach_of
from assistant.errors import ModelError
from assistant.index.minilm import MiniLMEmbeddings
from assistant.prepare.feedback.meaning import Meaning
from assistant.prepare.feedback.relevance import TOLD
from assistant.prepare.feedback.rules import feedback
from assistant.prepare.questions.bank import bank
from assistant.prepare.questions.forrole import for_role
from assistant.prepare.questions.vectors import vectors_of
from assistant.prepare.review.cards import card_body, graded
from assistant.prepare.review.queue import CARD, QUESTION, Cards
from assistant.records import Records
from assistant.training import Feedback
from assistant.training_wire import question_json
from benchmarks.local_model import served
from benchmarks.table import Table, median, percentile, seconds
from tests.prepare.gold import Triple, floor_cases, triples

_RUNS = 30
_CARDS = 10_000
_MODEL = "qwen"
_JUDGED_EVERY = 4
_DAY = date(2026, 11, 30)


def times(_: Path) -> Table:
    """Each in one process after a first one."""
    with tempfile.TemporaryDirectory() as home:
        assistant = build(Settings(home=Path(home)))
        assistant.ingest([sample_postings()])
        dates = {"r": date(2026, 12, 20)}
        role = max(assistant.roles(), key=lambda r: len(r.requirements))
        posting = assistant.posting(role.posting_id)
        meaning = _meaning()
        cards = _filled(Path(home))
        some = triples()
        rows = (
            _timed("30 questions for a role", lambda n: for_role(role, posting, 30, seed=n)),
            _timed("feedback on an answer (70 to 110 words)", lambda n: _judge(some[n], some[n].strong, meaning)),
            _timed(
                "feedback on one of 50,000 characters", lambda n: _judge(some[n], (some[n].strong + " ") * 70, meaning)
            ),
            _timed(f"the due list of {_CARDS:,} cards", lambda n: cards.queue("me", dates, _DAY, 20)),
        )
        assistant.close()
    return Table("Practising", ("what", "median", "95th of 100"), rows, (f"{_RUNS} runs each.",))


def graded_answers(_: Path) -> Table:
    """Strong, partial and weak answers of tests/gold/feedback.yaml in the right order, and floors that were hit."""
    meaning = _meaning()
    held = [t for t in triples() if t.held_out]
    tuned = [t for t in triples() if not t.held_out]
    cases = floor_cases()
    hit = sum(feedback(c.question, c.answer, meaning, posting=c.posting).floor == c.floor for c in cases)
    rows = (
        _order("tuning part", tuned, meaning),
        _order("held out", held, meaning),
        _order("all", triples(), meaning),
        ("answers that must not be scored", f"{hit} of {len(cases)}", "", "", ""),
    )
    told = [t for t in triples() if t.question.stage in TOLD]
    elsewhere = [_judge(a, b.strong, meaning) for a in told for b in told if a is not b]
    scored = [score for score in elsewhere if score >= 0]
    notes = (
        "Mean scores of 100. Held-out answers were not looked at while thresholds were chosen.",
        f"Strong stories given in answer to each other's questions: {len(elsewhere) - len(scored)} of {len(elsewhere)}"
        f" not scored (off topic), {sum(score >= 50 for score in scored)} with 50 or more.",
    )
    return Table("Feedback without a model", ("answers", "in order", "strong", "partial", "weak"), rows, notes)


def judged_by_model(_: Path) -> Table:
    """Some held-out answers as a small local chat model judges them, its verdicts checked: a minute for each."""
    meaning = _meaning()
    held = [t for t in triples() if t.held_out][::_JUDGED_EVERY]
    with served(_MODEL) as (url, _process), tempfile.TemporaryDirectory() as home:
        os.environ["OPENAI_BASE_URL"] = url
        coach = coach_of(Settings(home=Path(home), model_seconds=300))
        if isinstance(coach, str):
            raise SystemExit(coach)
        given = [[_coached(coach, t, a, meaning) for a in (t.strong, t.partial, t.weak)] for t in held]
    scores = [[-1 if f.score is None else f.score for f in row] for row in given]
    right = sum(s > p > w >= 0 for s, p, w in scores)
    means = (f"{sum(column) / len(scores):.0f}" for column in zip(*scores, strict=True))
    failed = sum(f.engine != "llm" for row in given for f in row)
    notes = (
        f"Qwen2.5-Coder 1.5B (4 bits) on this machine. {failed} of {3 * len(held)} judgements could not be used, so the"
        " rules judged.",
    )
    rows = ((f"every {_JUDGED_EVERY}th held-out triple, judged by {_MODEL}", f"{right} of {len(held)}", *means),)
    return Table("Feedback with a small chat model", ("answers", "in order", "strong", "partial", "weak"), rows, notes)


def _meaning() -> Meaning:
    """As the app has it."""
    embeddings = MiniLMEmbeddings()
    return Meaning(embeddings.embed_array, partial(vectors_of, embeddings.model))


def _coached(coach: Coach, triple: Triple, answer: str, meaning: Meaning) -> Feedback:
    plain = feedback(triple.question, answer, meaning)
    try:
        return coach.judge(triple.question, answer, plain)
    except ModelError:
        return plain


def _order(name: str, some: Sequence[Triple], meaning: Meaning) -> tuple[str, ...]:
    scores = [[_judge(t, a, meaning) for a in (t.strong, t.partial, t.weak)] for t in some]
    right = sum(s > p > w >= 0 for s, p, w in scores)
    means = (f"{sum(column) / len(scores):.0f}" for column in zip(*scores, strict=True))
    return (name, f"{right} of {len(some)}", *means)


def _judge(triple: Triple, answer: str, meaning: Meaning) -> int:
    score = feedback(triple.question, answer, meaning).score
    return -1 if score is None else score


def _filled(home: Path) -> Cards:
    """Ten thousand cards in all states, their questions beside them."""
    records = Records(home)
    first = next(iter(bank(["software"])))
    made = []
    for n in range(_CARDS):
        card = graded(None, f"q{n}", ["r"], 1 + n % 4, date.fromordinal(_DAY.toordinal() - 1 - n % 30))
        made.append((card.key, card_body(card), float(card.due)))
    records.put_all("me", CARD, made)
    records.put_all("me", QUESTION, ((key, question_json(first), 0.0) for key, _, _ in made))
    return Cards(records)


def _timed(what: str, work: Callable[[int], object]) -> tuple[str, str, str]:
    work(0)
    spent = [1000 * seconds(lambda n=n: work(n)) for n in range(_RUNS)]  # type: ignore[misc]
    return what, f"{median(spent):.0f} ms", f"{percentile(spent, 0.95):.0f} ms"
