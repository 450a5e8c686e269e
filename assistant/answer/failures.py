"""What went wrong when a chat model was asked: in a sentence for the user, and whether asking again can help.

The sentences are ours. What a server says back is never passed on: it may hold the key or the prompt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["limit", "server", "overflow", "timeout", "refused", "final"]
_OVERFLOW = re.compile(r"context|too many tokens|too long|maximum.{0,20}tokens|exceed", re.IGNORECASE)
_LONGEST_WAIT = 8.0


@dataclass(frozen=True, slots=True)
class Failure:
    """`why`, to go into a sentence; the `kind` decides what is done; `wait` is how many seconds the server asks for."""

    kind: Kind
    why: str
    wait: float | None = None


def failure_of(error: BaseException, *, begun: bool = False) -> Failure:
    """What an exception of LangChain, a provider's client or the network means. `begun` says that text had come."""
    name, status = type(error).__name__, _status(error)
    if begun:
        slow = "Timeout" in name
        return Failure("final", "the chat model stopped in the middle of its answer" + " (time ran out)" * slow)
    if "Timeout" in name or status in (408, 504):
        return Failure("timeout", "the chat model did not answer in time")
    if status == 429:
        return _limited(error)
    if "ContextOverflow" in name or (status in (400, 413, 500) and _OVERFLOW.search(str(error))):
        return Failure("overflow", "the question and its passages are too long for the chat model's window")
    if status is not None:
        return _refused(status)
    if any(word in name for word in ("Connect", "Protocol", "ReadError", "WriteError")) or isinstance(error, OSError):
        return Failure("server", "the chat model's server cannot be reached; check OPENAI_BASE_URL and that it runs")
    if isinstance(error, ValueError | KeyError | TypeError | AttributeError | IndexError) or "Error" not in name:
        return Failure("final", "the chat model's server sent a reply that cannot be read")
    return Failure("final", f"the chat model failed ({name})")


def _limited(error: BaseException) -> Failure:
    if "quota" in f"{getattr(error, 'code', '')} {error}".casefold():
        return Failure("final", "the account's quota for the chat model is used up")
    return Failure("limit", "the chat model's rate limit is reached", _asked_wait(error))


def _refused(status: int) -> Failure:
    if status in (401, 403):
        return Failure("refused", "the chat model's server refused the key; check OPENAI_API_KEY")
    if status == 404:
        return Failure("refused", "the server does not know the chat model; check PREP_MODEL and OPENAI_BASE_URL")
    if status >= 500:
        return Failure("server", f"the chat model's server failed (status {status})")
    return Failure("refused", f"the chat model's server refused the request (status {status})")


def _status(error: BaseException) -> int | None:
    found = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    return found if isinstance(found, int) else None


def _asked_wait(error: BaseException) -> float | None:
    """The seconds that the server asks to wait; None where it does not say or asks for longer than anyone will."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return min(float(headers.get("retry-after", "")), _LONGEST_WAIT)
    except ValueError:
        return None
