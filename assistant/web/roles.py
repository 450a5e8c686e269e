"""The roles tab: cards with filters; an opened role in full, with its posting beside it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.domain import Posting, Role
from assistant.errors import AssistantError
from assistant.web import cards, comparing, detail, panel, picker
from assistant.web.filters import read_filters
from assistant.web.frame import sentence
from assistant.web.texts import DEFAULT, language_of, say
from assistant.web.wiring import PRIVATE, STILL, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant

# More cards than this nobody looks through; the list says so where the library has more.
ROLES_READ = 2_000
# While somebody types into the search, the library is not read anew for every letter.
_FRESH_SECONDS = 30.0

# Until the list is drawn, in any language.
_READING = '<p class="reading">…</p>'


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab and wire it up. Nothing of the library is sent before the tab is looked at."""
    handlers = _Handlers(assistant)
    with gr.Column(elem_id="browse", min_width=0):
        heading = gr.HTML(_heading(DEFAULT), **STILL)
        filters = gr.HTML(elem_id="role-filters", **STILL)
        listed = gr.HTML(_READING, elem_id="role-list", **listening(list="select"))
        bar = gr.HTML(comparing.bar_html(DEFAULT), elem_id="compare-bar", **STILL)
    with gr.Row(elem_id="opened", elem_classes="split", equal_height=True):
        with gr.Column(elem_id="role-column", scale=3, min_width=0):
            back = gr.HTML(_back(DEFAULT), elem_id="back", **STILL)
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
    page.load(_worded, None, [heading, bar, back], queue=False, **PRIVATE)


def _worded(request: gr.Request) -> tuple[Any, ...]:
    """What stands on the tab from the beginning, in the visitor's language."""
    language = language_of(request)
    if language == DEFAULT:
        return (gr.skip(),) * 3
    return _heading(language), comparing.bar_html(language), _back(language)


def _heading(language: str) -> str:
    return f'<h2 class="unseen">{say(language, "roles_title")}</h2>'


def _back(language: str) -> str:
    back = say(language, "roles_back")
    return f'<a class="back" href="?tab=roles" data-back><span aria-hidden="true">←</span> {back}</a>'


class _Handlers:
    """What the tab's events do. What the browser sends with them may be anything."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._read: tuple[float, list[Role]] = (float("-inf"), [])

    def draw(self, picked: Sequence[str] | None, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        """The list; and with `fresh`, when the tab is opened, the filters for what the library holds now."""
        asked, language = sent(event), language_of(request)
        fresh = asked.get("fresh") is True
        roles, wanted = self._roles(fresh=fresh), read_filters(asked)
        more = len(roles) > ROLES_READ
        roles = roles[:ROLES_READ]
        controls = cards.filters_html(roles, wanted, language) if fresh else gr.skip()
        return controls, cards.list_html(roles, wanted, picked or (), more=more, language=language)

    def open(self, event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        """A role in full and its posting, opened at the role's first line; or several roles side by side."""
        language, ids = language_of(request), _ids(sent(event).get("role"))
        try:
            return self._matrix(ids, language) if len(ids) > 1 else self._page(ids, language)
        except AssistantError as error:
            return detail.gone_html(sentence(error), language), self._nothing(language)

    def show(self, event: gr.EventData, request: gr.Request) -> Any:
        """A posting of what is opened at another line, or in full length; nothing, to close it."""
        asked, language = sent(event), language_of(request)
        if asked.get("close") is True:
            return panel.empty(language=language)
        ids, chosen = _ids(asked.get("key")), asked.get("n")
        if not (0 < len(ids) <= comparing.MOST and isinstance(chosen, int)):
            return gr.skip()
        try:
            return self._panel(ids, chosen, language, whole=asked.get("whole") is True)
        except AssistantError as error:
            return panel.empty(sentence(error), language)

    def pick(self, event: gr.EventData) -> Any:
        """These roles alone in the chat's choice of roles."""
        try:
            roles = [self._assistant.role(id) for id in _ids(sent(event).get("role"))[: comparing.MOST]]
            return picker.pick(picker.choices(self._assistant), *roles) if roles else gr.skip()
        except AssistantError:  # removed meanwhile: the choice stays as it was
            return gr.skip()

    def _page(self, ids: Sequence[str], language: str) -> tuple[str, str]:
        if not ids:
            return detail.gone_html(say(language, "roles_not_told"), language), self._nothing(language)
        role = self._assistant.role(ids[0])
        page = detail.role_html(role, self._assistant.posting(role.posting_id), language)
        return page, self._panel(ids, 1, language)

    def _matrix(self, ids: Sequence[str], language: str) -> tuple[str, str]:
        if len(ids) > comparing.MOST:
            why = say(language, "compare_too_many", most=comparing.MOST)
            return detail.gone_html(why, language, title=say(language, "compare_bar")), self._nothing(language)
        matrix = self._assistant.matrix(ids)
        return comparing.matrix_html(matrix, self._postings(matrix.roles), language), panel.empty(language=language)

    def _panel(self, ids: Sequence[str], chosen: int, language: str, *, whole: bool = False) -> str:
        if len(ids) > 1:
            matrix = self._assistant.matrix(ids)
            sources = comparing.sources_of(matrix, self._postings(matrix.roles))
        else:
            role = self._assistant.role(ids[0])
            sources = [detail.source_of(role, self._assistant.posting(role.posting_id))]
        key = comparing.key_of(ids)
        return panel.panel_html(sources, key=key, chosen=chosen, whole=whole, numbered=False, language=language)

    def _postings(self, roles: Sequence[Role]) -> dict[str, Posting]:
        return {id: self._assistant.posting(id) for id in {role.posting_id for role in roles}}

    def _nothing(self, language: str) -> str:
        return panel.empty(say(language, "roles_nothing"), language)

    def _roles(self, *, fresh: bool) -> list[Role]:
        """One more than is shown at most, which tells whether there are more."""
        read_at, roles = self._read
        if fresh or time.monotonic() - read_at > _FRESH_SECONDS:
            roles = self._assistant.roles(limit=ROLES_READ + 1)
            self._read = (time.monotonic(), roles)
        return roles


def _ids(key: object) -> list[str]:
    """The ids that the page has sent, one or several; it may send anything."""
    return list(dict.fromkeys(key.split())) if isinstance(key, str) else []
