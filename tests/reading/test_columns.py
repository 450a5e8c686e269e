"""Tables with a column for what is essential and one for what is desirable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Document
from assistant.reading.loaders import load
from assistant.reading.loaders.columns import columned

TURNED = ["Essential", "• Training: PhD", "• Skills: C++", "Desirable", "• Skills: Git"]


def written(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_each_column_becomes_a_list_below_its_heading() -> None:
    table = "Criteria\tEssential\tDesirable\nTraining\tPhD\t\nSkills\tC++\tGit"
    assert written(columned(f"Before\n{table}\n\nAfter")) == ["Before", *TURNED, "After"]


def test_a_table_without_row_labels_keeps_its_cells_whole() -> None:
    assert written(columned("Essential | Desirable\nC++ | Git\nSQL | Rust")) == [
        "Essential", "• C++", "• SQL", "Desirable", "• Git", "• Rust",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Region | Base salary\nSpain | 40,000",
        "Essential: patience\nDesirable: wit",
        "Skills\tExperience\nC++\tyears",
        "Essential | Desirable",
    ],
)
def test_other_tables_stay_as_they_are(text: str) -> None:
    assert columned(text) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Criteria\tEssential\tDesirable\nTraining\tPhD\t\nSkills\tC++\tGit\n"),
        (
            "a.md",
            "| Criteria | Essential | Desirable |\n|---|---|---|\n| Training | PhD | |\n| Skills | C++ | Git |\n",
        ),
        (
            "a.html",
            "<html><body><nav>Menu</nav><table><tr><th>Criteria</th><th>Essential</th><th>Desirable</th></tr><tr>"
            "<td>Training</td><td>PhD</td><td></td></tr><tr><td>Skills</td><td>C++</td><td>Git</td></tr></table>"
            "<footer>End</footer></body></html>",
        ),
    ],
)
def test_every_format_has_its_tables_turned(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (found,) = load(path, name)
    assert isinstance(found, Document)
    assert [line for line in written(found.text) if line not in ("Menu", "End")] == TURNED
    assert [span.of(found.text) for span in found.boilerplate] in ([], ["Menu", "End"])


@given(st.text(alphabet="aE\t|\n :", max_size=60))
def test_text_without_such_a_table_is_never_changed(text: str) -> None:
    assert columned(text) == text
