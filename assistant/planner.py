"""The facade of preparing: résumés, gaps and plans of a user, for terminal, browser and scripts alike.

Every method takes the `user` whose data it reads or writes (`records.ONLY_USER` where there is no sign-in). Plans are
kept as they are made; a résumé and a profile are kept until deleted. Nothing of a résumé goes into a log or an error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import Role
from assistant.errors import RecordChanged, UnknownPlan, UnknownRole, UnknownSource, UsageError
from assistant.preparation import Affected, Gap, Line, Plan, Profile, Recalled, Resume, Standing, State, Target, Wish
from assistant.preparation_wire import plan_from, plan_json, profile_from, profile_json
from assistant.prepare.comparisons import Comparisons, Embed

if TYPE_CHECKING:
    from assistant.index.library import Library
    from assistant.records import Records
    from assistant.tailoring import Tailor

_RESUME, _PROFILE, _PLAN = "resume", "profile", "plan"
_ONE = "mine"
_SEARCHED = 2_000


class Planner:
    """Everything about preparing for interviews. Safe to use from several threads.

    `embed` turns texts into vectors on this machine: a résumé goes to no provider. `tailor` gives the chat model that
    words plans, or a sentence why there is none.
    """

    def __init__(
        self,
        library: Library,
        records: Records,
        embed: Embed,
        tailor: Callable[[], Tailor | str],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._library, self._records = library, records
        self._tailor, self._today = tailor, today
        self._gaps = Comparisons(embed)

    # ------------------------------------------------------------------------------------------ the candidate

    def read_resume(self, path: Path, name: str | None = None) -> Resume:
        """The résumé in a file, without keeping it. `name` is how people see the file (default: its name).

        Raises an UnreadableFile that says what to do for anything that is no readable résumé.
        """
        from assistant.prepare.resume import read

        if not path.is_file():
            raise UsageError(
                f"there is no file {str(path)!r}; give the path of your résumé (PDF, DOCX, Markdown, text)"
            )
        return read(path, name or path.name, self._today())

    def save_resume(self, user: str, path: Path, name: str | None = None) -> Resume:
        """Reads a résumé and keeps its text as the user's, in place of an earlier one. Errors are those of
        `read_resume`; nothing is kept then."""
        return self._keep_resume(user, self.read_resume(path, name))

    def save_resume_text(self, user: str, text: str, name: str = "pasted résumé") -> Resume:
        """The same for a text that was pasted. Raises EmptyFile or FileTooLarge."""
        from assistant.prepare.resume import read_text

        return self._keep_resume(user, read_text(text, name, self._today()))

    def resume(self, user: str) -> Resume | None:
        """The user's résumé, or None."""
        from assistant.prepare.resume import read_text

        kept = self._records.get(user, _RESUME, _ONE)
        return read_text(kept.body["text"], kept.body["source"], self._today()) if kept else None

    @staticmethod
    def resume_lines(resume: Resume) -> list[str]:
        """What was read of a résumé, in lines of plain text, without contact details."""
        from assistant.prepare.exports.markdown import resume_lines

        return list(resume_lines(resume))

    def delete_resume(self, user: str) -> bool:
        """Deletes the user's résumé and what was computed from it; False where there was none."""
        self._gaps.forget()
        return self._records.remove(user, _RESUME, _ONE) > 0

    def save_profile(
        self, user: str, *, level: str | None = None, strong: Sequence[str] = (), weak: Sequence[str] = ()
    ) -> Profile:
        """Keeps what the user says of themselves: `level` (new, experienced, senior), topics by id or by name.

        Raises UsageError naming the level or the topic that is not known, with the nearest ones.
        """
        from assistant.prepare.wishes import checked_level, topic_ids

        profile = Profile(checked_level(level), topic_ids(strong), topic_ids(weak))
        self._records.put(user, _PROFILE, _ONE, profile_json(profile))
        return profile

    def profile(self, user: str) -> Profile | None:
        """The user's profile, or None."""
        kept = self._records.get(user, _PROFILE, _ONE)
        return profile_from(dict(kept.body)) if kept else None

    def delete_profile(self, user: str) -> bool:
        """Deletes the user's profile; False where there was none."""
        return self._records.remove(user, _PROFILE, _ONE) > 0

    # ------------------------------------------------------------------------------------------ gaps

    def find(self, words: str) -> Role:
        """The role of that id, of that name, or the only one whose id or name holds these words. Raises UnknownRole."""
        # The library's own search, which guesses what was meant, opens all of its indexes: only where nothing fits.
        catalog = self._library.catalog
        if exact := catalog.roles([words]) or catalog.roles_named(words):
            return exact[0] if len(exact) == 1 else self._library.role(words)
        wanted = words.casefold().split()
        every = catalog.list_roles(_SEARCHED) if wanted else []
        found = [r for r in every if all(w in f"{r.id} {r.name}".casefold() for w in wanted)]
        if len(found) > 1:
            some = ", ".join(r.id for r in found[:5])
            raise UnknownRole(f"{words!r} may be any of {len(found)} roles ({some} …); give the whole id")
        return found[0] if found else self._library.role(words)

    def gap(self, user: str, role: str, resume: Resume | None = None) -> Gap:
        """The role against `resume` (default: the user's, else the user's profile).

        Raises UsageError where there is neither, UnknownRole for a role that is not there.
        """
        found = self.find(role)
        theirs = resume or self.resume(user)
        if theirs:
            return self._gap(found, theirs)
        profile = self.profile(user)
        if profile is None or not (profile.strong or profile.weak):
            raise UsageError(
                "there is no résumé to set against the role; give one with --resume FILE, keep one with "
                "`prep resume FILE`, or name your strong and weak topics with `prep profile`"
            )
        from assistant.prepare.gap import stated

        return stated(found, self._text(found), profile)

    @staticmethod
    def gap_markdown(gap: Gap) -> str:
        """A gap as a Markdown document."""
        from assistant.prepare.exports.markdown import gap_lines

        return "\n".join(gap_lines(gap)) + "\n"

    # ------------------------------------------------------------------------------------------ plans

    def wish(self, roles: Sequence[str], interviews: Sequence[str], **more: Any) -> Wish:
        """A wish in people's own words; see `assistant.prepare.wishes.wish` for `interviews` and what `more` there
        may be (start, hours_per_week, hours, days_off, level, at, timezone).
        Raises UsageError naming what cannot be read."""
        from assistant.prepare.wishes import wish

        return wish(roles, interviews, self._today(), **more)

    def plan(self, user: str, wish: Wish, *, engine: str = "extractive", name: str | None = None) -> Plan:
        """Makes and keeps a plan. The same roles and interview days are the same plan: made again, it keeps what was
        done or skipped. The user's résumé, or profile, says what needs more time. With the engine "llm" the chat model
        words the sessions; `degraded` says why where it could not.

        Raises UnknownRole, and UsageError for dates and hours that no honest plan can be made for.
        """
        from assistant.prepare.wishes import plan_id as id_of

        found = {self.find(role).id: day for role, day in wish.interviews}
        wish = replace(wish, interviews=tuple(found.items()))
        plan_id = id_of(wish)
        kept = self._records.get(user, _PLAN, plan_id)
        earlier = plan_from(dict(kept.body)) if kept else None
        made = self._made(user, wish, plan_id, name or (earlier.name if earlier else None), earlier, engine)
        return self._keep(user, made, earlier, kept.version if kept else 0)

    def plans(self, user: str) -> list[Plan]:
        """The user's plans, the one with the nearest last interview first."""
        found = [plan_from(dict(record.body)) for record in self._records.listed(user, _PLAN)]
        return sorted(found, key=lambda p: (p.last_day, p.id))

    def kept(self, user: str, plan_id: str) -> Plan:
        """The plan of that id, or the only one whose id holds these words. Raises UnknownPlan, naming the others."""
        return self._kept(user, plan_id)[0]

    def delete(self, user: str, plan_id: str) -> None:
        """Deletes a plan. Raises UnknownPlan."""
        self._records.remove(user, _PLAN, self.kept(user, plan_id).id)

    def mark(self, user: str, plan_id: str, item_id: str, state: State) -> Plan:
        """Marks a session (by its id, or the beginning of it) done, skipped or open again.

        Raises UnknownPlan, and UsageError where no session or several begin like that.
        """
        from assistant.prepare.plan.changed import session_named

        for _ in range(3):
            plan, version = self._kept(user, plan_id)
            item = session_named(plan, item_id)
            items = tuple(replace(i, state=state) if i.id == item else i for i in plan.items)
            marked = self._judged(replace(plan, items=items, revision=plan.revision + 1))
            try:
                self._put(user, marked, version)
                return marked
            except RecordChanged:
                continue
        raise RecordChanged("the plan is being changed elsewhere at the same time; try again")

    def replan(self, user: str, plan_id: str, wish: Wish | None = None, *, engine: str = "extractive") -> Plan:
        """Plans anew from today on: what is done or skipped stays, what was missed is spread over the days left.

        `wish` changes dates, hours or roles; the plan keeps its id. Interviews that are over are left out. Raises as
        `plan` does, and UnknownPlan.
        """
        earlier, version = self._kept(user, plan_id)
        wish = wish or earlier.wish
        ahead = tuple((role, day) for role, day in wish.interviews if day >= self._today())
        wish = replace(wish, interviews=ahead or wish.interviews)
        made = self._made(user, wish, earlier.id, earlier.name, earlier, engine)
        return self._keep(user, made, earlier, version)

    def affected(self, user: str, plan_id: str) -> list[Affected]:
        """The open sessions whose posting no longer has the line that they serve: it changed, or is gone."""
        from assistant.prepare.plan.changed import affected

        plan = self.kept(user, plan_id)
        return affected(plan, {t.role.id: t for t in self._there(plan.wish)})

    def new_requirements(self, user: str, plan_id: str) -> list[Line]:
        """Must-haves that a posting has gained since the plan was made; `replan` takes them in."""
        from assistant.prepare.plan.changed import new_musts

        plan = self.kept(user, plan_id)
        return new_musts(plan, self._there(plan.wish))

    def newly_asked(self, user: str, plan_id: str) -> list[str]:
        """Questions of real interviews that did not go well and for which planning anew would add a session."""
        from assistant.prepare.plan.changed import asked_sessions

        plan = self.kept(user, plan_id)
        found = asked_sessions(plan.id, self._there(plan.wish), self._asked(user))
        new = {id: words for id, words in found.items() if id not in {item.id for item in plan.items}}
        if not new or plan.last_day < self._today():
            return []
        made = self._made(user, plan.wish, plan.id, plan.name, plan, "extractive")
        return [new[item.id] for item in made.items if item.id in new]

    def export(self, plan: Plan, form: str) -> bytes:
        """The plan as md, json, ics, anki or html. Raises UsageError for another form."""
        from assistant.prepare.exports import export

        self.export_kind(form)
        return export(plan, form)

    @staticmethod
    def export_kind(form: str) -> tuple[str, str]:
        """Suffix and media type of a form of export. Raises UsageError for a form that there is not."""
        from assistant.prepare.exports import FORMATS

        if form not in FORMATS:
            raise UsageError(f"a plan cannot be had as {form!r}; choose one of {', '.join(FORMATS)}")
        return FORMATS[form]

    @staticmethod
    def hours_per_topic(plan: Plan) -> list[tuple[str, int]]:
        """Minutes by topic (reviews, rounds and the like by kind), most first."""
        from assistant.prepare.exports.markdown import hours_per_topic

        return hours_per_topic(plan.items)

    def today(self) -> date:
        """The day that plans are made on."""
        return self._today()

    # ------------------------------------------------------------------------------------------ within

    def _kept(self, user: str, plan_id: str) -> tuple[Plan, int]:
        """The plan and the version of its record, read at once."""
        record = self._records.get(user, _PLAN, plan_id)
        every = [] if record else self._records.listed(user, _PLAN)
        like = [record] if record else [r for r in every if plan_id and plan_id.casefold() in r.key.casefold()]
        if len(like) == 1:
            return plan_from(dict(like[0].body)), like[0].version
        there = ", ".join(r.key for r in like or every) or "none yet; make one with `prep plan`"
        raise UnknownPlan(f"there is no one plan {plan_id!r}; there are: {there}")

    def _made(self, user: str, wish: Wish, plan_id: str, name: str | None, earlier: Plan | None, engine: str) -> Plan:
        from assistant.prepare.plan import make
        from assistant.prepare.wishes import level_of, plan_name

        targets = [self._target(role, day) for role, day in wish.interviews]
        resume, profile = self.resume(user), self.profile(user) or Profile()
        gaps = {t.role.id: self._gap(t.role, resume) for t in targets} if resume else {}
        if resume and profile.level is None:
            profile = replace(profile, level=level_of(resume))
        asked = self._asked(user)
        profile = replace(profile, weak=(*profile.weak, *(one.topic for one in asked if one.went == "badly")))
        made = make(
            wish,
            targets,
            plan_id=plan_id,
            name=name or plan_name(targets),
            today=self._today(),
            gaps=gaps,
            standing=partial(_standing, resume) if resume else None,
            profile=profile,
            known=[a.topic for a in resume.abilities] if resume else profile.strong,
            kept=[i for i in earlier.items if i.state != "open"] if earlier else (),
            asked_before=asked,
        )
        return self._tailored(made, resume) if engine == "llm" else made

    def _asked(self, user: str) -> list[Recalled]:
        from assistant.prepare.interview.debriefs import Debriefs

        return Debriefs(self._records).recalled(user)

    def _tailored(self, plan: Plan, resume: Resume | None) -> Plan:
        tailor = self._tailor()
        return replace(plan, degraded=tailor) if isinstance(tailor, str) else tailor(plan, resume)

    def _judged(self, plan: Plan) -> Plan:
        """The plan with its coverage counted anew; where roles are gone it stays as it was."""
        from assistant.prepare.plan.judging import coverage
        from assistant.prepare.plan.needs import loose

        targets = self._there(plan.wish)
        if len(targets) < len(plan.wish.interviews):
            return plan
        return replace(plan, coverage=coverage(targets, plan.items, loose(targets)))

    def _keep(self, user: str, made: Plan, earlier: Plan | None, version: int) -> Plan:
        """Keeps a plan; one that is no different keeps its revision."""
        if earlier and replace(made, revision=earlier.revision) == earlier:
            return earlier
        plan = replace(made, revision=earlier.revision + 1 if earlier else 1)
        self._put(user, plan, version)
        return plan

    def _put(self, user: str, plan: Plan, version: int) -> None:
        rank = float(plan.last_day.toordinal())
        self._records.put(user, _PLAN, plan.id, plan_json(plan), rank=rank, expected=version)

    def _keep_resume(self, user: str, resume: Resume) -> Resume:
        self._records.put(user, _RESUME, _ONE, {"source": resume.source, "text": resume.text})
        return resume

    def _gap(self, role: Role, resume: Resume) -> Gap:
        return self._gaps.gap(role, self._text(role), resume)

    def _target(self, id: str, day: date) -> Target:
        role = self._library.role(id)
        return Target(role, self._text(role), day)

    def _text(self, role: Role) -> str:
        posting = self._library.catalog.posting(role.posting_id)
        if posting is None:
            raise UnknownSource(f"the posting of {role.name} is no longer in the library; ingest it again")
        return posting.text

    def _there(self, wish: Wish) -> list[Target]:
        """The wish's roles that are still in the library."""
        out = []
        for role, day in wish.interviews:
            try:
                out.append(self._target(role, day))
            except UsageError:
                continue
        return out


def _standing(resume: Resume, topic: str) -> Standing:
    from assistant.prepare.gap import standing

    return standing(topic, resume)
