"""What a library does: take files in, find what is in them, let go of them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Failure
from assistant.errors import EmbeddingMismatch, LibraryVersion, UnknownRole, UnknownSource
from assistant.index import records
from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings
from tests.index.conftest import Open
from tests.index.doubles import LineReader, assert_consistent, posting


def test_what_was_ingested_is_found_both_ways(library: Library, files: Path) -> None:
    (files / "a.txt").write_text(posting("Acme: Rust Engineer"))
    (files / "b.txt").write_text(posting("Birch: Data Scientist"))

    report = library.ingest([files])

    assert (report.files, report.roles, report.unchanged, report.failed) == (2, 2, 0, ())
    assert report.chunks == library.catalog.counts().chunks == 6
    for found in (library.search_dense("rust engineer", limit=2), library.search_lexical("rust engineer", limit=2)):
        best = library.catalog.chunks([id for id, _ in found])[0]
        assert best.role_id == "acme-rust-engineer"
        assert best.text == best.span.of(library.catalog.posting_text(best.posting_id) or "")
    assert_consistent(library)


def test_a_library_that_holds_nothing_finds_nothing(library: Library) -> None:
    assert library.search_dense("x", limit=5) == library.search_lexical("x", limit=5) == []
    assert library.search_roles("x", limit=5) == library.roles_matching(["x"], limit=5) == []
    assert library.roles_stating("salary", limit=5) == library.roles_named_like("engineer", limit=5) == []
    assert library.document_frequency("x") == 0
    assert library.catalog.list_roles() == []
    assert_consistent(library)


def test_searches_can_be_narrowed_to_roles_and_companies(library: Library, files: Path) -> None:
    (files / "a.txt").write_text(posting("Acme: Engineer", "Acme: Nurse"))
    (files / "b.txt").write_text(posting("Birch: Engineer"))
    library.ingest([files])

    def roles_found(search: object, **narrowed: object) -> set[str]:
        found = search("python engineer", limit=50, **narrowed)  # type: ignore[operator]
        return {chunk.role_id for chunk in library.catalog.chunks(id for id, _ in found)}

    for search in (library.search_dense, library.search_lexical):
        assert roles_found(search) == {"acme-engineer", "acme-nurse", "birch-engineer"}
        assert roles_found(search, roles=["acme-nurse"]) == {"acme-nurse"}
        assert roles_found(search, companies=["birch"]) == {"birch-engineer"}
        assert roles_found(search, roles=["acme-nurse"], companies=["birch"]) == set()
        assert roles_found(search, roles=[]) == roles_found(search, companies=[]) == set()
        assert roles_found(search, roles=["nobody"]) == set()


class TestIngestAgain:
    def test_an_unchanged_file_is_neither_read_nor_embedded(
        self, library: Library, files: Path, reader: LineReader, embeddings: HashEmbeddings
    ) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        library.ingest([files])
        reader.loaded.clear()
        embedded, generation = embeddings.texts, library.catalog.generation()

        report = library.ingest([files])

        assert (report.files, report.unchanged, report.roles, report.chunks) == (0, 1, 0, 0)
        assert (reader.loaded, embeddings.texts, library.catalog.generation()) == ([], embedded, generation)

    def test_a_changed_file_replaces_what_it_held(self, library: Library, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer", pay="100,000"))
        library.ingest([files])
        (files / "a.txt").write_text(posting("Acme: Engineer", pay="120,000"))

        report = library.ingest([files])

        assert (report.files, report.roles) == (1, 1)
        assert [role.id for role in library.catalog.list_roles()] == ["acme-engineer"], "the role keeps its id"
        assert library.document_frequency("100,000") == 0
        assert library.document_frequency("120,000") == 1
        assert library.catalog.counts().postings == 1
        assert_consistent(library)

    def test_a_posting_in_two_files_is_one_posting_until_both_let_go(self, library: Library, files: Path) -> None:
        for name in ("a.txt", "b.txt"):
            (files / name).write_text(posting("Acme: Engineer"))
        library.ingest([files])
        assert library.catalog.counts().postings == 1
        assert library.role("acme-engineer").source == "postings/a.txt"

        library.remove("postings/a.txt")
        assert library.role("acme-engineer").source == "postings/b.txt"
        assert_consistent(library)

        library.remove("postings/b.txt")
        assert library.catalog.counts().roles == 0
        assert_consistent(library)

    def test_two_files_that_let_go_of_a_posting_at_once_leave_nothing_of_it(
        self, library: Library, files: Path
    ) -> None:
        for name in ("a.txt", "b.txt"):
            (files / name).write_text(posting("Acme: Engineer"))
        library.ingest([files])
        for name in ("a.txt", "b.txt"):
            (files / name).write_text(posting(f"Birch: Nurse {name[0]}"))
        library.ingest([files])
        assert {role.id for role in library.catalog.list_roles()} == {"birch-nurse-a", "birch-nurse-b"}
        assert_consistent(library)

    def test_a_new_version_of_the_reading_reads_again_but_embeds_only_what_is_new(
        self, open_library: Open, files: Path, embeddings: HashEmbeddings
    ) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        open_library().ingest([files])
        embedded = embeddings.texts
        library = open_library(reader=LineReader("2").reader())

        report = library.ingest([files])

        assert (report.files, report.unchanged, report.roles) == (1, 0, 1)
        assert embeddings.texts == embedded
        assert_consistent(library)

    def test_other_chunk_sizes_cut_again(self, open_library: Open, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        assert open_library().ingest([files]).chunks == 3
        library = open_library(chunk_size=30)
        assert library.ingest([files]).chunks > 3
        assert_consistent(library)

    def test_a_renamed_file_is_the_same_file(self, library: Library, files: Path) -> None:
        (files / "a").mkdir()
        (files / "a" / "notes.txt").write_text(posting("Acme: Engineer"))
        library.ingest([files / "a" / "notes.txt"])
        (files / "a").rename(files / "b")

        library.ingest([files / "b" / "notes.txt"])

        assert [source.name for source in library.catalog.sources()] == ["notes.txt"]
        assert library.catalog.counts().postings == 1
        assert_consistent(library)


class TestSeveralRecords:
    def test_a_file_of_many_postings_is_stored_in_steps(
        self, library: Library, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("assistant.index.ingest._BATCH", 7)
        (files / "jobs.csv").write_text("\n===\n".join(posting(f"Acme: Engineer {n}") for n in range(20)))

        report = library.ingest([files])

        assert (report.files, report.roles, report.chunks) == (1, 20, 60)
        assert library.role("acme-engineer-7").source == "postings/jobs.csv#8"
        assert library.ingest([files]).unchanged == 1
        assert_consistent(library)

    def test_what_of_a_file_cannot_be_read_is_listed_every_time(self, library: Library, files: Path) -> None:
        (files / "jobs.csv").write_text("\n===\n".join([posting("Acme: Engineer"), "broken", posting("Acme: Nurse")]))
        for _ in range(2):
            report = library.ingest([files])
            assert report.failed == (Failure("postings/jobs.csv#2", "cannot be read; save it again"),)
        assert library.catalog.counts().roles == 2
        (files / "jobs.csv").write_text("\n===\n".join([posting("Acme: Engineer"), posting("Acme: Cook")]))
        assert library.ingest([files]).failed == ()
        assert {role.id for role in library.catalog.list_roles()} == {"acme-engineer", "acme-cook"}
        assert_consistent(library)

    def test_equal_texts_are_embedded_once(self, library: Library, files: Path, embeddings: HashEmbeddings) -> None:
        for number in range(5):
            (files / f"{number}.txt").write_text(posting("Acme: Engineer") + f"\nEqual opportunity, {number}.")
        report = library.ingest([files])
        assert (report.roles, report.chunks) == (5, 15)
        assert embeddings.texts == 3
        assert_consistent(library)


def test_a_file_that_cannot_be_read_leaves_the_others_and_its_own_past_alone(library: Library, files: Path) -> None:
    (files / "a.txt").write_text(posting("Acme: Engineer"))
    (files / "b.txt").write_text(posting("Birch: Engineer"))
    library.ingest([files])
    (files / "a.txt").write_text("broken")
    (files / "c.txt").write_text(posting("Cedar: Engineer"))
    (files / "d.txt").write_text("")

    report = library.ingest([files])

    assert [failure.source for failure in report.failed] == ["postings/a.txt", "postings/d.txt"]
    assert {role.company for role in library.catalog.list_roles()} == {"Acme", "Birch", "Cedar"}
    assert_consistent(library)


def test_a_reader_that_breaks_down_over_a_file_is_reported_with_its_reason(open_library: Open, files: Path) -> None:
    reader = LineReader().reader()
    broken = type(reader)(reader.load, reader.normalize, lambda posting: 1 / 0, "1")  # type: ignore[arg-type, return-value]
    (files / "a.txt").write_text(posting("Acme: Engineer"))
    [failure] = open_library(reader=broken).ingest([files]).failed
    assert "ZeroDivisionError" in failure.error


def test_roles_of_the_same_name_get_ids_of_their_own(library: Library, files: Path) -> None:
    for number in range(3):
        (files / f"{number}.txt").write_text(posting("Acme: Engineer", pay=f"{number}0,000"))
    library.ingest([files])
    ids = [role.id for role in library.catalog.list_roles()]
    assert ids[0] == "acme-engineer"
    assert all(id.startswith("acme-engineer-") and len(id) == len("acme-engineer-") + 4 for id in ids[1:])
    assert len(set(ids)) == 3
    for role in library.catalog.list_roles():
        assert {chunk.role_id for chunk in library.catalog.chunks_of_roles([role.id])} == {role.id}
    assert_consistent(library)


class TestRemoving:
    def test_a_role_goes_and_its_neighbours_stay(
        self, library: Library, files: Path, embeddings: HashEmbeddings
    ) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer", "Acme: Nurse"))
        library.ingest([files])
        embedded = embeddings.texts

        library.remove("acme-engineer")

        assert [role.id for role in library.catalog.list_roles()] == ["acme-nurse"]
        assert embeddings.texts == embedded
        assert library.ingest([files]).unchanged == 1, "what was removed stays removed while the file is the same"
        assert_consistent(library)

    def test_the_last_role_takes_its_file_along(self, library: Library, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        library.ingest([files])
        library.remove("acme-engineer")
        assert library.catalog.counts() == type(library.catalog.counts())(0, 0, 0, 0)
        assert library.catalog.companies_named(["acme"]) == {}
        assert_consistent(library)
        assert library.ingest([files]).roles == 1

    def test_a_file_can_be_named_by_its_path(self, library: Library, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        library.ingest([files])
        library.remove(str(files / "a.txt"))
        assert library.catalog.counts().sources == 0
        assert_consistent(library)

    def test_what_is_not_there_cannot_go(self, library: Library) -> None:
        with pytest.raises(UnknownSource, match="'nothing'"):
            library.remove("nothing")


class TestNamingARole:
    def test_by_id_or_by_name(self, library: Library, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        library.ingest([files])
        assert library.role("acme-engineer") == library.role("acme: engineer") == library.catalog.list_roles()[0]

    def test_likely_ones_are_named_where_none_fits(self, library: Library, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Rust Engineer", "Acme: Nurse"))
        library.ingest([files])
        with pytest.raises(UnknownRole, match="did you mean acme-rust-engineer"):
            library.role("acme-rust-enginer")
        with pytest.raises(UnknownRole, match=r"did you mean acme-nurse\?"):
            library.role("nursse")
        with pytest.raises(UnknownRole, match="lists them"):
            library.role("zzz")

    def test_a_name_that_several_have_is_not_enough(self, library: Library, files: Path) -> None:
        for number in range(2):
            (files / f"{number}.txt").write_text(posting("Acme: Engineer", pay=f"{number}0,000"))
        library.ingest([files])
        with pytest.raises(UnknownRole, match="did you mean acme-engineer, acme-engineer-"):
            library.role("Acme Engineer")


class TestOtherModel:
    def test_its_vectors_are_not_mixed_in(self, open_library: Open, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        open_library().ingest([files])
        for other in (HashEmbeddings(model="other"), HashEmbeddings(dimensions=16)):
            library = open_library(embeddings=other)
            (files / "b.txt").write_text(posting("Birch: Engineer"))
            with pytest.raises(EmbeddingMismatch, match=r"hash .*prep doctor --repair"):
                library.ingest([files])
            with pytest.raises(EmbeddingMismatch):
                library.search_dense("engineer", limit=5)
            assert len(library.search_lexical("engineer", limit=5)) == 3

    def test_repair_goes_over_to_it(self, open_library: Open, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        open_library().ingest([files])
        library = open_library(embeddings=HashEmbeddings(dimensions=16, model="other"))
        library.repair()
        assert len(library.search_dense("engineer", limit=5)) == 3
        assert library.catalog.state().model == "other"
        assert_consistent(library)

    def test_an_emptied_library_takes_any(self, open_library: Open, files: Path) -> None:
        (files / "a.txt").write_text(posting("Acme: Engineer"))
        library = open_library()
        library.ingest([files])
        library.remove("acme-engineer")
        other = open_library(embeddings=HashEmbeddings(dimensions=16, model="other"))
        assert other.ingest([files]).roles == 1
        assert_consistent(other)


def test_a_library_of_another_version_is_not_touched(open_library: Open, files: Path) -> None:
    library = open_library()
    with library.catalog.engine.begin() as connection:
        records.set_meta(connection, schema=99)
    with pytest.raises(LibraryVersion, match="of version 99"):
        open_library().ingest([files])


def test_progress_counts_files(library: Library, files: Path) -> None:
    for number in range(3):
        (files / f"{number}.txt").write_text(posting(f"Acme: Engineer {number}"))
    told: list[tuple[float, int, str]] = []
    library.ingest([files], progress=lambda done, total, name: told.append((done, total, name)))
    assert told[0] == (0, 3, "postings/0.txt")
    assert told[-1] == (3, 3, "")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
