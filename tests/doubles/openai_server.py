"""A server that speaks OpenAI's chat API on this machine: real HTTP, real streaming, replies from a script.

    with OpenAIServer(["first reply", Reply("second", usage=(10, 5)), Reply(status=429)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)

The replies are given in turn, the last one again and again; or by a function of the request. `server.calls` are the
requests' bodies, in the order in which they came.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Json = dict[str, Any]
_PIECES = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says to one request: `text`, after `seconds`; with another `status` than 200, an error with that
    text and `code`. `usage` are prompt and completion tokens, None for a server that does not count. `cut` ends the
    connection at once; `raw` is sent in place of the JSON, or of the events of a stream. A stream sends a word every
    `pause` seconds, dies after `dies_after` words, and gives `finish` as its reason to end. `wait` is what an error's
    `retry-after` says."""

    text: str = ""
    status: int = 200
    usage: tuple[int, int] | None = (7, 3)
    seconds: float = 0.0
    cut: bool = False
    raw: bytes | None = None
    code: str | None = None
    pause: float = 0.0
    dies_after: int | None = None
    finish: str = "stop"
    wait: float | None = None


Script = Sequence[Reply | str] | Callable[[Json], Reply | str]


class OpenAIServer:
    """The server, running between `with` and the end of its block; `url` is what OPENAI_BASE_URL takes."""

    def __init__(self, script: Script) -> None:
        self.calls: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self.words_sent = 0
        self.hung_up = threading.Event()
        self._script = script
        self._at_once = 0
        self._guard = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> OpenAIServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply_to(self, body: Json, headers: dict[str, str]) -> Reply:
        """Notes the request and returns what to say to it, after its time."""
        with self._guard:
            number = len(self.calls)
            self.calls.append(body)
            self.headers.append(headers)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        said = self._script(body) if callable(self._script) else self._script[min(number, len(self._script) - 1)]
        reply = Reply(said) if isinstance(said, str) else said
        time.sleep(reply.seconds)
        with self._guard:
            self._at_once -= 1
        return reply


def _handler(server: OpenAIServer) -> type[BaseHTTPRequestHandler]:
    return type("Handler", (_Handler,), {"double": server})


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    double: OpenAIServer

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            self._send(200, {"object": "list", "data": [{"id": "double", "object": "model", "owned_by": "tests"}]})
        else:
            self._send(404, _error(404, f"no {self.path} here"))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path != "/v1/chat/completions":
            self._send(404, _error(404, f"no {self.path} here"))
            return
        reply = self.double.reply_to(body, {name.lower(): value for name, value in self.headers.items()})
        if reply.cut:
            self._cut()
        elif reply.status != 200:
            self._send(reply.status, _error(reply.status, reply.text, reply.code), wait=reply.wait)
        elif body.get("stream"):
            self._stream(body, reply)
        else:
            self._send(200, _whole(body, reply), raw=reply.raw)

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "1000")
        self.end_headers()
        self.close_connection = True

    def _send(self, status: int, value: Json, raw: bytes | None = None, wait: float | None = None) -> None:
        content = raw if raw is not None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        if wait is not None:
            self.send_header("retry-after", f"{wait:g}")
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, body: Json, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        if reply.raw is None:
            self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            self._events(body, reply)
        except (BrokenPipeError, ConnectionResetError):
            self.double.hung_up.set()
        self.close_connection = True

    def _events(self, body: Json, reply: Reply) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            return
        for number, chunk in enumerate(_chunks(body, reply)):
            if reply.dies_after is not None and number > reply.dies_after:
                # Without the last, empty chunk of the transfer: the client sees a broken connection.
                self.connection.close()
                raise ConnectionResetError
            self.wfile.write(_framed(b"data: " + json.dumps(chunk).encode() + b"\n\n"))
            self.wfile.flush()
            self.double.words_sent += 1
            time.sleep(reply.pause)
        self.wfile.write(_framed(b"data: [DONE]\n\n") + b"0\r\n\r\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _framed(event: bytes) -> bytes:
    """An event as a chunk of a chunked transfer."""
    return b"%x\r\n%b\r\n" % (len(event), event)


def _whole(body: Json, reply: Reply) -> Json:
    message = {"role": "assistant", "content": reply.text}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    return {**_frame(body, "chat.completion"), "choices": [choice], "usage": _usage(reply)}


def _chunks(body: Json, reply: Reply) -> Iterator[Json]:
    """The reply word by word, then its end, then, if that was asked for, what it used."""
    frame = _frame(body, "chat.completion.chunk")
    deltas: list[tuple[Json, str | None]] = [({"role": "assistant", "content": ""}, None)]
    deltas += [({"content": piece}, None) for piece in _PIECES.findall(reply.text)]
    for delta, reason in [*deltas, ({}, reply.finish)]:
        yield {**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
    if (body.get("stream_options") or {}).get("include_usage"):
        yield {**frame, "choices": [], "usage": _usage(reply)}


def _frame(body: Json, kind: str) -> Json:
    return {"id": "chatcmpl-double", "object": kind, "created": 1_700_000_000, "model": body.get("model", "double")}


def _usage(reply: Reply) -> Json | None:
    if reply.usage is None:
        return None
    prompt, completion = reply.usage
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _error(status: int, text: str, code: str | None = None) -> Json:
    kinds = {401: "invalid_request_error", 404: "not_found_error", 429: "rate_limit_error"}
    return {"error": {"message": text or f"status {status}", "type": kinds.get(status, "server_error"), "code": code}}
