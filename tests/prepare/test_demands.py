"""The patterns of `knowledge/demands.yaml`, `doings.yaml`, `resume.yaml` and `practice.yaml` are whole and do what they
say."""

from __future__ import annotations

import re

import pytest

from assistant.knowledge import load
from assistant.prepare.gap.demands import asks, credentials, fields, soft, stand_ins
from assistant.prepare.gap.doings import doings
from assistant.prepare.plan.rounds import _AT
from assistant.reading.topics import all_topics

TOPICS = {t.id for t in all_topics()}


@pytest.mark.parametrize("name", ["demands", "doings", "resume"])
def test_every_pattern_compiles(name: str) -> None:
    def walk(entry: object) -> None:
        if isinstance(entry, dict):
            for value in entry.values():
                walk(value)
        elif isinstance(entry, str):
            re.compile(entry, re.IGNORECASE)

    walk(load(name))


def test_topics_that_stand_in_for_each_other_exist_and_stand_in_one_group_only() -> None:
    groups = load("demands")["instead"]
    listed = [topic for group in groups for topic in group]
    assert set(listed) <= TOPICS
    assert len(listed) == len(set(listed))
    assert stand_ins("pytorch") == {"tensorflow", "jax"}


def test_doings_have_a_name_and_count_as_topics_that_exist() -> None:
    for doing in doings():
        assert doing.name
        assert set(doing.counts) <= TOPICS
    counted = [topic for doing in doings() for topic in doing.counts]
    assert len(counted) == len(set(counted))


def test_fields_and_traits_are_topics() -> None:
    assert set(fields()) | soft() <= TOPICS
    assert {area for areas in fields().values() for area in areas} <= {t.area for t in all_topics()}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Must obtain work authorization in the country of employment", "permit"),
        ("You have to be authorized to work here", "permit"),
        ("Expert in ML", "deep"),
        ("Familiarity with Python", "light"),
        ("Excited to learn new things", "attitude"),
        ("You led studies", "led"),
        ("one or more of the following", "any_of"),
    ],
)
def test_wordings_are_known(words: str, name: str) -> None:
    assert asks(name, words)


def test_credentials_go_by_family() -> None:
    assert credentials("First-author papers at NeurIPS, or patents") == ("papers", "patents")
    assert credentials("so that images are published and features rolled out") == ()


def test_practice_speaks_of_stages_that_it_has() -> None:
    known = load("practice")
    assert set(known["formats"].values()) <= set(known["stages"]) == set(_AT)
    assert {s for listed in known["usual"].values() for s in listed} <= set(known["stages"])
    for stage in (*known["stages"].values(), *known["sessions"].values()):
        assert stage["how"]
        courses = [stage["how"]] if isinstance(stage["how"], str) else stage["how"]
        for how in [*courses, *([stage["brief"]] if "brief" in stage else [])]:
            assert set(re.findall(r"{(\w+)}", how)) <= {"minutes", "topics", "went", "points"}
            assert len(how.split()) >= 12
