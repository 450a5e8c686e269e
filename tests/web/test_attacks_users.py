"""Attacks of one user on another: sessions, files, downloads, libraries, and what only administrators may do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.web.attacking import many_users, signed_in
from tests.web.serving import Served

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with many_users(tmp_path_factory.mktemp("users")) as served:
        yield served


def event(client: httpx.Client, target: str, n: int = 0) -> int:
    """The number of the page's n-th event that is raised on the component of this id."""
    config = client.get("/config").json()
    component = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == target)
    found = [d["id"] for d in config["dependencies"] if any(t[0] == component for t in d["targets"])]
    return int(found[n])


def raise_event(client: httpx.Client, session: str, fn: int, data: list[object], sent: object = None) -> httpx.Response:
    body = {"data": data, "fn_index": fn, "session_hash": session, "event_data": sent}
    return client.post("/gradio_api/queue/join", json=body)


def outcome(client: httpx.Client, session: str) -> str:
    """All that the session's stream says until its events are over."""
    said = []
    with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            said.append(line)
            if '"process_completed"' in line:
                break
    return "\n".join(said)


def test_a_conversation_is_closed_to_who_knows_its_name(ann: httpx.Client, bob: httpx.Client) -> None:
    session = "annssession1"
    fn = event(ann, "send")
    assert raise_event(ann, session, fn, ["What does Northwind AI pay?", [], None]).status_code == 200
    for reply in (
        raise_event(bob, session, fn, ["parental leave", [], None]),
        bob.get("/gradio_api/queue/data", params={"session_hash": session}),
        bob.get(f"/gradio_api/queue/data?session_hash=bobs&session_hash={session}"),
        bob.get(f"/gradio_api/heartbeat/{session}"),
        bob.post("/gradio_api/cancel", json={"session_hash": session, "fn_index": fn, "event_id": "x"}),
        bob.post("/gradio_api/reset", json={"session_hash": session, "event_id": "x"}),
        bob.post("/gradio_api/call/ask", json={"session_hash": session, "data": ["pay?"]}),
        bob.post("/gradio_api/run/ask", json={"session_hash": session, "data": ["pay?"]}),
    ):
        assert reply.status_code == 403
        assert "Northwind" not in reply.text
    assert "285,000" in outcome(ann, session)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_no_spelling_of_the_body_hides_a_sessions_name(ann: httpx.Client, bob: httpx.Client, encoding: str) -> None:
    session, fn = f"spelled{encoding}", event(ann, "send")
    assert raise_event(ann, session, fn, ["pay?", [], None]).status_code == 200
    body = json.dumps({"data": ["pay?", [], None], "fn_index": fn, "session_hash": session}).encode(encoding)
    reply = bob.post("/gradio_api/queue/join", content=body, headers={"content-type": "application/json"})
    assert reply.status_code in (400, 403)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(bob: httpx.Client, body: bytes) -> None:
    reply = bob.post("/gradio_api/queue/join", content=body, headers={"content-type": "application/json"})
    assert reply.status_code in (400, 422)


def test_another_users_file_cannot_be_read(house: Served, ann: httpx.Client, bob: httpx.Client) -> None:
    sent = ann.post("/prep-upload?name=resume.txt", content=b"Ann's resume").json()
    assert sent["name"] == "resume.txt"
    for below in ("", "prep-upload/", "prep-download/", "gradio_api/file="):
        assert bob.get(f"/{below}{sent['id']}").status_code in (403, 404)


def test_another_users_export_cannot_be_fetched(ann: httpx.Client, bob: httpx.Client) -> None:
    session = "annexports"
    assert raise_event(ann, session, event(ann, "settings"), [], {"act": "export"}).status_code == 200
    said = outcome(ann, session)
    url = said.partition("data-download=")[2].partition("prep-download/")[2].split("\\")[0].split('"')[0]
    assert url
    assert bob.get(f"/prep-download/{url}").status_code == 404
    fetched = ann.get(f"/prep-download/{url}")
    assert fetched.json()["user"] == "ann"
    assert fetched.headers["content-disposition"].startswith("attachment")
    assert fetched.headers["x-content-type-options"] == "nosniff"


def test_only_administrators_change_the_shared_library(ann: httpx.Client, bob: httpx.Client) -> None:
    posting = {"data": ["mine", "Acme\nEngineer\n\nRequirements\n- Go"]}
    for client, said in ((bob, "only an administrator"), (ann, '"files"')):
        begun = client.post("/gradio_api/call/ingest_text", json=posting).json()["event_id"]
        assert said in client.get(f"/gradio_api/call/ingest_text/{begun}").text


def test_the_key_is_never_sent(ann: httpx.Client) -> None:
    assert "OPENAI_API_KEY=" not in ann.get("/").text
    assert "password" not in ann.get("/config").text.lower()


def test_too_much_at_once_is_refused_for_that_user_only(ann: httpx.Client, bob: httpx.Client) -> None:
    asked = {"data": ["pay?", [], []]}
    replies = [bob.post("/gradio_api/call/ask", json=asked) for _ in range(90)]
    # What waits in the queue is limited too, and says something else.
    assert any("too much at once" in reply.text for reply in replies if reply.status_code == 429)
    assert ann.post("/gradio_api/call/ask", json=asked).status_code == 200


def test_with_private_libraries_nobody_sees_anothers_roles(tmp_path_factory: pytest.TempPathFactory) -> None:
    with many_users(tmp_path_factory.mktemp("users"), "--private") as served:
        seen = {}
        for name in ("ann", "bob"):
            with signed_in(served, name) as client:
                # What stands in the page before anything is asked is nobody's.
                assert "Northwind" not in client.get("/").text
                begun = client.post("/gradio_api/call/roles", json={"data": [[], 5]}).json()["event_id"]
                seen[name] = client.get(f"/gradio_api/call/roles/{begun}").text
        assert "Northwind" in seen["ann"]
        assert "Northwind" not in seen["bob"]
