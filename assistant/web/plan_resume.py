"""The résumé part of the plan tab: handing one over, what was read from it, and a typed profile in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from assistant.web.facts import clip
from assistant.web.frame import Asked, behind, options, table

if TYPE_CHECKING:
    from assistant.preparation import Ability, Experience, Profile, Resume

_LEVELS = ("new", "experienced", "senior")
_FORMS = "PDF, DOCX, Markdown, TXT"


def resume_html(resume: Resume | None, profile: Profile | None, names: Mapping[str, str], asked: Asked) -> str:
    """The whole part."""
    own = _read(resume, names, asked) if resume else _empty(asked)
    return (
        f'<div class="columns"><section aria-labelledby="resume-head"><h3 id="resume-head">'
        f"{asked.say('plan_resume')}</h3>{own}</section>"
        f'<section aria-labelledby="profile-head"><h3 id="profile-head">{asked.say("plan_profile")}</h3>'
        f"{_profile(profile, names, asked)}</section></div>"
    )


def _empty(asked: Asked) -> str:
    return f"<p>{asked.say('plan_resume_why')}</p>{_drop(asked, 'plan_choose_file')}{_paste(asked)}{_private(asked)}"


def _drop(asked: Asked, key: str) -> str:
    return (
        f'<div class="drop" data-drop><label class="button main" for="resume-file">{asked.say(key)}</label>'
        '<input type="file" id="resume-file" class="unseen" accept=".pdf,.docx,.md,.txt" data-k="resume-file">'
        f'<p class="soft">{asked.say("plan_drop", forms=_FORMS)}</p>'
        f'<p class="upload-state" role="status" data-reading="{escape(asked.say("plan_reading"))}"></p></div>'
    )


def _paste(asked: Asked) -> str:
    form = (
        '<form data-plan-form="paste"><label class="field"><span>'
        f'{asked.say("plan_paste_label")}</span><textarea name="text" rows="8" maxlength="100000" '
        f'data-draft="resume/text" data-k="resume-text"></textarea></label>'
        f'<button type="submit" data-k="paste">{asked.say("plan_paste_read")}</button></form>'
    )
    return behind(asked.say("plan_paste"), form)


def _private(asked: Asked) -> str:
    return f'<p class="soft private">{asked.say("plan_private")}</p>'


def _read(resume: Resume, names: Mapping[str, str], asked: Asked) -> str:
    years = asked.say("plan_years", n=f"{resume.years:g}") if resume.years is not None else asked.say("plan_no_years")
    kinds = sorted({contact.kind for contact in resume.contacts})
    private = ", ".join(asked.say(f"plan_contact_{kind}") for kind in kinds)
    contacts = asked.say("plan_contacts", kinds=private) if kinds else asked.say("plan_no_contacts")
    language = f'<p class="warning">{asked.say("plan_not_english")}</p>' if not resume.english else ""
    return (
        f'<p><strong dir="auto">{escape(resume.source)}</strong> · {years}</p><p class="soft">{contacts}</p>{language}'
        f"{_experiences(resume, asked)}{_schooling(resume, asked)}{_abilities(resume, names, asked)}"
        f"{_replace(asked)}{_private(asked)}"
    )


def _replace(asked: Asked) -> str:
    return (
        f"{behind(asked.say('plan_replace'), _drop(asked, 'plan_choose_file') + _paste(asked))}"
        f"{confirm('drop-resume', asked.say('plan_delete_resume'), asked.say('plan_delete_resume_sure'), asked)}"
    )


def confirm(act: str, label: str, question: str, asked: Asked, **values: str) -> str:
    """A button that asks once more before it does what cannot be undone."""
    more = "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())
    return (
        f'<details class="sure"><summary>{label}</summary><div><p>{question}</p>'
        f'<button type="button" class="danger" data-act="{act}"{more} data-k="{act}">{label}</button> '
        f'<button type="button" data-close-sure>{asked.say("frame_cancel")}</button></div></details>'
    )


def _experiences(resume: Resume, asked: Asked) -> str:
    if not resume.experiences:
        return ""
    rows = "".join(
        f'<li><span class="chip-kind">{asked.say(f"plan_kind_{one.kind}")}</span> '
        f'<span dir="auto">{escape(clip(one.heading.of(resume.text), 120))}</span> '
        f'<span class="soft period">{_period(one, asked)}</span></li>'
        for one in resume.experiences
    )
    return f'<h4>{asked.say("plan_experiences")}</h4><ul class="plain">{rows}</ul>'


def _period(one: Experience, asked: Asked) -> str:
    if one.first is None and one.last is None:
        return asked.say("plan_undated")
    return f"{_month(one.first)} – {asked.say('plan_now') if one.current else _month(one.last)}"


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else "?"


def _schooling(resume: Resume, asked: Asked) -> str:
    if not resume.schooling:
        return ""
    rows = "".join(
        f"<li>{escape(one.level)}{'' if one.finished else ' ' + asked.say('plan_unfinished')} "
        f'<q class="soft" dir="auto">{escape(clip(one.span.of(resume.text), 120))}</q></li>'
        for one in resume.schooling
    )
    return f'<h4>{asked.say("plan_degrees")}</h4><ul class="plain">{rows}</ul>'


def _abilities(resume: Resume, names: Mapping[str, str], asked: Asked) -> str:
    heading = f"<h4>{asked.say('plan_topics', n=len(resume.abilities))}</h4>"
    if not resume.abilities:
        return f"{heading}<p>{asked.say('plan_no_topics')}</p>"
    found = sorted(resume.abilities, key=lambda a: (-a.strength, -(a.years or 0), a.topic))
    chips = "".join(f"<li>{_ability(one, names, asked)}</li>" for one in found[:12])
    rows = [
        [
            escape(names.get(one.topic, one.topic)),
            f"{one.years:g}" if one.years else "–",
            asked.say(f"plan_strength_{_strength(one)}"),
            f'<q dir="auto">{escape(clip(one.spans[0].of(resume.text), 100))}</q>' if one.spans else "",
        ]
        for one in found
    ]
    head = [asked.say(f"plan_topics_{key}") for key in ("topic", "years", "how", "words")]
    whole = table(head, rows, asked.say("plan_topics_table"))
    return f'{heading}<ul class="chips-list">{chips}</ul>{behind(asked.say("plan_topics_all"), whole)}'


def _ability(one: Ability, names: Mapping[str, str], asked: Asked) -> str:
    years = f' <span class="soft">{asked.say("plan_years_short", n=f"{one.years:g}")}</span>' if one.years else ""
    return f"{escape(names.get(one.topic, one.topic))}{years}"


def _strength(one: Ability) -> str:
    limits = ((1.0, "done"), (0.8, "said"), (0.7, "listed"), (0.6, "learnt"))
    return next((word for least, word in limits if one.strength >= least), "little")


def _profile(profile: Profile | None, names: Mapping[str, str], asked: Asked) -> str:
    level = (profile.level if profile else None) or ""
    levels = {"": asked.say("plan_level_none"), **{key: asked.say(f"plan_level_{key}") for key in _LEVELS}}
    fields = "".join(
        f'<label class="field"><span>{asked.say(f"plan_{key}")}</span><input name="{key}" maxlength="2000" '
        f'value="{escape(", ".join(names.get(t, t) for t in (getattr(profile, key) if profile else ())))}" '
        f'placeholder="{escape(asked.say(f"plan_{key}_example"))}" data-draft="profile/{key}" data-k="{key}"></label>'
        for key in ("strong", "weak")
    )
    drop = (
        f'<button type="button" data-act="drop-profile" data-k="drop-profile">{asked.say("plan_profile_delete")}'
        f"</button>"
        if profile
        else ""
    )
    return (
        f'<p>{asked.say("plan_profile_why")}</p><form data-plan-form="profile"><label class="field"><span>'
        f'{asked.say("plan_level")}</span><select name="level" data-draft="profile/level" data-k="level">'
        f"{options(levels, level)}</select></label>{fields}"
        f'<p class="row"><button type="submit" data-k="profile">{asked.say("plan_profile_save")}</button>{drop}</p>'
        f"</form>"
    )
