"""How the page's script and Python talk: the script raises an event on a `gr.HTML`, which triggers one of Gradio's."""

from __future__ import annotations

from typing import Any

import gradio as gr

# A component that changes nothing by itself: no script of its own, none of Gradio's looks.
STILL: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
# Handlers of the page: not for scripts, and no spinner over what they draw.
PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def listening(**events: str) -> dict[str, Any]:
    """The arguments of a `gr.HTML` on which the page's `prep:NAME` triggers Gradio's event of the given name."""
    listeners = "".join(
        f"element.addEventListener('prep:{name}', event => trigger('{event}', event.detail));"
        for name, event in events.items()
    )
    # The mark tells `page.js` that events are heard from now on.
    return {"js_on_load": f"{listeners} element.dataset.listens = '';", "apply_default_css": False}


def to(value: Any) -> Any:
    """The update that sets a component's value, for outputs that are skipped at other times. A plain value there makes
    Gradio (6.31) keep, for every skip before it, one more copy of the component in the page's state."""
    return gr.update(value=value)


def sent(event: gr.EventData) -> dict[str, Any]:
    """What came with the event. The browser may send anything: what is no record is an empty one."""
    return event._data if isinstance(event._data, dict) else {}
