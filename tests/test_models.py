"""Which chat model is used, and how it is reached: through a real client, on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InvalidSetting, ModelUnavailable
from assistant.evals.cache import ReplyCache
from assistant.evals.judge import chat_judge
from assistant.models import DEFAULT, chat_model, model_name
from tests.doubles.openai_server import OpenAIServer, Reply


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.delenv(name, raising=False)


def test_without_key_and_server_there_is_no_model_whatever_its_name() -> None:
    assert [model_name(None), model_name("gpt-x"), model_name("openai:gpt-x")] == [None, None, None]


def test_another_providers_model_brings_its_own_key() -> None:
    assert model_name("anthropic:some-model") == "anthropic:some-model"


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_with_key_or_server_it_is_the_one_that_was_set_else_a_default(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "something")
    assert model_name(None) == DEFAULT
    assert model_name("gpt-x") == "openai:gpt-x"
    assert model_name("openai:gpt-x") == "openai:gpt-x"


@pytest.mark.parametrize("name", ["no-such-provider:model", "cohere:model-without-its-package"])
def test_a_provider_that_is_not_there_is_a_setting_to_correct(name: str) -> None:
    with pytest.raises(InvalidSetting, match="PREP_MODEL"):
        chat_model(name)


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer(["hi"]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert chat_model("openai:local").invoke("hello").text == "hi"
    assert server.calls[0]["model"] == "local"
    assert server.calls[0]["temperature"] == 0


def test_a_key_that_is_set_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer(["hi"]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "a-key")
        chat_model("openai:local").invoke("hello")
    assert server.headers[0]["authorization"] == "Bearer a-key"


def test_a_judge_over_a_server_is_asked_once_for_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with OpenAIServer(["one", "two"]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        first = chat_judge(chat_model("openai:local", cache=ReplyCache(tmp_path / "replies.sqlite3")))
        assert [first("same"), first("same"), first("other")] == ["one", "one", "two"]
        again = chat_judge(chat_model("openai:local", cache=ReplyCache(tmp_path / "replies.sqlite3")))
        assert again("same") == "one"
    assert len(server.calls) == 2


def test_a_server_that_refuses_is_an_unavailable_model_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with OpenAIServer([Reply("no such key", status=401), "now"]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        judge = chat_judge(chat_model("openai:local", cache=ReplyCache(tmp_path / "replies.sqlite3")))
        with pytest.raises(ModelUnavailable, match="no such key"):
            judge("same")
        assert judge("same") == "now"


def test_a_server_that_falters_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer([Reply(status=500), "back"]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert chat_model("openai:local").invoke("hello").text == "back"
