"""Every topic has a study guide of the documented shape, and prerequisites form no circle."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from assistant.knowledge import load, parts

TOPICS = {t["id"]: t for t in load("topics")["topics"]}
GUIDES: list[tuple[str, dict[str, Any]]] = [
    (name, entry) for name in parts("guides") for entry in load(f"guides/{name}") or ()
]
FIELDS = {"topic", "prerequisites", "subtopics", "probes", "hours", "practice", "references"}
KINDS = {"book", "paper", "course", "docs", "site"}


def test_every_topic_has_exactly_one_guide_in_the_file_of_its_area() -> None:
    counted = Counter(entry["topic"] for _, entry in GUIDES)
    assert not [topic for topic, n in counted.items() if n > 1]
    assert set(counted) == set(TOPICS)
    assert [e["topic"] for name, e in GUIDES if TOPICS[e["topic"]]["area"] != name] == []


@pytest.mark.parametrize(("name", "entry"), GUIDES, ids=[f"{n}:{e['topic']}" for n, e in GUIDES])
def test_a_guide_has_its_fields(name: str, entry: dict[str, Any]) -> None:
    assert set(entry) == FIELDS
    assert len(entry["prerequisites"]) <= 4
    assert set(entry["prerequisites"]) <= set(TOPICS) - {entry["topic"]}
    assert 3 <= len(entry["subtopics"]) <= 8
    assert all(1 <= len(s.split()) <= 14 for s in entry["subtopics"])
    assert 2 <= len(entry["probes"]) <= 5
    assert all(p[-1] in ".?" and len(p.split()) >= 6 for p in entry["probes"])
    assert 0.5 <= entry["hours"]["refresh"] < entry["hours"]["learn"] <= 80
    assert set(entry["hours"]) == {"refresh", "learn"}
    assert 2 <= len(entry["practice"]) <= 4
    assert all(p[0].isupper() and p[-1] == "." for p in entry["practice"])
    assert 1 <= len(entry["references"]) <= 3
    for reference in entry["references"]:
        assert set(reference) == {"title", "by", "kind"}
        assert reference["kind"] in KINDS
        assert "://" not in str(reference)


def test_prerequisites_form_no_circle() -> None:
    before = {e["topic"]: e["prerequisites"] for _, e in GUIDES}
    done: set[str] = set()

    def visit(topic: str, path: tuple[str, ...]) -> None:
        assert topic not in path, " -> ".join((*path, topic))
        if topic in done:
            return
        for other in before.get(topic, ()):
            visit(other, (*path, topic))
        done.add(topic)

    for topic in before:
        visit(topic, ())


def test_no_sentence_stands_twice() -> None:
    said = Counter(s for _, e in GUIDES for key in ("probes", "practice") for s in e[key])
    assert not [sentence for sentence, n in said.items() if n > 1]
