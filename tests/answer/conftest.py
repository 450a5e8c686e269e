"""A library of the sample postings with the real model, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant, Settings, build


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[Assistant]:
    built = build(Settings(home=tmp_path_factory.mktemp("home")))
    report = built.ingest([corpus])
    assert report.failed == ()
    yield built
    built.close()
