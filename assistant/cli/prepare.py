"""Preparing: `prep gap`, `prep plan`, `prep plans …`, `prep resume`, `prep profile`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from assistant.cli.common import Home, Json, app, assistant_at, print_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.preparation import Plan, State

# The one user of the terminal; the same as `records.ONLY_USER`, which this floor does not know.
USER = "me"
Format = Annotated[str, typer.Option("--format", help="md, json, ics, anki or html.")]
Output = Annotated[Optional[Path], typer.Option("-o", "--output", help="Write into this file.")]
ResumeFile = Annotated[
    Optional[Path], typer.Option("--resume", help="Your résumé (PDF, DOCX, Markdown, text), kept as yours.")
]
Engine = Annotated[Optional[str], typer.Option(help="extractive or llm: who words the sessions.")]
plans = typer.Typer(
    help="Your study plans: list, show, done, skip, reopen, replan, check, delete.", no_args_is_help=True
)
app.add_typer(plans, name="plans")


@app.command()
def gap(
    role: Annotated[str, typer.Argument(help="A role's id, or words that only its name has.")],
    resume: Annotated[
        Optional[Path], typer.Option("--resume", help="A résumé to compare (default: the one that you keep here).")
    ] = None,
    output: Output = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Set a role against your résumé: met, partly met, missing, unknown, each with the words of both."""
    from assistant.preparation_wire import gap_json

    planner = assistant_at(home).planner
    found = planner.gap(USER, role, planner.read_resume(resume) if resume else None)
    if json:
        print_json(gap_json(found))
    else:
        _out(planner.gap_markdown(found).encode(), output)


@app.command()
def plan(
    roles: Annotated[list[str], typer.Argument(metavar="ROLE...", help="Roles by id, or words of their names.")],
    interview: Annotated[
        list[str], typer.Option("--interview", help="DATE for all, a DATE for each role in order, or ROLE=DATE.")
    ],
    start: Annotated[Optional[str], typer.Option(help="First day (default: today).")] = None,
    hours_per_week: Annotated[Optional[float], typer.Option(help="Hours a week (default: 8).")] = None,
    hours: Annotated[Optional[str], typer.Option(help="Hours by weekday instead: mon=1.5,sat=4.")] = None,
    days_off: Annotated[Optional[str], typer.Option(help="Weekdays and dates: sat,sun,2026-12-24.")] = None,
    level: Annotated[Optional[str], typer.Option(help="new, experienced or senior.")] = None,
    resume: ResumeFile = None,
    at: Annotated[Optional[str], typer.Option(help="When sessions begin, for the calendar (default: 18:00).")] = None,
    timezone: Annotated[Optional[str], typer.Option(help="For the calendar, as in Europe/Berlin.")] = None,
    engine: Engine = None,
    format: Format = "md",
    output: Output = None,
    home: Home = None,
) -> None:
    """Make a dated study plan up to the interview, each session traced to the posting's own line. It is kept: see
    `prep plans`."""
    assistant = assistant_at(home, engine=engine)
    planner = assistant.planner
    planner.export_kind(format)
    wish = planner.wish(
        roles,
        interview,
        start=start,
        hours_per_week=hours_per_week,
        hours=hours,
        days_off=days_off,
        level=level,
        at=at,
        timezone=timezone,
    )
    if resume:
        planner.save_resume(USER, resume)
    made = planner.plan(USER, wish, engine=assistant.settings.engine)
    _out(planner.export(made, format), output)
    _say(f"Kept as {made.id}; `prep plans show {made.id}` shows it again.")
    if made.degraded:
        _say(f"Note: {made.degraded}.")


@plans.command(name="list")
def list_plans(json: Json = False, home: Home = None) -> None:
    """List your plans, the nearest interview first."""
    from assistant.preparation_wire import plan_json

    found = assistant_at(home).planner.plans(USER)
    if json:
        print_json([plan_json(p) for p in found])
        return
    if not found:
        typer.echo("There are no plans yet. Make one: prep plan ROLE --interview DATE")
    for p in found:
        typer.echo(f"{p.id}\n  {_standing(p)}")


