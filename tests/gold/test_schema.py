"""The hand-written labels of real postings and interview processes: well formed, true to their sources, no copies."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
POSTINGS: list[dict[str, Any]] = yaml.safe_load((HERE / "postings_18f_nhs.yaml").read_text("utf-8"))["postings"]
PROCESSES: list[dict[str, Any]] = yaml.safe_load((HERE / "interview_processes.yaml").read_text("utf-8"))["lines"]

# fmt: off
FACTS = {"salary", "location", "work_mode", "employment_type", "years", "degree", "visa", "interview_process",
         "deadline"}
SECTIONS = {"role", "team", "company", "responsibilities", "must", "nice", "stack", "compensation", "location",
            "process", "benefits", "legal"}
EMPLOYMENT = {"full-time", "part-time", "permanent", "fixed-term", "temporary", "bank", "or"}
FORMATS = {"phone", "video", "coding", "pair", "take-home", "system-design", "technical", "presentation", "behavioural",
           "onsite", "panel", "conversation", "trial", "review", "exam", "other"}
# fmt: on


def source_of(posting: dict[str, Any]) -> str:
    return str(posting["source"])


def plain(text: str) -> str:
    """The text as shown: entities resolved (twice: NHS escapes its HTML), tags gone, white space collapsed."""
    unescaped = html.unescape(html.unescape(text))
    return " ".join(re.sub(r"<[^>]*>", " ", unescaped).split())


def read_source(data: Path, source: str) -> str:
    """The raw text of one posting, by its path below the data folder and, for a .jsonl file, its record's id."""
    path, _, record = source.partition("#")
    raw = (data / path).read_text("utf-8")
    if record:
        return next(str(line["text_raw"]) for line in map(json.loads, raw.splitlines()) if line["id"] == record)
    return str(json.loads(raw)["description"]) if path.endswith(".json") else raw


def read_fields(data: Path, source: str) -> tuple[str, str | None]:
    """Title and closing date as the posting's own fields say them."""
    path, _, record = source.partition("#")
    raw = (data / path).read_text("utf-8")
    if path.endswith(".md"):
        front = re.findall(r"^(title|closes): *(.*?) *$", raw, flags=re.MULTILINE)
        fields = {name: value.strip('"') for name, value in front}
        return fields["title"], fields.get("closes") or None
    if record:
        line = next(line for line in map(json.loads, raw.splitlines()) if line["id"] == record)
        return line["title"], line["closes"][:10]
    posting = json.loads(raw)
    return posting["title"], posting["validThrough"][:10]


def phrases(posting: dict[str, Any]) -> list[str]:
    return [phrase for found in posting["in_section"].values() for phrase in found]


def is_iso(value: str) -> bool:
    return date.fromisoformat(value).isoformat() == value


def test_there_are_twenty_postings_of_both_sources_and_sixty_processes() -> None:
    assert len({source_of(posting) for posting in POSTINGS}) == 20
    assert sum(source_of(posting).startswith("18f/") for posting in POSTINGS) == 9
    assert len({line["company"] for line in PROCESSES}) == 60


@pytest.mark.parametrize("posting", POSTINGS, ids=source_of)
def test_a_posting_states_every_fact_or_says_that_it_does_not(posting: dict[str, Any]) -> None:
    facts = posting["facts"]
    assert set(facts) == FACTS
    assert posting["title"]
    assert posting["company"]
    assert posting["closes"] is None or is_iso(posting["closes"])
    assert facts["deadline"] is None or is_iso(facts["deadline"])
    assert isinstance(facts["visa"], bool)
    assert isinstance(facts["location"], list)
    assert facts["work_mode"] in {None, "remote", "hybrid", "on-site"}
    assert set(re.findall(r"[\w-]+", facts["employment_type"] or "")) <= EMPLOYMENT
    assert facts["years"] is None or facts["years"] > 0
    assert facts["degree"] is None or facts["degree"].strip()
    assert facts["interview_process"] is None or facts["interview_process"]["rounds"]


@pytest.mark.parametrize("posting", POSTINGS, ids=source_of)
def test_a_salary_has_its_amounts_currency_and_period(posting: dict[str, Any]) -> None:
    salary = posting["facts"]["salary"]
    if salary is None:
        return
    assert set(salary) == {"min", "max", "currency", "period"}
    assert salary["max"] >= (salary["min"] or 0) > -1
    assert salary["currency"] in {"USD", "GBP"}
    assert salary["period"] in {"year", "hour"}


@pytest.mark.parametrize("posting", POSTINGS, ids=source_of)
def test_sections_are_of_known_kinds_and_phrases_are_short(posting: dict[str, Any]) -> None:
    certain, possible = set(posting["sections"]), set(posting["sections_also"])
    assert certain | possible <= SECTIONS
    assert not certain & possible
    assert set(posting["in_section"]) <= certain
    assert all(3 <= len(phrase.split()) <= 6 for phrase in phrases(posting))
    assert not certain or 3 <= len(phrases(posting)) <= 6


@pytest.mark.shared
@pytest.mark.parametrize("posting", POSTINGS, ids=source_of)
def test_every_phrase_stands_once_in_its_posting(posting: dict[str, Any], shared: Path) -> None:
    text = plain(read_source(shared / "data", source_of(posting)))
    assert {phrase: text.count(phrase) for phrase in phrases(posting)} == dict.fromkeys(phrases(posting), 1)


@pytest.mark.shared
@pytest.mark.parametrize("posting", POSTINGS, ids=source_of)
def test_title_and_closing_date_are_those_of_the_posting(posting: dict[str, Any], shared: Path) -> None:
    title, closes = read_fields(shared / "data", source_of(posting))
    assert (posting["title"], posting["closes"]) == (plain(title), closes)


@pytest.mark.parametrize("line", PROCESSES, ids=lambda line: str(line["company"]))
def test_every_round_has_a_short_name_a_format_and_its_minutes(line: dict[str, Any]) -> None:
    assert set(line) <= {"company", "rounds", "formats", "minutes", "also", "doubtful"}
    assert len(line["rounds"]) == len(line["formats"]) == len(line["minutes"]) > 0
    assert all(1 <= len(name.split()) <= 5 for name in [*line["rounds"], *line.get("also", [])])
    assert set(line["formats"]) <= FORMATS
    for minutes in line["minutes"]:
        low, high = minutes if isinstance(minutes, list) else (minutes or 1, minutes or 1)
        assert 0 < low <= high
    assert ("also" not in line) or (line["doubtful"] and len(line["also"]) != len(line["rounds"]))


@pytest.mark.shared
def test_the_processes_are_the_lines_that_the_stated_rule_chooses(shared: Path) -> None:
    file = shared / "data" / "interview-processes" / "companies-a-to-m.jsonl"
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    stated = [line for line in lines if (line["process"] or "").strip()]
    chosen = [stated[number * len(stated) // 60] for number in range(60)]
    assert [line["company"] for line in PROCESSES] == [line["company"] for line in chosen]
    for label, source in zip(PROCESSES, chosen, strict=True):
        long = [name.lower() for name in label["rounds"] if len(name.split()) > 4]
        assert not [name for name in long if name in source["process"].lower()]
