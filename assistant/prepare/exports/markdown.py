"""A plan as Markdown: what a coach would hand over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from assistant.preparation import Gap, Item, Line, Plan, Resume
from assistant.prepare.guides import topic_name

_MARKS = {"open": "[ ]", "done": "[x]", "skipped": "[-]"}
_KINDS = {
    "study": "Study",
    "practice": "Interview rounds",
    "story": "Stories",
    "formal": "Formal requirements",
    "mock": "Mock interviews",
    "company": "Reading on the employer",
    "review": "Reviews",
    "cheat-sheet": "Last day",
}
_VERDICTS = {"met": "✓ met", "partly": "◐ partly", "missing": "✗ missing", "unknown": "? not said"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_QUOTE = 160


def export(plan: Plan) -> bytes:
    """The plan as a document, UTF-8."""
    return ("\n".join(lines(plan)) + "\n").encode()


def lines(plan: Plan) -> Iterator[str]:
    """The document's lines: head, warnings, coverage, days, hours per topic, the sheet for the last day."""
    yield from (f"# {plain(plan.name)}", "")
    yield from _head(plan)
    if plan.warnings:
        yield from ("", "## Read this first", "", *(f"- {plain(warning)}" for warning in plan.warnings))
    yield from ("", "## Must-haves", "", f"{plan.coverage.covered} of {plan.coverage.all} are covered by a session.")
    if plan.coverage.left:
        yield from ("", "Not covered:", "")
        yield from (f"- {quoted(left.line)}: {left.reason}." for left in plan.coverage.left)
    yield from ("", "## Day by day")
    for day, items in groupby(plan.items, key=lambda i: i.date):
        sessions = list(items)
        yield from ("", f"### {day_name(day)} · {duration(sum(i.minutes for i in sessions))}")
        for item in sessions:
            yield from ("", *_item(item, several=len(plan.roles) > 1))
    yield from ("", "## Hours per topic", "", *_hours(plan.items))
    if plan.sheet:
        yield from ("", "## The one-page sheet", "", *(line.replace("\n", " ") for line in plan.sheet))


def _head(plan: Plan) -> Iterator[str]:
    names = {line.role: (f"{line.company}: {line.title}" if line.company else line.title) for line in _all_lines(plan)}
    for role, day in plan.wish.interviews:
        yield f"- **{plain(names.get(role, role))}**: interview on {day_name(day)} {day.year}"
    done = sum(i.minutes for i in plan.items if i.state == "done")
    spent = f", {duration(done)} of it done" if done else ""
    start = f"{day_name(plan.wish.start)} {plan.wish.start.year}"
    yield f"- {duration(plan.budget_minutes)} from {start}, in {len(plan.items)} sessions{spent}"
    if plan.degraded:
        yield f"- Note: {plain(plan.degraded)}"


def _all_lines(plan: Plan) -> Iterator[Line]:
    for item in plan.items:
        yield item.why
        yield from item.serves
    yield from (left.line for left in plan.coverage.left)


def _item(item: Item, *, several: bool) -> Iterator[str]:
    yield f"- {_MARKS[item.state]} **{plain(item.what)}** ({duration(item.minutes)})"
    yield f"  {plain(item.how)}"
    more = f", and {len(item.serves)} more" if item.serves else ""
    whose = f" ({plain(item.why.company or item.why.title)})" if several else ""
    yield f"  *Why: {quoted(item.why)}{whose}{more}.*"


def _hours(items: Sequence[Item]) -> Iterator[str]:
    yield from ("| topic | time |", "| --- | ---: |")
    for name, minutes in hours_per_topic(items):
        yield f"| {plain(name)} | {duration(minutes)} |"


def hours_per_topic(items: Sequence[Item]) -> list[tuple[str, int]]:
    """Minutes by topic, most first; what belongs to no topic by its kind. Skipped sessions do not count."""
    counted: Counter[str] = Counter()
    for item in items:
        if item.state != "skipped":
            named = item.topic and item.kind in ("study", "practice")
            counted[topic_name(item.topic) if named and item.topic else _KINDS[item.kind]] += item.minutes
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def gap_lines(gap: Gap) -> Iterator[str]:
    """A gap as a Markdown document."""
    met, every = gap.coverage
    yield from (f"# {plain(f'{gap.company}: {gap.title}' if gap.company else gap.title)}", "")
    yield f"{met} of {every} must-haves met, {gap.count('partly')} partly, {gap.count('missing')} missing, " + (
        f"{gap.count('unknown')} that a résumé does not say."
    )
    yield from (f"\n{note}" for note in gap.notes)
    for kind, heading in (("must", "Must-haves"), ("duty", "Duties"), ("nice", "Nice to have")):
        own = [f for f in gap.findings if f.requirement.kind == kind]
        if own:
            yield from ("", f"## {heading}", "", "| verdict | the posting | your résumé |", "| --- | --- | --- |")
        for f in own:
            shown = " · ".join(f"“{plain(_short(q.quote))}”" for q in f.evidence) or plain(f.why)
            yield f"| {_VERDICTS[f.verdict]} | {plain(_short(f.line.quote))} | {shown} |"


def quoted(line: Line) -> str:
    """A line of a posting in quotes, cut where it is long."""
    return f"“{plain(_short(line.quote))}”"


def _short(words: str) -> str:
    whole = " ".join(words.split())
    return whole if len(whole) <= _QUOTE else whole[: _QUOTE - 1].rsplit(" ", 1)[0] + " …"


def plain(words: str) -> str:
    """Words of others with Markdown's own signs taken for what they are."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def day_name(day: date) -> str:
    """ "Monday 7 December"."""
    return f"{day:%A} {day.day} {day:%B}"


def duration(minutes: int) -> str:
    """ "45 min", "2 h", "1 h 20 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def resume_lines(resume: Resume) -> Iterator[str]:
    """What was read of a résumé, in lines of plain text; of contact details only that they were found."""
    text = resume.text
    years = f"{resume.years:g} years of dated work" if resume.years is not None else "no dated work"
    yield f"{resume.source}: {years}, {len(resume.abilities)} topics."
    kinds = sorted({c.kind for c in resume.contacts})
    yield f"Kept private: {', '.join(kinds)}." if kinds else "No contact details were found."
    if not resume.english:
        yield "Most of it is not in English: what it does not say in English is left unknown."
    for e in resume.experiences:
        until = "today" if e.current else f"{e.last:%m/%Y}" if e.last else "?"
        yield f"  {e.kind:9}  {f'{e.first:%m/%Y}' if e.first else '?'} to {until}  {e.heading.of(text)}"
    for s in resume.schooling:
        yield f"  degree     {s.level}{'' if s.finished else ' (on its way)'}"
    for a in sorted(resume.abilities, key=lambda a: (-a.strength, -(a.years or 0))):
        spent = f", {a.years:g} years" if a.years else ""
        yield f"  {topic_name(a.topic)}{spent}"
