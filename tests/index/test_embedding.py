"""From a setting to an embedding model: the built-in one, a provider's, or one line that says why not."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.errors import InvalidSetting, LibraryError
from assistant.index.embedder import model_name
from assistant.index.embedding import MiniLMEmbeddings, NamedEmbeddings, embeddings_from_setting
from tests.conftest import ROOT


class OpenAIServer(ThreadingHTTPServer):
    """An OpenAI-compatible embeddings endpoint on this machine: a text's vector is its length, then 1.0."""

    requests: list[dict[str, object]]
    key = "sk-right"


class Endpoint(BaseHTTPRequestHandler):
    server: OpenAIServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        if self.headers["Authorization"] != f"Bearer {self.server.key}":
            return self.answer(401, {"error": {"message": "Incorrect API key provided\nask for another"}})
        vectors = [
            {"object": "embedding", "index": index, "embedding": [float(len(text)), 1.0]}
            for index, text in enumerate(body["input"])
        ]
        return self.answer(200, {"object": "list", "data": vectors, "model": body["model"], "usage": {}})

    def answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's output is not the place."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """A running endpoint that the environment points to, with the right key."""
    with OpenAIServer(("127.0.0.1", 0), Endpoint) as running:
        running.requests = []
        threading.Thread(target=running.serve_forever, daemon=True).start()
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{running.server_address[1]}/v1")
        monkeypatch.setenv("OPENAI_API_KEY", running.key)
        yield running
        running.shutdown()


@pytest.mark.parametrize("setting", ["builtin", " builtin "])
def test_builtin_is_the_model_in_the_package(setting: str) -> None:
    embeddings = embeddings_from_setting(setting)
    assert isinstance(embeddings, MiniLMEmbeddings)
    assert model_name(embeddings) == embeddings.model


def test_a_provider_and_a_model_go_through_langchain(server: OpenAIServer) -> None:
    embeddings = embeddings_from_setting("openai:text-embedding-3-small")
    assert isinstance(embeddings, NamedEmbeddings)
    assert embeddings.embed_documents(["four", "seven77"]) == [[4.0, 1.0], [7.0, 1.0]]
    assert embeddings.embed_query("abc") == [3.0, 1.0]
    assert server.requests[0]["model"] == "text-embedding-3-small"


def test_a_compatible_server_is_sent_text_not_token_numbers(server: OpenAIServer) -> None:
    embeddings_from_setting("openai:local-model").embed_documents(["What is paid?"])
    assert server.requests[0]["input"] == ["What is paid?"]


def test_making_a_providers_model_asks_the_provider_nothing(server: OpenAIServer) -> None:
    embeddings_from_setting("openai:text-embedding-3-small")
    assert server.requests == []


def test_the_library_knows_a_providers_model_by_its_whole_setting(server: OpenAIServer) -> None:
    small, large = (embeddings_from_setting(f"openai:text-embedding-3-{size}") for size in ("small", "large"))
    assert model_name(small) == "openai:text-embedding-3-small"
    assert model_name(small) != model_name(large) != model_name(embeddings_from_setting("builtin"))


@pytest.mark.parametrize("call", ["embed_documents", "embed_query"])
def test_a_refusal_by_the_provider_is_one_line_that_says_what_to_do(server: OpenAIServer, call: str) -> None:
    embeddings = embeddings_from_setting("openai:text-embedding-3-small")
    server.key = "sk-another"
    with pytest.raises(LibraryError) as caught:
        getattr(embeddings, call)(["text"] if call == "embed_documents" else "text")
    message = str(caught.value)
    assert "'openai:text-embedding-3-small'" in message
    assert "Incorrect API key" in message
    assert "check the key" in message
    assert "\n" not in message


@pytest.mark.parametrize("setting", ["", "minilm", "text-embedding-3-small", "openai:", ":model", "BUILTIN"])
def test_a_setting_that_names_no_model_is_refused_with_the_choices(setting: str) -> None:
    with pytest.raises(InvalidSetting, match=r'names no model; use "builtin", or "provider:model"') as caught:
        embeddings_from_setting(setting)
    assert repr(setting) in str(caught.value)


def test_an_unknown_provider_is_refused_by_name() -> None:
    with pytest.raises(InvalidSetting, match=r"'nosuch:model' cannot be used: .*nosuch.*; .*\"builtin\"") as caught:
        embeddings_from_setting("nosuch:model")
    assert "\n" not in str(caught.value)


def test_a_missing_package_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_cohere", None)
    with pytest.raises(InvalidSetting, match=r"'cohere:embed-v4' cannot be used: .*pip install langchain-cohere"):
        embeddings_from_setting("cohere:embed-v4")


def test_a_missing_key_is_named_with_its_variable() -> None:
    with pytest.raises(InvalidSetting, match=r"'openai:text-embedding-3-small' cannot be used: .*OPENAI_API_KEY"):
        embeddings_from_setting("openai:text-embedding-3-small")


def test_importing_loads_no_model_and_no_provider() -> None:
    heavy = {"onnxruntime", "tokenizers", "numpy", "openai", "langchain", "langchain_openai"}
    code = f"import sys, assistant.index.embedding; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_choosing_the_builtin_model_loads_it_not_yet() -> None:
    code = (
        "import sys; from assistant.index.embedding import embeddings_from_setting as e; e('builtin').model;"
        "print('onnxruntime' in sys.modules, 'openai' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False False"
