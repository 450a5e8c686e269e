"""The fake keeps to the interface of what it stands for."""

from __future__ import annotations

import inspect

import pytest

from assistant.app import Assistant
from tests.web.fake import FakeAssistant

USED = ("roles", "role", "posting", "companies", "example_questions", "ask", "stream", "ingest", "save_case", "close")


@pytest.mark.parametrize("name", USED)
def test_the_fakes_methods_take_what_the_real_ones_take(name: str) -> None:
    real, fake = (inspect.signature(getattr(kind, name)).parameters for kind in (Assistant, FakeAssistant))
    assert [(p.name, p.kind) for p in fake.values()] == [(p.name, p.kind) for p in real.values()]
