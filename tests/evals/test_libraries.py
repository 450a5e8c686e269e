"""Libraries of the postings that case files name: built once, by what went in, and never from half of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.domain import Failure, IngestReport
from assistant.errors import InvalidCases
from assistant.evals.libraries import Libraries
from assistant.evals.plan import Progress
from tests.evals.product import Product


class Building(Product):
    """A product that notes what it was given to read."""

    def __init__(self, home: Path, built: list[Path], failed: tuple[Failure, ...] = ()) -> None:
        super().__init__()
        self.home = home
        self.closed = False
        self._built = built
        self._failed = failed

    def ingest(self, paths: list[Path], progress: Progress | None = None) -> IngestReport:
        self._built += paths
        return IngestReport(1, 1, 1, 0, self._failed, 0.0)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def postings(tmp_path: Path) -> Path:
    folder = tmp_path / "postings"
    folder.mkdir()
    (folder / "a.txt").write_text("a posting")
    return folder


class Workshop:
    """Libraries over fake products, and what they built."""

    def __init__(self, folder: Path, recipe: str = "1/600/builtin", failed: tuple[Failure, ...] = ()) -> None:
        self.own = Product()
        self.built: list[Path] = []
        self.products: list[Building] = []
        self.failed = failed
        self.libraries = Libraries(self.own, self._build, folder=folder, recipe=recipe)

    def _build(self, home: Path) -> Building:
        self.products.append(Building(home, self.built, self.failed))
        return self.products[-1]


def test_without_postings_the_users_own_library_is_asked(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    assert workshop.libraries.of(None) is workshop.own
    assert workshop.products == []


def test_a_library_is_built_once_and_found_again_by_the_next_run(tmp_path: Path, postings: Path) -> None:
    first = Workshop(tmp_path / "kept")
    assert first.libraries.of(postings) is first.libraries.of(postings)
    assert first.built == [postings]
    second = Workshop(tmp_path / "kept")
    second.libraries.of(postings)
    assert second.built == []
    assert second.products[0].home == first.products[0].home
    assert oct(first.products[0].home.stat().st_mode & 0o777) == "0o700"


def test_the_same_postings_elsewhere_are_the_same_library(tmp_path: Path, postings: Path) -> None:
    copy = shutil.copytree(postings, tmp_path / "elsewhere" / "postings")
    workshop = Workshop(tmp_path / "kept")
    assert workshop.libraries.of(postings) is workshop.libraries.of(copy)


@pytest.mark.parametrize("change", ["content", "more", "recipe", "name"])
def test_other_postings_or_another_way_to_read_them_are_another_library(
    tmp_path: Path, postings: Path, change: str
) -> None:
    Workshop(tmp_path / "kept").libraries.of(postings)
    if change == "content":
        (postings / "a.txt").write_text("another posting")
    if change == "more":
        (postings / "b.txt").write_text("one more")
    if change == "name":
        postings = postings.rename(tmp_path / "renamed")
    workshop = Workshop(tmp_path / "kept", recipe="2/600/builtin" if change == "recipe" else "1/600/builtin")
    workshop.libraries.of(postings)
    assert workshop.built == [postings]


def test_a_single_file_will_do(tmp_path: Path, postings: Path) -> None:
    workshop = Workshop(tmp_path / "kept")
    workshop.libraries.of(postings / "a.txt")
    assert workshop.built == [postings / "a.txt"]


def test_a_library_whose_building_was_interrupted_is_built_to_its_end(tmp_path: Path, postings: Path) -> None:
    Workshop(tmp_path / "kept").libraries.of(postings)
    next((tmp_path / "kept").rglob("built.json")).unlink()
    again = Workshop(tmp_path / "kept")
    again.libraries.of(postings)
    assert again.built == [postings]


def test_postings_that_cannot_be_read_are_named_and_nothing_is_asked_of_the_rest(
    tmp_path: Path, postings: Path
) -> None:
    failed = (*(Failure(f"{n}.pdf", "is damaged") for n in range(7)),)
    workshop = Workshop(tmp_path / "kept", failed=failed)
    with pytest.raises(
        InvalidCases, match=r"7 of the postings .* \(0\.pdf: is damaged; .* and 2 more\); mend or remove"
    ):
        workshop.libraries.of(postings)
    assert workshop.products[0].closed
    mended = Workshop(tmp_path / "kept")
    mended.libraries.of(postings)
    assert mended.built == [postings]


def test_postings_that_are_not_there_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidCases, match="there are no postings at"):
        Workshop(tmp_path / "kept").libraries.of(tmp_path / "nowhere")


def test_closing_closes_what_was_opened_but_not_the_users_own(tmp_path: Path, postings: Path) -> None:
    workshop = Workshop(tmp_path / "kept")
    workshop.libraries.of(postings)
    workshop.libraries.close()
    assert [product.closed for product in workshop.products] == [True]
