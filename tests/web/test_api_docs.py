"""The examples of docs/api.md, run against the real app on the sample postings; and its tools, by a real MCP client."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import textwrap
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from tests.conftest import ROOT
from tests.web.serving import Served, free_port, running, serving

pytestmark = pytest.mark.xdist_group("real")
Found = TypeVar("Found")
CALLS = ("ask", "compare", "feedback", "gap", "plan", "questions", "roles")


@pytest.fixture(scope="module")
def real_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port = free_port()
    home = str(tmp_path_factory.mktemp("home"))
    with running([str(ROOT / "ui.py"), "--port", str(port)], port, PREP_HOME=home) as served:
        yield served


@pytest.fixture(scope="module")
def ran(real_app: Served) -> dict[str, Any]:
    """What the examples leave behind, one after the other, as a reader would type them."""
    text = (ROOT / "docs" / "api.md").read_text("utf-8")
    script = "\n".join(textwrap.dedent(block) for block in re.findall(r"```python\n(.*?)```", text, re.S))
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(script.replace("http://127.0.0.1:7860/", real_app.url), "api.md", "exec"), names)
    return names


def test_the_examples_answer_as_the_docs_say(ran: dict[str, Any]) -> None:
    assert ran["answer"]["status"] in ("answered", "abstained")
    assert ran["matrix"]["citations"]
    assert {finding["verdict"] for finding in ran["gap"]} <= {"met", "partly", "missing", "unknown"}
    assert ran["plan"]["items"]
    assert len(ran["questions"]) == 5
    assert ran["said"]["points"] or ran["said"]["floor"]
    assert ran["report"]["roles"] == 1


def test_a_posting_added_by_a_call_is_in_the_library(ran: dict[str, Any]) -> None:
    asked = ran["app"].predict("What does Acme pay?", api_name="/ask")
    assert "$100,000" in asked["text"]
    assert asked["citations"][0]["source"] == "acme backend.txt"


def test_the_text_of_a_resume_is_not_kept(ran: dict[str, Any], real_app: Served) -> None:
    with pytest.raises(Exception, match="no résumé"):
        ran["app"].predict(ran["first"], api_name="/gap")


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        ("/compare", [["one-role"]], "no role"),
        ("/gap", ["nowhere"], "nowhere"),
        ("/gap", [7], "role must be a text"),
        ("/plan", [["nowhere"], "2031-03-01"], "nowhere"),
        ("/plan", [[], "soon"], "soon"),
        ("/plan", [["x"], "2031-03-01", "many"], "hours_per_week must be a number"),
        ("/questions", ["x", 0], "n must be a whole number"),
        ("/questions", ["x", 10_000], "up to 50"),
        ("/feedback", ["", "answer"], "question must be a text"),
        ("/ingest_text", ["name", ""], "text must be a text"),
        ("/ingest_text", ["name", "x" * 200_001], "200,001 characters"),
    ],
)
def test_wrong_input_is_a_sentence(ran: dict[str, Any], call: str, arguments: list[Any], said: str) -> None:
    with pytest.raises(Exception, match=said):
        ran["app"].predict(*arguments, api_name=call)


def tool_call(url: str, name: str, arguments: dict[str, Any]) -> tuple[bool, Any]:
    """Whether a tool failed, and what it said: by the protocol's own client, over HTTP."""
    from mcp.client import Client

    async def call() -> tuple[bool, Any]:
        async with Client(f"{url}mcp") as client:
            result = await client.call_tool(name, arguments)
            return bool(result.is_error), [getattr(part, "text", "") for part in result.content]

    return awaited(call())


def awaited(work: Coroutine[Any, Any, Found]) -> Found:
    """What comes of `work`, in a thread of its own: Playwright keeps a loop running in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_an_agent_finds_the_tools_and_gets_cited_answers(real_app: Served) -> None:
    from mcp.client import Client

    async def tools() -> list[str]:
        async with Client(f"{real_app.url}mcp") as client:
            return sorted(tool.name for tool in (await client.list_tools()).tools)

    assert awaited(tools()) == [f"prep_{name}" for name in CALLS]
    failed, [said] = tool_call(real_app.url, "prep_ask", {"question": "Which roles mention Python?"})
    assert not failed
    assert json.loads(said)["citations"]


def test_a_tools_mistake_is_a_sentence(real_app: Served) -> None:
    failed, said = tool_call(real_app.url, "prep_gap", {"role": "nowhere", "resume": "Python"})
    assert failed
    assert "nowhere" in said[0]


def test_a_foreign_page_cannot_use_the_tools(real_app: Served) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    kinds = {"accept": "application/json, text/event-stream"}
    for headers in ({"origin": "https://evil.example"}, {"host": "evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert httpx.post(f"{real_app.url}mcp", json=body, headers={**kinds, **headers}).status_code == 403


def test_with_sign_in_there_are_no_tools() -> None:
    with serving("ann:pw:1") as closed, httpx.Client(base_url=closed.url, timeout=60) as ann:
        reply = ann.post("/login", data={"username": "ann", "password": "pw:1"})
        assert reply.status_code == 200
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert ann.post("/mcp", json=body).status_code == 404
        assert httpx.post(f"{closed.url}mcp", json=body).status_code == 401


def test_the_docs_name_every_endpoint_and_tool() -> None:
    text = (Path(ROOT) / "docs" / "api.md").read_text("utf-8")
    assert all(f"| `/{call}` |" in text for call in (*CALLS, "ingest_text"))
    assert all(f"`prep_{call}`" in text for call in CALLS)
