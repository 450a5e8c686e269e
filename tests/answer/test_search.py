"""Which chunks a question is answered from: what states the fact that is asked comes first."""

from __future__ import annotations

from assistant.app import Assistant


def test_the_passage_that_states_the_fact_comes_first(assistant: Assistant) -> None:
    first = assistant.search("Quel diplôme faut-il pour le poste NLP chez Zoom ?", k=3)[0]
    assert "PhD" in first.chunk.text
    assert (first.rank, first.score) == (1, 1.0)


def test_of_several_roles_each_has_its_turn(assistant: Assistant) -> None:
    found = assistant.search("Compare the years of experience of Zoom and NVIDIA's vector search role.", k=4)
    assert {hit.chunk.company for hit in found[:2]} == {"Zoom", "NVIDIA"}


def test_ranks_are_in_order_and_no_chunk_comes_twice(assistant: Assistant) -> None:
    found = assistant.search("Which roles state a salary?", k=12)
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert len({hit.chunk.id for hit in found}) == len(found) <= 12
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_without_a_fact_it_is_the_ranking_alone(assistant: Assistant) -> None:
    found = assistant.search("Who cares about accessibility and kindness?", k=5)
    assert len(found) == 5
    assert all(hit.score <= 1.0 for hit in found)
