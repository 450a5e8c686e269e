"""A conversation as HTML. Every text that comes from a posting, a user or a model is escaped here or in `markdown`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.domain import Answer, Citation
from assistant.web.conversation import Conversation, Turn
from assistant.web.judging import buttons
from assistant.web.markdown import to_html


def name_of(citation: Citation) -> str:
    """How a citation's role is called: `Company: title`, or the title alone."""
    return f"{citation.company}: {citation.title}" if citation.company else citation.title


def finished(conversation: Conversation) -> str:
    """All turns but the last, which is drawn apart because it may still grow."""
    return "".join(turn_html(turn, at) for at, turn in enumerate(conversation.turns[:-1]))


def latest(conversation: Conversation) -> str:
    """The last turn, or nothing."""
    return turn_html(conversation.turns[-1], len(conversation.turns) - 1) if conversation.turns else ""


def turn_html(turn: Turn, at: int) -> str:
    """A question and its answer. `at` is the turn's index, by which its citations are addressed."""
    return (
        f'<article class="turn" data-turn="{at}" data-state="{turn.state}" aria-label="Question {at + 1}">'
        f'<div class="question"><h2 dir="auto">{escape(turn.question)}</h2>{_limited_to(turn.roles)}</div>'
        f"{_reply(turn)}</article>"
    )


def welcome(examples: Sequence[str], roles: int, companies: int, *, more: bool = False) -> str:
    """What stands in an empty conversation: what can be asked, or how to begin where the library is empty.

    `more` says that the library holds more than the `roles` counted.
    """
    if not roles:
        return (
            '<section class="welcome"><h2>No postings yet</h2><p>Put the postings you saved into a folder, run '
            "<code>prep ingest FOLDER</code> in a terminal, and reload this page.</p></section>"
        )
    chips = "".join(f'<li><button type="button" class="chip">{escape(text)}</button></li>' for text in examples)
    read = "More than " * more + _count(roles, "role", "roles")
    if companies and not more:
        read += f" at {_count(companies, 'company', 'companies')}"
    return (
        '<section class="welcome"><h2>What would you like to know?</h2>'
        f"<p>{read} read. Every answer shows the words of the posting it stands on, "
        "and says so when no posting answers.</p>"
        f'<ul class="chips" aria-label="Example questions">{chips}</ul></section>'
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _limited_to(roles: Sequence[str]) -> str:
    return f'<p class="limited" dir="auto">Asked of {escape("; ".join(roles))}</p>' if roles else ""


def _reply(turn: Turn) -> str:
    if turn.answer is not None:
        return _abstention(turn.answer) if turn.answer.status == "abstained" else _answer(turn.answer)
    if turn.state == "failed":
        said = escape(_sentence(turn.text))
        return f'<div class="callout failed" role="alert"><h3>That did not work</h3><p>{said}</p></div>'
    body = to_html(turn.text, {}, streaming=turn.state == "asking")
    if turn.state == "stopped":
        return f'<div class="answer">{body}<p class="note">Stopped here.</p></div>'
    waiting = '<p class="thinking">Reading the postings<span aria-hidden="true"> …</span></p>'
    return f'<div class="answer" aria-busy="true">{body or waiting}</div>'


def _sentence(text: str) -> str:
    """An error's message, written for a terminal's line, as a sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。")) else ".")


def _answer(answer: Answer) -> str:
    return (
        f'<div class="answer" dir="auto">{_body(answer)}</div>{_degraded(answer)}{_recruiter(answer)}'
        f'<footer class="foot">{_sources(answer.citations)}{_copy("answer")}</footer>{buttons()}'
    )


def _abstention(answer: Answer) -> str:
    return (
        '<div class="callout abstained"><h3>The postings do not say</h3>'
        f'<div class="answer" dir="auto">{_body(answer)}</div>{_recruiter(answer)}</div>{_degraded(answer)}{buttons()}'
    )


def _body(answer: Answer) -> str:
    return to_html(answer.text, {citation.n: name_of(citation) for citation in answer.citations})


def _degraded(answer: Answer) -> str:
    if not answer.degraded:
        return ""
    return f'<p class="note degraded"><strong>Answered another way.</strong> {escape(answer.degraded)}</p>'


def _recruiter(answer: Answer) -> str:
    if not answer.ask_the_recruiter:
        return ""
    items = "".join(
        f'<li><q dir="auto">{escape(text)}</q>{_copy("question")}</li>' for text in answer.ask_the_recruiter
    )
    return f'<div class="recruiter"><h4>Ask the recruiter</h4><ul>{items}</ul></div>'


def _copy(what: str) -> str:
    return f'<button type="button" class="quiet" data-copy="{what}">Copy {what}</button>'


def _sources(citations: Sequence[Citation]) -> str:
    """Which roles an answer stands on: one line each, with the numbers as buttons."""
    by_role: dict[str, list[Citation]] = {}
    for citation in citations:
        by_role.setdefault(citation.role, []).append(citation)
    if not by_role:
        return ""
    lines = "".join(f"<li>{_numbers(cited)} {_origin(cited[0])}</li>" for cited in by_role.values())
    return f'<ul class="origins" aria-label="Sources">{lines}</ul>'


def _numbers(citations: Sequence[Citation]) -> str:
    return "".join(
        f'<button type="button" class="cite" data-cite="{c.n}" aria-label="Source {c.n}: {escape(name_of(c))}">[{c.n}]'
        "</button>"
        for c in citations
    )


def _origin(citation: Citation) -> str:
    return f'<bdi>{escape(name_of(citation))}</bdi> <span class="file">{escape(citation.source)}</span>'
