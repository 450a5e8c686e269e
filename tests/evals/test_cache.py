"""What chat models replied is asked for once: for a prompt, a model with its parameters, and a run."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, FakeListChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult, Generation

from assistant.errors import LibraryError
from assistant.evals.cache import ReplyCache


class Counting(BaseChatModel):
    """Replies with how often it was asked."""

    calls: int = 0
    mood: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "counting"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"mood": self.mood}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        self.calls += 1
        usage = {"input_tokens": 5, "output_tokens": 2, "total_tokens": 7}
        message = AIMessage(content=f"reply {self.calls}", usage_metadata=usage)  # type: ignore[arg-type]
        return ChatResult(generations=[ChatGeneration(message=message, generation_info={"finish_reason": "stop"})])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "evals" / "replies.sqlite3"


def test_a_reply_is_asked_for_once_and_found_by_the_next_process(path: Path) -> None:
    model = Counting(cache=ReplyCache(path))
    assert [str(model.invoke("hello").text) for _ in range(3)] == ["reply 1"] * 3
    assert model.calls == 1
    later = Counting(cache=ReplyCache(path))
    reply = later.invoke("hello")
    assert str(reply.text) == "reply 1"
    assert later.calls == 0
    assert reply.usage_metadata is not None  # type: ignore[attr-defined]
    assert reply.usage_metadata["input_tokens"] == 5  # type: ignore[attr-defined]


def test_another_prompt_model_or_parameter_is_another_question(path: Path) -> None:
    model = Counting(cache=ReplyCache(path))
    model.invoke("hello")
    model.invoke("hello?")
    model.invoke("hello", stop=["."])
    assert model.calls == 3
    moody = Counting(cache=ReplyCache(path), mood=0.5)
    moody.invoke("hello")
    assert moody.calls == 1
    listed = FakeListChatModel(responses=["listed"], cache=ReplyCache(path))
    assert listed.invoke("hello").text == "listed"


def test_repeated_runs_have_replies_of_their_own(path: Path) -> None:
    first, second = Counting(cache=ReplyCache(path, run=1)), Counting(cache=ReplyCache(path, run=2))
    first.invoke("hello")
    second.invoke("hello")
    assert (first.calls, second.calls) == (1, 1)
    again = Counting(cache=ReplyCache(path, run=2))
    again.invoke("hello")
    assert again.calls == 0


def test_prompts_are_kept_as_hashes_and_the_file_is_its_owners_alone(path: Path) -> None:
    Counting(cache=ReplyCache(path)).invoke("my secret question")
    assert b"secret" not in b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_clearing_forgets(path: Path) -> None:
    cache = ReplyCache(path)
    cache.update("p", "m", [Generation(text="x")])
    found = cache.lookup("p", "m")
    assert found is not None
    assert [reply.text for reply in found] == ["x"]
    cache.clear()
    assert cache.lookup("p", "m") is None


def test_threads_may_share_it(path: Path) -> None:
    cache = ReplyCache(path)

    def found(n: int) -> str:
        for at in range(30):
            cache.update(f"{n}-{at}", "m", [Generation(text=f"{n}-{at}")])
        kept = cache.lookup(f"{n}-7", "m")
        return kept[0].text if kept else "nothing"

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(found, range(6))) == [f"{n}-7" for n in range(6)]


def broken(path: Path, how: str) -> None:
    path.parent.mkdir(parents=True)
    if how == "no database":
        path.write_bytes(b"this is not a database, but long enough to be looked at as one" * 20)
    elif how == "another table":
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE replies (a, b)")
    else:
        cache = ReplyCache(path)
        cache.update("p", "m", [Generation(text="x" * 50_000)])
        cache.close()
        content = bytearray(path.read_bytes())
        content[4096 : 4096 + 2000] = b"\xff" * 2000
        path.write_bytes(bytes(content))


@pytest.mark.parametrize("how", ["no database", "another table", "damaged"])
def test_a_file_that_is_no_cache_is_set_aside_and_named(path: Path, how: str, caplog: pytest.LogCaptureFixture) -> None:
    broken(path, how)
    before = path.read_bytes()
    cache = ReplyCache(path)
    assert cache.set_aside is not None
    assert cache.set_aside.name == "replies.sqlite3.1.broken"
    assert cache.set_aside.read_bytes() == before
    assert "replies.sqlite3.1.broken" in caplog.text
    cache.update("p", "m", [Generation(text="new")])
    found = cache.lookup("p", "m")
    assert found is not None
    assert found[0].text == "new"


def test_a_reply_that_cannot_be_read_is_asked_for_again(path: Path) -> None:
    cache = ReplyCache(path)
    cache.update("p", "m", [Generation(text="x")])
    with sqlite3.connect(path) as database:
        database.execute("UPDATE replies SET reply = '{'")
    assert cache.lookup("p", "m") is None


def test_a_file_that_cannot_be_opened_is_a_failure_that_says_so(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises((LibraryError, IsADirectoryError)):
        ReplyCache(path)
