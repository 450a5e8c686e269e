"""A mock interview and a review in the terminal: what is asked, what is typed, what comes back.

An answer may have several lines and ends with an empty one; `:edit` opens the editor of the environment for code.
Every step is stored by the trainer before the next is shown, so Ctrl-C loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from assistant.cli.training_views import print_feedback, print_question
from assistant.errors import NotNow
from assistant.terminal import printable

if TYPE_CHECKING:
    from assistant.app import Trainer
    from assistant.training import Card, Interview, Queue

_PRACTICE = "answer · :hint · :skip · :pause · :quit"
_LIVE = "answer · :skip · :pause · :quit"
_AFTER = "Enter for the next question · :retry · :answer for a model answer · :pause · :quit"


def hold(trainer: Trainer, user: str, interview: Interview, engine: str) -> None:
    """The interview from where it stands to its end, a pause, or the end of the input."""
    console = Console(highlight=False)
    console.print(Text(printable(f"{interview.name}: {interview.mode} interview"), style="bold"))
    if interview.note:
        console.print(Text(interview.note, style="dim"))
    try:
        interview = trainer.resume(user, interview.id)
        while not interview.over and interview.phase != "paused":
            step = _ask if interview.phase == "asking" else _after
            interview = step(console, trainer, user, interview, engine)
    except (EOFError, KeyboardInterrupt):
        interview = trainer.pause(user, interview.id)
    _closing(console, interview)


def _ask(console: Console, trainer: Trainer, user: str, interview: Interview, engine: str) -> Interview:
    """The question at hand, and what is typed to it."""
    asked = interview.now
    if asked is None:
        return trainer.finish(user, interview.id)
    console.print()
    if asked.follow_up:
        console.print(Text(printable(asked.follow_up), style="bold"), soft_wrap=True)
    else:
        print_question(console, asked.question, f"Question {interview.place + 1} of {len(interview.asked)}. ")
    console.print(Text(_PRACTICE if interview.mode == "practice" else _LIVE, style="dim"))
    text = read_answer()
    if not text.strip():
        console.print(Text("Nothing was typed; :skip goes on to the next question.", style="yellow"))
        return interview
    commands: dict[str, Callable[[], Interview]] = {
        ":hint": lambda: trainer.hint(user, interview.id),
        ":skip": lambda: trainer.next(user, interview.id),
        ":pause": lambda: trainer.pause(user, interview.id),
        ":quit": lambda: trainer.quit(user, interview.id),
    }
    if text.strip() not in commands:
        return _judged(console, trainer.answer(user, interview.id, text, engine=engine))
    try:
        after = commands[text.strip()]()
    except NotNow as error:
        console.print(Text(f"{error}.", style="yellow"))
        return interview
    if text.strip() == ":hint":
        console.print(Text(printable(f"Hint: {asked.question.hint}"), style="italic"), soft_wrap=True)
    return after


def _judged(console: Console, interview: Interview) -> Interview:
    """Shows the feedback at once in practice; in a live interview the next thing is asked."""
    asked = interview.now
    if interview.open_book and asked and asked.tries and asked.tries[-1].feedback:
        print_feedback(asked.tries[-1].feedback, console)
    return interview


def _after(console: Console, trainer: Trainer, user: str, interview: Interview, engine: str) -> Interview:
    """After an answer: on to the next question, or once more."""
    if interview.mode == "live":
        return trainer.next(user, interview.id)
    console.print(Text(_AFTER, style="dim"))
    typed = input("> ").strip()
    if typed == ":retry":
        return trainer.retry(user, interview.id)
    if typed == ":answer":
        after = trainer.reveal(user, interview.id)
        sample = after.now.question.sample if after.now else ""
        for line in sample.splitlines():
            console.print(Text(printable(line), style="italic"), soft_wrap=True)
        return after
    if typed == ":pause":
        return trainer.pause(user, interview.id)
    return trainer.quit(user, interview.id) if typed == ":quit" else trainer.next(user, interview.id)


def _closing(console: Console, interview: Interview) -> None:
    if not interview.over:
        console.print(Text("\nPaused, and kept. Go on with: prep interview", style="dim"))
        return
    scores = [best.score for asked in interview.asked if (best := asked.best) and best.score is not None]
    if interview.mode == "live":
        for n, asked in enumerate(interview.asked, 1):
            if asked.tries and asked.tries[-1].feedback:
                console.print(Text(printable(f"\n{n}. {asked.question.question}"), style="bold"), soft_wrap=True)
                print_feedback(asked.tries[-1].feedback, console)
    if scores:
        console.print(Text(f"\n{len(scores)} answers scored, {sum(scores) / len(scores):.0f} of 100 on average."))
    console.print(Text("What you were asked comes back in: prep review", style="dim"))


def go_through(trainer: Trainer, user: str, queue: Queue, engine: str) -> None:
    """The cards of the day, one after the other."""
    console = Console(highlight=False)
    if not queue.cards:
        waiting = "Nothing to review today." if queue.total else "There are no cards yet: they come from interviews."
        console.print(waiting, markup=False)
        return
    if queue.recall_then is not None and queue.with_today is not None:
        then = f"{queue.recall_then:.0%} would be recalled on the day; with today's cards {queue.with_today:.0%}."
        console.print(Text(then, style="dim"))
    for n, card in enumerate(queue.cards, 1):
        try:
            _card(console, trainer, user, card, f"{n}/{len(queue.cards)} ", engine)
        except (EOFError, KeyboardInterrupt):
            console.print(Text("\nStopped; what was reviewed is kept.", style="dim"))
            return
    if queue.waiting:
        console.print(Text(f"\n{queue.waiting} more would help; take them with: prep review", style="dim"))


def _card(console: Console, trainer: Trainer, user: str, card: Card, mark: str, engine: str) -> None:
    """A card: answered in writing, or looked at and graded by oneself."""
    console.print()
    print_question(console, card.question, mark)
    console.print(Text("answer it · or think, and press Enter to see what a good answer holds", style="dim"))
    text = read_answer()
    if text.strip():
        given = trainer.review_answer(user, card.key, text, engine=engine)
        print_feedback(given, console)
        return
    for point in card.question.rubric:
        console.print(Text(printable(f"  • {point.point}")), soft_wrap=True)
    while (typed := input("1 forgotten · 2 hard · 3 good · 4 easy > ").strip()) not in ("1", "2", "3", "4"):
        continue
    trainer.grade(user, card.key, int(typed))


def read_answer() -> str:
    """What is typed up to an empty line; a command ends at once. Raises EOFError at the end of the input."""
    lines: list[str] = []
    while True:
        try:
            line = input("> " if not lines else "  ")
        except EOFError:
            if lines:
                return "\n".join(lines)
            raise
        if not lines and line.strip() == ":edit":
            return click.edit("") or ""
        if not line.strip() or (not lines and line.startswith(":")):
            return "\n".join([*lines, line]).rstrip()
        lines.append(line)
