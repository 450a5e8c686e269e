"""Case files of any content: read, or refused with the place and a sentence; never another error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Role, Span
from assistant.errors import InvalidCases
from assistant.evals.cases import read_cases
from assistant.evals.checks.javascript import as_text, listed
from assistant.evals.gold import gold_span
from assistant.evals.nodes import plain
from assistant.evals.yaml_stream import entries

SOUND = """\
description: What the postings say
providers:
- {id: file://promptfoo_provider.py, config: {}}
metadata: {gates: {groundedness: 0.9}}
defaultTest:
  assert: &shared
  - {type: grounded, threshold: 0.9}
tests:
- description: A fact
  metadata: {type: fact, id: pay}
  vars: {question: "how much?", roles: [acme]}
  assert:
  - {type: facts, value: [["117,?000"], ["233,?900", 234K]]}
  - type: retrieves
    threshold: 0.8
    value: {k: 8, spans: [{role: acme, quote: "117"}]}
- vars:
    turns:
    - {question: and?, assert: *shared}
"""
PLACED = re.compile(r"^[^\n]*cases\.yaml(:\d+)?: \S.*")
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=12)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def read(path: Path, content: bytes) -> int | None:
    """How many cases a file of that content holds, None where it was refused as it should be."""
    path.write_bytes(content)
    said = ""
    try:
        return len(list(read_cases(path)))
    except InvalidCases as refused:
        said = str(refused)
    assert PLACED.match(said), said
    return None


def test_the_sound_file_is_sound(tmp_path: Path) -> None:
    assert read(tmp_path / "cases.yaml", SOUND.encode()) == 2


@FEW
@given(data=st.data())
def test_a_file_with_a_slip_in_it(tmp_path: Path, data: st.DataObject) -> None:
    """A few characters taken out, and others put in their place, anywhere."""
    start = data.draw(st.integers(0, len(SOUND)))
    end = min(len(SOUND), start + data.draw(st.integers(0, 12)))
    put = data.draw(st.text(st.sampled_from(list("{}[]:-,&*!|>'\"#%@`? \n\tx0.~<")), max_size=4))
    read(tmp_path / "cases.yaml", (SOUND[:start] + put + SOUND[end:]).encode())


@FEW
@given(content=st.binary(max_size=60))
def test_a_file_of_any_bytes(tmp_path: Path, content: bytes) -> None:
    read(tmp_path / "cases.yaml", content)


@FEW
@given(item=values, key=st.sampled_from(["vars", "assert", "metadata", "options", "description"]))
def test_any_value_in_the_place_of_another(tmp_path: Path, item: object, key: str) -> None:
    case = {"vars": {"question": "x"}, "assert": [{"type": "answers"}], key: item}
    read(tmp_path / "cases.yaml", json.dumps({"tests": [case]}).encode())
    read(tmp_path / "cases.yaml", json.dumps({"tests": [{**case, key: {"question": item, "type": item}}]}).encode())
    read(tmp_path / "cases.yaml", json.dumps({key: item, "defaultTest": item, "tests": [case]}).encode())


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@FEW
@given(value=values)
def test_json_is_yaml_and_comes_back_as_it_was(tmp_path: Path, loader: Any, value: object) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(json.dumps({"a": value}, ensure_ascii=False), encoding="utf-8")
    (entry,) = entries(path, pytest.fail, loader=loader)
    assert plain(entry.node) == value


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), min_size=1, max_size=5))
def test_texts_in_quotes_between_commas_come_back_as_they_were(items: list[str]) -> None:
    quoted = [item.replace("\\", "\\\\").replace('"', '""') for item in items]
    assert listed(", ".join(f'"{item}"' for item in quoted)) == items


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53))
def test_a_number_as_text_is_that_number(number: float) -> None:
    assert float(as_text(number)) == number
    assert not as_text(number).endswith(".0")


@given(before=st.lists(words, max_size=5), quote=st.lists(words, min_size=1, max_size=5), data=st.data())
def test_words_of_a_text_are_found_in_it_whatever_parts_them(
    before: list[str], quote: list[str], data: st.DataObject
) -> None:
    spaces: Callable[[], str] = lambda: data.draw(st.text(st.sampled_from(" \n\t"), min_size=1, max_size=3))  # noqa: E731
    sought = [part for word in quote for part in word.split()]
    if not sought:
        return
    text = " ".join(before) + " " + "".join(word + spaces() for word in sought)
    role = Role("r", "p", "s", None, "t", Span(0, len(text)))
    asked = "".join(word + spaces() for word in sought)
    found = None
    with suppress(InvalidCases):  # words that stand several times
        found = gold_span(role, asked, text).of(text).split()
    assert found == sought or text.count(sought[0]) > 1
