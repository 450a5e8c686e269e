"""What the practising commands print: questions, feedback, progress, debriefs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.terminal import printable
from assistant.training import Debrief, Feedback, Line, Progress, Question, QuestionSet

_MARKS = {"covered": ("✓", "green"), "partly": ("~", "yellow"), "missing": ("✗", "red")}
_QUOTE = 140
_BARS = 24


def print_questions(found: QuestionSet) -> None:
    """The questions by round, each with the line that it tests."""
    console = _console()
    console.print(Text(printable(found.name), style="bold"))
    console.print(Text(found.note, style="dim"))
    names = {step.order: step.name for step in found.steps}
    last = None
    for n, question in enumerate(found.questions, 1):
        if question.step != last:
            last = question.step
            console.print(Text(f"\n{printable(names.get(last or 0, question.stage.value))}", style="bold"))
        print_question(console, question, f"{n}. ")
    if found.musts:
        console.print(Text(f"\n{found.covered} of {found.musts} must-haves are touched.", style="dim"))
    if found.degraded:
        console.print(Text(f"Note: {found.degraded}.", style="yellow"))


def print_question(console: Console, question: Question, mark: str = "") -> None:
    """One question with what it is about."""
    console.print(Text(printable(f"{mark}{question.asked}")), soft_wrap=True)
    about = f"   {question.stage.value} · {question.topic} · level {question.difficulty} · {question.minutes} min"
    console.print(Text(f"{about} · {question.id}", style="dim"), soft_wrap=True)
    if question.requirement:
        console.print(Text(f"   tests: “{short(question.requirement)}”", style="dim"), soft_wrap=True)


def print_feedback(given: Feedback, console: Console | None = None) -> None:
    """Score, points with evidence, advice; or why there is no score."""
    console = console or _console()
    if given.floor is not None:
        console.print(Text("Not scored.", style="bold yellow"), Text(printable(given.advice)), soft_wrap=True)
        return
    console.print(Text(f"{given.score} of 100", style="bold"))
    for judged in given.points:
        sign, colour = _MARKS[judged.verdict]
        point = Text(printable(f"{judged.point.point} {'●' * judged.point.weight}"))
        console.print(Text(f"{sign} ", style=colour) + point, soft_wrap=True)
        if judged.evidence:
            console.print(Text(printable(f"    you: “{judged.evidence}”"), style="dim"), soft_wrap=True)
        console.print(Text(printable(f"    {judged.reason}"), style="dim"), soft_wrap=True)
    if given.parts:
        told = (f"{_MARKS[part.verdict][0]} {part.part}" for part in given.parts)
        console.print(Text("Your story: " + "  ".join(told)))
    for one in given.contradictions:
        console.print(Text(printable(f"Check your résumé: {one.why}."), style="yellow"), soft_wrap=True)
    console.print(Text(printable(given.advice)), soft_wrap=True)
    for note in given.notes:
        console.print(Text(printable(note), style="dim"), soft_wrap=True)
    if given.degraded:
        console.print(Text(printable(f"Note: {given.degraded}."), style="yellow"), soft_wrap=True)


def print_progress(found: Progress) -> None:
    """Sessions and scores as tables and bars."""
    console = _console()
    if not found.sittings and not found.scores:
        console.print("Nothing has been practised yet. Start with: prep interview ROLE", markup=False)
        return
    table = Table(box=None, pad_edge=False)
    for name in ("interview", "role", "mode", "state", "answered", "score"):
        table.add_column(name)
    for s in found.sittings[:12]:
        score = "–" if s.score is None else f"{s.score:.0f}"
        table.add_row(s.id, Text(printable(s.name)), s.mode, s.phase, f"{s.answered}/{s.questions}", score)
    console.print(table)
    for heading, rows in (("by stage", found.by_stage), ("by topic", found.by_topic[:12])):
        if rows:
            console.print(Text(f"\n{heading}", style="bold"))
        for name, mean, n in rows:
            bar = "█" * round(_BARS * mean / 100)
            console.print(Text(f"  {name[:28]:<28} {mean:>5.0f} {bar:<{_BARS}} {n} answer{'s' * (n != 1)}"))
    for role, done, every in found.coverage:
        console.print(Text(printable(f"\n{role}: {done} of {every} must-haves answered well")))
    if found.recall:
        day, recall = found.recall[-1]
        console.print(Text(f"Predicted recall on the interview day, as of {day}: {recall:.0%} of {found.cards} cards"))


def print_debrief(kept: Debrief, plans: Sequence[str] = ()) -> None:
    """What was kept of a real interview, and the plans that would take it in."""
    console = _console()
    n = len(kept.questions)
    console.print(Text(f"{n} question{'s' * (n != 1)} kept: back in questions, reviews and interviews."))
    for topic, why in kept.plan:
        console.print(Text(printable(f"  study {topic}: {why}")), soft_wrap=True)
    for plan in plans:
        console.print(Text(printable(f"Sessions for what did not go well: prep plans replan {plan}")), soft_wrap=True)


def short(line: Line) -> str:
    """A posting's line on one line of the screen."""
    words = printable(" ".join(line.quote.split()))
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"


def _console() -> Console:
    return Console(highlight=False)
