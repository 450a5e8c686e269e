"""The plan tab: the résumé, the gap between it and a role, study plans. Drawn whole at each step, by `plan_*.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.domain import Role
from assistant.errors import AssistantError, UsageError
from assistant.web import outbox, panel, picker, uploads
from assistant.web.frame import Asked, Told, asked, attempted, drawn, framed
from assistant.web.plan_form import Form, filled, form_html, read_form
from assistant.web.plan_gap import gap_html, no_gap_html
from assistant.web.plan_lines import source_of
from assistant.web.plan_resume import resume_html
from assistant.web.plan_view import Shown, plan_html, tabs_html
from assistant.web.wiring import PRIVATE, STILL, listening, sent

if TYPE_CHECKING:
    from assistant.app import Assistant
    from assistant.preparation import Plan, State

PARTS = ("resume", "gap", "plan")
_STATES: Mapping[str, State] = {"done": "done", "skip": "skipped", "open": "open"}
_HINT = "Choose a quote to see it in its posting."


def build(assistant: Assistant, page: gr.Blocks, picked: gr.Dropdown) -> None:
    """Draw the tab into the open `page` and wire it up. It is drawn when it is first looked at."""
    handlers = _Handlers(assistant)
    with gr.Row(elem_id="plan-split", elem_classes="split folding", equal_height=True):
        with gr.Column(elem_id="plan-column", elem_classes="tab-column", scale=3, min_width=0):
            shown = gr.HTML(elem_id="plan", **listening(step="select", work="submit"))
        with gr.Column(elem_classes="sources", scale=2, min_width=0):
            source = gr.HTML(
                panel.empty(_HINT), elem_id="plan-panel", elem_classes="source-panel", **listening(open="select")
            )
    gr.HTML(elem_id="plan-foot", visible=False, **STILL)
    steps: dict[str, Any] = {"inputs": picked, "outputs": [shown, picked], "trigger_mode": "multiple", **PRIVATE}
    shown.select(handlers.step, queue=False, **steps)
    shown.submit(handlers.step, concurrency_id="plans", concurrency_limit=4, **steps)
    source.select(handlers.open, None, source, queue=False, **PRIVATE)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: a part of the tab, a role for the gap, a plan, and a form where one is open."""

    part: str
    role: str
    plan: str = ""
    form: Form | None = None


