"""Practising: `prep questions`, `prep feedback`, `prep interview`, `prep review`, `prep progress`, `prep debrief`,
`prep my-data`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from assistant.cli.common import Home, Json, app, assistant_at, print_json
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.training import Mode, Remembered

# The one user of the terminal; the same as `records.ONLY_USER`, which this floor does not know.
USER = "me"
Engine = Annotated[Optional[str], typer.Option(help="extractive or llm: whether a chat model writes and judges.")]
Stage = Annotated[
    Optional[str],
    typer.Option(help="screening, coding, theory, design, project, behavioural or asking (default: all rounds)."),
]
Seed = Annotated[int, typer.Option(help="Another number gives other questions; the same gives the same.")]
my_data = typer.Typer(help="Everything that is kept of you: export it, delete it.", no_args_is_help=True)
app.add_typer(my_data, name="my-data")


@app.command()
def questions(
    role: Annotated[str, typer.Argument(help="A role's id, or words that only its name has.")],
    n: Annotated[int, typer.Option("-n", help="How many questions.")] = 10,
    stage: Stage = None,
    seed: Seed = 0,
    engine: Engine = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show what this role's interviewers would ask, round by round, each with the line of the posting that it tests."""
    from assistant.cli.training_views import print_questions
    from assistant.training_wire import question_json

    assistant = assistant_at(home, engine=engine)
    found = assistant.trainer.questions(USER, role, n, stage=stage, seed=seed, engine=assistant.settings.engine)
    if json:
        print_json([question_json(question) for question in found.questions])
    else:
        print_questions(found)


