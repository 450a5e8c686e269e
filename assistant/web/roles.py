"""The roles tab: cards with filters; an opened role in full, with its posting beside it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.domain import Role
from assistant.errors import AssistantError
from assistant.web import cards, detail, panel, picker
from assistant.web.filters import read_filters
from assistant.web.wiring import PRIVATE, STILL, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant

# More cards than this nobody looks through; the list says so where the library has more.
ROLES_READ = 2_000
# While somebody types into the search, the library is not read anew for every letter.
_FRESH_SECONDS = 30.0

_HEADING = '<h2 class="unseen">Roles</h2>'
_BACK = '<a class="back" href="?tab=roles" data-back><span aria-hidden="true">←</span> All roles</a>'
_READING = '<p class="reading">Reading the library …</p>'
_NOT_TOLD = "The page asked for a role without saying which. Go back to all roles and choose one."


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab and wire it up. Nothing of the library is sent before the tab is looked at."""
    handlers = _Handlers(assistant)
    with gr.Column(elem_id="browse", min_width=0):
        gr.HTML(_HEADING, **STILL)
        filters = gr.HTML(elem_id="role-filters", **STILL)
        listed = gr.HTML(_READING, elem_id="role-list", **listening(list="select"))
    with gr.Row(elem_id="opened", elem_classes="split", equal_height=True):
        with gr.Column(elem_id="role-column", scale=3, min_width=0):
            gr.HTML(_BACK, elem_id="back", **STILL)
            role = gr.HTML(elem_id="role", **listening(role="select", ask="submit"))
        with gr.Column(elem_classes="sources", scale=2, min_width=0):
            posting = gr.HTML(
                panel.empty(), elem_id="role-panel", elem_classes="source-panel", **listening(open="select")
            )
    # The last one counts: of several letters typed, or roles opened, while the first one is still under way.
    latest: dict[str, Any] = {"trigger_mode": "always_last", "queue": False, **PRIVATE}
    listed.select(handlers.draw, picked, [filters, listed], **latest)
    role.select(handlers.open, None, [role, posting], **latest)
    posting.select(handlers.show, None, posting, **latest)
    role.submit(handlers.pick, None, picked, queue=False, **PRIVATE)


class _Handlers:
    """What the tab's events do. What the browser sends with them may be anything."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._read: tuple[float, list[Role]] = (float("-inf"), [])

    def draw(self, picked: Sequence[str] | None, event: gr.EventData) -> tuple[Any, str]:
        """The list; and with `fresh`, when the tab is opened, the filters for what the library holds now."""
        asked = sent(event)
        fresh = asked.get("fresh") is True
        roles, wanted = self._roles(fresh=fresh), read_filters(asked)
        more = len(roles) > ROLES_READ
        roles = roles[:ROLES_READ]
        controls = cards.filters_html(roles, wanted) if fresh else gr.skip()
        return controls, cards.list_html(roles, wanted, picked or (), more=more)

    def open(self, event: gr.EventData) -> tuple[str, str]:
        """A role in full and its posting, opened at the role's first line."""
        try:
            return self._page(sent(event).get("role"))
        except AssistantError as error:
            return detail.gone_html(f"{str(error)[:1].upper()}{str(error)[1:]}."), panel.empty("Nothing to show.")

    def show(self, event: gr.EventData) -> Any:
        """The posting of the opened role at another line, or in full length."""
        asked = sent(event)
        role_id, chosen = asked.get("key"), asked.get("n")
        if not (isinstance(role_id, str) and isinstance(chosen, int)):
            return gr.skip()
        try:
            return self._panel(self._assistant.role(role_id), chosen, whole=asked.get("whole") is True)
        except AssistantError as error:
            return panel.empty(str(error))

    def pick(self, event: gr.EventData) -> Any:
        """The role alone in the chat's choice of roles."""
        role_id = sent(event).get("role")
        if not isinstance(role_id, str):
            return gr.skip()
        try:
            return picker.pick(picker.choices(self._assistant), self._assistant.role(role_id))
        except AssistantError:  # removed meanwhile: the choice stays as it was
            return gr.skip()

    def _page(self, role_id: object) -> tuple[str, str]:
        if not isinstance(role_id, str):
            return detail.gone_html(_NOT_TOLD), panel.empty("Nothing to show.")
        role = self._assistant.role(role_id)
        return detail.role_html(role, self._assistant.posting(role.posting_id)), self._panel(role, 1)

    def _panel(self, role: Role, chosen: int, *, whole: bool = False) -> str:
        source = detail.source_of(role, self._assistant.posting(role.posting_id))
        return panel.panel_html([source], key=role.id, chosen=chosen, whole=whole, numbered=False)

    def _roles(self, *, fresh: bool) -> list[Role]:
        """One more than is shown at most, which tells whether there are more."""
        read_at, roles = self._read
        if fresh or time.monotonic() - read_at > _FRESH_SECONDS:
            roles = self._assistant.roles(limit=ROLES_READ + 1)
            self._read = (time.monotonic(), roles)
        return roles
