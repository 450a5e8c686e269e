"""The one-page sheet for the last day: what to have ready, per role, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import FACT_NAMES
from assistant.preparation import Gap, Target
from assistant.prepare.guides import guide
from assistant.prepare.plan.needs import Need

_TOPICS, _SHOWN, _ASKED = 6, 4, 4
# What to ask about, most telling first, where the posting does not state it.
_ASK = {
    "interview_process": "What are the next steps, and who will I meet?",
    "team": "Who is on the team, and what is it short of?",
    "salary": "What is the range for this level?",
    "work_mode": "How many days a week are people together in one place?",
    "start_date": "When should this person start?",
    "visa": "Do you support work permits?",
}


def sheet(targets: Sequence[Target], needs: Sequence[Need], gaps: Mapping[str, Gap]) -> tuple[str, ...]:
    """Lines of Markdown; the names of roles are headings of the third level."""
    return tuple(line for target in targets for line in _of_role(target, needs, gaps.get(target.role.id)))


def _of_role(target: Target, needs: Sequence[Need], gap: Gap | None) -> Iterator[str]:
    yield f"### {target.role.name}, {target.interview:%A} {target.interview.day} {target.interview:%B %Y}"
    own = [n for n in needs if any(line.role == target.role.id for line in n.lines)][:_TOPICS]
    for need in own:
        g = guide(need.topic)
        yield f"- **{g.name}**: {'; '.join(g.subtopics[:3]) or 'what you noted'}"
    shown = [f for f in gap.findings if f.verdict == "met" and f.evidence][:_SHOWN] if gap else []
    if shown:
        yield "- Say without being asked: " + "; ".join(f"“{_short(f.evidence[0].quote)}”" for f in shown)
    unstated = [name for name in FACT_NAMES if name in _ASK and not target.role.stated(name)]
    questions = [_ASK[name] for name in _ASK if name in unstated][:_ASKED]
    if questions:
        yield "- Ask: " + " ".join(questions)


def _short(words: str) -> str:
    line = " ".join(words.replace("*", "").split())
    return line if len(line) <= 110 else line[:109].rsplit(" ", 1)[0] + " …"
