"""The house stands as `docs/architecture.md` draws it: floors import downwards, and importing costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLOORS = {
    "domain": 1,
    "errors": 1,
    "accounts": 1,
    "holdings": 1,
    "matrix": 1,
    "asked": 1,
    "processors": 1,
    "wire": 1,
    "training": 1,
    "training_wire": 1,
    "preparation": 1,
    "preparation_wire": 1,
    "settings": 2,
    "models": 2,
    "prompts": 2,
    "records": 2,
    "knowledge": 2,
    "reading": 2,
    "index": 3,
    "prepare": 4,
    "retrieve": 4,
    "answer": 5,
    "evals": 6,
    "tailoring": 6,
    "planner": 6,
    "proving": 6,
    "writing": 6,
    "curator": 6,
    "trainer": 6,
    "coaching": 6,
    "households": 6,
    "app": 6,
    "terminal": 7,
    "cli": 7,
    "web": 7,
    "__main__": 7,
}
# What the top floor may speak: the words of the product as values, and their JSON.
VALUES = ("domain", "errors", "asked", "accounts", "holdings", "matrix", "wire", "training", "training_wire",
          "preparation", "preparation_wire")  # fmt: skip
HEAVY = ("gradio", "chromadb", "langchain", "langchain_core", "langchain_openai", "onnxruntime", "tokenizers", "numpy",
         "tantivy", "sqlalchemy", "pydantic", "typer", "rich", "yaml", "docx", "selectolax", "openai")  # fmt: skip
MODULES = sorted(
    p for p in (ROOT / "assistant").rglob("*.py") if p.parent != ROOT / "assistant" or p.stem != "__init__"
)


def place(path: Path) -> str:
    """The room a module is in: the first name below `assistant`."""
    return path.relative_to(ROOT / "assistant").with_suffix("").parts[0]


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module] if node.module != "assistant" else [f"assistant.{a.name}" for a in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("assistant.")}
    return rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_its_own_room_and_lower_floors(path: Path) -> None:
    room = place(path)
    assert room in FLOORS, f"{room} has no floor: add it here and to docs/architecture.md"
    too_high = {other for other in imported_rooms(path) if other != room and FLOORS[other] > FLOORS[room]}
    beside = {other for other in imported_rooms(path) if other != room and FLOORS[other] == FLOORS[room]}
    assert not too_high, f"{room} (floor {FLOORS[room]}) imports {too_high} from above"
    assert FLOORS[room] in (1, 2, 6, 7) or not beside, f"{room} imports {beside} from its own floor"


@pytest.mark.parametrize("path", [p for p in MODULES if place(p) in ("cli", "terminal", "web")], ids=lambda p: p.stem)
def test_the_top_floor_knows_only_app_domain_errors_and_wire(path: Path) -> None:
    # `households` hands out assistants like `app`: one for each user.
    known = ("app", "households", *VALUES, "terminal", "cli", place(path))
    runtime = {room for room in imported_rooms(path) if room not in known}
    # For type checkers only, the terminal names the doctor's report.
    assert runtime <= ({"index"} if place(path) == "terminal" else set())


@pytest.mark.parametrize("path", [p for p in MODULES if place(p) == "evals"], ids=lambda p: p.stem)
def test_evals_do_not_know_the_composition_root(path: Path) -> None:
    assert "app" not in imported_rooms(path)


def test_only_the_composition_root_builds_a_library() -> None:
    builders = [
        p.relative_to(ROOT).as_posix() for p in MODULES if "= Library(" in p.read_text("utf-8") and place(p) != "index"
    ]
    assert builders == ["assistant/app.py"]


def test_importing_the_package_loads_no_library() -> None:
    code = f"import sys, assistant; print(sorted(m for m in sys.modules if m.split('.')[0] in {HEAVY!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("assistant.cli", ("gradio", "chromadb", "langchain_core", "onnxruntime", "sqlalchemy", "tantivy", "numpy")),
        ("assistant.app", ("gradio", "chromadb", "langchain_core", "onnxruntime", "tantivy", "numpy")),
        ("assistant.reading.roles", ("gradio", "chromadb", "langchain_core", "selectolax", "docx", "numpy")),
    ],
)
def test_importing_a_module_leaves_what_it_does_not_use_yet(module: str, forbidden: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(sorted(set(m.split('.')[0] for m in sys.modules) & set({forbidden!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