@plans.command()
def show(plan_id: str, format: Format = "md", output: Output = None, home: Home = None) -> None:
    """Show a plan, in any form."""
    from assistant.terminal import printable

    planner = assistant_at(home).planner
    planner.export_kind(format)
    found = planner.kept(USER, plan_id)
    _out(planner.export(found, format), output)
    if format == "md" and output is None and sys.stdout.isatty():
        typer.echo("\nSessions by id:")
        for item in found.items:
            typer.echo(printable(f"  {item.id[:8]}  {item.date}  {item.state:7}  {item.what[:80]}"))


@plans.command()
def done(plan_id: str, item: Annotated[list[str], typer.Argument(metavar="SESSION...")], home: Home = None) -> None:
    """Mark sessions as done (ids, or their first letters)."""
    _mark(plan_id, item, "done", home)


@plans.command()
def skip(plan_id: str, item: Annotated[list[str], typer.Argument(metavar="SESSION...")], home: Home = None) -> None:
    """Mark sessions as skipped: they will not come back."""
    _mark(plan_id, item, "skipped", home)


@plans.command()
def reopen(plan_id: str, item: Annotated[list[str], typer.Argument(metavar="SESSION...")], home: Home = None) -> None:
    """Mark sessions as open again."""
    _mark(plan_id, item, "open", home)


@plans.command()
def replan(
    plan_id: str,
    interview: Annotated[
        Optional[list[str]], typer.Option("--interview", help="The new DATE, or ROLE=DATE for one of several.")
    ] = None,
    hours_per_week: Annotated[Optional[float], typer.Option(help="Hours a week from now on.")] = None,
    hours: Annotated[Optional[str], typer.Option(help="Hours by weekday from now on: mon=1.5,sat=4.")] = None,
    days_off: Annotated[Optional[str], typer.Option(help="Weekdays and dates off: sat,sun,2026-12-24.")] = None,
    engine: Engine = None,
    format: Format = "md",
    output: Output = None,
    home: Home = None,
) -> None:
    """Plan anew from today: what is done stays, what was missed goes onto the days left."""
    assistant = assistant_at(home, engine=engine)
    planner = assistant.planner
    planner.export_kind(format)
    kept = planner.kept(USER, plan_id)
    changed = {"interview": interview, "hours_per_week": hours_per_week, "hours": hours, "days_off": days_off}
    wish = planner.wish(**_wished(kept, changed)) if any(v is not None for v in changed.values()) else None
    made = planner.replan(USER, kept.id, wish, engine=assistant.settings.engine)
    _out(planner.export(made, format), output)
    _say(_standing(made))


def _wished(plan: Plan, changed: dict[str, Any]) -> dict[str, Any]:
    """A plan's wish in the words in which it was typed, with what has changed."""
    from assistant.preparation_wire import plan_json

    said = plan_json(plan)
    wish, days = said["wish"], {entry["role"]: entry["date"] for entry in said["interviews"]}
    given = changed["interview"] or []
    plain = [day for day in given if "=" not in day]
    days.update(dict.fromkeys(days, plain[0]) if plain else {})
    days.update(dict(day.rsplit("=", 1) for day in given if "=" in day))
    by_day = ",".join(f"{day}={amount}" for day, amount in wish["hours"].items())
    return {
        "roles": list(days),
        "interviews": [f"{role}={day}" for role, day in days.items()],
        "start": said["start"],
        "hours_per_week": wish["hours_per_week"] if changed["hours_per_week"] is None else changed["hours_per_week"],
        "hours": changed["hours"] or (by_day if changed["hours_per_week"] is None else ""),
        "days_off": ",".join(wish["days_off"]) if changed["days_off"] is None else changed["days_off"],
        "level": wish["level"],
        "at": wish["at"],
        "timezone": wish["timezone"],
    }


