"""A role as it was understood, to be corrected: name, facts, where it begins and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.domain import FACT_NAMES, Posting, Role
from assistant.web.detail import Line, lines_of
from assistant.web.facts import clip, label
from assistant.web.frame import Asked
from assistant.web.library_view import summary, sure

_LONGEST = 160
# How the names of the drafts of corrections begin; then come the role's id and what is corrected.
DRAFTS = "library-role/"


def role_html(
    role: Role, posting: Posting, others: Sequence[Role], asked: Asked, *, writable: bool, corrected: bool
) -> str:
    """The role's page. `others` are the roles of its posting, in text order."""
    say = asked.say
    lines = [line for line in lines_of(role, posting.text) if line.item in role.facts or line.item in role.process]
    kinds = Counter(requirement.kind for requirement in role.requirements)
    counted = say("library_requirements", must=kinds["must"], nice=kinds["nice"], duty=kinds["duty"])
    edit = _name(role, asked) + _facts(role, lines, asked, writable=True) + _divide(role, others, asked)
    mark = f' <span class="tag">✎ {say("library_corrected")}</span>' if corrected else ""
    undo = f'<button type="button" data-library="undo" data-which="{escape(posting.id)}">{say("library_undo")}</button>'
    act = f'data-library="remove-role" data-which="{escape(role.id)}"'
    below = sure(asked, "library_delete_role", act, "delete-role") + (undo if corrected else "")
    return (
        f'<p><button type="button" class="back" data-library="list" data-k="back">← {say("library_back")}</button></p>'
        f'<article data-role="{escape(role.id)}"><h3 data-land tabindex="-1" dir="auto">{escape(role.name)}{mark}</h3>'
        f'<p class="soft"><bdi>{escape(role.source)}</bdi> · {summary(role, asked)} · '
        f'<a href="?role={escape(role.id)}" data-open="{escape(role.id)}">{say("library_go_role")}</a> · '
        f'<a href="?tab=chat" data-ask="{escape(role.id)}">{say("library_ask_about")}</a></p>'
        f'<p class="show-posting"><button type="button" data-cite="1">{say("library_posting")}</button></p>'
        f"{edit if writable else _facts(role, lines, asked, writable=False)}"
        f'<p class="soft">{counted}</p><div class="row">{below if writable else ""}</div></article>'
    )


def _name(role: Role, asked: Asked) -> str:
    say = asked.say
    none = f'placeholder="{say("library_name_none")}"'
    fields = _field("title", say("library_name_title"), role.title, "required")
    fields += _field("company", say("library_name_company"), role.company or "", none)
    return (
        f'<form class="panel-box" data-library-form="rename"><h4>{say("library_name")}</h4><p class="row">{fields}'
        f'<button type="submit" data-k="rename">{say("library_save")}</button></p></form>'
    )


def _field(name: str, called: str, value: str, more: str) -> str:
    return (
        f'<label class="wide"><span>{called}</span><input name="{name}" maxlength="200" dir="auto" '
        f'value="{escape(value)}" data-k="{name}" {more}></label>'
    )


def _facts(role: Role, lines: Sequence[Line], asked: Asked, *, writable: bool) -> str:
    rows = "".join(_fact(role.id, name, _of(role, name, lines), asked, writable=writable) for name in FACT_NAMES)
    lead = f'<p class="soft">{asked.say("library_facts_lead")}</p>' if writable else ""
    return f"<section><h4>{asked.say('library_facts')}</h4>{lead}<dl class=understood>{rows}</dl></section>"


def _of(role: Role, name: str, lines: Sequence[Line]) -> list[Line]:
    facts = [line for line in lines if line.item in role.stated(name)]
    steps = [line for line in lines if line.item in role.process] if name == "interview_process" else []
    return steps or facts


def _fact(role_id: str, name: str, lines: Sequence[Line], asked: Asked, *, writable: bool) -> str:
    called = label(name, asked.language)
    found = "".join(
        f'<button type="button" class="line" dir="auto" data-cite="{line.n}" '
        f'title="{escape(asked.say("library_show", fact=called))}">{escape(clip(line.quote, _LONGEST))}</button>'
        for line in lines
    )
    shown = found or f'<span class="soft absent">○ {asked.say("library_not_found")}</span>'
    change = _change(role_id, name, called, lines, asked) if writable else ""
    return f"<div><dt>{called}</dt><dd>{shown}{change}</dd></div>"


def _change(role_id: str, name: str, called: str, lines: Sequence[Line], asked: Asked) -> str:
    say = asked.say
    words = "\n".join(" ".join(line.quote.split()) for line in lines)
    about = escape(say("library_change_this", fact=called))
    return (
        f'<details class="behind change"><summary aria-label="{about}" data-k="change-{name}">{say("library_change")}'
        f'</summary><form data-library-form="state" data-fact="{name}"><label><span>{say("library_words")}</span>'
        f'<textarea name="quotes" rows="{min(6, max(2, len(lines) + 1))}" dir="auto" data-k="quotes-{name}" '
        f'data-draft="{DRAFTS}{escape(role_id)}/{name}/">'
        f'{escape(words)}</textarea></label><p class="row"><button type="button" data-library-selection '
        f'data-none="{say("library_no_selection")}">{say("library_selection")}</button>'
        f'<button type="submit" class="main" data-k="state-{name}">{say("library_save")}</button>'
        f'<button type="button" data-library="not-stated" data-fact="{name}">{say("library_not_stated")}</button>'
        f"</p></form></details>"
    )


def _divide(role: Role, others: Sequence[Role], asked: Asked) -> str:
    say = asked.say
    after = [other for other in others if other.span.start > role.span.start]
    merge = (
        f'<p class="soft">{say("library_merge_lead")}</p><p><button type="button" data-library="merge">'
        f"{escape(say('library_merge', name=after[0].name))}</button></p>"
        if after
        else ""
    )
    return (
        f'<details class="behind divide"><summary>{say("library_divide")}</summary>'
        f'<form data-library-form="split"><p class="soft">{say("library_split_lead")}</p><p class="row">'
        f'<label class="wide"><span>{say("library_split_words")}</span><input name="words" required maxlength="300" '
        f'dir="auto" data-k="split-words" data-draft="{DRAFTS}{escape(role.id)}/split/">'
        f'</label><button type="button" data-library-selection '
        f'data-none="{say("library_no_selection")}">{say("library_selection")}</button>'
        f'<button type="submit" data-k="split">{say("library_split")}</button></p></form>{merge}</details>'
    )
