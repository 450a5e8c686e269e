"""The drawer of conversations as HTML, and a conversation as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from assistant.web.conversation import Conversation, Turn
from assistant.web.kept import Listed
from assistant.web.texts import say


def drawer_html(
    found: Sequence[Listed], language: str, *, current: str = "", words: str = "", said: str = "", download: str = ""
) -> str:
    """The drawer. `current` is the id of the conversation that is shown, `words` what was searched for, `said` what
    came of the last act, `download` the address of an export that the page is to fetch."""
    nothing = say(language, "history_nothing" if words else "history_none")
    items = "".join(_item(listed, language, current=listed.id == current) for listed in found)
    return (
        f'<div class="drawer" role="dialog" aria-modal="true" aria-labelledby="history-title" '
        f'data-download="{escape(download)}"><header><h2 id="history-title" tabindex="-1">'
        f'{say(language, "history_title")}</h2><button type="button" class="quiet" data-history-close>'
        f"{say(language, 'history_close')}</button></header>"
        f'<label class="field"><span>{say(language, "history_search")}</span><input type="search" '
        f'name="words" autocomplete="off" value="{escape(words)}"></label>'
        f'<p class="said" role="status">{escape(said)}</p>'
        + (f'<ul class="talks">{items}</ul>' if found else f'<p class="none">{nothing}</p>')
        + "</div>"
    )


def _item(listed: Listed, language: str, *, current: bool) -> str:
    name = escape(listed.name)

    def button(act: str, *, label: str = "") -> str:
        shown = say(language, f"history_{act}")
        about = escape(say(language, label or f"history_{act}_this", name=listed.name))
        return f'<button type="button" class="quiet" data-talk="{act}" aria-label="{about}">{shown}</button>'

    count = say(language, "history_question" if listed.turns == 1 else "history_questions", n=listed.turns)
    when = datetime.fromtimestamp(listed.changed, UTC)
    here = f" · <strong>{say(language, 'history_current')}</strong>" if current else ""
    excerpt = f'<p class="excerpt" dir="auto">{escape(listed.excerpt)}</p>' if listed.excerpt else ""
    return (
        f'<li data-id="{escape(listed.id)}"{" aria-current=true" if current else ""}>'
        f'<button type="button" class="talk" data-talk="open" dir="auto">{name}</button>'
        f'<p class="when"><time datetime="{when.isoformat(timespec="seconds")}">{when:%Y-%m-%d}</time> · {count}'
        f"{here}</p>{excerpt}"
        f'<p class="acts">{button("rename")}{button("export")}{button("delete")}</p>'
        f'<form class="renaming" hidden><label><span class="unseen">{say(language, "history_name")}</span>'
        f'<input name="name" maxlength="80" value="{name}"></label><button type="submit" class="quiet">'
        f'{say(language, "history_save")}</button><button type="button" class="quiet" data-talk="cancel">'
        f"{say(language, 'history_cancel')}</button></form>"
        f'<p class="sure" hidden>{say(language, "history_delete_sure")} '
        f'<button type="button" class="quiet danger" data-talk="delete-yes">{say(language, "history_delete_yes")}'
        f'</button><button type="button" class="quiet" data-talk="cancel">{say(language, "history_cancel")}</button>'
        "</p></li>"
    )


def markdown_of(conversation: Conversation) -> str:
    """The conversation as a document: each question a heading, each citation with its words."""
    return "\n\n".join([f"# {conversation.name}", *(_turn(turn) for turn in conversation.turns)]) + "\n"


def _turn(turn: Turn) -> str:
    parts = [f"## {' '.join(turn.question.split())}"]
    if turn.roles:
        parts.append(f"Asked of {'; '.join(turn.roles)}")
    if turn.text:
        parts.append(turn.text.strip())
    if turn.answer is not None:
        parts += [f"Ask the recruiter: {question}" for question in turn.answer.ask_the_recruiter]
        parts += [_citation(c.n, c.source, c.quote) for c in turn.answer.citations]
    return "\n\n".join(parts)


def _citation(n: int, source: str, quote: str) -> str:
    return f"[{n}] {source}:\n" + "\n".join(f"> {line}" for line in quote.splitlines())
