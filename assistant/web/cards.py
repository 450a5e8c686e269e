"""The list of roles as HTML: the filters, the count, and a card for each role. Every text of a posting is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from html import escape
from urllib.parse import quote

from assistant.domain import FACT_NAMES, Role
from assistant.web import filters as filtering
from assistant.web.facts import brief, label, stated_names
from assistant.web.filters import NO_COMPANY, PAGE, Filters
from assistant.web.texts import DEFAULT, say

KINDS = ("must", "nice", "duty")
# What a candidate misses most, and how many of the unstated facts a card names: the opened role names all.
_MISSED_MOST = ("salary", "interview_process", "location", "work_mode", "visa", "deadline")
_UNSTATED_SHOWN = 4


def filters_html(roles: Sequence[Role], filters: Filters, language: str = DEFAULT) -> str:
    """The controls, offering only what the library has; nothing for an empty library."""
    if not roles:
        return ""
    told = partial(say, language)
    companies = [
        (name, told("roles_no_company") if name == NO_COMPANY else name, n) for name, n in filtering.companies(roles)
    ]
    modes = [(mode, told(f"facts_mode_{mode}"), n) for mode, n in filtering.work_modes(roles)]
    every = [("", told("roles_companies_all"), len(roles)), *companies]
    sorts = [(by, told(f"roles_by_{by}"), 0) for by in ("company", "title")]
    mode = _select("mode", told("roles_mode"), [("", told("roles_any"), len(roles)), *modes], filters.mode)
    return (
        f'<div class="filters" role="search" aria-label="{told("roles_filter")}">'
        f'<label class="field search"><span>{told("roles_search")}</span><input type="search" name="text" '
        f'autocomplete="off" placeholder="{told("roles_search_hint")}" value="{escape(filters.text)}"></label>'
        '<button type="button" class="quiet more-filters" aria-expanded="false" aria-controls="filters-more" '
        f'data-set="{told("roles_filters_set", n="{n}")}" data-none="{told("roles_filters")}">{told("roles_filters")}'
        '</button><div id="filters-more">'
        f"{_select('company', told('roles_company'), every, filters.company)}{mode if modes else ''}"
        f"{_select('sort', told('roles_sort'), sorts, filters.sort)}{_states(roles, filters.states, language)}"
        "</div></div>"
    )


def list_html(
    roles: Sequence[Role],
    filters: Filters,
    picked: Collection[str] = (),
    *,
    more: bool = False,
    language: str = DEFAULT,
) -> str:
    """The count and the cards of the roles that pass. `picked` are the ids that the chat asks about; `more` says that
    the library holds more roles than these."""
    if not roles:
        return _empty(language)
    told = partial(say, language)
    found = filtering.matching(roles, filters)
    clear = f'<button type="button" class="quiet" data-clear-filters>{told("roles_clear")}</button>'
    count = f'<div class="count"><p>{count_text(len(found), len(roles), more=more, language=language)}</p>'
    count += f"{clear if filters.narrowing else ''}</div>"
    if not found:
        return (
            f'{count}<section class="nothing-here"><h3>{told("roles_none_pass")}</h3>'
            f"<p>{told('roles_none_pass_do')}</p></section>"
        )
    cards = "".join(card_html(role, picked=role.id in picked, language=language) for role in found[: filters.shown])
    return f'{count}<ul class="cards">{cards}</ul>{_show_more(len(found), filters.shown, language)}'


def count_text(found: int, of: int, *, more: bool = False, language: str = DEFAULT) -> str:
    """`12 of 26 roles`; `more`: `12 of the first 2,000 roles`."""
    form = "one" if of == 1 else "many"
    if more:
        return say(language, "roles_of_first", n=f"{found:,}", of=f"{of:,}")
    if found == of:
        return say(language, f"roles_{form}", n=f"{of:,}")
    return say(language, f"roles_of_{form}", n=f"{found:,}", of=f"{of:,}")


def card_html(role: Role, *, picked: bool = False, language: str = DEFAULT) -> str:
    """What a role states, in few words, and what it does not."""
    stated = stated_names(role)
    badge = f'<span class="picked">{say(language, "roles_picked")}</span>' if picked else ""
    tick = escape(say(language, "compare_tick_this", name=role.name))
    return (
        f'<li class="card"><p class="company"><span dir="auto">{company_html(role, language)}</span>{badge}</p>'
        f'<h3 dir="auto"><a href="{link(role.id)}" data-open="{escape(role.id)}">{escape(role.title)}</a></h3>'
        f"{_chips(role, stated, language)}{unstated_html(stated, at_most=_UNSTATED_SHOWN, language=language)}"
        f'<div class="card-foot"><p class="file">{_requirements(role, language)}<bdi>{escape(role.source)}</bdi>'
        f'{_repeated(role, language)}</p><label class="compare-tick"><input type="checkbox" data-compare-tick '
        f'value="{escape(role.id)}" aria-label="{tick}"><span aria-hidden="true">{say(language, "compare_tick")}</span>'
        f"</label></div></li>"
    )


def company_html(role: Role, language: str = DEFAULT) -> str:
    """The company, or that none is named."""
    return escape(role.company) if role.company else f"<i>{say(language, 'roles_no_company')}</i>"


def unstated_html(stated: Collection[str], *, at_most: int = len(FACT_NAMES), language: str = DEFAULT) -> str:
    """The quiet line of what is not stated, what matters most first; nothing where everything is stated."""
    order = [*_MISSED_MOST, *(name for name in FACT_NAMES if name not in _MISSED_MOST)]
    missing = [label(name, language).lower() for name in order if name not in stated]
    more = len(missing) - at_most
    rest = ""
    if more > 1:
        last = say(language, "roles_last") + say(language, "roles_more", n=more)
        rest = last[:1] + last[1:].replace(" ", "\N{NO-BREAK SPACE}")
        missing = missing[:at_most]
    facts = say(language, "roles_comma").join(missing) + rest
    return f'<p class="unstated">{say(language, "roles_unstated", facts=facts)}</p>' if missing else ""


def link(role_id: str) -> str:
    """The address that opens the role, as an attribute's value."""
    return escape(f"?role={quote(role_id, safe='')}")


