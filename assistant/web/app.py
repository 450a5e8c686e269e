"""The page: a header and the tabs. A tab is a module with `build(assistant, page, picked)` and a line in `_TABS`."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web import TITLE, api, chat, interview, library, picker, plan, review, roles, settings
from assistant.web.queueing import unhurried
from assistant.web.texts import DEFAULT, language_of, say
from assistant.web.wiring import PRIVATE

if TYPE_CHECKING:
    from assistant.app import Assistant

ASSETS = Path(__file__).parent / "assets"
# Address (`?tab=…`), label and what draws it; the first one is shown where the address names none.
_TABS: tuple[tuple[str, str, Callable[[Assistant, gr.Blocks, gr.Dropdown], None]], ...] = (
    ("chat", "Chat", chat.build),
    ("roles", "Roles", roles.build),
    ("plan", "Plan", plan.build),
    ("interview", "Interview", interview.build),
    ("review", "Review", review.build),
    ("library", "Library", library.build),
    ("settings", "Settings", settings.build),
)
# What the page's script says by itself.
_SCRIPT_WORDS = ("away", "back", "restarted", "reload", "copied", "copy_refused", "all_roles", "too_large", "silent")
# Uploaded and generated files are deleted a day after they were made; looked for every hour.
_DELETE_CACHE = (3600, 86400)
_WAITING_QUESTIONS = 200
# How often the page hears how long it has to wait. By default Gradio tells all who wait whenever anybody's question is
# taken up: with thirty people ten messages for each question.
_SECONDS_BETWEEN_ESTIMATES = 5.0
# Pages whose state is kept, some 240 kB each; Gradio keeps 10,000 unless told otherwise. The longest unused go first.
PAGES_REMEMBERED = 500


def build(assistant: Assistant) -> gr.Blocks:
    """The whole page around `assistant`. It holds no user's data: what belongs to a session is in its `gr.State`."""
    page = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True, delete_cache=_DELETE_CACHE
    )
    page.state_session_capacity = PAGES_REMEMBERED
    with page:
        masthead = gr.HTML(_header(DEFAULT), elem_id="masthead", js_on_load=None, apply_default_css=False)
        page.load(_worded, None, masthead, queue=False, **PRIVATE)
        picked = picker.picker(assistant)
        with gr.Column(elem_id="views", min_width=0):
            for key, _, draw in _TABS:
                with gr.Column(elem_id=f"view-{key}", elem_classes="view", min_width=0):
                    draw(assistant, page, picked)
        api.publish(assistant)
    # Closed to direct calls: everything waits its turn in the queue, which is bounded.
    page.queue(max_size=_WAITING_QUESTIONS, api_open=False, status_update_rate=_SECONDS_BETWEEN_ESTIMATES)
    unhurried(page)
    return page


def _worded(request: gr.Request) -> Any:
    """The header in the visitor's language; it is drawn in English before anybody has come."""
    language = language_of(request)
    return gr.skip() if language == DEFAULT else _header(language)


def _header(language: str) -> str:
    """Name and tabs in one line. The page's script makes the tabs work and marks the one that is shown."""
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-{key}" data-tab="{key}" aria-controls="view-{key}" '
        f'aria-selected="false">{say(language, f"app_tab_{key}")}</button>'
        for key, _, _ in _TABS
    )
    words = escape(json.dumps({key: say(language, f"app_{key}") for key in _SCRIPT_WORDS}, ensure_ascii=False))
    return (
        f'<header class="masthead" lang="{language}" data-words="{words}"><h1>{TITLE}</h1><div class="tab-bar" '
        f'role="tablist" aria-label="{say(language, "app_parts")}">{buttons}</div>'
        f"<p>{say(language, 'app_claim')}</p></header>"
    )
