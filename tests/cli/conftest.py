"""A home folder with the sample postings, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import prep


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    folder = tmp_path_factory.mktemp("home")
    assert prep(folder, "ingest", corpus).returncode == 0
    return folder
