"""Runs that are killed, broken off, or die with the product: what was done is kept, and gone on with."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import RunBusy
from assistant.evals import fingerprint
from assistant.evals.run import run
from tests.conftest import ROOT
from tests.evals.product import Product, bench, case, case_file, many, plan, read, timeless

CHILD = Path(__file__).with_name("run_child.py")


def kept_records(home: Path) -> list[Path]:
    return sorted((home / "runs").glob("*.jsonl"))


def test_a_killed_run_goes_on_where_it_was_and_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(60), case("holidays?"))
    home = tmp_path / "home"
    child = subprocess.Popen([sys.executable, str(CHILD), str(file), str(home), "0.03"], cwd=ROOT)
    while not kept_records(home) or kept_records(home)[0].read_bytes().count(b"\n") < 7:
        assert child.poll() is None
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    record = kept_records(home)[0]
    # As if the kill had come in the middle of a line.
    record.write_bytes(record.read_bytes() + b'{"at":9,"case":{"id":"ca')
    done = record.read_bytes().count(b"\n")
    product = Product()
    resumed = run(plan(file, json=tmp_path / "resumed.json"), bench(home, product))
    assert resumed.resumed == done >= 7
    assert len(product.asked) == 61 - done
    whole = run(plan(file, json=tmp_path / "whole.json"), bench(tmp_path / "other-home"))
    assert whole.resumed == 0
    assert timeless(read(tmp_path / "resumed.json")) == timeless(read(tmp_path / "whole.json"))
    assert kept_records(home) == []


def test_breaking_a_run_off_keeps_what_was_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(60))
    home = tmp_path / "home"
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(file), str(home), "0.03"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    while not kept_records(home) or kept_records(home)[0].stat().st_size < 5000:
        assert child.poll() is None
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    said = child.communicate(timeout=30)[0]
    assert child.returncode == 1
    assert "of 60 cases, which are kept" in said
    assert "--fresh" in said
    assert run(plan(file), bench(home)).resumed > 0


def test_a_changed_file_setting_library_or_filter_is_another_run(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(3))
    home = tmp_path / "home"
    run(plan(file, keep=True), bench(home))
    assert len(kept_records(home)) == 1
    assert run(plan(file, keep=True), bench(home)).resumed == 3
    assert run(plan(file, keep=True), bench(home, Product(mark="library-2"))).resumed == 0
    assert run(plan(file, keep=True, where="case"), bench(home)).resumed == 0
    assert run(plan(file, keep=True, engine="llm"), bench(home)).resumed == 0
    case_file(file, *many(2))
    assert run(plan(file, keep=True), bench(home)).resumed == 0
    assert len(kept_records(home)) == 5


def test_another_version_of_the_program_is_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(3))
    run(plan(file, keep=True), bench(tmp_path / "home"))
    monkeypatch.setattr(fingerprint, "of_code", lambda: "mended")
    assert run(plan(file), bench(tmp_path / "home")).resumed == 0


def test_a_run_that_is_repeated_goes_on_from_the_one_that_was_not(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(3))
    run(plan(file, keep=True), bench(tmp_path / "home"))
    assert run(plan(file, runs=2), bench(tmp_path / "home")).resumed == 3


def test_fresh_begins_anew(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(3))
    run(plan(file, keep=True), bench(tmp_path / "home"))
    product = Product()
    assert run(plan(file, fresh=True), bench(tmp_path / "home", product)).resumed == 0
    assert len(product.asked) == 3


def test_the_record_is_private_and_goes_when_the_run_is_done(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(2))
    outcome = run(plan(file, keep=True), bench(tmp_path / "home"))
    assert [oct(path.stat().st_mode & 0o777) for path in outcome.kept] == ["0o600"]
    assert run(plan(file), bench(tmp_path / "home")).kept == ()
    assert list((tmp_path / "home" / "runs").iterdir()) == []


def test_a_product_that_dies_of_the_same_thing_again_and_again_ends_the_run(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", case("pay?"), *many(30, "die"))
    product, out = Product(), tmp_path / "out.json"
    outcome = run(plan(file, json=out, jobs=1), bench(tmp_path / "home", product))
    assert outcome.stopped is not None
    assert "RuntimeError: the model is gone" in outcome.stopped
    assert not outcome.fine
    assert 6 <= len(product.asked) < 12
    assert read(out)["run"]["finished"] is False
    # What died is asked again, what was answered is not.
    mended = Product()
    mended.answer = lambda question: Product().answer("pay")  # type: ignore[method-assign]
    again = run(plan(file), bench(tmp_path / "home", mended))
    assert (again.resumed, again.totals.passed, len(mended.asked)) == (1, 31, 30)


def test_errors_that_differ_or_do_not_follow_each_other_end_nothing(tmp_path: Path) -> None:
    cases = [c for n in range(6) for c in (*many(4, f"die {n}"), case(f"pay {n}"))]
    for at, one in enumerate(cases):
        one["metadata"] = {"id": f"id-{at}"}
    outcome = run(plan(case_file(tmp_path / "cases.yaml", *cases)), bench(tmp_path / "home"))
    assert outcome.stopped is None
    assert outcome.totals.error == 24
    each = run(plan(case_file(tmp_path / "each.yaml", *many(9, "die differently"))), bench(tmp_path / "home"))
    assert (each.stopped, each.totals.error) == (None, 9)


def test_two_processes_cannot_fill_one_record(tmp_path: Path) -> None:
    file = case_file(tmp_path / "cases.yaml", *many(60))
    home = tmp_path / "home"
    child = subprocess.Popen([sys.executable, str(CHILD), str(file), str(home), "0.05"], cwd=ROOT)
    try:
        while not kept_records(home) or not kept_records(home)[0].stat().st_size:
            assert child.poll() is None
            time.sleep(0.02)
        with pytest.raises(RunBusy, match="another process is running the same cases"):
            run(plan(file), bench(home))
    finally:
        child.kill()
        child.wait()
