"""The page: a header and the tabs. A tab is a module with `build(assistant, page, picked)` and a line in `_TABS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web import TITLE, api, chat, picker, roles, settings

if TYPE_CHECKING:
    from assistant.app import Assistant

ASSETS = Path(__file__).parent / "assets"
# Address (`?tab=…`), label and what draws it; the first one is shown where the address names none.
_TABS: tuple[tuple[str, str, Callable[[Assistant, gr.Blocks, gr.Dropdown], None]], ...] = (
    ("chat", "Chat", chat.build),
    ("roles", "Roles", roles.build),
    ("settings", "Settings", settings.build),
)
_CLAIM = "Answers from the job postings you saved, each with the words it stands on."
# Uploaded and generated files are deleted a day after they were made; looked for every hour.
_DELETE_CACHE = (3600, 86400)
_WAITING_QUESTIONS = 200


def build(assistant: Assistant) -> gr.Blocks:
    """The whole page around `assistant`. It holds no user's data: what belongs to a session is in its `gr.State`."""
    page = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True, delete_cache=_DELETE_CACHE
    )
    with page:
        gr.HTML(_header(), elem_id="masthead", js_on_load=None, apply_default_css=False)
        picked = picker.picker(assistant)
        with gr.Column(elem_id="views", min_width=0):
            for key, _, draw in _TABS:
                with gr.Column(elem_id=f"view-{key}", elem_classes="view", min_width=0):
                    draw(assistant, page, picked)
        api.publish(assistant)
    # Closed to direct calls: everything waits its turn in the queue, which is bounded.
    page.queue(max_size=_WAITING_QUESTIONS, api_open=False)
    return page


def _header() -> str:
    """Name and tabs in one line. The page's script makes the tabs work and marks the one that is shown."""
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-{key}" data-tab="{key}" aria-controls="view-{key}" '
        f'aria-selected="false">{label}</button>'
        for key, label, _ in _TABS
    )
    return (
        f'<header class="masthead"><h1>{TITLE}</h1><div class="tab-bar" role="tablist" aria-label="Parts of the app">'
        f"{buttons}</div><p>{_CLAIM}</p></header>"
    )
