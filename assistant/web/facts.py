"""What people call the facts, and a fact in few words, for a card."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import FACT_NAMES, Fact, Role
from assistant.web.texts import DEFAULT, say

WORK_MODES = ("remote", "hybrid", "office")

_CHIP_LENGTH = 44


def label(name: str, language: str = DEFAULT) -> str:
    """What a fact is called in that language."""
    return say(language, f"facts_{name}")


def modes(role: Role) -> frozenset[str]:
    """Which of `WORK_MODES` the role's stated work mode names: none where it states none, or none of these."""
    return frozenset(mode for fact in role.facts if fact.mode for mode in fact.mode.modes if mode in WORK_MODES)


def stated_names(role: Role) -> list[str]:
    """The names of the facts that the role states, in the order of `FACT_NAMES`. Rounds state a process too."""
    found = {fact.name for fact in role.facts} | ({"interview_process"} if role.process else set())
    return [name for name in FACT_NAMES if name in found]


def brief(role: Role, name: str, language: str = DEFAULT) -> str:
    """The role's stated fact of that name in at most some 40 characters; what stands in the posting as it stands."""
    if name == "interview_process" and role.process:
        return rounds(role, language)
    facts = role.stated(name)
    # Where something was read out of a sentence, that; the sentences where nothing was.
    read = [text for fact in facts if (text := _read(fact, language))]
    # "office, 5 office days" says "office", too.
    read = [text for text in read if not any(other.startswith(f"{text}, ") for other in read)]
    return _joined(list(dict.fromkeys(read or [fact.value for fact in facts])), language)


def rounds(role: Role, language: str = DEFAULT) -> str:
    """How many rounds the role's interview process has."""
    count = len(role.process)
    return say(language, "facts_round" if count == 1 else "facts_rounds", n=count)


def clip(text: str, length: int) -> str:
    """`text` in one line, cut at a word where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.-–") + " …"


def _read(fact: Fact, language: str) -> str:
    """What was read out of the fact's words, if that is shorter than the words."""
    if fact.mode is not None:
        modes = [_mode(mode, language) for mode in fact.mode.modes]
        days = fact.mode.office_days
        return ", ".join([*modes, say(language, "facts_office_days", n=days)] if days else modes)
    if fact.degree is not None:
        return say(language, "facts_or").join([fact.degree.minimum, *fact.degree.others])
    if fact.years is not None:
        return say(language, "facts_years_read", n=f"{fact.years:g}")
    return fact.date or ", ".join(fact.kinds)


def _mode(mode: str, language: str) -> str:
    return say(language, f"facts_mode_{mode}").lower() if mode in WORK_MODES else mode


def _joined(values: Sequence[str], language: str) -> str:
    """As many of the values as there is room for, and how many more there are."""
    shown = [clip(values[0], _CHIP_LENGTH)]
    for value in values[1:]:
        if len(", ".join([*shown, value])) > _CHIP_LENGTH:
            break
        shown.append(" ".join(value.split()))
    more = len(values) - len(shown)
    said = ", ".join(shown)
    return say(language, "facts_more", values=said, n=more) if more else said