def _empty(language: str) -> str:
    told = partial(say, language)
    return (
        f'<section class="nothing-here"><h3>{told("roles_empty")}</h3><p>{told("roles_empty_do")}</p>'
        f'<p><a class="big-link" href="?tab=library" data-go="library">{told("roles_add")}</a></p>'
        f"<p>{told('roles_empty_or')} <code>prep ingest FOLDER</code></p></section>"
    )


def _chips(role: Role, stated: Iterable[str], language: str) -> str:
    chips = "".join(
        f'<li><span class="slot">{label(name, language)}</span> <bdi>{escape(brief(role, name, language))}</bdi></li>'
        for name in stated
    )
    return f'<ul class="stated" aria-label="{say(language, "roles_stated")}">{chips}</ul>' if chips else ""


def _requirements(role: Role, language: str) -> str:
    counted = Counter[str](requirement.kind for requirement in role.requirements)
    parts = [
        say(language, f"roles_{kind}_{'one' if counted[kind] == 1 else 'many'}", n=counted[kind])
        for kind in KINDS
        if counted[kind]
    ]
    return f"{say(language, 'roles_comma').join(parts)} · " if parts else ""


def _repeated(role: Role, language: str) -> str:
    return f" · {say(language, 'roles_repeated', n=role.duplicates + 1)}" if role.duplicates else ""


def _select(name: str, label: str, options: Sequence[tuple[str, str, int]], chosen: str) -> str:
    drawn = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}'
        f"{f' ({count:,})' if count else ''}</option>"
        for value, text, count in options
    )
    return f'<label class="field"><span>{label}</span><select name="{name}">{drawn}</select></label>'


def _states(roles: Sequence[Role], chosen: Collection[str], language: str) -> str:
    boxes = "".join(
        f'<label class="tick"><input type="checkbox" name="states" value="{name}"'
        f"{' checked' if name in chosen else ''}><span>{label(name, language)}</span> <small>{count:,}</small></label>"
        for name, count in filtering.statements(roles)
    )
    legend = say(language, "roles_only_stating")
    return f'<fieldset class="states"><legend>{legend}</legend><div>{boxes}</div></fieldset>' * bool(boxes)


def _show_more(found: int, shown: int, language: str) -> str:
    rest = found - shown
    if rest <= 0:
        return ""
    return (
        f'<p class="show-more"><button type="button" class="quiet" data-show-more="{shown + PAGE}">'
        f"{say(language, 'roles_show_more', n=min(rest, PAGE), of=f'{rest:,}')}</button></p>"
    )
