"""The block of lines at a role's top: its parts, the title and company among them, and the roles that it opens."""

from __future__ import annotations

import re

import pytest
import yaml

from assistant.domain import Document, Posting, Role
from assistant.knowledge import load
from assistant.reading.chips import said, says
from assistant.reading.kinds import kinds_of
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.reading.titles import reads_as_title

DUTIES = "\n\nDuties\n- keep the engine up\nRequirements\n- some patience\n"

# fmt: off
HEADERS = [
    ("Halvorsen & Pike - Junior Bookkeeper - Bergen, Norway\n\nHalvorsen & Pike keeps the books of fishing boats.",
     "Halvorsen & Pike", "Junior Bookkeeper", "Bergen, Norway"),
    ("Remote (EU) | Senior Elixir Developer | Tallowmere\n\nTallowmere runs auctions for farm machines.",
     "Tallowmere", "Senior Elixir Developer", "Remote (EU)"),
    ("Larkspur Dynamics\nMechanical Design Engineer\nFull-time\nSenior\nGraz, Austria\n\nYou will design gearboxes.",
     "Larkspur Dynamics", "Mechanical Design Engineer", "Graz, Austria"),
    ("we're hiring: staff data engineer @ Brindle, lisbon or remote\n\nbrindle makes maps of noise.",
     "Brindle", "staff data engineer", "lisbon or remote"),
    ("Subject: Opening - Signalling Engineer (f/m/d) at Ostrava Rail Works\n\nHello,\nwe keep trains apart.",
     "Ostrava Rail Works", "Signalling Engineer (f/m/d)", None),
    ("Pflegefachkraft:in (w/m/d)\nKlinik am Seetor gGmbH\n📍 Konstanz\n🕒 Teilzeit", "Klinik am Seetor",
     "Pflegefachkraft:in (w/m/d)", "Konstanz"),
    ("SENIOR ACCOUNTANT\nMERIDIAN GROCERS\nOmaha, NE", "MERIDIAN GROCERS", "SENIOR ACCOUNTANT", "Omaha, NE"),
    ("Product Designer\nKestrel Bay, Wellington (New Zealand)\n\nKestrel Bay builds ferries.", "Kestrel Bay",
     "Product Designer", "Wellington (New Zealand)"),
]
# fmt: on


def posting(text: str, **hints: str) -> Posting:
    return normalize(Document("saved.txt", text, hints))


def stated(role: Role, text: str, name: str) -> list[str]:
    return [fact.span.of(text) for fact in role.stated(name)]


@pytest.mark.parametrize(("text", "company", "title", "place"), HEADERS, ids=[h[2] for h in HEADERS])
def test_a_header_names_title_company_and_place(text: str, company: str, title: str, place: str | None) -> None:
    read = posting(text + DUTIES)
    (role,) = read_roles(read)
    assert (role.company, role.title) == (company, title)
    assert stated(role, read.text, "location") == ([place] if place else [])


def test_chips_state_level_and_employment_with_their_own_spans() -> None:
    read = posting(HEADERS[2][0] + DUTIES)
    (role,) = read_roles(read)
    assert stated(role, read.text, "employment_type") == ["Full-time"]
    assert stated(role, read.text, "seniority") == ["Senior"]


@pytest.mark.parametrize(
    ("piece", "kinds"),
    [
        ("Hybrid", {"work_mode"}),
        ("full-time, permanent", {"employment_type"}),
        ("Remote within India", {"work_mode", "place"}),
        ("Toronto, ON", {"place"}),
        ("Wexcombe, England", {"place"}),
        ("Product Engineering – Mobile", {"team"}),
        ("$85-100/hr", {"pay"}),
        ("2 weeks ago", {"furniture"}),
        ("Summer 2027", {"date"}),
        ("Data Engineer", {"title"}),
        ("Entwickler:in (m/w/d) Antriebe", {"title"}),
        ("Orrery Partners", {"name"}),
        ("we write the ledger", {"other"}),
    ],
)
def test_a_piece_of_a_header_is_of_a_kind(piece: str, kinds: set[str]) -> None:
    assert kinds_of(piece, small=False) == kinds


def test_short_forms_of_states_count_behind_a_comma_only() -> None:
    assert [w.kind for w in said("Omaha, NE")] == ["city", "code"]
    assert says("IN OR ME") == frozenset()


def test_both_genders_endings_do_not_make_a_title_a_sentence() -> None:
    assert reads_as_title("Ingénieur·e DevOps (H/F)", None)


