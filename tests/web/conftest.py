"""The fake Assistant, and servers that serve it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.fake import FakeAssistant
from tests.web.serving import Served, serving


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="session")
def open_app() -> Iterator[Served]:
    """An app without a password."""
    with serving() as served:
        yield served


@pytest.fixture(scope="session")
def closed_app() -> Iterator[Served]:
    """An app with a password: user `ann`, password `pw:1`."""
    with serving("ann:pw:1") as served:
        yield served
