"""The shipped cases over the sample postings: no case fails that is not known to, and every gate is passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.app import Plan, Settings, build
from tests.conftest import ROOT


def test_the_shipped_cases_come_out_as_they_say(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assistant = build(Settings(home=tmp_path_factory.mktemp("home")))
    outcome = assistant.evaluate(Plan(files=(Path("evals"),)))
    assistant.close()
    failed = [f"{case.id} ({case.where}): {case.reason}" for case in outcome.named]
    mended = [f"{case.id} ({case.where}) passes now: take its known_failure out" for case in outcome.mended]
    missed = [
        f"{gate.metric} of {gate.file} is {gate.value}, not {gate.minimum}" for gate in outcome.gates if not gate.passed
    ]
    assert failed + mended + missed == []
    assert outcome.fine
    assert outcome.totals.cases >= 120
    assert outcome.rows[0].value is not None
