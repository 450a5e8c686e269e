"""The double is what a real client takes for OpenAI's API."""

from __future__ import annotations

import openai
import pytest

from assistant.models import chat_model
from tests.doubles.openai_server import OpenAIServer, Reply


def client(server: OpenAIServer) -> openai.OpenAI:
    return openai.OpenAI(base_url=server.url, api_key="none", max_retries=0)


def ask(server: OpenAIServer, question: str = "hello") -> str | None:
    done = client(server).chat.completions.create(model="double", messages=[{"role": "user", "content": question}])
    return done.choices[0].message.content


def test_it_says_what_the_script_says_and_remembers_what_it_was_asked() -> None:
    with OpenAIServer(["one", Reply("two")]) as server:
        assert [ask(server, str(n)) for n in range(3)] == ["one", "two", "two"]
    assert [call["messages"][0]["content"] for call in server.calls] == ["0", "1", "2"]
    assert server.headers[0]["authorization"] == "Bearer none"


def test_a_script_may_be_a_function_of_the_request() -> None:
    with OpenAIServer(lambda body: body["messages"][-1]["content"].upper()) as server:
        assert ask(server, "loud") == "LOUD"


def test_it_streams_word_by_word_and_counts_tokens_where_asked() -> None:
    with OpenAIServer([Reply("three little words", usage=(11, 3))]) as server:
        stream = client(server).chat.completions.create(
            model="double",
            messages=[{"role": "user", "content": "x"}],
            stream=True,
            stream_options={"include_usage": True},
        )
        chunks = list(stream)
    pieces = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]
    assert pieces == ["three ", "little ", "words"]
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.prompt_tokens == 11


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply("slow down", status=429), openai.RateLimitError),
        (Reply("no such key", status=401), openai.AuthenticationError),
        (Reply(status=500), openai.InternalServerError),
        (Reply(cut=True), openai.APIConnectionError),
        (Reply(raw=b"not json"), Exception),
    ],
)
def test_it_fails_as_the_script_says(reply: Reply, error: type[Exception]) -> None:
    with OpenAIServer([reply]) as server, pytest.raises(error):
        ask(server)


def test_a_langchain_model_talks_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with OpenAIServer([Reply("four words of reply", usage=(5, 4))]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        model = chat_model("openai:double")
        reply = model.invoke("hi")
        assert reply.text == "four words of reply"
        assert reply.usage_metadata is not None
        assert reply.usage_metadata["input_tokens"] == 5
        assert "".join(piece.text for piece in model.stream("hi")) == "four words of reply"
