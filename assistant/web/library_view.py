"""The library tab as HTML: adding postings, and what the library holds with what was understood of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.domain import FACT_NAMES, IngestReport, Role
from assistant.holdings import HeldPosting, Holding
from assistant.web.facts import stated_names
from assistant.web.frame import Asked
from assistant.web.uploads import POSTINGS

# So many files are listed; the search finds the others.
LISTED = 200
_FAILURES_SHOWN = 5


def library_html(held: Sequence[Holding], asked: Asked, *, words: str, writable: bool) -> str:
    """The list; `writable`: with what changes the library."""
    say = asked.say
    add = _add(asked) if writable else f'<p class="note">{say("library_read_only")}</p>'
    if held:
        listed = "".join(_holding(one, asked, writable=writable) for one in held[:LISTED])
        body = f'<ul class="holdings plain">{listed}</ul>'
        body += f'<p class="soft">{say("library_more", n=LISTED)}</p>' if len(held) > LISTED else ""
    else:
        body = f"<p>{say('library_no_match' if words else 'library_none')}</p>"
    export = f'<button type="button" data-library="export" data-k="export">{say("library_export")}</button>'
    return (
        f'<h2 class="unseen">{say("library_title")}</h2><p class="soft">{say("library_lead")}</p>{add}'
        f'<section class="held"><h3 data-land tabindex="-1">{say("library_held")}</h3>'
        f'<form class="row" data-library-form="search" role="search"><label class="wide"><span class="unseen">'
        f'{say("library_search")}</span><input type="search" name="words" value="{escape(words)}" data-k="words" '
        f'autocomplete="off" placeholder="{say("library_search")}"></label>{export if held else ""}</form>'
        f"{body}</section>"
    )


def _add(asked: Asked) -> str:
    say = asked.say
    return (
        f'<section class="add" aria-labelledby="library-add"><h3 id="library-add">{say("library_add")}</h3>'
        f'<div class="ways"><form data-library-form="paste"><label><span>{say("library_paste")}</span>'
        f'<textarea name="text" rows="6" data-draft="library/text" data-k="paste" aria-describedby="paste-hint">'
        f'</textarea></label><p class="soft" id="paste-hint">{say("library_paste_hint")}</p>'
        f'<p class="row"><label class="wide"><span class="unseen">{say("library_paste_name")}</span>'
        f'<input name="name" maxlength="80" data-draft="library/name" data-k="paste-name" '
        f'placeholder="{say("library_paste_name")}"></label>'
        f'<button type="submit" class="main" data-k="paste-do">{say("library_paste_do")}</button></p></form>'
        f'<label class="drop" data-drop><strong>{say("library_drop")}</strong>'
        f'<input type="file" class="unseen" multiple accept="{",".join(POSTINGS)}" data-k="files" data-library-files>'
        f'<span class="button">{say("library_choose")}</span><span class="soft">{say("library_kinds")}</span></label>'
        '</div><p class="upload-state" role="status" '
        f'data-sending="{say("library_sending", name="{name}")}" '
        f'data-nothing="{say("library_nothing_sent")}"></p></section>'
    )


def _holding(held: Holding, asked: Asked, *, writable: bool) -> str:
    name = escape(held.name)
    roles = "".join(_role(role, part, asked) for part in held.postings for role in part.roles)
    acts = (
        f'<button type="button" data-library="reread" data-which="{name}" data-k="reread-{name}">'
        f"{asked.say('library_read_again')}</button>"
        + sure(asked, "library_delete_file", f'data-library="remove" data-which="{name}"', f"delete-{name}")
    )
    return (
        f'<li class="panel-box"><p class="file"><bdi>{name}</bdi></p><ul class="plain">{roles}</ul>'
        f"{f'<div class=row>{acts}</div>' if writable else ''}</li>"
    )


def _role(role: Role, part: HeldPosting, asked: Asked) -> str:
    name = escape(role.name)
    mark = f' <span class="tag">✎ {asked.say("library_corrected")}</span>' if part.corrected else ""
    label = escape(asked.say("library_open_this", name=role.name))
    return (
        f'<li class="held-role"><div><strong dir="auto">{name}</strong>{mark}<p class="soft">{summary(role, asked)}</p>'
        f'</div><button type="button" data-library="open" data-which="{escape(role.id)}" aria-label="{label}" '
        f'data-k="open-{escape(role.id)}">{asked.say("library_open")}</button></li>'
    )


def summary(role: Role, asked: Asked) -> str:
    """How much was understood of a role, in one line."""
    must = sum(requirement.kind == "must" for requirement in role.requirements)
    parts = [asked.say("library_understood", n=len(stated_names(role)), of=len(FACT_NAMES))]
    parts += [_count(asked, "ask", must)] if must else []
    parts += [_count(asked, "round", len(role.process))] if role.process else []
    return " · ".join(parts)


def sure(asked: Asked, question: str, button: str, key: str) -> str:
    """A deletion that asks once more. `button` are the attributes of the one that does it."""
    return (
        f'<details class="sure"><summary data-k="{key}">{asked.say("library_delete")}</summary>'
        f'<div><p>{asked.say(question)}</p><button type="button" class="danger" {button} data-k="{key}-yes">'
        f"{asked.say('library_delete_yes')}</button> "
        f'<button type="button" data-close-sure>{asked.say("frame_cancel")}</button></div></details>'
    )


def progress_html(asked: Asked, done: float = 0, total: int = 1, name: str = "") -> str:
    """How far the reading is, and the way to end it."""
    at = min(int(done) + 1, total)
    said = asked.say("library_reading", name=name, n=at, of=total) if name else asked.say("library_reading_short")
    return (
        f'<div class="reading-now"><label><span dir="auto">{escape(said)}</span> <progress max="{max(total, 1)}" '
        f'value="{done:.2f}"></progress></label> <button type="button" data-library-cancel '
        f'data-cancelling="{asked.say("library_cancelling")}">'
        f"{asked.say('library_cancel')}</button></div>"
    )


def report_text(report: IngestReport, asked: Asked) -> tuple[str, bool]:
    """What came of reading, in sentences, and whether something went wrong."""
    said = []
    if report.files:
        said.append(asked.say("library_added", roles=_count(asked, "role", report.roles), files=_files(asked, report)))
    elif report.unchanged:
        said.append(asked.say("library_known"))
    for failure in report.failed[:_FAILURES_SHOWN]:
        # Many reasons begin with the file's name.
        known = failure.error.startswith(failure.source)
        what = failure.error if known else f"{failure.source}: {failure.error}"
        said.append(asked.say("library_failed", what=f"{what.rstrip('.')}."))
    return " ".join(said), bool(report.failed)


def _files(asked: Asked, report: IngestReport) -> str:
    return _count(asked, "file", report.files)


def _count(asked: Asked, noun: str, n: int) -> str:
    return asked.say(f"library_{noun}" if n == 1 else f"library_{noun}s", n=f"{n:,}")
