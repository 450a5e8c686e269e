"""What people correct holds: through re-reading, through files that are saved anew, and for what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.curator import Curator
from assistant.domain import Span
from assistant.errors import UnknownSource, UsageError
from assistant.index.codec import from_json, to_json
from assistant.index.corrections import Correction, Naming, Place, Statement
from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings

ONE = """Northwind AI
Research Engineer

About the role
You will train models that write code and measure what they learn.

Requirements
- 5+ years of software engineering, most of it in Python
- Experience with distributed training

Compensation
The base salary is $185,000 - $240,000 a year.
A paid day of work with the team costs you nothing.
"""
OTHER = """Data Analyst

About the role
You will answer questions with SQL and tell people what the answers mean.

Requirements
- 2+ years of analytics
- SQL

Compensation
The base salary is $95,000 - $110,000 a year.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home", HashEmbeddings()) as opened:
        yield opened


@pytest.fixture
def curator(library: Library, tmp_path: Path) -> Curator:
    return Curator(library, tmp_path / "home")


@pytest.fixture
def saved(tmp_path: Path, curator: Curator) -> Path:
    file = tmp_path / "saved.txt"
    file.write_text(ONE)
    curator.add([(file, "saved.txt")])
    return file


def ids(library: Library) -> list[str]:
    return [role.id for role in library.catalog.list_roles()]


def reread(library: Library, curator: Curator) -> None:
    """As after an update of the reading's rules: every posting is read again."""
    from sqlalchemy import update

    from assistant.index.schema import postings, sources

    with library.catalog.engine.begin() as connection:
        connection.execute(update(sources).values(reading="older"))
        connection.execute(update(postings).values(reading="older"))
    assert curator.reread("saved.txt").files == 1


def test_a_renamed_role_keeps_its_id_and_is_found_by_its_new_name(
    library: Library, curator: Curator, saved: Path
) -> None:
    [before] = ids(library)
    curator.rename(before, "Staff Engineer", "Southwind")
    role = library.role(before)
    assert (role.title, role.company) == ("Staff Engineer", "Southwind")
    assert library.search_roles("Southwind Staff Engineer", limit=3)[0][0] == before
    assert library.role("Southwind: Staff Engineer").id == before
    assert library.catalog.company_names(10) == ["Southwind"]
    assert library.check().ok


def test_a_fact_is_where_the_person_says_and_reads_as_figures(library: Library, curator: Curator, saved: Path) -> None:
    [id] = ids(library)
    curator.state(id, "location", ["a paid day of work   with the team"])
    curator.state(id, "salary", ["$185,000 - $240,000 a year"])
    role = library.role(id)
    text = library.catalog.posting_text(role.posting_id) or ""
    assert [fact.span.of(text) for fact in role.stated("location")] == ["A paid day of work with the team"]
    [pay] = role.stated("salary")
    assert pay.pay is not None
    assert (pay.pay.low, pay.pay.high, pay.pay.currency, pay.pay.period) == (185_000, 240_000, "USD", "year")


def test_what_is_not_stated_can_be_said_and_what_the_posting_does_not_say_cannot(
    library: Library, curator: Curator, saved: Path
) -> None:
    [id] = ids(library)
    assert library.role(id).stated("salary")
    curator.state(id, "salary", [])
    assert not library.role(id).stated("salary")
    assert library.roles_stating("salary", limit=5) == []
    with pytest.raises(UsageError, match="does not stand in the posting"):
        curator.state(id, "salary", ["$900,000 a year"])
    with pytest.raises(UsageError, match="no fact 'shoe_size'"):
        curator.state(id, "shoe_size", ["Python"])


def test_corrections_survive_a_re_read(library: Library, curator: Curator, saved: Path) -> None:
    [id] = ids(library)
    curator.rename(id, "Staff Engineer", "")
    curator.state(id, "salary", [])
    reread(library, curator)
    role = library.role(id)
    assert (role.title, role.company, role.stated("salary")) == ("Staff Engineer", None, ())


def test_corrections_survive_removal_and_a_file_that_was_saved_anew(
    library: Library, curator: Curator, saved: Path
) -> None:
    [id] = ids(library)
    curator.rename(id, "Staff Engineer", "Northwind AI")
    curator.remove("saved.txt")
    assert ids(library) == []
    saved.write_text("Posted two days ago\n\n" + ONE)
    curator.add([(saved, "saved.txt")])
    assert [role.title for role in library.catalog.list_roles()] == ["Staff Engineer"]


