"""Files for visitors to take away: exports of their own data, which nobody else can fetch.

In the handler, which takes `request: gr.Request`:

    url = outbox.offer(request, "plan.ics", content)          # content: bytes
    return f'… data-download="{url}" …'

In the page (`assets/outbox.js`): `fetchFile(url)` saves it. `GET /prep-download/<token>` gives it to the visitor whom
it was offered to, as an attachment, within ten minutes; for another visitor there is no such file.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.errors import UsageError

if TYPE_CHECKING:
    import gradio as gr

PREFIX = "/prep-download/"
_KEY = "prep.outbox"
_SECONDS = 600.0
# Of one visitor and of all: what is not fetched in time goes, the oldest first.
_MOST, _MOST_BYTES = 8, 256 * 1024 * 1024
LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that a visitor may fetch."""

    user: str
    name: str
    content: bytes = field(repr=False)
    until: float


class Outbox:
    """The files that are offered, in memory. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._offers: OrderedDict[str, Offer] = OrderedDict()
        self._guard = Lock()

    def put(self, user: str, name: str, content: bytes) -> str:
        """Offers a file to the user, and returns its token. Raises UsageError where it is too large."""
        if len(content) > LARGEST:
            raise UsageError(f"{name} has {len(content) // 2**20} MB, which is more than can be downloaded here")
        token = secrets.token_urlsafe(24)
        with self._guard:
            self._offers[token] = Offer(user, name, content, self._clock() + _SECONDS)
            self._make_room(user)
        return token

    def get(self, user: str, token: str) -> Offer | None:
        """The file, where it is offered to this user."""
        with self._guard:
            offer = self._offers.get(token)
        return offer if offer and offer.user == user and offer.until >= self._clock() else None

    def _make_room(self, user: str) -> None:
        now = self._clock()
        gone = [token for token, offer in self._offers.items() if offer.until < now]
        gone += [token for token, offer in self._offers.items() if offer.user == user][:-_MOST]
        for token in dict.fromkeys(gone):
            del self._offers[token]
        while sum(len(offer.content) for offer in self._offers.values()) > _MOST_BYTES:
            self._offers.popitem(last=False)


def lent(scope: MutableMapping[str, Any], box: Outbox) -> None:
    """Lets the handlers of this request offer files."""
    scope[_KEY] = box


def offer(request: gr.Request, name: str, content: bytes) -> str:
    """Offers a file to the visitor, and returns the address, relative to the page, where it can be fetched."""
    from assistant.web.visitor import visitor

    scope: Mapping[str, Any] = request.request.scope if request.request is not None else {}
    box = scope.get(_KEY)
    if not isinstance(box, Outbox):
        raise UsageError("nothing can be downloaded here; reload the page and try again")
    return f"{PREFIX[1:]}{box.put(visitor(request), name, content)}"


def headers(found: Offer) -> dict[str, str]:
    """What makes a browser save the file under its name and never show it."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in found.name)
    return {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(found.name, safe='')}",
        "content-type": "application/octet-stream",
    }
