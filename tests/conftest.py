"""What every test may rely on: no network beyond this machine, and where the workplace's data lie."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Nothing that a test starts may look for a model, report usage, or find the developer's own library.
os.environ.update({"ANONYMIZED_TELEMETRY": "False", "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"})
for name in ("PREP_HOME", "PREP_ENGINE", "PREP_EMBEDDING", "OPENAI_API_KEY", "OPENAI_BASE_URL", "CHROMA_URL"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that would leave this machine fails the test that makes it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0") and not str(host).startswith("127."):
            raise AssertionError(f"a test tried to reach {address!r}; tests stay on this machine")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The workplace's folder of real postings and data; the test is skipped, visibly, where it is not there."""
    if not (SHARED / "postings").is_dir():
        pytest.skip("needs ../shared (real postings and data sets), which is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The sample postings."""
    return ROOT / "corpus"
