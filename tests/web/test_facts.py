"""Facts in few words: names, chips, work modes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain import FACT_NAMES, Degree, Fact, Role, Span, WorkMode
from assistant.web.facts import brief, clip, label, modes, stated_names
from tests.web.library import NORTHWIND, XINGHE


def fact(name: str, value: str, **read: Any) -> Fact:
    return Fact(name, value, Span(0, 1), **read)


def stating(*facts: Fact) -> Role:
    return Role("r", "p", "f", None, "T", Span(0, 9), facts=facts)


def test_every_fact_has_a_name_for_people() -> None:
    assert len({label(name) for name in FACT_NAMES}) == len(FACT_NAMES)
    assert label("work_mode") == "Work mode"
    assert label("work_mode", "zh") == "工作方式"


def test_work_modes_are_those_that_were_read() -> None:
    role = stating(fact("work_mode", "as you like", mode=WorkMode(("office", "hybrid"))), fact("work_mode", "moon"))
    assert modes(role) == {"office", "hybrid"}
    assert modes(stating(fact("location", "Remote, Oregon"))) == set()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact("salary", "USD 117,000–173,000 per year")], "USD 117,000–173,000 per year"),
        ([fact("years", "a PhD and 3+ years", years=3.0), fact("years", "or more", years=6.5)], "3+ years, 6.5+ years"),
        ([fact("years", "五年以上 Java")], "五年以上 Java"),
        ([fact("degree", "A Bachelor’s degree", degree=Degree("Bachelor", ("PhD",)))], "Bachelor or PhD"),
        ([fact("degree", "A degree in nursing")], "A degree in nursing"),
        ([fact("tech_stack", "Python"), fact("tech_stack", "Rust"), fact("tech_stack", "Python")], "Python, Rust"),
        ([fact("work_mode", "at the office, mostly", mode=WorkMode(("hybrid",), 3))], "hybrid, 3 office days"),
        (
            [
                fact("work_mode", "On-site", mode=WorkMode(("office",))),
                fact("work_mode", "on-site five days", mode=WorkMode(("office",), 5)),
            ],
            "office, 5 office days",
        ),
        ([fact("employment_type", "we offer …", kinds=("full-time", "permanent"))], "full-time, permanent"),
        ([fact("deadline", "by the fifth of May", date="2027-05-05")], "2027-05-05"),
    ],
)
def test_a_chip_says_it_in_few_words(facts: list[Fact], expected: str) -> None:
    assert brief(stating(*facts), facts[0].name) == expected


def test_what_there_is_no_room_for_is_counted() -> None:
    said = brief(stating(*[fact("tech_stack", f"Technology {n}") for n in range(9)]), "tech_stack")
    assert said == "Technology 0, Technology 1, Technology 2 and 6 more"


def test_a_process_is_said_by_its_rounds() -> None:
    assert brief(NORTHWIND, "interview_process") == "4 rounds"
    assert brief(replace(NORTHWIND, process=NORTHWIND.process[:1]), "interview_process") == "1 round"
    assert brief(XINGHE, "interview_process") == "3 steps"
    assert stated_names(replace(NORTHWIND, facts=())) == ["interview_process"]


def test_cutting_keeps_words_whole() -> None:
    assert clip("You would join\n the team", 99) == "You would join the team"
    assert clip("You would join the Superintelligence Team", 30) == "You would join the …"
    assert clip("五" * 50, 10) == "五" * 9 + " …"
