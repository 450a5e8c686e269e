"""The MCP server: the calls as tools for agents on this computer, at `/mcp` (streamable HTTP).

Only where nobody else can reach the app: it is for the person at the computer, and knows no sign-in. Its tools begin
with `prep_`, so that they clash with no other server's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import AssistantError
from assistant.web import TITLE
from assistant.web.calls import Calls, Json
from assistant.web.security import BODY_LIMIT, TOOLS
from assistant.web.visitor import ONLY_USER

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

    from assistant.app import Assistant

_ABOUT = "Cited answers from saved job postings, gaps against a résumé, study plans, mock questions and feedback."
_Result = TypeVar("_Result")


class Tools:
    """The server as an ASGI application that comes to life with its first request: most people never send one, and
    loading the protocol's library takes longer than drawing the page."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._starting = asyncio.Lock()
        self._app: Starlette | None = None
        self._life: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        async with self._starting:
            if self._app is None:
                made = await asyncio.to_thread(mcp_app, self._assistant)
                ready = asyncio.Event()
                self._life = asyncio.create_task(_live(made, ready))
                await ready.wait()
                self._app = made
        await self._app(scope, receive, send)


async def _live(app: Starlette, ready: asyncio.Event) -> None:
    """Keeps the application's lifespan open until the server stops, which cancels every task."""
    async with app.router.lifespan_context(app):
        ready.set()
        await asyncio.Event().wait()


def mcp_app(assistant: Assistant) -> Starlette:
    """The application that answers at `/mcp`; its lifespan has to be run."""
    return server(assistant).streamable_http_app(
        streamable_http_path=TOOLS, json_response=True, stateless_http=True, max_request_body_size=BODY_LIMIT
    )


def server(assistant: Assistant) -> MCPServer[Any]:
    """The server with its tools."""
    from mcp.server.mcpserver import MCPServer

    made: MCPServer[Any] = MCPServer(TITLE, instructions=_ABOUT, log_level="WARNING")
    tools = _Tools(Calls(assistant))
    for tool in (tools.ask, tools.roles, tools.compare, tools.gap, tools.plan, tools.questions, tools.feedback):
        made.add_tool(tool, name=f"prep_{tool.__name__}")
    return made


class _Tools:
    """One method a tool. Names, types, defaults and docstrings are what an agent gets to read."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def ask(self, question: str, roles: list[str] = [], history: list[str] = []) -> Json:  # noqa: B006
        """Answer a question from the saved job postings; every statement is cited, what no posting says is said to be
        not stated. `roles` are role ids from prep_roles (none: all), `history` the earlier questions."""
        return _told(lambda: self._calls.ask(ONLY_USER, question, roles, history))

    def roles(self, ids: list[str] = [], limit: int = 50) -> list[Json]:  # noqa: B006
        """The roles in the library: facts stated and not stated, requirements, interview process."""
        return _told(lambda: self._calls.roles(ids, limit))

    def compare(self, roles: list[str]) -> Json:
        """Compare two or more roles (ids) side by side, every statement cited."""
        return _told(lambda: self._calls.compare(ONLY_USER, roles))

    def gap(self, role: str, resume: str = "") -> list[Json]:
        """A role's requirements against a résumé (its text, which is not kept; without it the one kept in the app)."""
        return _told(lambda: self._calls.gap(ONLY_USER, role, resume))

    def plan(self, roles: list[str], interview: str, hours_per_week: float = 8, start: str = "") -> Json:
        """Make and keep a study plan up to the interview, a date like 2026-12-20."""
        return _told(lambda: self._calls.plan(ONLY_USER, roles, interview, hours_per_week, start))

    def questions(self, role: str, n: int = 10, stage: str = "") -> list[Json]:
        """Questions that the role's interviewers would ask."""
        return _told(lambda: self._calls.questions(ONLY_USER, role, n, stage))

    def feedback(self, question: str, answer: str, role: str = "") -> Json:
        """Feedback on an answer to an interview question. Neither is kept."""
        return _told(lambda: self._calls.feedback(ONLY_USER, role, question, answer))


def _told(call: Callable[[], _Result]) -> _Result:
    """What the call returns. An error becomes one of the protocol's: in its own words where the product foresees it."""
    from mcp.server.mcpserver.exceptions import ToolError

    try:
        return call()
    except AssistantError as error:
        raise ToolError(str(error)) from error
    except Exception as error:
        raise ToolError("something went wrong on our side; the log has the details") from error