class _Handlers:
    """What the tab's events do. Everything of a user is read anew under their name; nothing is held here."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def step(self, picked: Sequence[str] | None, event: gr.EventData, request: gr.Request) -> tuple[str, Any]:
        """Does what was asked for and draws the tab as it is then; a role that was chosen is picked everywhere."""
        wanted = asked(event, request)
        above = _steps(wanted, wanted.text("part"), {})
        page = drawn("plan", wanted, lambda: self._stepped(wanted, picked or (), request), above)
        return page, self._picking(wanted, picked or ())

    def _stepped(self, wanted: Asked, picked: Sequence[str], request: gr.Request) -> str:
        views = [self._view(wanted, picked)]

        def do() -> Told:
            acts: dict[str, Callable[[Asked, View], tuple[View, Told]]] = {
                "upload": lambda a, v: self._upload(a, v, request),
                "paste": self._paste,
                "drop-resume": self._drop_resume,
                "profile": self._profile,
                "drop-profile": self._drop_profile,
                "gap-file": lambda a, v: self._gap_file(a, v, request),
                "form": self._form,
                "make": self._make,
                "remake": self._make,
                "mark": self._mark,
                "replan": self._replan,
                "delete": self._delete,
                "export": lambda a, v: self._export(a, v, request),
            }
            act = acts.get(wanted.text("act"))
            if act is None:
                return Told()
            views[0], told = act(wanted, views[0])
            return told

        told = attempted(do, wanted)
        return self._drawn(wanted, views[0], told)

    def open(self, event: gr.EventData, request: gr.Request) -> Any:
        """The posting that a quote of a gap or a plan stands in; closed again where no quote is named."""
        body = sent(event)
        role, start = body.get("key"), body.get("n")
        if not (isinstance(role, str) and type(start) is int):
            return panel.empty(_HINT)
        wanted = asked(event, request)
        found = source_of(self._assistant, wanted.user, role, start)
        return panel.panel_html([found], key=role, chosen=start, whole=body.get("whole") is True, numbered=False)

    # ------------------------------------------------------------------------------------------ what is shown

    def _view(self, wanted: Asked, picked: Sequence[str]) -> View:
        planner = self._assistant.planner
        plans = [plan.id for plan in planner.plans(wanted.user)]
        part = wanted.text("part")
        if part not in PARTS:
            part = "plan" if plans else "gap" if planner.resume(wanted.user) else "resume"
        plan = wanted.text("plan")
        role = wanted.text("role") or (picked[0] if picked else "")
        form = Form.asked(wanted) if part == "plan" and (wanted.text("form") or not plans) else None
        return View(part, role, plan if plan in plans else self._nearest(wanted), form)

    def _nearest(self, wanted: Asked) -> str:
        """The plan whose interview comes next, else the last one."""
        plans, today = self._assistant.planner.plans(wanted.user), self._assistant.planner.today()
        ahead = [plan.id for plan in plans if plan.last_day >= today]
        return ahead[0] if ahead else plans[-1].id if plans else ""

    def _drawn(self, wanted: Asked, view: View, told: Told) -> str:
        planner = self._assistant.planner
        plans = planner.plans(wanted.user)
        shown = next((plan for plan in plans if plan.id == view.plan), None)
        if view.part == "resume":
            body = resume_html(planner.resume(wanted.user), planner.profile(wanted.user), self._names(), wanted)
        elif view.part == "gap":
            body = self._gap(wanted, view.role)
        elif view.form or shown is None:
            start = view.form or Form.asked(wanted)
            body = tabs_html(plans, "", planner.today(), wanted) + self._form_html(wanted, view, start)
        else:
            body = tabs_html(plans, shown.id, planner.today(), wanted) + self._plan(wanted, shown)
        have = {"resume": planner.resume(wanted.user) is not None, "plan": bool(plans)}
        steps = _steps(wanted, view.part, have)
        return framed("plan", wanted, steps + body, told, part=view.part, plan=shown.id if shown else "")

    def _gap(self, wanted: Asked, role: str) -> str:
        roles, planner = self._assistant.roles(limit=picker.ROLES_LISTED), self._assistant.planner
        chosen = next((r.id for r in roles if r.id == role), roles[0].id if roles else "")
        profile = planner.profile(wanted.user)
        if not chosen or not (planner.resume(wanted.user) or (profile and (profile.strong or profile.weak))):
            return no_gap_html(roles, chosen, wanted)
        try:
            return gap_html(planner.gap(wanted.user, chosen), roles, wanted)
        except AssistantError:  # removed between listing and reading it
            return no_gap_html(roles, "", wanted)

    def _form_html(self, wanted: Asked, view: View, form: Form) -> str:
        roles = self._assistant.roles(limit=picker.ROLES_LISTED)
        chosen = form if form.roles or not view.role else form.with_role(view.role)
        return form_html(chosen, roles, self._assistant.planner.today(), wanted)

    def _plan(self, wanted: Asked, plan: Plan) -> str:
        planner = self._assistant.planner
        shown = Shown(
            plan,
            planner.today(),
            {role: self._name(role) for role in plan.roles},
            planner.affected(wanted.user, plan.id),
            planner.new_requirements(wanted.user, plan.id),
            planner.hours_per_topic(plan),
            planner.newly_asked(wanted.user, plan.id),
        )
        return plan_html(shown, wanted)

    def _name(self, role: str) -> str | None:
        try:
            return self._assistant.role(role).name
        except AssistantError:
            return None

    def _names(self) -> dict[str, str]:
        return self._assistant.topic_names()

    def _picking(self, wanted: Asked, picked: Sequence[str]) -> Any:
        """The update of the picked role where another one was chosen here."""
        role = wanted.text("pick")
        if not role or list(picked) == [role]:
            return gr.skip()
        try:
            found: Role = self._assistant.role(role)
        except AssistantError:
            return gr.skip()
        return picker.pick(picker.choices(self._assistant), found)

    # ------------------------------------------------------------------------------------------ the candidate

    def _upload(self, wanted: Asked, view: View, request: gr.Request) -> tuple[View, Told]:
        with uploads.opened(request, wanted.body.get("uploads"), kinds=uploads.RESUMES) as files:
            if not files:
                raise UsageError(wanted.say("plan_upload_gone"))
            found = self._assistant.planner.save_resume(wanted.user, files[0].path, files[0].name)
        return view, Told(wanted.say("plan_resume_read", name=found.source, n=len(found.abilities)))

    def _paste(self, wanted: Asked, view: View) -> tuple[View, Told]:
        name = wanted.say("plan_pasted")
        found = self._assistant.planner.save_resume_text(wanted.user, wanted.text("text"), name)
        note = wanted.say("plan_resume_read", name=found.source, n=len(found.abilities))
        return view, Told(note, clear="resume")

    def _drop_resume(self, wanted: Asked, view: View) -> tuple[View, Told]:
        self._assistant.planner.delete_resume(wanted.user)
        return view, Told(wanted.say("plan_resume_deleted"))

    def _profile(self, wanted: Asked, view: View) -> tuple[View, Told]:
        self._assistant.planner.save_profile(
            wanted.user,
            level=wanted.text("level") or None,
            strong=_listed(wanted.text("strong")),
            weak=_listed(wanted.text("weak")),
        )
        return view, Told(wanted.say("plan_profile_saved"), clear="profile")

    def _drop_profile(self, wanted: Asked, view: View) -> tuple[View, Told]:
        self._assistant.planner.delete_profile(wanted.user)
        return view, Told(wanted.say("plan_profile_deleted"), clear="profile")

    def _gap_file(self, wanted: Asked, view: View, request: gr.Request) -> tuple[View, Told]:
        gap = self._assistant.planner.gap(wanted.user, view.role)
        content = self._assistant.planner.gap_markdown(gap).encode()
        return view, Told(download=outbox.offer(request, f"gap-{gap.role}.md", content))

    # ------------------------------------------------------------------------------------------ plans

    def _form(self, wanted: Asked, view: View) -> tuple[View, Told]:
        """The form: empty, for a change of the plan that is shown, or with a role more or less."""
        if wanted.text("change"):
            plan = self._assistant.planner.kept(wanted.user, wanted.text("plan"))
            return replace(view, part="plan", form=filled(plan)), Told()
        return replace(view, part="plan", form=Form.asked(wanted)), Told()

    def _make(self, wanted: Asked, view: View) -> tuple[View, Told]:
        planner, form = self._assistant.planner, Form.asked(wanted)
        wish = planner.wish(*read_form(form), **form.more())
        engine = self._assistant.settings.engine
        if form.plan:
            plan = planner.replan(wanted.user, form.plan, wish, engine=engine)
        else:
            plan = planner.plan(wanted.user, wish, engine=engine)
        note = wanted.say("plan_made", n=len(plan.items))
        return replace(view, plan=plan.id, form=None), Told(note, clear="plan-form")

    def _mark(self, wanted: Asked, view: View) -> tuple[View, Told]:
        state = _STATES.get(wanted.text("state"))
        if state is None:
            return view, Told()
        plan = self._assistant.planner.mark(wanted.user, view.plan, wanted.text("item"), state)
        done = sum(item.state == "done" for item in plan.items)
        return view, Told(wanted.say(f"plan_marked_{state}", n=done, all=len(plan.items)))

    def _replan(self, wanted: Asked, view: View) -> tuple[View, Told]:
        before = self._assistant.planner.kept(wanted.user, view.plan)
        plan = self._assistant.planner.replan(wanted.user, view.plan, engine=self._assistant.settings.engine)
        key = "plan_replanned" if plan.revision != before.revision else "plan_unchanged"
        return view, Told(wanted.say(key, n=sum(item.state == "open" for item in plan.items)))

    def _delete(self, wanted: Asked, view: View) -> tuple[View, Told]:
        self._assistant.planner.delete(wanted.user, wanted.text("plan"))
        left = self._nearest(wanted)
        form = None if left else Form.asked(wanted)
        return replace(view, plan=left, form=form), Told(wanted.say("plan_deleted"))

    def _export(self, wanted: Asked, view: View, request: gr.Request) -> tuple[View, Told]:
        planner, form = self._assistant.planner, wanted.text("format")
        suffix, _ = planner.export_kind(form)
        plan = planner.kept(wanted.user, wanted.text("plan"))
        name = f"{plan.id}.{suffix.lstrip('.')}"
        return view, Told(
            wanted.say("plan_saved", name=name), download=outbox.offer(request, name, planner.export(plan, form))
        )


def _listed(words: str) -> list[str]:
    return [entry.strip() for entry in words.replace("，", ",").replace("、", ",").split(",") if entry.strip()]


def _steps(wanted: Asked, part: str, have: Mapping[str, bool]) -> str:
    """The three parts, as steps on the way."""
    buttons = "".join(
        f'<li><button type="button" data-plan-part="{key}" data-k="part-{key}"'
        f"{' aria-current=page' if key == part else ''}>{wanted.say(f'plan_part_{key}')}"
        f"{_tick(wanted) if have.get(key) else ''}</button></li>"
        for key in PARTS
    )
    label = wanted.say("plan_parts")
    return (
        f'<h2 class="unseen">{wanted.say("plan_title")}</h2><nav class="parts" aria-label="{label}"><ol>'
        f"{buttons}</ol></nav>"
    )


def _tick(wanted: Asked) -> str:
    return f' <span class="tick-mark" aria-hidden="true">✓</span><span class="unseen">{wanted.say("plan_there")}</span>'
