"""The same run again: the same bytes, the same memory for any number of cases; and how repeated runs differ."""

from __future__ import annotations

import json
import tracemalloc
from collections import deque
from pathlib import Path

import pytest

from assistant.domain import Answer
from assistant.evals.run import run
from tests.evals.product import Product, bench, case, case_file, many, plan, read, timeless


@pytest.mark.parametrize("jobs", [1, 4])
def test_two_runs_of_the_same_give_the_same_bytes_whatever_the_order_of_arrival(tmp_path: Path, jobs: int) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(40), case("holidays?"), case("die"), metadata={})
    shuffled = Product(pause=lambda question: hash(question) % 7 / 500)
    documents = []
    for product, at_once in ((Product(), 1), (shuffled, jobs)):
        out = tmp_path / f"out-{at_once}.json"
        run(plan(file, json=out, jobs=at_once), bench(tmp_path / "home", product))
        documents.append(json.dumps(timeless(read(out)), ensure_ascii=False))
    assert documents[0] == documents[1]
    assert shuffled.most_at_once == jobs


class Moody(Product):
    """Answers one question every other time."""

    def answer(self, question: str) -> Answer:
        times = sum(asked == question for asked, _, _ in self.asked)
        return super().answer("holidays" if "moody" in question and times % 2 == 0 else question)


def test_repeated_runs_show_their_spread_and_the_cases_that_flip(tmp_path: Path) -> None:
    file = case_file(
        tmp_path / "cases.yaml",
        case("moody pay?", {"type": "facts", "value": [["117"]]}, id="moody"),
        case("pay?", {"type": "facts", "value": [["117"]]}),
        metadata={"gates": {"correctness": 0.6}},
    )
    outcome = run(plan(file, runs=3, jobs=1), bench(tmp_path / "home", Moody()))
    assert outcome.spread is not None
    assert [(flip.id, flip.statuses) for flip in outcome.spread.flips] == [("moody", ("passed", "failed", "passed"))]
    spread = next(found for found in outcome.spread.metrics if found.name == "correctness")
    assert (spread.min, spread.median, spread.max) == (0.5, 1.0, 1.0)
    assert spread.deviation == pytest.approx(0.2886751345948129)
    # The first run is fine; that another is not makes all of it fail.
    assert outcome.totals.failed == 0
    assert outcome.spread.failed == 1
    assert (outcome.gates[0].value, outcome.gates[0].passed) == (0.5, False)
    assert not outcome.fine


def test_an_engine_that_repeats_itself_has_no_spread_because_that_was_measured(tmp_path: Path) -> None:
    product = Product()
    outcome = run(plan(case_file(tmp_path / "c.yaml", *many(4)), runs=3), bench(tmp_path / "home", product))
    assert len(product.asked) == 12
    assert outcome.spread is not None
    assert outcome.spread.flips == ()
    assert {found.deviation for found in outcome.spread.metrics} == {0.0}
    assert outcome.fine


def peak_of(tmp_path: Path, count: int) -> int:
    """The most memory that a run of so many cases held at once, in bytes."""
    file = case_file(tmp_path / f"{count}.yaml", *many(count))
    outputs = {"json": tmp_path / "o.json", "junit": tmp_path / "o.xml", "export": tmp_path / "o.jsonl"}
    product = Product()
    product.asked = deque(maxlen=0)  # type: ignore[assignment]
    tracemalloc.start()
    try:
        outcome = run(plan(file, **outputs), bench(tmp_path / f"home-{count}", product))
        assert outcome.totals.passed == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_cases(tmp_path: Path) -> None:
    peak_of(tmp_path, 50)
    few, more = peak_of(tmp_path, 200), peak_of(tmp_path, 1_000)
    # A case's result is 4 KB, what may stay of it 0.4: its values, and its place in the record.
    assert more - few < 800 * 400