def test_a_posting_is_split_and_merged_again(library: Library, curator: Curator, tmp_path: Path) -> None:
    both = tmp_path / "saved.txt"
    both.write_text(ONE.replace("\n\n", "\n") + "\n" + OTHER.replace("\n\n", "\n"))
    curator.add([(both, "saved.txt")])
    for _ in ids(library)[1:]:
        curator.merge(ids(library)[0])
    [whole] = library.catalog.list_roles()
    curator.split(whole.id, "Data Analyst")
    one, two = library.catalog.list_roles()
    text = library.catalog.posting_text(one.posting_id) or ""
    assert two.span.of(text).startswith("Data Analyst")
    assert one.span.end <= two.span.start
    assert [fact.pay.high for fact in two.stated("salary") if fact.pay] == [110_000]
    reread(library, curator)
    assert [role.span for role in library.catalog.list_roles()] == [one.span, two.span]
    assert library.check().ok
    curator.merge(one.id)
    [merged] = library.catalog.list_roles()
    assert merged.span == Span(one.span.start, two.span.end)
    with pytest.raises(UsageError, match="last role"):
        curator.merge(merged.id)
    with pytest.raises(UsageError, match="at the beginning"):
        curator.split(merged.id, merged.span.of(text)[:12])


def test_undoing_brings_back_what_was_read(library: Library, curator: Curator, saved: Path) -> None:
    [before] = library.catalog.list_roles()
    curator.rename(before.id, "Staff Engineer", "Southwind")
    assert curator.holdings()[0].postings[0].corrected
    curator.undo(before.posting_id)
    assert library.catalog.list_roles() == [before]
    assert not curator.holdings()[0].postings[0].corrected


def test_files_of_one_name_do_not_replace_each_other_and_own_files_go_with_their_source(
    library: Library, curator: Curator, saved: Path, tmp_path: Path
) -> None:
    again = curator.add([(saved, "saved.txt")])
    assert (again.files, again.unchanged) == (0, 1)
    saved.write_text(OTHER)
    curator.add([(saved, "saved.txt")])
    assert [held.name for held in curator.holdings()] == ["saved (2).txt", "saved.txt"]
    assert [held.name for held in curator.holdings("analyst")] == ["saved (2).txt"]
    curator.remove("saved.txt")
    assert [path.name for path in (tmp_path / "home" / "postings").iterdir()] == ["saved (2).txt"]
    with pytest.raises(UnknownSource):
        curator.remove("saved.txt")


def test_what_was_handed_over_last_stands_first_before_what_was_read_where_it_lies(
    library: Library, curator: Curator, tmp_path: Path
) -> None:
    for name, text in (("b.txt", ONE), ("a.txt", OTHER)):
        (tmp_path / name).write_text(text)
        curator.add([(tmp_path / name, name)])
    (tmp_path / "0.txt").write_text(ONE.replace("Northwind", "Southwind"))
    library.ingest([tmp_path / "0.txt"])
    assert [held.name for held in curator.holdings()] == ["a.txt", "b.txt", "0.txt"]
    assert [held.own for held in curator.holdings()] == [True, True, False]


def test_where_a_role_cannot_be_split_the_reason_is_said(library: Library, curator: Curator, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(ONE + "\n\n" + OTHER)
    curator.add([(tmp_path / "two.txt", "two.txt")])
    first, second = sorted(library.catalog.list_roles(), key=lambda role: role.span)
    with pytest.raises(UsageError, match="in another role"):
        curator.split(first.id, "Data Analyst")
    with pytest.raises(UsageError, match="at the beginning of the role"):
        curator.split(second.id, "Data Analyst")
    with pytest.raises(UsageError, match="does not stand in the posting"):
        curator.split(second.id, "Chief of Staff")


def test_an_unreadable_file_is_reported_and_not_kept(curator: Curator, tmp_path: Path) -> None:
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7 not really")
    report = curator.add([(broken, "x.pdf")])
    assert [failure.source for failure in report.failed] == ["x.pdf"]
    assert list((tmp_path / "home" / "postings").iterdir()) == []


def test_a_correction_is_kept_as_json() -> None:
    place = Place.of(ONE, Span(0, 12))
    kept = Correction((place,), (Naming(place, "t", ""),), (Statement(place, "salary", (place,)),))
    assert from_json(Correction, to_json(kept)) == kept
    assert kept
    assert not Correction()


@given(st.text("ab \n", min_size=1, max_size=60), st.data())
def test_a_place_is_found_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert Place.of(text, span).find(text) == span


@given(st.text("xyz\n", max_size=30))
def test_a_place_of_its_own_words_is_found_where_the_text_has_moved(before: str) -> None:
    place = Place.of(ONE, Span(0, 30))
    found = place.find(before + ONE)
    assert found is not None
    assert found.of(before + ONE) == ONE[:30]
