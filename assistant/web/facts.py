"""What people call the facts, and a fact in few words, for a card."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import FACT_NAMES, Fact, Role
from assistant.web.texts import say

LABELS = {
    "salary": "Salary",
    "location": "Location",
    "work_mode": "Work mode",
    "employment_type": "Employment type",
    "seniority": "Seniority",
    "years": "Experience",
    "degree": "Degree",
    "visa": "Visa",
    "deadline": "Deadline",
    "start_date": "Start date",
    "tech_stack": "Tech stack",
    "interview_process": "Interview process",
    "team": "Team",
}
WORK_MODES = {"remote": "Remote", "hybrid": "Hybrid", "office": "Office"}

_CHIP_LENGTH = 44


def label(name: str, language: str) -> str:
    """What a fact is called in that language."""
    return say(language, f"facts_{name}")


def modes(role: Role) -> frozenset[str]:
    """Which of `WORK_MODES` the role's stated work mode names: none where it states none, or none of these."""
    return frozenset(mode for fact in role.facts if fact.mode for mode in fact.mode.modes if mode in WORK_MODES)


def stated_names(role: Role) -> list[str]:
    """The names of the facts that the role states, in the order of `FACT_NAMES`. Rounds state a process too."""
    found = {fact.name for fact in role.facts} | ({"interview_process"} if role.process else set())
    return [name for name in FACT_NAMES if name in found]


def brief(role: Role, name: str) -> str:
    """The role's stated fact of that name in at most some 40 characters."""
    if name == "interview_process" and role.process:
        return rounds(role)
    facts = role.stated(name)
    # Where something was read out of a sentence, that; the sentences where nothing was.
    read = [text for fact in facts if (text := _read(fact))]
    return _joined(list(dict.fromkeys(read or [fact.value for fact in facts])))


def rounds(role: Role) -> str:
    """How many rounds the role's interview process has."""
    count = len(role.process)
    return "1 round" if count == 1 else f"{count} rounds"


def clip(text: str, length: int) -> str:
    """`text` in one line, cut at a word where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.-–") + " …"


def _read(fact: Fact) -> str:
    """What was read out of the fact's words, if that is shorter than the words."""
    if fact.mode is not None:
        days = fact.mode.office_days
        return ", ".join(fact.mode.modes) + (f", {days} office days" if days else "")
    if fact.degree is not None:
        return " or ".join([fact.degree.minimum, *fact.degree.others])
    if fact.years is not None:
        return f"{fact.years:g}+ years"
    return fact.date or ", ".join(fact.kinds)


def _joined(values: Sequence[str]) -> str:
    """As many of the values as there is room for, and how many more there are."""
    shown = [clip(values[0], _CHIP_LENGTH)]
    for value in values[1:]:
        if len(", ".join([*shown, value])) > _CHIP_LENGTH:
            break
        shown.append(" ".join(value.split()))
    more = len(values) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
