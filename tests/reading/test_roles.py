"""A posting's roles, sections, requirements and rounds."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Document, Posting, Role, SectionKind
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

NOTES = """# Acme
The vision team at Acme builds cameras that understand what they see.
As a perception engineer, you will own the models from data to device.
Focus
Train detection models on night scenes.
Build the tools that find labelling errors.
Ideal Experience
3+ years of computer vision.
Experience with camera hardware is a plus.
Tech Stack
Python
CUDA

Tech Stack
Go
PostgreSQL
Focus
Run the billing service for a million customers.
Shorten the month's close from days to hours.
Ideal Experience
Track record of running payment systems.

About the Team
The platform team keeps the clusters alive.
About the Role
In this role you will:
Automate upgrades of Kubernetes clusters.
Exceptional candidates may have:
Experience with on-call rotations.
Interview Process
We read your application within a week. You will then be invited to a 20-minute phone screen with a manager.
Two rounds follow:
System design (60 minutes): sketch a cluster upgrade.
Meet the team: lunch with your colleagues to be.
All interviews will be held on site.

# Beispiel GmbH
Wir suchen einen Entwickler.
Aufgaben
Entwicklung von Schnittstellen für unsere Kunden und Partner.
Anforderungen
Abgeschlossenes Studium der Informatik oder vergleichbare Erfahrung.
"""


def posting(text: str, source: str = "notes.txt", **hints: str) -> Posting:
    return normalize(Document(source, text, hints))


@pytest.fixture(scope="module")
def roles() -> list[Role]:
    return read_roles(posting(NOTES))


def test_a_notes_file_is_split_where_the_section_cycle_starts_anew(roles: list[Role]) -> None:
    text = posting(NOTES).text
    assert [r.span.of(text).split("\n")[0] for r in roles] == [
        "The vision team at Acme builds cameras that understand what they see.",
        "Tech Stack",
        "About the Team",
        "Wir suchen einen Entwickler.",
    ]


def test_the_heading_above_names_the_company_and_belongs_to_no_role(roles: list[Role]) -> None:
    assert [r.company for r in roles] == ["Acme", "Acme", "Acme", "Beispiel GmbH"]
    assert all("#" not in r.span.of(posting(NOTES).text) for r in roles)


def test_a_role_without_a_title_is_named_by_its_own_words(roles: list[Role]) -> None:
    assert roles[0].title == "Perception engineer"
    assert roles[1].title == "Billing service for a million customers"
    assert roles[2].title.startswith("Platform team")
    assert roles[1].id == "acme-billing-service-for-a-million-customers"


def test_sections_partition_the_role(roles: list[Role]) -> None:
    for role in roles:
        assert role.sections[0].span.start == role.span.start
        assert role.sections[-1].span.end == role.span.end
        assert all(a.span.end == b.span.start for a, b in zip(role.sections, role.sections[1:], strict=False))


def test_requirements_know_must_from_nice_from_duty(roles: list[Role]) -> None:
    text = posting(NOTES).text
    assert [(r.kind, r.span.of(text)) for r in roles[0].requirements] == [
        ("duty", "Train detection models on night scenes."),
        ("duty", "Build the tools that find labelling errors."),
        ("must", "3+ years of computer vision."),
        ("nice", "Experience with camera hardware is a plus."),
    ]


def test_rounds_come_from_prose_and_list_and_nothing_is_filled_in(roles: list[Role]) -> None:
    assert [(r.order, r.name, r.minutes) for r in roles[2].process] == [
        (1, "We read your application within a week", None),
        (2, "You will then be invited to a 20-minute phone screen with a manager", 20),
        (3, "System design", 60),
        (4, "Meet the team", None),
    ]
    assert roles[0].process == ()


def test_adding_text_at_the_end_leaves_the_roles_before_unchanged(roles: list[Role]) -> None:
    longer = read_roles(posting(NOTES + "\n# Other Inc\nFocus\nSell boats to sailors and oars to rowers, all year.\n"))
    same = [replace(a, posting_id="", span=b.span, sections=b.sections) for a, b in zip(longer, roles, strict=False)]
    assert same == [replace(r, posting_id="") for r in roles]


def test_a_role_that_stands_again_is_counted_not_repeated() -> None:
    block = NOTES.split("\n\n")[1]
    twice = posting(f"# Acme\n{block}\n\n{block}\n\n{block}\nEmbody our values.\n")
    found = read_roles(twice)
    assert [(r.title, r.duplicates) for r in found] == [("Billing service for a million customers", 0)] or [
        r.duplicates for r in found
    ] == [2]


def test_two_roles_of_one_name_get_ids_of_their_own() -> None:
    body = "Title: Data Engineer\nRequirements\n{0} experience with pipelines\nDuties\nBuild {0} pipelines for {0}.\n"
    found = read_roles(posting(f"# Acme\n{body.format('batch')}\n# Bolt\n{body.format('stream')}"))
    assert [r.id for r in found] == ["acme-data-engineer", "bolt-data-engineer"]


def test_a_single_posting_with_two_requirement_headings_is_one_role() -> None:
    text = (
        "Senior Analyst\n\nAbout the role\n\nYou will count things.\n\nRequirements\n\n- SQL\n- Statistics\n\n"
        "Education\n\n- Bachelor's degree\n\nAbout the team\n\nWe are five who like to count.\n\nBenefits\n\n- Fruit\n"
    )
    assert [r.title for r in read_roles(posting(text, "acme.txt"))] == ["Senior Analyst"]


@pytest.mark.parametrize(
    "text",
    [
        "Data engineer wanted.",
        "招聘：数据工程师\n职责\n负责数据平台的建设与维护\n任职要求\n三年以上经验",
        "REQUIREMENTS\nSQL SKILLS\n" * 3,
    ],
)
def test_a_posting_always_has_at_least_one_role(text: str) -> None:
    found = read_roles(posting(text))
    assert found
    assert all(r.title and r.id for r in found)


def test_five_thousand_roles_in_a_file_are_read_one_by_one() -> None:
    text = "".join(
        f"# Company{n}\nFocus\nBuild engine number {n} of the fleet and keep it running.\n"
        f"Ideal Experience\nStrong sense for engine {n}.\n\n"
        for n in range(5000)
    )
    found = read_roles(posting(text))
    assert len(found) == 5000
    assert found[4999].company == "Company4999"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*NOTES.split("\n"), "", "", "# Xyz", "Salary: $10 - $20 an hour", "Remote"]), max_size=60)
)
def test_whatever_the_order_of_lines_spans_hold_and_reading_twice_is_the_same(lines: list[str]) -> None:
    text = "\n".join(["Some words.", *lines])
    read = posting(text)
    found = read_roles(read)
    assert found == read_roles(read)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    for role in found:
        assert role.sections[0].span.start == role.span.start
        assert role.sections[-1].span.end == role.span.end
        for part in (*role.facts, *role.requirements, *role.process):
            assert role.span.contains(part.span)
            assert part.span.of(read.text).strip()
    assert len({r.id for r in found}) == len(found)


def gold(path: Path) -> dict[str, list[dict[str, object]]]:
    read: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = yaml.safe_load(path.read_text("utf-8"))
    return {name: entry["roles"] for name, entry in read["postings"].items()}


@pytest.mark.shared
def test_the_boundaries_of_the_real_notes_file(shared: Path) -> None:
    """Precision and recall of role starts against the gold, a line of slack; folded repeats count as found."""
    name = "notes-nvidia-xai-microsoft.txt"
    path = shared / "postings" / name
    read = normalize(next(d for d in load(path, name) if isinstance(d, Document)))
    entries = gold(shared / "gold" / "roles.yaml")[name]
    starts = {int(e["lines"][0]) for e in entries if "same_as" not in e}  # type: ignore[index]
    starts.discard(11)  # either reading is right there
    found = {read.text.count("\n", 0, r.span.start) + 1 for r in read_roles(read)} - {11}
    hits = {s for s in starts if any(abs(s - f) <= 1 for f in found)}
    precision, recall = len(hits) / len(found), len(hits) / len(starts)
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert sum(r.duplicates for r in read_roles(read)) == 3


def test_a_process_section_ends_where_another_section_begins(roles: list[Role]) -> None:
    kinds = [s.kind for s in roles[2].sections]
    assert kinds[-1] is SectionKind.PROCESS
    assert SectionKind.TEAM not in kinds[kinds.index(SectionKind.PROCESS) :]
