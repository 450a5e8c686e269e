"""The chat model asked over LangChain: its text as it comes, asked again where that helps, stopped where it must."""

from __future__ import annotations

import re
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.failures import Failure, failure_of
from assistant.answer.packing import Packed
from assistant.answer.usage import added, usage_of
from assistant.domain import Usage
from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages.ai import UsageMetadata

# Seconds before each further attempt after a rate limit, and after a server's failure.
_WAITS = {"limit": (1.0, 3.0), "server": (0.5,)}
# The same run of letters again and again, without an end of a sentence.
_RUN = re.compile(r"(.{1,60}?)\1{7,}$", re.DOTALL)
_TAIL = 600
# It is looked for after every so many pieces.
_LOOKED = 16


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model with its limits: `window` and `answer_tokens` in tokens, `seconds` for a whole answer. `priced` is
    False where a server of one's own goes by a name that has a price elsewhere."""

    model: BaseChatModel
    name: str
    window: int
    answer_tokens: int
    seconds: float
    priced: bool = True


class Failed(ModelError):
    """The model gave no answer that can be used; `failure` says why. `usage` is what it used up to then, `begun`
    whether some of its text had been shown."""

    def __init__(self, failure: Failure, usage: Usage | None = None, *, begun: bool = False) -> None:
        super().__init__(failure.why)
        self.failure = failure
        self.usage = usage
        self.begun = begun


class Reply:
    """One answer being written. After its pieces: `usage`, and whether it is `complete` (not cut off by a limit)."""

    def __init__(self, writer: Writer, packed: Packed) -> None:
        self.usage: Usage | None = None
        self.complete = True
        self._writer = writer
        self._packed = packed
        self._text: list[str] = []
        self._deadline = time.monotonic() + writer.seconds

    def pieces(self) -> Generator[str, None, None]:
        """The text as it comes. Closing the iterator hangs up. Raises Failed."""
        attempt = 0
        while True:
            try:
                yield from self._once()
                return
            except Failed:
                raise
            except Exception as error:  # each provider has exceptions of its own, and LangChain lets them through
                failure = failure_of(error, begun=bool(self._text))
                waits = _WAITS.get(failure.kind, ())
                pause = failure.wait or (waits[attempt] if attempt < len(waits) else 0.0)
                if attempt >= len(waits) or time.monotonic() + pause > self._deadline:
                    # The cause is left out: its words may hold the key or the prompt, and end in a log.
                    raise Failed(failure, self.usage) from None
                attempt += 1
                time.sleep(pause)

    def _once(self) -> Generator[str, None, None]:
        from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

        messages = [SystemMessage(self._packed.system), HumanMessage(self._packed.user)]
        written, reported, finish = 0, None, None
        try:
            with closing(self._writer.model.stream(messages)) as stream:  # type: ignore[type-var]
                for chunk in stream:
                    if not isinstance(chunk, AIMessageChunk):
                        continue
                    reported = chunk.usage_metadata or reported
                    finish = chunk.response_metadata.get("finish_reason") or finish
                    if piece := str(chunk.text):
                        written += 1
                        self._text.append(piece)
                        yield piece
                    if self._must_stop(written):
                        finish = "length"
                        break
        finally:
            self._count(reported)
        self.complete = finish != "length"

    def _must_stop(self, written: int) -> bool:
        """Whether the model has said more than it may (where the server does not count), or runs on in a circle.

        Raises Failed when time has run out.
        """
        if time.monotonic() > self._deadline:
            raise Failed(failure_of(TimeoutError(), begun=bool(self._text)), self.usage)
        if written > self._writer.answer_tokens:
            return True
        return written % _LOOKED == 0 and bool(_RUN.search("".join(self._text[-_TAIL:])[-_TAIL:]))

    def _count(self, reported: UsageMetadata | None) -> None:
        """Adds what this request used; one that came to nothing is not counted."""
        if reported or self._text:
            text = "".join(self._text)
            used = usage_of(reported, self._packed.tokens, text, self._writer.name, priced=self._writer.priced)
            self.usage = added(self.usage, used)
