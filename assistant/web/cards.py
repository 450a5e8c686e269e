"""The list of roles as HTML: the filters, the count, and a card for each role. Every text of a posting is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from html import escape
from urllib.parse import quote

from assistant.domain import FACT_NAMES, Role
from assistant.web import filters as filtering
from assistant.web.facts import LABELS, WORK_MODES, brief, stated_names
from assistant.web.filters import NO_COMPANY, PAGE, Filters

KINDS = {"must": "Must have", "nice": "Nice to have", "duty": "Duties"}
_COUNTED = {"must": ("must-have", "must-haves"), "nice": ("nice-to-have", "nice-to-haves"), "duty": ("duty", "duties")}
# What a candidate misses most, and how many of the unstated facts a card names: the opened role names all.
_MISSED_MOST = ("salary", "interview_process", "location", "work_mode", "visa", "deadline")
_UNSTATED_SHOWN = 4
_CLEAR = '<button type="button" class="quiet" data-clear-filters>Clear filters</button>'


def filters_html(roles: Sequence[Role], filters: Filters) -> str:
    """The controls, offering only what the library has; nothing for an empty library."""
    if not roles:
        return ""
    companies = [
        (name, "No company named" if name == NO_COMPANY else name, n) for name, n in filtering.companies(roles)
    ]
    modes = [(mode, WORK_MODES[mode], n) for mode, n in filtering.work_modes(roles)]
    return (
        '<div class="filters" role="search" aria-label="Filter the roles">'
        '<label class="field search"><span>Search</span><input type="search" name="text" autocomplete="off" '
        f'placeholder="Title or company" value="{escape(filters.text)}"></label>'
        '<button type="button" class="quiet more-filters" aria-expanded="false" aria-controls="filters-more">Filters'
        '</button><div id="filters-more">'
        f"{_select('company', 'Company', [('', 'All companies', len(roles)), *companies], filters.company)}"
        f"{_select('mode', 'Work mode', [('', 'Any', len(roles)), *modes], filters.mode) if modes else ''}"
        f"{_select('sort', 'Sort by', [('company', 'Company', 0), ('title', 'Title', 0)], filters.sort)}"
        f"{_states(roles, filters.states)}</div></div>"
    )


def list_html(roles: Sequence[Role], filters: Filters, picked: Collection[str] = (), *, more: bool = False) -> str:
    """The count and the cards of the roles that pass. `picked` are the ids that the chat asks about; `more` says that
    the library holds more roles than these."""
    if not roles:
        return (
            '<section class="nothing-here"><h3>No postings yet</h3><p>Put the postings you saved into a folder, run '
            "<code>prep ingest FOLDER</code> in a terminal, and reload this page.</p></section>"
        )
    found = filtering.matching(roles, filters)
    count = f'<div class="count"><p>{count_text(len(found), len(roles), more=more)}</p>'
    count += f"{_CLEAR if filters.narrowing else ''}</div>"
    if not found:
        return (
            f'{count}<section class="nothing-here"><h3>No role passes these filters</h3>'
            "<p>Take one away: a fact that a posting does not state cannot be filtered by.</p></section>"
        )
    cards = "".join(card_html(role, picked=role.id in picked) for role in found[: filters.shown])
    return f'{count}<ul class="cards">{cards}</ul>{_show_more(len(found), filters.shown)}'


def count_text(found: int, of: int, *, more: bool = False) -> str:
    """`12 of 26 roles`; `more`: `12 of the first 2,000 roles`."""
    noun = "role" if of == 1 else "roles"
    if more:
        return f"{found:,} of the first {of:,} {noun}"
    return f"{of:,} {noun}" if found == of else f"{found:,} of {of:,} {noun}"


def card_html(role: Role, *, picked: bool = False) -> str:
    """What a role states, in few words, and what it does not."""
    stated = stated_names(role)
    badge = '<span class="picked">Picked in Chat</span>' if picked else ""
    return (
        f'<li class="card"><p class="company"><span dir="auto">{company_html(role)}</span>{badge}</p>'
        f'<h3 dir="auto"><a href="{link(role.id)}" data-open="{escape(role.id)}">{escape(role.title)}</a></h3>'
        f"{_chips(role, stated)}{unstated_html(stated, at_most=_UNSTATED_SHOWN)}"
        f'<p class="file">{_requirements(role)}<bdi>{escape(role.source)}</bdi>{_repeated(role)}</p></li>'
    )


def company_html(role: Role) -> str:
    """The company, or that none is named."""
    return escape(role.company) if role.company else "<i>No company named</i>"


def unstated_html(stated: Collection[str], *, at_most: int = len(FACT_NAMES)) -> str:
    """The quiet line of what is not stated, what matters most first; nothing where everything is stated."""
    order = [*_MISSED_MOST, *(name for name in FACT_NAMES if name not in _MISSED_MOST)]
    missing = [LABELS[name].lower() for name in order if name not in stated]
    more = len(missing) - at_most
    if more > 1:
        missing[at_most:] = [f"and\N{NO-BREAK SPACE}{more}\N{NO-BREAK SPACE}more"]
    return f'<p class="unstated">Not stated: {", ".join(missing).replace(", and", " and")}</p>' if missing else ""


def link(role_id: str) -> str:
    """The address that opens the role, as an attribute's value."""
    return escape(f"?role={quote(role_id, safe='')}")


def _chips(role: Role, stated: Iterable[str]) -> str:
    chips = "".join(
        f'<li><span class="slot">{LABELS[name]}</span> <bdi>{escape(brief(role, name))}</bdi></li>' for name in stated
    )
    return f'<ul class="stated" aria-label="Stated">{chips}</ul>' if chips else ""


def _requirements(role: Role) -> str:
    counted = Counter[str](requirement.kind for requirement in role.requirements)
    parts = [f"{counted[kind]} {_COUNTED[kind][counted[kind] > 1]}" for kind in KINDS if counted[kind]]
    return f"{', '.join(parts)} · " if parts else ""


def _repeated(role: Role) -> str:
    return f" · stood {role.duplicates + 1} times" if role.duplicates else ""


def _select(name: str, label: str, options: Sequence[tuple[str, str, int]], chosen: str) -> str:
    drawn = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}'
        f"{f' ({count:,})' if count else ''}</option>"
        for value, text, count in options
    )
    return f'<label class="field"><span>{label}</span><select name="{name}">{drawn}</select></label>'


def _states(roles: Sequence[Role], chosen: Collection[str]) -> str:
    boxes = "".join(
        f'<label class="tick"><input type="checkbox" name="states" value="{name}"'
        f"{' checked' if name in chosen else ''}><span>{LABELS[name]}</span> <small>{count:,}</small></label>"
        for name, count in filtering.statements(roles)
    )
    return f'<fieldset class="states"><legend>Only roles that state</legend><div>{boxes}</div></fieldset>' * bool(boxes)


def _show_more(found: int, shown: int) -> str:
    rest = found - shown
    if rest <= 0:
        return ""
    return (
        f'<p class="show-more"><button type="button" class="quiet" data-show-more="{shown + PAGE}">'
        f"Show {min(rest, PAGE)} more of {rest:,}</button></p>"
    )
