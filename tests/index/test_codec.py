"""What is stored as JSON comes back as it was, and a neighbouring version's JSON can be read."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Fact, Posting, Requirement, Role, Round, Section, SectionKind, Span
from assistant.index.codec import from_json, to_json

SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(min(pair), max(pair)))
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=9)
ROLES = st.builds(
    Role,
    id=TEXT,
    posting_id=TEXT,
    source=TEXT,
    company=st.none() | TEXT,
    title=TEXT,
    span=SPANS,
    sections=st.lists(st.builds(Section, st.sampled_from(SectionKind), SPANS, st.none() | SPANS), max_size=3).map(
        tuple
    ),
    facts=st.lists(st.builds(Fact, TEXT, TEXT, SPANS), max_size=3).map(tuple),
    requirements=st.lists(
        st.builds(Requirement, st.sampled_from(["must", "nice", "duty"]), SPANS, st.lists(TEXT, max_size=2).map(tuple))
    ).map(tuple),
    process=st.lists(
        st.builds(Round, st.integers(1, 9), TEXT, SPANS, st.none() | TEXT, st.none() | st.integers(0), st.none())
    ).map(tuple),
    duplicates=st.integers(0, 9),
)


@given(ROLES)
def test_a_role_comes_back_as_it_was(role: Role) -> None:
    assert from_json(Role, to_json(role)) == role


def test_a_posting_comes_back_as_it_was() -> None:
    posting = Posting("x", "a.txt", "text", {"title": "T"}, ("hidden",), (Span(0, 2),))
    assert from_json(Posting, to_json(posting)) == posting


def test_fields_can_be_replaced() -> None:
    assert from_json(Fact, to_json(Fact("salary", "1", Span(0, 1))), value="2").value == "2"


def test_a_field_too_many_is_dropped_and_one_too_few_takes_its_default() -> None:
    found = json.loads(to_json(Requirement("must", Span(0, 1), ("x",))))
    assert from_json(Requirement, json.dumps({**found, "new": 1})) == Requirement("must", Span(0, 1), ("x",))
    del found["topics"]
    assert from_json(Requirement, json.dumps(found)) == Requirement("must", Span(0, 1))
    del found["span"]
    with pytest.raises(TypeError, match="span"):
        from_json(Requirement, json.dumps(found))


def test_a_type_that_cannot_be_stored_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot store"):
        from_json(_Odd, '{"when": 1}')


@dataclass(frozen=True)
class _Odd:
    when: complex
