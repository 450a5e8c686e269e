"""The composition root: what the settings change, and what evals and scripts may ask of the assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant, Settings, build, read_settings
from assistant.domain import Answer, Usage
from assistant.errors import InvalidSetting, UnknownRole, UsageError
from assistant.retrieve.fusion import DENSE_SHARE
from assistant.wire import answer_json

# Asks for no fact: what states a fact would come first, however the ranking is made.
QUESTION = "Who cares about kindness, curiosity and training large models?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    folder = tmp_path_factory.mktemp("home")
    with_corpus = build(Settings(home=folder))
    assert with_corpus.ingest([corpus]).failed == ()
    with_corpus.close()
    return folder


@pytest.fixture
def assistant(home: Path) -> Iterator[Assistant]:
    built = build(Settings(home=home))
    yield built
    built.close()


def ids(assistant: Assistant, **settings: object) -> list[str]:
    varied = build(assistant.settings.model_copy(update=settings))
    found = [hit.chunk.id for hit in varied.search(QUESTION)]
    varied.close()
    return found


def test_the_defaults_are_those_that_were_measured() -> None:
    from assistant.answer.view import EVIDENCE

    assert Settings().dense_share == DENSE_SHARE
    assert Settings().evidence_k == EVIDENCE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dense_share", 1.1),
        ("dense_share", -0.1),
        ("evidence_k", 0),
        ("evidence_k", 101),
        ("model", ""),
        ("chunk_size", 5),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: object) -> None:
    with pytest.raises(InvalidSetting, match=f"'{name}' cannot be"):
        read_settings(**{name: value})


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREP_MODEL", "openai:some-model")
    monkeypatch.setenv("PREP_DENSE_SHARE", "0.25")
    assert (read_settings().model, read_settings().dense_share) == ("openai:some-model", 0.25)


def test_a_search_finds_as_many_chunks_as_the_settings_say_best_first(assistant: Assistant) -> None:
    hits = assistant.search(QUESTION)
    assert [hit.rank for hit in hits] == list(range(1, 17))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(ids(assistant, evidence_k=3)) == 3
    assert len(assistant.search(QUESTION, k=5)) == 5


def test_the_dense_share_decides_which_search_ranks(assistant: Assistant) -> None:
    library = assistant.library
    lexical = [id for id, _ in library.search_lexical(QUESTION, limit=100)][:16]
    dense = [id for id, _ in library.search_dense(QUESTION, limit=100)][:16]
    assert ids(assistant, dense_share=0.0) == lexical
    assert ids(assistant, dense_share=1.0) == dense
    assert ids(assistant) not in (lexical, dense)


def test_a_search_is_narrowed_as_the_answer_is(assistant: Assistant) -> None:
    zoom = next(role.id for role in assistant.roles() if role.company == "Zoom")
    for hits in (
        assistant.search("What does Zoom pay?"),
        assistant.search("What is paid?", roles=[zoom]),
        assistant.search("And the degree?", history=["What does Zoom pay?"]),
    ):
        assert {hit.chunk.role_id for hit in hits} == {zoom}


def test_a_search_refuses_what_ask_refuses(assistant: Assistant) -> None:
    with pytest.raises(UsageError, match="empty"):
        assistant.search(" ")
    with pytest.raises(UnknownRole):
        assistant.search("pay?", roles=["nobody"])


def test_an_empty_library_finds_nothing_and_says_so(tmp_path: Path) -> None:
    empty = build(Settings(home=tmp_path))
    assert empty.search(QUESTION) == []
    assert empty.ask(QUESTION).status == "abstained"
    assert len(empty.fingerprint()) == 32
    empty.close()


def test_a_roles_chunks_are_its_own_in_text_order(assistant: Assistant) -> None:
    role = assistant.roles()[0]
    chunks = assistant.chunks_of(role.id)
    assert chunks
    assert {chunk.role_id for chunk in chunks} == {role.id}
    assert [chunk.span for chunk in chunks] == sorted(chunk.span for chunk in chunks)
    with pytest.raises(UnknownRole):
        assistant.chunks_of("nobody")


def test_the_fingerprint_is_the_librarys(assistant: Assistant) -> None:
    again = build(assistant.settings)
    assert again.fingerprint() == assistant.fingerprint()
    again.close()


def test_what_a_model_used_is_part_of_the_answers_json() -> None:
    answer = Answer("q", "answered", "a", usage=Usage(10, 5, 0.25))
    assert answer_json(answer)["usage"] == {"prompt_tokens": 10, "completion_tokens": 5, "cost": 0.25}
    assert answer_json(Answer("q", "answered", "a"))["usage"] is None


def test_a_case_is_saved_at_home_unless_told_otherwise(assistant: Assistant, tmp_path: Path) -> None:
    answer = assistant.ask("What does Zoom pay?")
    assert assistant.save_case(answer) == (assistant.settings.home / "cases.yaml").resolve()
    assert assistant.save_case(answer, file=tmp_path / "own.yaml", right=True).read_text().count("type: answers") == 1
