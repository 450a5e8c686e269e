"""What a question names, under every name that postings may write."""

from __future__ import annotations

import pytest

from assistant.answer.naming import Name, names, queries
from assistant.index.analysis import words


def spelled(question: str, *subject: str) -> list[tuple[str, ...]]:
    return [name.spellings for name in names(subject, question)]


def test_words_beside_each_other_are_one_name() -> None:
    assert spelled("Who mentions vector search and Spark?", "vector", "search", "Spark") == [
        ("vector search",),
        ("Spark",),
    ]


def test_a_name_is_known_by_what_else_it_is_called() -> None:
    (name,) = names(("RL",), "Which roles involve RL?")
    assert name.stands_in(words("Studied reinforcement learning in depth"))
    (name,) = names(("reinforcement", "learning"), "Which roles involve reinforcement learning?")
    assert name.stands_in(words("human and synthetic data, evals, RL and SFT"))


def test_a_proper_name_stands_in_a_row() -> None:
    (name,) = names(("New", "York"), "Which roles are in New York?")
    assert name.proper
    assert name.stands_in(words("The office is in New York, NY"))
    assert not name.stands_in(words("York has a new office"))


def test_other_words_of_a_name_stand_in_one_sentence_in_any_order() -> None:
    (name,) = names(("vector", "databases"), "Which roles have to do with vector databases?")
    assert name.stands_in(words("databases of every kind, vector ones first"))


@pytest.mark.parametrize(
    ("subject", "question", "expected"),
    [
        (("k8s",), "Which want k8s?", [["k8s"], ["Kubernetes"]]),
        (("New", "York"), "Which are in New York?", [["New York"], ["NYC"], ["New York City"]]),
        (("vector", "search"), "vector search", [["vector", "search"]]),
        ((), "Which roles?", [[]]),
    ],
)
def test_every_way_to_write_all_of_it_is_looked_for(
    subject: tuple[str, ...], question: str, expected: list[list[str]]
) -> None:
    assert queries(names(subject, question)) == expected


def test_many_names_of_many_spellings_stay_few_queries() -> None:
    assert len(queries([Name((w,), (w, w * 2, w * 3)) for w in "abcde"])) == 16
