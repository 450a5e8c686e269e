"""The gap part of the plan tab: each requirement of a role beside what the résumé shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.web.facts import clip
from assistant.web.frame import Asked, options
from assistant.web.plan_lines import quote_html

if TYPE_CHECKING:
    from assistant.preparation import Finding, Gap

VERDICTS = {"met": "✓", "partly": "◐", "missing": "✗", "unknown": "?"}
_KINDS = ("must", "duty", "nice")
_EVIDENCE = 220


def role_choice(roles: Sequence[Role], chosen: str, asked: Asked) -> str:
    """The choice of the role; it is the same as in other tabs."""
    listed = options({role.id: role.name for role in roles}, chosen)
    return (
        f'<label class="field role-choice"><span>{asked.say("frame_role")}</span>'
        f'<select data-pick-role data-k="role">{listed}</select></label>'
    )


def no_gap_html(roles: Sequence[Role], chosen: str, asked: Asked) -> str:
    """What there is to do before there is a gap."""
    if not roles:
        return (
            f'<section class="nothing-here"><h3>{asked.say("plan_gap_title")}</h3><p>'
            f"{asked.say('frame_no_roles')}</p></section>"
        )
    return (
        f'{role_choice(roles, chosen, asked)}<section class="nothing-here"><h3>{asked.say("plan_gap_none")}</h3>'
        f'<p>{asked.say("plan_gap_none_why")}</p><p class="row"><button type="button" class="main" '
        f'data-plan-part="resume" data-k="to-resume">{asked.say("plan_to_resume")}</button></p></section>'
    )


def gap_html(gap: Gap, roles: Sequence[Role], asked: Asked) -> str:
    """The whole part for one role."""
    if not gap.findings:
        body = f"<p>{asked.say('plan_gap_nothing_asked')}</p>"
    else:
        body = f"{_figure(gap, asked)}{_filters(gap, asked)}{_table(gap, asked)}"
    notes = "".join(f'<p class="warning" dir="auto">{escape(note)}</p>' for note in gap.notes)
    role = escape(gap.role)
    return (
        f'{role_choice(roles, gap.role, asked)}<section class="gap-page" data-gap="{role}" aria-labelledby="gap-head">'
        f'<h3 id="gap-head">{asked.say("plan_gap_title")}</h3>{notes}{body}'
        f'<p class="row"><button type="button" class="main" data-act="form" data-form="1" data-add="{role}" '
        f'data-k="gap-plan">{asked.say("plan_gap_plan")}</button>'
        f'<button type="button" data-act="gap-file" data-role-id="{role}" data-k="gap-file">'
        f"{asked.say('plan_gap_file')}</button></p></section>"
    )


def _figure(gap: Gap, asked: Asked) -> str:
    met, every = gap.coverage
    counts = {verdict: gap.count(verdict) for verdict in VERDICTS}  # type: ignore[arg-type]
    bars = "".join(
        f'<span class="v-{verdict}" style="flex-grow:{n}">{sign} {n}</span>'
        for (verdict, sign), n in zip(VERDICTS.items(), counts.values(), strict=True)
        if n
    )
    said = " · ".join(f"{n} {asked.say(f'plan_verdict_{verdict}')}" for verdict, n in counts.items() if n)
    if not every:
        return f'<p class="figure">{asked.say("plan_gap_no_musts")}</p>'
    return (
        f'<p class="figure">{asked.say("plan_gap_met", met=met, all=every)}</p>'
        f'<div class="verdict-bar" aria-hidden="true">{bars}</div><p class="soft">{said}</p>'
    )


def _filters(gap: Gap, asked: Asked) -> str:
    found = {verdict: sum(f.verdict == verdict for f in gap.findings) for verdict in VERDICTS}
    boxes = "".join(
        f'<label class="tick"><input type="checkbox" checked data-verdict-filter="{verdict}">'
        f'<span aria-hidden="true">{VERDICTS[verdict]}</span> {asked.say(f"plan_verdict_{verdict}")} <small>{n}'
        f"</small></label>"
        for verdict, n in found.items()
        if n
    )
    kinds = {"": asked.say("plan_kind_all"), **{kind: asked.say(f"plan_kind_{kind}") for kind in _KINDS}}
    return (
        f'<div class="gap-filters" role="group" aria-label="{asked.say("plan_filters")}">{boxes}'
        f'<label class="inline">{asked.say("plan_kind")} <select data-kind-filter>{options(kinds, "")}</select></label>'
        "</div>"
    )


def _table(gap: Gap, asked: Asked) -> str:
    heads = "".join(f'<th scope="col">{asked.say(f"plan_gap_{key}")}</th>' for key in ("verdict", "posting", "resume"))
    groups = "".join(_group(gap, kind, asked) for kind in _KINDS)
    return (
        f'<table class="gap-table"><caption class="unseen">{asked.say("plan_gap_title")}</caption>'
        f"<thead><tr>{heads}</tr></thead>{groups}</table>"
        f'<p class="no-rows soft" role="status" hidden>{asked.say("plan_gap_filtered")}</p>'
    )


def _group(gap: Gap, kind: str, asked: Asked) -> str:
    own = [finding for finding in gap.findings if finding.requirement.kind == kind]
    if not own:
        return ""
    rows = "".join(_row(finding, asked) for finding in own)
    return (
        f'<tbody data-kind="{kind}"><tr class="group"><th colspan="3" scope="rowgroup">'
        f'{asked.say(f"plan_kind_{kind}")} <span class="soft">{len(own)}</span></th></tr>{rows}</tbody>'
    )


def _row(finding: Finding, asked: Asked) -> str:
    verdict = finding.verdict
    evidence = "".join(
        f'<blockquote dir="auto">“{escape(clip(quote.quote, _EVIDENCE))}”</blockquote>' for quote in finding.evidence
    )
    return (
        f'<tr data-verdict="{verdict}"><td class="verdict v-{verdict}"><span><span aria-hidden="true">'
        f"{VERDICTS[verdict]}</span> {asked.say(f'plan_verdict_{verdict}')}</span></td>"
        f"<td>{quote_html(finding.line, asked.say('plan_open_quote'))}</td>"
        f'<td>{evidence}<p class="soft" dir="auto">{escape(finding.why)}</p></td></tr>'
    )
