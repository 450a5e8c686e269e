"""Which words of a claim are proper names."""

from __future__ import annotations

import pytest

from assistant.answer.proper import proper_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The job is in Palo Alto.", ["Palo", "Alto"]),
        ("They use SGLang and JAX.", ["SGLang", "JAX"]),
        ("Know C++, C# or .NET.", ["C++", "C#", ".NET"]),
        ("It runs on H100 and 3D parts.", ["H100", "3D"]),
        ("You know PyTorch/TensorFlow.", ["PyTorch", "TensorFlow"]),
        ("You run CI/CD.", ["CI/CD"]),
        ("It is Halden's job.", ["Halden"]),
        ("Talks happen on Google Meet.", ["Google", "Meet"]),
        ("A PhD helps.", ["PhD"]),
        ("Kafka streams events.", ["Kafka"]),
        ("JAX is used.", ["JAX"]),
    ],
)
def test_names_are_known_by_their_letters(text: str, names: list[str]) -> None:
    assert proper_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The team meets daily.",
        "Candidates need skills.",
        "You work. Interviewers ask.",
        "I think so.",
        "Working is fun.",
        "Benefits: Equity helps.",
        "According to them, yes.",
        "“Strong skills” are needed.",
    ],
)
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital(text: str) -> None:
    assert proper_names(text) == []


def test_a_name_that_comes_twice_is_one() -> None:
    assert proper_names("We use Ray; Ray is good.") == ["Ray"]