def test_each_header_with_text_below_opens_a_role_and_a_list_of_headers_does_not() -> None:
    text = (
        "Ask: who is hiring?\n\nQuintal | Backend Engineer | Porto\n"
        "You keep the ledger of Quintal running, and you answer when it does not balance at night or on Sundays.\n"
        "Go, PostgreSQL and patience are what you bring to the table here.\n\nreply\n\n"
        "Corvid Maps | Cartographer, Lead Engineer | Ghent, Belgium | Part-time\n"
        "You draw the maps that cyclists of Corvid Maps trust, and you ride the roads that you draw at least once.\n\n"
        "Similar jobs\nData Analyst | Osprey | Berlin\nData Engineer | Wren | Paris\nML Engineer | Finch | Oslo\n"
    )
    found = read_roles(posting(text))
    assert [(r.company, r.title) for r in found] == [
        ("Quintal", "Backend Engineer"),
        ("Corvid Maps", "Cartographer, Lead Engineer"),
    ]


def test_a_signature_opens_no_role() -> None:
    text = HEADERS[7][0] + DUTIES + (
        "\nJane Doe\nTalent Partner, Kestrel Bay\nWellington, New Zealand\n"
        "This message is meant for you alone; please delete it when it reached you by mistake, thank you.\n"
    )  # fmt: skip
    assert len(read_roles(posting(text))) == 1


def test_a_record_that_states_title_and_company_is_one_role() -> None:
    below = "You join the people who keep the bidding engine up, and answer when farmers call on a Sunday morning.\n"
    text = HEADERS[1][0] + DUTIES + below + f"\nTallowmere | Junior Elixir Developer | Remote (EU)\n{below}"
    assert len(read_roles(posting(text))) == 2
    assert len(read_roles(posting(text, title="Elixir Developers", company="Tallowmere"))) == 1


TEAMS = """Brightwater - teams hiring this spring (copied from their page)
Brightwater makes pumps. All jobs are in Porto, Portugal. Full-time. We sponsor visas.

Valves
We close what others leave open.
Duties
Draw valves for pumps of every size
Requirements
Patience with seals

Bearings
We keep things turning.
Duties
Measure bearings until they fail
Requirements
Patience with grease
"""


def test_a_preamble_over_several_roles_states_its_facts_for_each() -> None:
    read = posting(TEAMS)
    roles = read_roles(read)
    assert [(r.company, r.title) for r in roles] == [("Brightwater", "Valves"), ("Brightwater", "Bearings")]
    for role in roles:
        assert stated(role, read.text, "employment_type") == ["Full-time."]
        assert stated(role, read.text, "visa") == ["We sponsor visas."]
        assert stated(role, read.text, "team") == [role.title]
    assert roles[1].stated("visa")[0].span.end < roles[1].span.start


def test_an_introduction_of_the_first_role_is_no_preamble() -> None:
    text = TEAMS.replace("Bearings\nWe keep things turning.\n", "")
    text = text.replace("until they fail", "until they fail, on each of the benches that stand in the hall")
    second = read_roles(posting(text))[1]
    assert not second.stated("visa")


def test_a_title_that_begins_with_whose_it_is_names_the_company() -> None:
    text = "Tidegate runs locks. Tidegate is old.\n\n" + DUTIES
    (role,) = read_roles(posting(text, title="Tidegate: Lock Keeper"))
    assert (role.company, role.title) == ("Tidegate", "Lock Keeper")


@pytest.mark.parametrize("name", ["header", "places", "companies"])
def test_the_word_lists_are_of_words(name: str) -> None:
    def leaves(entry: object) -> list[object]:
        if isinstance(entry, dict):
            return [x for value in entry.values() for x in leaves(value)]
        return [x for value in entry for x in leaves(value)] if isinstance(entry, list) else [entry]

    assert all(isinstance(x, str | int) and not isinstance(x, bool) for x in leaves(load(name)))
    assert yaml.safe_dump(load(name))


def test_places_and_chips_are_case_folded_and_stand_once() -> None:
    for listed in (*load("places").values(), *load("header")["chips"].values()):
        assert listed == [w.casefold() for w in listed]
        assert len(listed) == len(set(listed))


def test_a_companys_ways_to_be_named_have_a_weight_and_one_place_for_the_name() -> None:
    for way in load("companies")["speaks"]:
        assert set(way) <= {"pattern", "weight", "hints"}
        assert 0 < way["weight"] <= 40
        assert re.compile(way["pattern"].replace("{NAME}", "(NAME)")).groups == 1
