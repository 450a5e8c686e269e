"""The settings tab as HTML. Keys never come here: what is drawn knows only whether there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from assistant.web.texts import languages, say
from assistant.web.usage import Use
from assistant.web.visitor import Visitor

LANGUAGES = {"en": "English", "zh": "中文"}
# What a person would call the records of a kind; what else there is goes under "other".
_KINDS = ("resume", "profile", "plan", "conversation", "interview", "card", "use")


@dataclass(frozen=True, slots=True)
class State:
    """What the tab shows: who it is for, what answers them, what they used, and what is kept of them by kind."""

    who: Visitor
    engine: str = "extractive"
    model: str | None = None
    key: bool = False
    used: tuple[Use, Use, Use] = (Use(), Use(), Use())
    kinds: Mapping[str, int] = field(default_factory=dict)


def settings_html(
    state: State, language: str, *, download: str = "", name: str = "", deleted: int | None = None
) -> str:
    """The whole tab. `download`: the address of an export of that name that the page is to fetch; `deleted`: how many
    records were deleted just now."""

    def part(key: str, inside: str) -> str:
        return f'<section aria-labelledby="set-{key}"><h3 id="set-{key}">{say(language, key)}</h3>{inside}</section>'

    note = ""
    if download:
        note = say(language, "settings_exported", name=escape(name))
    elif deleted is not None:
        note = say(language, "settings_forgotten", n=f"{deleted:,}")
    reload = ' data-reload="1"' if deleted is not None else ""
    return (
        f'<div class="settings" lang="{language}" data-download="{escape(download)}"{reload}>'
        f"<h2>{say(language, 'settings_title')}</h2>{_person(state.who, language)}"
        f'<p class="settings-note" role="status">{note}</p><div class="settings-parts">'
        f"{part('settings_engine', _engine(state, language))}{part('settings_use', _use(state.used, language))}"
        f"{part('settings_data', _data(state, language))}{part('settings_privacy', _privacy(state, language))}"
        f"{part('settings_language', _languages(language))}</div></div>"
    )


def _person(who: Visitor, language: str) -> str:
    if not who.name:
        return f'<p class="settings-who">{say(language, "settings_alone")}</p>'
    standing = "guest" if who.transient else "admin" if who.admin else "own_library" if who.own_library else "reader"
    name = f"<bdi>{escape(who.name)}</bdi>"
    return (
        f'<p class="settings-who">{say(language, "settings_signed_in", name=name)} · '
        f"{say(language, f'settings_{standing}')} "
        '<button type="button" class="quiet" data-settings="sign-out">'
        f"{say(language, 'settings_sign_out')}</button></p>"
    )


def _engine(state: State, language: str) -> str:
    extractive = state.engine != "llm"
    how = "extractive" if extractive else "llm" if state.model else "no_model"
    model = f"<code>{escape(state.model)}</code>" if state.model else say(language, "settings_no_model")
    key = say(language, "settings_key_present" if state.key else "settings_key_absent")
    hint = "" if state.model and not extractive else f'<p class="quiet-text">{say(language, "settings_key_how")}</p>'
    return (
        f"<p>{say(language, f'settings_engine_{how}')}</p><dl>"
        f"<dt>{say(language, 'settings_model')}</dt><dd>{model}</dd>"
        f"<dt>{say(language, 'settings_key')}</dt><dd>{key}</dd></dl>{hint}"
    )


def _use(used: tuple[Use, Use, Use], language: str) -> str:
    if not used[2].answers:
        return f"<p>{say(language, 'settings_use_none')}</p>"
    head = "".join(
        f'<th scope="col">{say(language, f"settings_use_{key}")}</th>'
        for key in ("period", "answers", "in", "out", "cost")
    )
    rows = "".join(
        f'<tr><th scope="row">{say(language, f"settings_use_{key}")}</th><td>{use.answers:,}</td>'
        f"<td>{use.tokens_in:,}</td><td>{use.tokens_out:,}</td><td>{_cost(use, language)}</td></tr>"
        for key, use in zip(("today", "month", "all"), used, strict=True)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cost(use: Use, language: str) -> str:
    return f"${use.cost:,.4f}" if use.priced else say(language, "settings_use_unpriced")


def _data(state: State, language: str) -> str:
    if not state.kinds:
        return f"<p>{say(language, 'settings_data_none')}</p>"
    kinds = kinds_text(state.kinds, language)
    return (
        f"<p>{say(language, 'settings_data_kept', kinds=kinds)}</p>"
        f'<p class="settings-acts"><button type="button" data-settings="export">{say(language, "settings_export")}'
        f'</button><button type="button" class="danger" data-settings="ask-forget" aria-expanded="false" '
        f'aria-controls="forget-sure">{say(language, "settings_forget")}</button></p>'
        f'<div id="forget-sure" role="alertdialog" aria-labelledby="forget-text" hidden>'
        f'<p id="forget-text">{say(language, "settings_forget_sure", kinds=kinds)}</p><p class="settings-acts">'
        f'<button type="button" class="danger" data-settings="forget">{say(language, "settings_forget_yes")}</button>'
        f'<button type="button" data-settings="keep">{say(language, "settings_forget_no")}</button></p></div>'
    )


def kinds_text(kinds: Mapping[str, int], language: str) -> str:
    """The kinds of records and how many of each, as a list in a sentence."""
    named = [say(language, f"settings_kind_{kind}", n=f"{kinds[kind]:,}") for kind in _KINDS if kind in kinds]
    if rest := sum(n for kind, n in kinds.items() if kind not in _KINDS):
        named.append(say(language, "settings_kind_other", n=f"{rest:,}"))
    comma = "、" if language == "zh" else ", "
    return say(language, "settings_and").join(filter(None, (comma.join(named[:-1]), named[-1]))) if named else ""


def _privacy(state: State, language: str) -> str:
    if state.model is None:
        sent = say(language, "settings_privacy_nothing_sent")
    else:
        key = "settings_privacy_sent" if state.engine == "llm" else "settings_privacy_sent_on_request"
        sent = say(language, key, model=escape(state.model))
    said = [say(language, "settings_privacy_stored"), sent]
    said += [say(language, "settings_privacy_logs"), say(language, "settings_privacy_browser")]
    said.append(say(language, "settings_privacy_drafts"))
    return f"<ul>{''.join(f'<li>{line}</li>' for line in said)}</ul>"


def _languages(language: str) -> str:
    options = "".join(
        f'<option value="{code}" lang="{code}"{" selected" if code == language else ""}>'
        f"{LANGUAGES.get(code, code)}</option>"
        for code in languages()
    )
    return (
        f'<p><select id="settings-language" aria-labelledby="set-settings_language">{options}</select></p>'
        f'<p class="quiet-text">{say(language, "settings_language_note")}</p>'
    )
