"""The fake Assistant, and servers that serve it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.web.attacking import signed_in
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


@pytest.fixture
def ann(house: Served) -> Iterator[httpx.Client]:
    """The administrator, signed in to the `house` of the test's file."""
    with signed_in(house, "ann") as client:
        yield client


@pytest.fixture
def bob(house: Served) -> Iterator[httpx.Client]:
    """A member, signed in there."""
    with signed_in(house, "bob") as client:
        yield client
