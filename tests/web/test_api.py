"""The endpoint for scripts, through gradio_client, as its users call it."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.wire import role_json
from tests.web.fake import PAY, TEXTS
from tests.web.library import ROLES
from tests.web.serving import Served

pytestmark = pytest.mark.xdist_group("served")


@pytest.fixture(scope="module")
def client(open_app: Served) -> Client:
    with contextlib.redirect_stdout(io.StringIO()):
        return Client(open_app.url, verbose=False)


def test_asking_returns_the_answer_as_json(client: Client) -> None:
    answer = client.predict(question="What does Northwind AI pay?", api_name="/ask")
    assert answer["status"] == "answered"
    assert answer["question"] == "What does Northwind AI pay?"
    assert set(answer) >= {"text", "citations", "ask_the_recruiter", "engine", "degraded", "seconds", "id"}
    first = answer["citations"][0]
    assert first["quote"] == PAY
    assert first["n"] == 1
    assert first["role"] == ROLES[2].id
    assert first["end"] - first["start"] == len(PAY)


def test_roles_and_history_are_passed_on(client: Client) -> None:
    answer = client.predict("and before?", [ROLES[2].id], ["one", "two"], api_name="/ask")
    assert answer["text"] == "Before that: one; two"


def test_an_abstention_is_an_answer(client: Client) -> None:
    answer = client.predict("parental leave?", api_name="/ask")
    assert answer["status"] == "abstained"
    assert answer["citations"] == []
    assert answer["ask_the_recruiter"]


@pytest.mark.parametrize(
    ("question", "roles", "history", "said"),
    [
        ("  ", [], [], "question must be a text"),
        (5, [], [], "question must be a text"),
        ("x" * 5000, [], [], "5,000 characters"),
        ("pay?", "northwind", [], "roles must be a list of texts"),
        ("pay?", [], [1], "history must be a list of texts"),
        ("pay?", ["nowhere"], [], "no role 'nowhere'"),
        ("busy", [], [], "another program"),
    ],
)
def test_wrong_input_is_a_sentence(client: Client, question: object, roles: object, history: object, said: str) -> None:
    with pytest.raises(AppError, match=said):
        client.predict(question, roles, history, api_name="/ask")


def test_roles_are_listed_as_json(client: Client) -> None:
    listed = client.predict(api_name="/roles")
    assert [role["id"] for role in listed] == [role.id for role in ROLES]
    northwind = listed[2]
    assert northwind["facts"]["salary"]["quote"] == "$285,000 - $340,000 a year"
    assert northwind["facts"]["visa"] == {"stated": False}
    assert [step["minutes"] for step in northwind["process"]] == [30, 60, None, None]
    assert {requirement["kind"] for requirement in northwind["requirements"]} == {"must", "nice", "duty"}
    assert northwind == json.loads(json.dumps(role_json(ROLES[2], TEXTS[ROLES[2].id])))


def test_roles_can_be_chosen_and_limited(client: Client) -> None:
    assert [role["id"] for role in client.predict([ROLES[3].id], api_name="/roles")] == [ROLES[3].id]
    assert len(client.predict([], 2, api_name="/roles")) == 2


@pytest.mark.parametrize(
    ("ids", "limit", "said"),
    [
        ("northwind", 5, "ids must be a list of texts"),
        ([], 0, "limit must be a whole number"),
        ([], "9", "limit must be a whole number"),
        (["nowhere"], 5, "no role 'nowhere'"),
    ],
)
def test_wrong_roles_are_a_sentence(client: Client, ids: object, limit: object, said: str) -> None:
    with pytest.raises(AppError, match=said):
        client.predict(ids, limit, api_name="/roles")


def test_the_inside_is_not_told(client: Client) -> None:
    with pytest.raises(AppError) as raised:
        client.predict("crash", api_name="/ask")
    assert "secret" not in str(raised.value)


def test_nothing_else_is_public(client: Client) -> None:
    described = client.view_api(return_format="dict", print_info=False)
    assert set(described["named_endpoints"]) == {
        *("/ask", "/roles", "/compare", "/gap", "/plan", "/questions", "/feedback", "/ingest_text")
    }
    assert described["unnamed_endpoints"] == {}


def test_with_a_password_the_client_signs_in(closed_app: Served) -> None:
    signed_in = Client(closed_app.url, auth=("ann", "pw:1"), verbose=False)
    assert len(signed_in.predict(api_name="/roles")) == len(ROLES)
    assert signed_in.predict("parental leave?", api_name="/ask")["status"] == "abstained"
