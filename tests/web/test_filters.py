"""Filters: which roles pass, in which order, and that anything may be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.web.filters import (
    NO_COMPANY,
    PAGE,
    Filters,
    companies,
    matching,
    read_filters,
    statements,
    work_modes,
)
from tests.web.library import CONTOSO, FABRIKAM, NORTHWIND, ROLES, XINGHE

NAMELESS = replace(FABRIKAM, id="nameless", company=None, title="A role without company")
ALL = [*ROLES, NAMELESS]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [CONTOSO, FABRIKAM, NORTHWIND, XINGHE, NAMELESS]),
        (Filters(text="  "), [CONTOSO, FABRIKAM, NORTHWIND, XINGHE, NAMELESS]),
        (Filters(text="ENGINEER"), [CONTOSO, NORTHWIND]),
        (Filters(text="engineer north"), [NORTHWIND]),
        (Filters(text="后端"), [XINGHE]),
        (Filters(text="[.*"), []),
        (Filters(company="Fabrikam"), [FABRIKAM]),
        (Filters(company="fabrikam"), []),
        (Filters(company=NO_COMPANY), [NAMELESS]),
        (Filters(states=frozenset({"salary"})), [CONTOSO, NORTHWIND, XINGHE]),
        (Filters(states=frozenset({"salary", "years"})), [NORTHWIND, XINGHE]),
        (Filters(states=frozenset({"interview_process"})), [CONTOSO, NORTHWIND, XINGHE]),
        (Filters(states=frozenset({"visa"})), []),
        (Filters(mode="remote"), [CONTOSO]),
        (Filters(mode="hybrid", states=frozenset({"salary"}), text="research"), [NORTHWIND]),
        (Filters(sort="title"), [CONTOSO, NAMELESS, FABRIKAM, NORTHWIND, XINGHE]),
    ],
)
def test_what_passes_and_in_which_order(filters: Filters, expected: list[object]) -> None:
    assert matching(ALL, filters) == expected


def test_the_choices_are_counted() -> None:
    assert companies(ALL) == [
        (CONTOSO.company, 1),
        ("Fabrikam", 1),
        ("Northwind AI", 1),
        ("星河科技", 1),
        (NO_COMPANY, 1),
    ]
    assert dict(statements(ALL))["salary"] == 3
    assert "visa" not in dict(statements(ALL))
    assert work_modes(ALL) == [("remote", 1), ("hybrid", 1)]


def test_filters_come_from_the_browser() -> None:
    sent = {"text": "a", "company": "b", "states": ["salary"], "mode": "remote", "sort": "title", "shown": 300}
    assert read_filters(sent) == Filters("a", "b", frozenset({"salary"}), "remote", "title", 300)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        [],
        {"text": 1, "company": None, "states": "salary", "mode": "moon", "sort": {}, "shown": "9"},
        {"states": [["salary"], {}, 3, "wrong"], "shown": -5},
        {"shown": True},
    ],
)
def test_what_is_not_understood_does_not_filter(sent: object) -> None:
    assert read_filters(sent) == Filters(shown=PAGE)
