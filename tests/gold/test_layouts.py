"""The labels of the held-out sets: every file labelled, every label true to its file, every word of them known."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SETS = {"layouts": 30, "unseen": 22, "fresh": 24, "sealed": 8}  # A set's name and the files that it holds at least.
LABELS: dict[str, dict[str, Any]] = {
    f"{held_out}/{name}": entry
    for held_out in SETS
    for name, entry in yaml.safe_load((HERE / f"{held_out}.yaml").read_text("utf-8")).items()
}
ROLES = [(name, role) for name, entry in LABELS.items() for role in entry["roles"]]

# fmt: off
FACTS = {"salary", "location", "work_mode", "employment_type", "seniority", "years", "degree", "visa", "deadline",
         "start_date", "tech_stack", "interview_process", "team"}
SECTIONS = {"role", "team", "company", "responsibilities", "must", "nice", "stack", "compensation", "location",
            "process", "benefits", "legal", "navigation"}
FORMATS = {"phone", "video", "coding", "pair", "take-home", "system-design", "technical", "presentation", "behavioural",
           "onsite", "panel", "conversation", "trial", "review", "exam", "other"}
# fmt: on
MODES = {"remote", "hybrid", "office"}
PERIODS = {"hour", "day", "week", "month", "year"}
PATTERNS = FACTS - {"salary", "work_mode", "years", "degree", "deadline"}
IDS = [f"{name.split('-')[0]} {role['start'][:30]}" for name, role in ROLES]
every_role = pytest.mark.parametrize(("name", "role"), ROLES, ids=IDS)


def shown(path: Path) -> str:
    """The text of a file as its reader sees it: an HTML page without its tags."""
    raw = path.read_text("utf-8")
    if path.suffix != ".html":
        return raw
    raw = re.sub(r"<(script|style)\b.*?</\1>", " ", raw, flags=re.DOTALL)
    return html.unescape(re.sub(r"</?[a-zA-Z!][^>]*>", "\n", raw))


def starts(name: str) -> list[int]:
    """Where the roles of a file begin: the first line with those words after the start of the role before."""
    text, found, after = shown(HERE / name), [], -1
    for role in LABELS[name]["roles"]:
        line = re.compile(rf"^[ \t]*{re.escape(role['start'])}", re.MULTILINE).search(text, after + 1)
        assert line, f"no line of {name} begins with {role['start']!r}"
        after = line.start()
        found.append(after)
    return found


def text_of(name: str, role: dict[str, Any]) -> str:
    """A role's own stretch of its file; for the first of a file with what stands before it."""
    begins, at = [*starts(name), None], LABELS[name]["roles"].index(role)
    return shown(HERE / name)[begins[at] if at else 0 : begins[at + 1]]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("held_out", SETS)
def test_each_file_has_labels_and_each_label_its_file(held_out: str) -> None:
    files = [f"{held_out}/{path.name}" for path in sorted((HERE / held_out).iterdir())]
    assert files == sorted(name for name in LABELS if name.startswith(f"{held_out}/"))
    assert len(files) >= SETS[held_out]


@pytest.mark.parametrize("name", LABELS)
def test_the_roles_begin_in_the_order_of_the_text(name: str) -> None:
    assert set(LABELS[name]) == {"roles"}
    assert starts(name) == sorted(starts(name))


@every_role
def test_a_role_has_the_known_keys_and_an_accepted_title(name: str, role: dict[str, Any]) -> None:
    known = {"start", "company", "title", "duplicates", "facts", "technologies", "sections", "rounds", "counts"}
    assert set(role) <= known
    assert set(role) >= {"start", "company", "title", "duplicates", "facts", "sections"}
    assert role["title"]
    assert all(isinstance(title, str) for title in role["title"])
    assert all(company is None or isinstance(company, str) for company in as_list(role["company"]))
    assert shown(HERE / name).count(role["start"]) >= 1 + role["duplicates"]
    assert set(role.get("counts", ())) <= {"must", "nice", "duty"}


@every_role
def test_facts_are_of_known_names_and_kinds(name: str, role: dict[str, Any]) -> None:
    facts = role["facts"]
    assert set(facts) <= FACTS
    assert all(is_pay(pay) for pay in as_list(facts.get("salary")) if pay)
    assert set(facts.get("work_mode") or ()) <= MODES
    assert isinstance(facts.get("years") or 0, int | float)
    assert isinstance(facts.get("degree") or "", str)
    deadline = facts.get("deadline")
    assert not isinstance(deadline, str) or date.fromisoformat(deadline).isoformat() == deadline


def is_pay(pay: dict[str, Any]) -> bool:
    known = {"min", "max", "currency"} <= set(pay) <= {"min", "max", "currency", "period"}
    return known and re.fullmatch("[A-Z]{3}", pay["currency"]) is not None and pay.get("period", "year") in PERIODS


@every_role
def test_a_pattern_is_found_in_the_file(name: str, role: dict[str, Any]) -> None:
    text = " ".join(shown(HERE / name).split())
    worded = [role.get("technologies"), *(role["facts"].get(fact) for fact in PATTERNS)]
    for pattern in [p for patterns in worded for p in patterns or ()]:
        assert re.search(pattern, text, re.IGNORECASE), pattern


@every_role
def test_a_section_phrase_stands_once_in_its_role(name: str, role: dict[str, Any]) -> None:
    assert set(role["sections"]) <= SECTIONS
    for phrase in [p for phrases in role["sections"].values() for p in phrases]:
        assert text_of(name, role).count(phrase) == 1 + role["duplicates"], phrase


@every_role
def test_rounds_are_named_in_the_text_and_of_known_formats(name: str, role: dict[str, Any]) -> None:
    text = " ".join(text_of(name, role).split()).casefold()
    for entry in role.get("rounds", []):
        assert set(entry) <= {"name", "format", "minutes", "optional"}
        assert set(as_list(entry.get("format", []))) <= FORMATS
        assert any(word.casefold() in text for word in entry["name"]), entry["name"]
