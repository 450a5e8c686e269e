"""What questions leave behind: no more after many of them than after a few."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.web import app, launch
from assistant.web.conversation import Conversation, Turn
from assistant.web.live import Live
from assistant.web.server import site
from tests.web.fake import FakeAssistant


def test_a_page_that_asks_again_and_again_keeps_no_more(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in launch.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    page = app.build(fake)  # type: ignore[arg-type]
    with TestClient(site(page, None), base_url="http://127.0.0.1:7860") as client:
        event = _ask_event(client.get("/config").json())
        _ask(client, event)
        _ask(client, event)
        before = _kept(page)
        for _ in range(4):
            _ask(client, event)
        assert _kept(page) == before
    assert len(page._queue.event_analytics) <= 1
    assert page._queue.cached_event_analytics_summary == {"functions": {}}


def test_no_more_pages_are_remembered_than_fit(fake: FakeAssistant) -> None:
    page = app.build(fake)  # type: ignore[arg-type]
    site(page, None)
    assert page.state_holder.capacity == app.PAGES_REMEMBERED < 1000


def test_an_answer_that_is_there_at_once_is_one_state() -> None:
    begun, ended = _states("asking"), threading.Event()
    live = Live(begun, _quickly(begun), lambda last: last, ended.set)
    live.start()
    assert [c.turns[-1].state for c in live.watch(patience=20)] == ["answered"]
    assert ended.wait(20)


def test_an_answer_that_takes_its_time_is_announced() -> None:
    begun, go = _states("asking"), threading.Event()

    def slowly() -> Generator[Conversation, None, None]:
        assert go.wait(20)
        yield _states("answered")

    live = Live(begun, slowly(), lambda last: last, lambda: None)
    live.start()
    seen = []
    for state in live.watch(patience=0.01):
        seen.append(state.turns[-1].state)
        go.set()
    assert seen == ["asking", "answered"]


def _states(state: Any) -> Conversation:
    return Conversation((Turn("q", state=state, id="t"),), id="c")


def _quickly(begun: Conversation) -> Generator[Conversation, None, None]:
    yield begun.update(_states("answered").turns[0])


def _ask_event(config: dict[str, Any]) -> int:
    send = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "send")
    return int(next(d["id"] for d in config["dependencies"] if [send, "click"] in [list(t) for t in d["targets"]]))


def _ask(client: TestClient, event: int) -> None:
    body = {"data": ["interview", [], ""], "fn_index": event, "session_hash": "one"}
    client.post("/gradio_api/queue/join", json=body).raise_for_status()
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "one"}) as stream:
        said = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]
    (done,) = [message for message in said if message["msg"] == "process_completed"]
    assert done["success"]


def _kept(page: Any) -> tuple[int, int]:
    state = page.state_holder["one"]
    return len(state.blocks_config.blocks), len(state.config_values)
