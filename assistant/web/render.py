"""A conversation as HTML. Every text that comes from a posting, a user or a model is escaped here or in `markdown`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.domain import Answer, Citation
from assistant.web.conversation import Conversation, Turn
from assistant.web.judging import buttons
from assistant.web.markdown import to_html
from assistant.web.texts import DEFAULT, say


def name_of(citation: Citation) -> str:
    """How a citation's role is called: `Company: title`, or the title alone."""
    return f"{citation.company}: {citation.title}" if citation.company else citation.title


def finished(conversation: Conversation, language: str = DEFAULT) -> str:
    """All turns but the last, which is drawn apart because it may still grow."""
    return "".join(turn_html(turn, at, language) for at, turn in enumerate(conversation.turns[:-1]))


def latest(conversation: Conversation, language: str = DEFAULT) -> str:
    """The last turn, or nothing."""
    if not conversation.turns:
        return ""
    return turn_html(conversation.turns[-1], len(conversation.turns) - 1, language, chat=conversation.id)


def turn_html(turn: Turn, at: int, language: str = DEFAULT, *, chat: str = "") -> str:
    """A question and its answer. `at` is the turn's index, by which its citations are addressed; `chat` the id of the
    conversation that it is the last one of."""
    edit = say(language, "chat_edit_this", question=turn.question)
    return (
        f'<article class="turn" data-turn="{at}" data-state="{turn.state}" data-chat="{escape(chat)}" '
        f'aria-label="{say(language, "chat_question", n=at + 1)}">'
        f'<div class="question"><h2 dir="auto">{escape(turn.question)}</h2>'
        f'<button type="button" class="quiet edit" data-edit="{at}" aria-label="{escape(edit)}">'
        f"{say(language, 'chat_edit')}</button>{_limited_to(turn.roles, language)}</div>"
        f"{_reply(turn, language)}</article>"
    )


def _limited_to(roles: Sequence[str], language: str) -> str:
    if not roles:
        return ""
    return f'<p class="limited" dir="auto">{escape(say(language, "chat_asked_of", roles="; ".join(roles)))}</p>'


def _reply(turn: Turn, language: str) -> str:
    if turn.answer is not None:
        draw = _abstention if turn.answer.status == "abstained" else _answer
        return draw(turn.answer, language) + _follow_ups(turn.follow_ups, language)
    again = f'<button type="button" class="quiet again" data-again>{say(language, "chat_again")}</button>'
    if turn.state == "failed":
        said = escape(_sentence(turn.text))
        headed = f"<h3>{say(language, 'chat_failed')}</h3>"
        return f'<div class="callout failed" role="alert">{headed}<p>{said}</p></div>{again}'
    body = to_html(turn.text, {}, streaming=turn.state == "asking")
    if turn.state == "stopped":
        return f'<div class="answer">{body}<p class="note">{say(language, "chat_stopped")}</p></div>{again}'
    waiting = f'<p class="thinking">{say(language, "chat_reading")}<span aria-hidden="true"> …</span></p>'
    return f'<div class="answer" aria-busy="true">{body or waiting}</div>'


def _sentence(text: str) -> str:
    """An error's message, written for a terminal's line, as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。")) else ".")


def _answer(answer: Answer, language: str) -> str:
    return (
        f'<div class="answer" dir="auto">{_body(answer, language)}</div>{_degraded(answer, language)}'
        f"{_recruiter(answer, language)}"
        f'<footer class="foot">{_sources(answer.citations, language)}{_copy("answer", language)}</footer>'
        f"{_below(answer, language)}"
    )


def _abstention(answer: Answer, language: str) -> str:
    return (
        f'<div class="callout abstained"><h3>{say(language, "chat_not_stated")}</h3>'
        f'<div class="answer" dir="auto">{_body(answer, language)}</div>{_recruiter(answer, language)}</div>'
        f"{_degraded(answer, language)}{_below(answer, language)}"
    )


def _below(answer: Answer, language: str) -> str:
    again = f'<button type="button" class="quiet again" data-again>{say(language, "chat_again")}</button>'
    return f'<div class="below">{buttons(language)}{_usage(answer, language)}{again}</div>'


def _usage(answer: Answer, language: str) -> str:
    """What a chat model used for the answer; nothing where none was asked."""
    used = answer.usage
    if used is None:
        return ""
    into, out = f"{used.prompt_tokens:,}", f"{used.completion_tokens:,}"
    said = say(language, "chat_usage", model=answer.engine, into=into, out=out)
    if used.cost is not None:
        said += f" · {say(language, 'chat_usage_cost', cost=f'{used.cost:.4f}')}"
    return f'<span class="usage">{escape(said)}</span>'


def _follow_ups(questions: Sequence[str], language: str) -> str:
    if not questions:
        return ""
    chips = "".join(f'<li><button type="button" class="chip" dir="auto">{escape(q)}</button></li>' for q in questions)
    label = say(language, "chat_go_on")
    return f'<div class="go-on"><h3>{label}</h3><ul class="chips" aria-label="{label}">{chips}</ul></div>'


def _body(answer: Answer, language: str) -> str:
    return to_html(answer.text, {c.n: name_of(c) for c in answer.citations}, language=language)


def _degraded(answer: Answer, language: str) -> str:
    if not answer.degraded:
        return ""
    said = escape(_sentence(answer.degraded))
    return f'<p class="note degraded"><strong>{say(language, "chat_degraded")}</strong> {said}</p>'


def _recruiter(answer: Answer, language: str) -> str:
    if not answer.ask_the_recruiter:
        return ""
    items = "".join(
        f'<li><q dir="auto">{escape(text)}</q>{_copy("question", language)}</li>' for text in answer.ask_the_recruiter
    )
    return f'<div class="recruiter"><h4>{say(language, "chat_recruiter")}</h4><ul>{items}</ul></div>'


def _copy(what: str, language: str) -> str:
    return f'<button type="button" class="quiet" data-copy="{what}">{say(language, f"chat_copy_{what}")}</button>'


def _sources(citations: Sequence[Citation], language: str) -> str:
    """Which roles an answer stands on: one line each, with the numbers as buttons."""
    by_role: dict[str, list[Citation]] = {}
    for citation in citations:
        by_role.setdefault(citation.role, []).append(citation)
    if not by_role:
        return ""
    lines = "".join(f"<li>{_numbers(cited, language)} {_origin(cited[0])}</li>" for cited in by_role.values())
    return f'<ul class="origins" aria-label="{say(language, "chat_sources")}">{lines}</ul>'


def _numbers(citations: Sequence[Citation], language: str) -> str:
    return "".join(
        f'<button type="button" class="cite" data-cite="{c.n}" '
        f'aria-label="{escape(say(language, "chat_source", n=c.n, name=name_of(c)))}">[{c.n}]</button>'
        for c in citations
    )


def _origin(citation: Citation) -> str:
    return f'<bdi>{escape(name_of(citation))}</bdi> <span class="file">{escape(citation.source)}</span>'
