"""What an empty conversation shows: what can be asked, first steps, or how to begin where the library is empty."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.web.texts import DEFAULT, say

# The first steps, in order; the page's script ticks them off (`assets/tour.js`).
STEPS = ("ask", "source", "roles", "library", "prepare")


def welcome(examples: Sequence[str], roles: int, companies: int, language: str = DEFAULT, *, more: bool = False) -> str:
    """The welcome of a library with that many roles and companies; `more` says that it holds more than the `roles`
    counted."""
    if not roles:
        return (
            f'<section class="welcome"><h2>{say(language, "chat_empty")}</h2><p>{say(language, "chat_empty_do")}</p>'
            f'<p><a class="big-link" href="?tab=library" data-go="library">{say(language, "chat_empty_go")}</a></p>'
            f"<p>{say(language, 'chat_empty_or')} <code>prep ingest FOLDER</code></p></section>"
        )
    chips = "".join(f'<li><button type="button" class="chip">{escape(text)}</button></li>' for text in examples)
    read = say(language, "chat_welcome_read", roles=_counted(roles, companies, language, more=more))
    return (
        f'<section class="welcome"><h2>{say(language, "chat_welcome")}</h2><p>{read}</p>'
        f'<ul class="chips" aria-label="{say(language, "chat_examples")}">{chips}</ul></section>{_tour(language)}'
    )


def _counted(roles: int, companies: int, language: str, *, more: bool) -> str:
    found = _count(language, "role", "roles", roles)
    if more:
        return say(language, "chat_more_than", roles=found)
    if not companies:
        return found
    return say(language, "chat_welcome_at", roles=found, companies=_count(language, "company", "companies", companies))


def _count(language: str, one: str, many: str, number: int) -> str:
    return say(language, f"chat_{one if number == 1 else many}", n=f"{number:,}")


def _tour(language: str) -> str:
    """The first steps; hidden until the script has seen that they were not hidden before."""
    items = "".join(
        f'<li data-step="{step}"><span class="tick-box" aria-hidden="true"></span>'
        f'<span>{say(language, f"tour_{step}")}</span> <span class="unseen" data-done hidden>'
        f"({say(language, 'tour_done')})</span></li>"
        for step in STEPS
    )
    return (
        f'<section class="tour" aria-labelledby="tour-title" hidden><header><h3 id="tour-title">'
        f'{say(language, "tour_title")}</h3><button type="button" class="quiet" data-tour-close>'
        f"{say(language, 'tour_close')}</button></header><ol>{items}</ol>"
        f'<p class="tour-finished" hidden>{say(language, "tour_finished")}</p></section>'
    )
