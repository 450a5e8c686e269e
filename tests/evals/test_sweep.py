"""The same cases under every combination of some settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.errors import RunStopped, UsageError
from assistant.evals.bench import Bench
from assistant.evals.plan import Plan, Progress
from assistant.evals.sweep import Swept, read_matrix, sweep
from tests.evals.product import Product, bench, case, case_file, plan

PROVIDERS = [{"id": "file://provider.py", "config": {"postings": "postings"}}]


class Workshop:
    """Gives benches for settings, and remembers which; products find the more the larger `k` is."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.settings: list[dict[str, object]] = []
        self.products: list[Product] = []

    @contextmanager
    def vary(self, progress: Progress | None, **settings: Any) -> Iterator[Bench]:
        self.settings.append(settings)
        product = Product(mark=f"library of {settings.get('chunk_size')}")
        if settings.get("evidence_k", 16) < 8:
            product.answer = lambda question: Product().answer("holidays")  # type: ignore[method-assign]
        self.products.append(product)
        made = bench(self.home, product, others={"postings": product})
        yield Bench(made.home, made.open, settings, engine=settings.get("engine", "extractive"))


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path / "home")


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    (tmp_path / "postings").mkdir()
    return case_file(tmp_path / "cases.yaml", case("pay 1"), case("pay 2"), providers=PROVIDERS)


def swept(tmp_path: Path, workshop: Workshop, matrix: object, asked: Plan | None = None) -> Swept:
    return sweep(written(tmp_path, matrix), asked or plan(), workshop.vary)


def written(tmp_path: Path, matrix: object) -> Path:
    path = tmp_path / "sweep.yml"
    path.write_text(matrix if isinstance(matrix, str) else yaml.safe_dump(matrix))
    return path


def test_every_combination_is_run_and_its_totals_are_told(tmp_path: Path, workshop: Workshop, cases: Path) -> None:
    out = tmp_path / "sweep.json"
    matrix = {"k": [4, 16], "chunk_size": [300, 600], "dense_share": 0.5, "files": ["cases.yaml"]}
    found = swept(tmp_path, workshop, matrix, plan(json=out))
    assert found.varied == ("chunk_size", "k", "dense_share")
    assert workshop.settings == [
        {"chunk_size": 300, "evidence_k": 4, "dense_share": 0.5},
        {"chunk_size": 300, "evidence_k": 16, "dense_share": 0.5},
        {"chunk_size": 600, "evidence_k": 4, "dense_share": 0.5},
        {"chunk_size": 600, "evidence_k": 16, "dense_share": 0.5},
    ]
    assert [cell.outcome.totals.passed for cell in found.cells] == [0, 2, 0, 2]
    document = json.loads(out.read_text())
    assert document["schema"] == 1
    assert [cell["settings"]["k"] for cell in document["cells"]] == [4, 16, 4, 16]
    assert document["cells"][1]["totals"]["passed"] == 2
    assert {"name": "over_refusal", "value": 0.0}.items() <= next(
        row for row in document["cells"][1]["metrics"] if row["name"] == "over_refusal"
    ).items()


def test_engines_are_a_setting_like_the_others(tmp_path: Path, workshop: Workshop, cases: Path) -> None:
    found = swept(tmp_path, workshop, {"engines": ["extractive", "llm"]}, plan(cases))
    assert [cell.outcome.header["engine"] for cell in found.cells] == ["extractive", "llm"]


def test_a_sweep_that_was_broken_off_does_not_repeat_what_is_done(
    tmp_path: Path, workshop: Workshop, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.evals import run as runs

    real, done = runs.run, []

    def breaking(*arguments: Any) -> Any:
        if len(done) == 1:
            raise RunStopped("broken off")
        done.append(real(*arguments))
        return done[-1]

    monkeypatch.setattr(runs, "run", breaking)
    with pytest.raises(RunStopped):
        swept(tmp_path, workshop, {"chunk_size": [300, 600]}, plan(cases))
    monkeypatch.setattr(runs, "run", real)
    again = Workshop(workshop.home)
    found = swept(tmp_path, again, {"chunk_size": [300, 600]}, plan(cases))
    assert [len(product.asked) for product in again.products] == [0, 2]
    assert [cell.outcome.resumed for cell in found.cells] == [2, 0]
    assert list((workshop.home / "runs").glob("*.jsonl")) == []


def test_a_cell_in_which_the_product_dies_does_not_end_the_others(tmp_path: Path, workshop: Workshop) -> None:
    file = case_file(tmp_path / "dying.yaml", *(case(f"die {n}") for n in range(12)))
    found = swept(tmp_path, workshop, {"k": [8, 16]}, plan(file))
    assert [cell.outcome.stopped is not None for cell in found.cells] == [True, True]
    assert not found.finished
    assert len(list((workshop.home / "runs").glob("*.jsonl"))) == 2


@pytest.mark.parametrize(
    ("matrix", "says"),
    [
        ({"chunksize": [300]}, "'chunksize' cannot be swept; what can: engines, chunk_size, k, dense_share"),
        ({"k": [0]}, "k takes a whole number from 1 to 100, or a list of those, got 0"),
        ({"k": [8.0]}, "got 8.0"),
        ({"k": [True]}, "got True"),
        ({"k": []}, r"got \[\]"),
        ({"k": [8, 8]}, "names a value twice"),
        ({"chunk_size": 50}, "from 100 to 4000"),
        ({"dense_share": [0, 0.5, 1.5]}, "from 0 to 1, or a list of those, got 1.5"),
        ({"engines": ["oracle"]}, "extractive or llm, or a list of those, got 'oracle'"),
        ({"k": list(range(1, 14)), "dense_share": [0, 0.25, 0.5, 0.75, 1]}, "65 combinations, the most is 64"),
        ({"files": ["a.yaml"]}, "nothing to sweep"),
        ({"k": 8, "files": [3]}, "files takes a list of case files"),
        ([1], "must be a mapping"),
        ("", "must be a mapping"),
        ("k: [", "is not YAML"),
        ("k: 8\n\x07", "is not YAML"),
    ],
)
def test_what_is_no_matrix_is_refused_with_what_would_be(tmp_path: Path, matrix: object, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        read_matrix(written(tmp_path, matrix))
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the sweep"):
        read_matrix(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"html": Path("x.html")}, "--html is about a single run"),
        ({"baseline": Path("x.json")}, "--baseline is about a single run"),
        ({"engine": "llm"}, "leave --engine out"),
    ],
)
def test_what_a_sweep_cannot_do_is_refused(
    tmp_path: Path, workshop: Workshop, cases: Path, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        swept(tmp_path, workshop, {"engines": ["extractive"]}, plan(cases, **more))
    assert workshop.settings == []


def test_the_users_own_library_cannot_be_cut_anew(tmp_path: Path, workshop: Workshop) -> None:
    own = case_file(tmp_path / "own.yaml", case("pay?"))
    with pytest.raises(UsageError, match="ask your own library, which is cut already"):
        swept(tmp_path, workshop, {"chunk_size": [300]}, plan(own))
    assert len(swept(tmp_path, workshop, {"k": [8, 9]}, plan(own)).cells) == 2


def test_without_files_there_is_nothing_to_run(tmp_path: Path, workshop: Workshop) -> None:
    with pytest.raises(UsageError, match="nothing to run"):
        swept(tmp_path, workshop, {"k": [8]})
