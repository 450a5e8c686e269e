"""The page: a header and the tabs. A new tab is a module with `build(assistant, page)`, called here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.web import TITLE, api, chat

if TYPE_CHECKING:
    from assistant.app import Assistant

ASSETS = Path(__file__).parent / "assets"
_HEADER = (
    f'<header class="masthead"><h1>{TITLE}</h1>'
    "<p>Answers from the job postings you saved, each with the words it stands on.</p></header>"
)
# Uploaded and generated files are deleted a day after they were made; looked for every hour.
_DELETE_CACHE = (3600, 86400)
_WAITING_QUESTIONS = 200


def build(assistant: Assistant) -> gr.Blocks:
    """The whole page around `assistant`. It holds no user's data: what belongs to a session is in its `gr.State`."""
    page = gr.Blocks(
        title=TITLE, analytics_enabled=False, fill_height=True, fill_width=True, delete_cache=_DELETE_CACHE
    )
    with page:
        gr.HTML(_HEADER, elem_id="masthead", js_on_load=None, apply_default_css=False)
        chat.build(assistant, page)
        api.publish(assistant)
    # Closed to direct calls: everything waits its turn in the queue, which is bounded.
    page.queue(max_size=_WAITING_QUESTIONS, api_open=False)
    return page
