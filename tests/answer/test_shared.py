"""What roles ask for alike and alone."""

from __future__ import annotations

from assistant.answer.shared import alone, shared
from assistant.domain import Requirement, Role, Span


def role(id: str, *requirements: tuple[str, int, tuple[str, ...]]) -> Role:
    found = tuple(Requirement(kind, Span(at, at + 5), topics) for kind, at, topics in requirements)  # type: ignore[arg-type]
    return Role(id, "p", "f.txt", None, id, Span(0, 100), requirements=found)


PYTHON, RUST, SPARK = ("python",), ("rust",), ("spark",)
ONE = role("one", ("nice", 0, PYTHON), ("must", 10, PYTHON), ("must", 20, RUST))
OTHER = role("other", ("must", 30, PYTHON), ("duty", 40, SPARK), ("must", 50, ()))


def test_a_topic_of_two_roles_is_a_row_with_must_haves_first() -> None:
    assert shared([ONE, OTHER]) == [("Python", [(Span(10, 15), Span(0, 5)), (Span(30, 35),)])]


def test_what_one_role_asks_for_alone_has_a_topic_that_no_other_has() -> None:
    assert alone([ONE, OTHER]) == [(Span(20, 25),), (Span(40, 45),)]


def test_roles_with_nothing_in_common_share_no_row() -> None:
    assert shared([role("a", ("must", 0, RUST)), role("b", ("must", 0, SPARK))]) == []


def test_topics_of_most_roles_come_first() -> None:
    third = role("third", ("must", 0, SPARK), ("must", 10, PYTHON))
    assert next(label for label, _ in shared([OTHER, ONE, third])) == "Python"
