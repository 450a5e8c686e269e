"""How much of a visitor's work waits or runs in Gradio's queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr


def running(page: gr.Blocks, user: str) -> int:
    """The events of this user that wait in the page's queue or are being worked on. 0 without sign-in, for there
    Gradio knows nobody's name."""
    queue = page._queue
    waiting = [event for each in queue.event_queue_per_concurrency_id.values() for event in each.queue]
    active = [event for job in queue.active_jobs if job for event in job]
    return sum(event.username == user for event in (*waiting, *active))


def unhurried(page: gr.Blocks) -> None:
    """Lets the page's queue look for new events every hundredth of a second. Gradio looks a thousand times a second,
    which keeps an app busy that nobody uses."""
    page._queue.sleep_when_free = 0.01
