"""`topics.yaml`: what every topic has, and that no two share a word."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from assistant.knowledge import load
from assistant.reading.lexicon import Trust, aliases, spellings

CONTENT = load("topics")
TOPICS: list[dict[str, Any]] = CONTENT["topics"]
AREAS = {"languages", "software", "web", "data", "ml", "genai", "systems", "infrastructure", "security", "product",
         "design", "business", "health", "public", "education", "people"}  # fmt: skip
KINDS = {"knowledge", "skill", "tool", "practice"}
# Words that nearly every posting has: a mention of one would say nothing.
GENERIC = """
    ability analysis application background business candidate career code company customer data design developer
    development engineer engineering environment experience field industry information knowledge language learning
    management manager method model opportunity organization performance plan platform process product program project
    quality research role science security service skill software solution strategy support system team technology
    test testing tool training user web work year
"""


def test_there_are_topics_enough_of_every_area_and_kind() -> None:
    assert len(TOPICS) >= 200
    assert set(CONTENT["areas"]) == AREAS == {t["area"] for t in TOPICS}
    assert set(CONTENT["kinds"]) == KINDS == {t["kind"] for t in TOPICS}
    assert set(CONTENT["technical"]) < AREAS


@pytest.mark.parametrize("entry", TOPICS, ids=lambda t: t["id"])
def test_a_topic_has_its_fields_and_a_description_of_one_or_two_sentences(entry: dict[str, Any]) -> None:
    assert {"id", "name", "area", "kind", "aliases", "description"} <= set(entry)
    assert set(entry) <= {"id", "name", "area", "kind", "description", *(t.value for t in Trust)}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"])
    assert entry["name"] == entry["name"].strip() != ""
    assert 60 <= len(entry["description"]) <= 200
    assert entry["description"].endswith(".")
    assert "\n" not in entry["description"]
    assert all(isinstance(a, str) and a.strip() == a for t in Trust for a in entry.get(t.value, ()))


def test_ids_names_and_descriptions_are_unique() -> None:
    for key in ("id", "name", "description"):
        repeated = [value for value, n in Counter(t[key] for t in TOPICS).items() if n > 1]
        assert not repeated


def test_no_two_aliases_have_a_spelling_in_common() -> None:
    pairs = tuple((one, other) for one, other in CONTENT["spellings"])
    seen: dict[tuple[tuple[str, ...], Trust], str] = {}
    owner: dict[tuple[str, ...], str] = {}
    clashes = []
    for alias in aliases(CONTENT):
        for words in spellings(alias, pairs):
            if owner.setdefault(words, alias.topic) != alias.topic:
                clashes.append(f"{alias.written!r} of {alias.topic!r} is an alias of {owner[words]!r} too")
            if seen.setdefault((words, alias.trust), alias.written) != alias.written:
                clashes.append(f"{alias.written!r} of {alias.topic!r} says no more than {seen[words, alias.trust]!r}")
    assert not clashes


def test_no_alias_is_a_word_that_any_posting_has() -> None:
    generic = [
        a.written for a in aliases(CONTENT) if a.topic and a.written.lower().removesuffix("s") in GENERIC.split()
    ]
    assert not generic


def test_a_short_or_common_word_is_never_an_alias_that_counts_in_any_case() -> None:
    short = [a.written for a in aliases(CONTENT) if a.trust is Trust.ANY and re.fullmatch(r"[a-zA-Z]{1,2}", a.written)]
    assert not short


@pytest.mark.parametrize(
    "word",
    ["Go", "R", "Rust", "Ray", "Spark", "C", "Excel", "Swift", "Spring", "Chef", "Flask", "Beam", "Jax", "React"],
)
def test_words_that_mean_something_else_too_are_guarded(word: str) -> None:
    trusts = {a.trust for a in aliases(CONTENT) if a.written == word}
    assert trusts == {Trust.GUARDED}


@pytest.mark.parametrize(
    "name",
    ["Distributed training", "Vector search", "KV cache", "Load balancing and proxies", "Reinforcement learning",
     "RLHF and preference learning", "Planning and tree search", "World models", "Data pipelines and ETL",
     "Prompt engineering", "Email authentication (SPF, DKIM, DMARC)", "Continuous integration and delivery",
     "A/B testing and experimentation", "System design", "Technical writing and documentation", "Nursing practice",
     "Federal acquisition", "Accounting", "Teaching", "Stakeholder management"],
)  # fmt: skip
def test_what_postings_of_this_field_ask_most_is_there(name: str) -> None:
    assert name in {t["name"] for t in TOPICS}
