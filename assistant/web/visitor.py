"""Who asks: the user under whose name records are kept, and what they may do.

The guard finds out whose session a request belongs to and writes it into the request's scope; here it is read. A
handler that needs the user takes `request: gr.Request` and calls `visitor(request)`.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import UsageError

if TYPE_CHECKING:
    import gradio as gr

# Under this name an installation without sign-in keeps the user's data, and the terminal too (`records.ONLY_USER`).
ONLY_USER = "me"
_KEY = "prep.visitor"
_READ_ONLY = "only an administrator can change the shared library; ask the person who runs this app"


class NotAllowed(UsageError):
    """The visitor may not do this."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`user` is the records' user name, `name` what the person is called on screen ("" without sign-in); `admin` may
    change the shared library; `transient`: in with a guest's one-time password, so that nothing is kept afterwards."""

    user: str = ONLY_USER
    name: str = ""
    admin: bool = True
    transient: bool = False
    own_library: bool = False


# Where there is no sign-in: the person at the computer.
ALONE = Visitor()


def known(scope: MutableMapping[str, Any], who: Visitor) -> None:
    """Writes down whose request this is."""
    scope[_KEY] = who


def of_scope(scope: Mapping[str, Any]) -> Visitor | None:
    """Whose request this is; None where nobody has signed in."""
    found = scope.get(_KEY)
    return found if isinstance(found, Visitor) else None


def whose(request: gr.Request) -> Visitor:
    """The visitor behind a Gradio event. Raises NotAllowed where the guard let nobody in, so that a wrong set-up
    shows nobody's data rather than somebody's."""
    asked = request.request
    found = of_scope(asked.scope) if asked is not None else None
    if found is None:
        raise NotAllowed("you are not signed in; reload the page")
    return found


def visitor(request: gr.Request) -> str:
    """The user name under which records are kept: `ONLY_USER` without sign-in."""
    return whose(request).user


def is_admin(request: gr.Request) -> bool:
    """Whether the visitor runs this app: true without sign-in."""
    return whose(request).admin


def writable(request: gr.Request) -> bool:
    """Whether the visitor may change the library that they see: it is their own, or they are an administrator."""
    who = whose(request)
    return who.admin or who.own_library


def check_writable(request: gr.Request) -> None:
    """Raises NotAllowed, saying what to do, where the visitor may not change the library."""
    if not writable(request):
        raise NotAllowed(_READ_ONLY)
