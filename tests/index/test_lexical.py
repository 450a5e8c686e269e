"""BM25: what is found, in what order, and that a question is only ever words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Chunk, Document
from assistant.errors import LibraryError
from assistant.index.entries import Entry
from assistant.index.lexical import LexicalIndex
from assistant.index.reader import Reader
from tests.index.doubles import LineReader, normalize, posting

READER: Reader = LineReader().reader()


def entry(*roles: str, pay: str = "") -> Entry:
    return READER.entry(normalize(Document("a.txt", posting(*roles, pay=pay))))


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return LexicalIndex(tmp_path / "words")


def put(index: LexicalIndex, *entries: Entry) -> dict[str, Chunk]:
    index.replace((), entries)
    index.refresh()
    return {chunk.id: chunk for entry in entries for chunk in entry.chunks}


def test_the_fitting_chunk_comes_first_with_positive_scores(index: LexicalIndex) -> None:
    chunks = put(index, entry("Acme: Rust Engineer"), entry("Birch: Nurse", pay="KV-cache, C++ and 远程工作"))
    for query, section in (
        ("What does the nurse at Birch earn? compensation", "compensation"),
        ("kv cache", "compensation"),
        ("C++", "compensation"),
        ("可以远程工作吗？", "compensation"),
    ):
        found = index.search(query, limit=3)
        assert chunks[found[0][0]].section == section, query
        assert chunks[found[0][0]].role_id == "birch-nurse"
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert found[-1][1] > 0


@pytest.mark.parametrize(
    "query",
    [
        'AND OR ( " ~ : ^ title:x',
        "id:*",
        "posting:[* TO *]",
        "body:nurse^9 +company:acme -nurse",
        "*",
        "/.*/",
        "",
        "\x00\n\t",
        "a" * 100_000,
    ],
)
def test_a_question_is_never_read_as_a_query(index: LexicalIndex, query: str) -> None:
    put(index, entry("Acme: Nurse"))
    for found in (index.search(query, limit=9), index.search_roles(query, limit=9)):
        assert isinstance(found, list)
    index.document_frequency(query)
    index.roles_matching([query], limit=9)
    assert index.search("id:* posting:x", limit=9) == [], "the fields' names and values are not words of the text"


def test_filters_keep_the_scores_and_limits_hold(index: LexicalIndex) -> None:
    chunks = put(index, entry("Acme: Nurse", "Acme: Cook"), entry("Birch: Nurse"))
    everything = dict(index.search("python nurse", limit=99))
    mine = dict(index.search("python nurse", limit=99, roles=["acme-nurse"]))
    assert {chunks[id].role_id for id in mine} == {"acme-nurse"}
    assert mine == {id: everything[id] for id in mine}
    assert len(index.search("python", limit=1)) == 1
    assert index.search("python", limit=0) == []
    assert index.search("python", limit=9, roles=[]) == index.search("python", limit=9, companies=[]) == []


def test_roles_are_found_by_name_before_text(index: LexicalIndex) -> None:
    put(index, entry("Acme: Nurse"), entry("Acme: Cook", pay="Works beside a nurse"))
    assert [id for id, _ in index.search_roles("nurse", limit=9)] == ["acme-nurse", "acme-cook"]
    assert index.search_roles("nurse", limit=9, companies=["birch"]) == []


def test_document_frequency_counts_chunks_in_any_inflection(index: LexicalIndex) -> None:
    old = entry("Acme: Nurse", pay="machine learning and relocation policies")
    put(index, old, entry("Acme: Cook", pay="learning a machine"))
    assert index.document_frequency("policy") == index.document_frequency("Relocations") == 1
    assert index.document_frequency("machine") == 2
    assert index.document_frequency("machine learning") == 1, "words side by side, in this order"
    assert index.document_frequency("sabbatical") == index.document_frequency("") == 0
    index.replace([old.id], ())
    index.refresh()
    assert index.document_frequency("policy") == 0, "what was deleted does not count"


class TestRolesMatching:
    def test_all_terms_or_any_anywhere_in_a_role(self, index: LexicalIndex) -> None:
        put(index, entry("Acme: Nurse", pay="visa sponsorship"), entry("Birch: Nurse"), entry("Birch: Cook"))
        assert index.roles_matching(["nurse", "python"], limit=9) == ["acme-nurse", "birch-nurse"]
        assert index.roles_matching(["nurse", "visa sponsorship"], limit=9) == ["acme-nurse"]
        assert index.roles_matching(["sponsorship visa"], limit=9) == []
        assert set(index.roles_matching(["visa", "cook"], require_all=False, limit=9)) == {"acme-nurse", "birch-cook"}
        assert index.roles_matching(["nurse"], companies=["birch"], limit=9) == ["birch-nurse"]
        assert index.roles_matching([], limit=9) == index.roles_matching(["?"], limit=9) == []

    def test_it_is_complete_up_to_the_limit(self, index: LexicalIndex) -> None:
        put(index, *(entry(f"Acme: Nurse {number}") for number in range(300)))
        assert len(index.roles_matching(["nurse"], limit=1000)) == 300
        assert len(index.roles_matching(["nurse"], limit=100)) == 100


def test_roles_can_be_asked_for_by_what_they_state(index: LexicalIndex) -> None:
    put(index, entry("Acme: Nurse"))
    assert index.roles_stating("team", limit=9) == ["acme-nurse"]
    assert index.roles_stating("salary", limit=9) == []


def test_replacing_a_posting_leaves_one_of_it(index: LexicalIndex) -> None:
    one = entry("Acme: Nurse")
    put(index, one)
    put(index, one)
    assert index.ids() == ({chunk.id for chunk in one.chunks}, {"acme-nurse"})


def test_an_error_while_writing_changes_nothing(index: LexicalIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = entry("Acme: Nurse"), entry("Birch: Nurse")
    put(index, old)
    with monkeypatch.context() as broken:
        broken.setattr("assistant.index.lexical.index_terms", lambda text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.replace([old.id], [new])
    index.refresh()
    assert index.ids()[1] == {"acme-nurse"}
    put(index, new)
    assert index.ids()[1] == {"acme-nurse", "birch-nurse"}


def test_a_damaged_folder_is_named_with_the_repair(tmp_path: Path) -> None:
    put(LexicalIndex(tmp_path), entry("Acme: Nurse"))
    for file in tmp_path.rglob("meta.json"):
        file.write_text("nonsense")
    with pytest.raises(LibraryError, match=r"word index in .*prep doctor --repair"):
        LexicalIndex(tmp_path)