@plans.command()
def check(plan_id: str, home: Home = None) -> None:
    """Say which sessions a changed posting affects, which must-haves are new, and what an interview has asked since
    that the plan has no session for. Exit 1 where there is anything."""
    from assistant.terminal import printable

    planner = assistant_at(home).planner
    affected, new = planner.affected(USER, plan_id), planner.new_requirements(USER, plan_id)
    for hit in affected:
        typer.echo(printable(f"{hit.item.date}  {hit.item.what}: {hit.how}"))
    for line in new:
        typer.echo(printable(f"new must-have of {line.title}: “{' '.join(line.quote.split())}”"))
    asked = planner.newly_asked(USER, plan_id)
    for words in asked:
        typer.echo(printable(f"asked in an interview, no session yet: “{words}”"))
    if affected or new or asked:
        _say(f"`prep plans replan {plan_id}` takes this in.")
        raise typer.Exit(1)
    typer.echo("The postings still say what the plan rests on.")


@plans.command()
def delete(plan_id: str, home: Home = None) -> None:
    """Delete a plan."""
    planner = assistant_at(home).planner
    found = planner.kept(USER, plan_id)
    planner.delete(USER, found.id)
    typer.echo(f"Deleted {found.id}.")


@app.command()
def resume(
    file: Annotated[Optional[Path], typer.Argument(help="PDF, DOCX, Markdown or text.")] = None,
    remove: Annotated[bool, typer.Option("--delete", help="Delete the résumé that is kept.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Keep a résumé, see what was read from it, or delete it. It stays on this machine."""
    from assistant.preparation_wire import resume_json

    planner = assistant_at(home).planner
    if remove:
        typer.echo("Your résumé is deleted." if planner.delete_resume(USER) else "There was no résumé.")
        return
    found = planner.save_resume(USER, file) if file else planner.resume(USER)
    if found is None:
        raise UsageError("no résumé is kept; give a file, as in: prep resume cv.pdf")
    if json:
        print_json(resume_json(found))
    else:
        from assistant.terminal import printable

        typer.echo(printable("\n".join(planner.resume_lines(found))))


@app.command()
def profile(
    level: Annotated[Optional[str], typer.Option(help="new, experienced or senior.")] = None,
    strong: Annotated[Optional[str], typer.Option(help="Topics you are strong in, with commas between.")] = None,
    weak: Annotated[Optional[str], typer.Option(help="Topics you are weak in, with commas between.")] = None,
    remove: Annotated[bool, typer.Option("--delete", help="Delete the profile that is kept.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Say in a line how you stand, in place of a résumé or beside one."""
    from assistant.preparation_wire import profile_json

    planner = assistant_at(home).planner
    if remove:
        typer.echo("Your profile is deleted." if planner.delete_profile(USER) else "There was no profile.")
        return
    if level or strong or weak:
        kept = planner.save_profile(USER, level=level, strong=(strong or "").split(","), weak=(weak or "").split(","))
    else:
        found = planner.profile(USER)
        if found is None:
            raise UsageError("no profile is kept; say for example: prep profile --level senior --strong python,kafka")
        kept = found
    if json:
        print_json(profile_json(kept))
    else:
        said = [("level", kept.level or "not said"), ("strong", ", ".join(kept.strong)), ("weak", ", ".join(kept.weak))]
        typer.echo("\n".join(f"{name}: {value or 'nothing named'}" for name, value in said))


def _mark(plan_id: str, items: list[str], state: State, home: Path | None) -> None:
    planner = assistant_at(home).planner
    for item in items:
        marked = planner.mark(USER, plan_id, item, state)
    typer.echo(_standing(marked))


def _standing(plan: Plan) -> str:
    """A plan in a line."""
    done = sum(i.state == "done" for i in plan.items)
    covered = f"{plan.coverage.covered} of {plan.coverage.all} must-haves covered"
    return f"{plan.name}: {done} of {len(plan.items)} sessions done, {covered}"


def _out(content: bytes, output: Path | None) -> None:
    """An export into a file, or on stdout."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    output.write_bytes(content)
    _say(f"Written to {output}.")


def _say(words: str) -> None:
    from assistant.terminal import printable

    typer.echo(printable(words), err=True)
