"""One page, many libraries: where each user has their own, what the tabs hold is an assistant that is the asker's.

Gradio keeps the request that an event came with in a context variable while its handler runs; from it the visitor is
known. Outside of a request, as when the page is built, the library is nobody's, and empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.households import Households

NOBODY = "nobody:"


class _Asked:
    """Whatever is asked of it, the assistant of the visitor does."""

    def __init__(self, households: Households) -> None:
        self._households = households

    def __getattr__(self, name: str) -> Any:
        return getattr(self._households.of(asking()), name)


def each_their_own(households: Households) -> Assistant:
    """An assistant that is another one for each visitor."""
    return cast("Assistant", _Asked(households))


def asking() -> str:
    """The user whose event is being handled; `NOBODY` where none is."""
    from gradio.context import LocalContext

    from assistant.web.visitor import visitor

    request = LocalContext.request.get(None)
    return visitor(request) if request is not None else NOBODY
