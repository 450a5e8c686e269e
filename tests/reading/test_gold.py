"""Reading against hand-made labels, at marks it must not fall below. `python -m benchmarks roles fields` shows more."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import FACT_NAMES, Role
from assistant.reading.loaders import load as read_file
from assistant.reading.topics import all_topics
from benchmarks import reading


def figures(rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    return {row[0]: row[1] for row in rows}


@pytest.mark.shared
def test_roles_and_facts_of_the_real_files(shared: Path) -> None:
    found = figures(reading.roles(shared / "data").rows)
    f1 = float(found["role starts: precision, recall, F1"].split(",")[-1])
    assert f1 >= 0.95
    assert found["repeated roles folded (3 in the labels)"] == "3"
    stated, all_stated = map(int, found["stated facts found"].split(" of "))
    silent, all_silent = map(int, found["unstated facts left unstated"].split(" of "))
    assert stated / all_stated >= 0.95
    assert silent == all_silent


@pytest.mark.shared
def test_titles_and_closing_dates_against_the_files_own_fields(shared: Path) -> None:
    found = figures(reading.fields(shared / "data").rows)
    assert float(found["title"]) >= 0.9
    assert float(found["closing date"]) >= 0.9


@pytest.mark.shared
def test_every_18f_and_nhs_file_is_read_without_a_failure(shared: Path) -> None:
    for path in [
        *(shared / "data" / "18f").glob("*.md"),
        *(shared / "data" / "nhs" / "jobposting-json").glob("*.json"),
    ]:
        assert [type(found).__name__ for found in read_file(path, path.name)].count("Failure") == 0


def test_requirements_of_the_samples_touch_topics_that_exist(corpus: Path) -> None:
    topics = {topic.id for topic in all_topics()}
    roles: list[Role] = []
    for path in sorted(corpus.iterdir()):
        for posting in reading.postings(path):
            roles += reading.read_roles(posting)
    touched = [requirement.topics for role in roles for requirement in role.requirements]
    assert sum(map(bool, touched)) / len(touched) > 0.6
    assert {t for some in touched for t in some} <= topics
    assert all(fact.name in FACT_NAMES for role in roles for fact in role.facts)