@app.command()
def feedback(
    role: Annotated[str, typer.Argument(help="A role's id, or words that only its name has.")],
    question: Annotated[str, typer.Option("--question", help="The question, or its id.")],
    answer: Annotated[str, typer.Option("--answer", help="Your answer; @FILE reads it from a file, - from stdin.")],
    engine: Engine = None,
    keep: Annotated[bool, typer.Option("--keep", help="Note the score, and review the question's card.")] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Judge one answer: what was good, what was missing, in your own words; or why it cannot be scored."""
    from assistant.cli.training_views import print_feedback
    from assistant.training_wire import feedback_json

    text = _text_of(answer)
    assistant = assistant_at(home, engine=engine)
    given = assistant.trainer.feedback(USER, question, text, role=role, engine=assistant.settings.engine, keep=keep)
    if json:
        print_json(feedback_json(given))
    else:
        print_feedback(given)


@app.command()
def interview(
    role: Annotated[
        Optional[str], typer.Argument(help="A role's id, or words of its name; none goes on with the last interview.")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Timed, with follow-ups, no help, feedback at the end.")] = False,
    n: Annotated[int, typer.Option("-n", help="How many questions.")] = 6,
    stage: Stage = None,
    seed: Annotated[Optional[int], typer.Option(help="The same number gives the same questions.")] = None,
    engine: Engine = None,
    home: Home = None,
) -> None:
    """Hold a mock interview. It can be stopped at any time; nothing is lost, and `prep interview` alone goes on."""
    from assistant.cli.sitting import hold

    assistant = assistant_at(home, engine=engine)
    trainer, chosen = assistant.trainer, assistant.settings.engine
    found = trainer.current(USER) if role is None else None
    if role is None and found is None:
        raise UsageError("there is no interview to go on with; start one: prep interview ROLE")
    if role is not None:
        mode: Mode = "live" if live else "practice"
        found = trainer.start(USER, role, mode=mode, n=n, stage=stage, seed=seed, engine=chosen)
    if found is not None:
        hold(trainer, USER, found, chosen)


@app.command()
def review(
    limit: Annotated[int, typer.Option("--limit", help="At most so many cards.")] = 20,
    role: Annotated[Optional[list[str]], typer.Option("--role", help="Only for this role; may be repeated.")] = None,
    engine: Engine = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Review what a review today helps most on the day of the interview."""
    from assistant.cli.sitting import go_through
    from assistant.training_wire import queue_json

    assistant = assistant_at(home, engine=engine)
    roles = [assistant.planner.find(words).id for words in role or ()]
    queue = assistant.trainer.due(USER, limit=limit, roles=roles)
    if json:
        print_json(queue_json(queue))
    else:
        go_through(assistant.trainer, USER, queue, assistant.settings.engine)


@app.command()
def progress(
    interview_date: Annotated[
        Optional[list[str]],
        typer.Option("--interview", metavar="ROLE=DATE", help="Note an interview's day first (ROLE= forgets it)."),
    ] = None,
    json: Json = False,
    home: Home = None,
) -> None:
    """Show sessions, scores by topic and stage, predicted recall, must-haves practised."""
    from assistant.cli.training_views import print_progress
    from assistant.training_wire import progress_json

    trainer = assistant_at(home).trainer
    for given in interview_date or ():
        trainer.set_interview_date(USER, *_role_and_day(given))
    found = trainer.progress(USER)
    if json:
        print_json(progress_json(found))
    else:
        print_progress(found)


@app.command()
def debrief(
    role: Annotated[str, typer.Argument(help="A role's id, or words that only its name has.")],
    asked: Annotated[
        list[str],
        typer.Option("--asked", help="A question that you were asked; [badly] or [well] before it says how it went."),
    ],
    json: Json = False,
    home: Home = None,
) -> None:
    """After the real interview: keep what was asked. It comes back in questions, reviews and plans."""
    from assistant.cli.training_views import print_debrief
    from assistant.training_wire import debrief_json

    assistant = assistant_at(home)
    kept = assistant.trainer.debrief(USER, role, [_remembered(text) for text in asked])
    if json:
        print_json(debrief_json(kept))
        return
    planner = assistant.planner
    print_debrief(kept, [plan.id for plan in planner.plans(USER) if planner.newly_asked(USER, plan.id)])


@my_data.command("export")
def export(
    output: Annotated[Optional[Path], typer.Option("-o", "--output", help="Write into this file.")] = None,
    home: Home = None,
) -> None:
    """Write everything that is kept of you as JSON: résumé, plans, interviews, cards, scores."""
    found = assistant_at(home).trainer.export(USER)
    if output is None:
        sys.stdout.buffer.write(found + b"\n")
    else:
        output.write_bytes(found)
        typer.echo(f"Written to {output}.", err=True)


@my_data.command("delete")
def delete(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: Home = None,
) -> None:
    """Delete everything that is kept of you. The postings stay; this cannot be undone."""
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("this deletes your résumé, plans, interviews and cards for good; add --yes to do it")
        typer.confirm("Delete your résumé, plans, interviews, cards and scores for good?", abort=True)
    typer.echo(f"{assistant_at(home).trainer.forget(USER)} records deleted.")


def _text_of(given: str) -> str:
    """An answer as it was given: typed, from a file, or from stdin."""
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text("utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"cannot read the answer from {given[1:]!r}: {error.strerror}") from error


def _role_and_day(given: str) -> tuple[str, date | None]:
    role, equals, day = given.partition("=")
    if not equals or not role.strip():
        raise UsageError(f"--interview takes ROLE=DATE, as in zoom=2026-12-18; got {given!r}")
    try:
        return role.strip(), date.fromisoformat(day.strip()) if day.strip() else None
    except ValueError:
        raise UsageError(f"{day!r} is no date; write it as in 2026-12-18") from None


def _remembered(text: str) -> Remembered:
    from assistant.training import Remembered

    said = text.strip()
    if said.lower().startswith("[badly]"):
        return Remembered(said[len("[badly]") :].strip(), "badly")
    if said.lower().startswith("[well]"):
        return Remembered(said[len("[well]") :].strip(), "well")
    return Remembered(said)
