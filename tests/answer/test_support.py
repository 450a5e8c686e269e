"""Whether cited words support a claim: the rules one by one, and how often they are right on labelled pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.claims import Claim, claims
from assistant.answer.support import ENOUGH, Support, asserts, supported

PAIRS: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "claim_pairs.yaml").read_text("utf-8"))
PAY = "The base salary is $117,000 to $233,900 a year."


def judged(claim: str, *quotes: str, names: tuple[str, ...] = (), **more: Any) -> Support:
    """What is said of a claim that cites these texts."""
    return supported(Claim(claim, (1,), **more), quotes, names)


def confusion(part: str) -> dict[str, int]:
    """How the pairs were judged: rightly and wrongly accepted and refused."""
    counts = {"accepted rightly": 0, "accepted wrongly": 0, "refused rightly": 0, "refused wrongly": 0}
    for pair in PAIRS[part]:
        holds = judged(pair["claim"], *pair["cites"], names=tuple(pair.get("names", ()))).holds
        counts[f"{'accepted' if holds else 'refused'} {'rightly' if holds is pair['holds'] else 'wrongly'}"] += 1
    return counts


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_every_labelled_pair_is_judged_as_it_is_labelled(part: str) -> None:
    found = confusion(part)
    assert found["accepted wrongly"] == found["refused wrongly"] == 0
    assert sum(found.values()) >= 40


def test_of_a_chat_models_claims_few_are_judged_wrongly() -> None:
    assert confusion("generated") == {
        "accepted rightly": 25,
        "accepted wrongly": 3,
        "refused rightly": 23,
        "refused wrongly": 3,
    }


def test_words_of_the_source_are_supported_and_others_are_not() -> None:
    assert judged("Our engineers are hired in Porto.", "Our engineers are hired in Porto.") == Support(1.0)
    assert judged("Lunch is free.", "Our engineers are hired in Porto.").share == 0.0


def test_a_claim_that_cites_nothing_is_unsupported_unless_it_asserts_nothing() -> None:
    assert judged("You get 25 days off.") == Support(0.0)
    assert judged("You get 25 days off.", "", "  ") == Support(0.0)
    assert judged("The following is listed in the posting.").holds


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("The base salary is $118,000 a year.", "$118,000"),
        ("The base salary is $117,000 a month.", "$117,000 a month"),
        ("The base salary is €117,000.", "€117,000"),
        ("The minimum base salary is $233,900.", "$233,900"),
        ("The base salary at Orbitel is $117,000.", "Orbitel"),
        ("The base salary of $117,000 is from May 3, 2027.", "May 3, 2027"),
        ("The base salary is not $117,000.", "$117,000"),
        ("The base salary is “paid on the first of each month” from $117,000.", "paid on the first of each month"),
        ("The base salary is $117,000 to $233,900 a year, with dental insurance.", "dental insurance"),
    ],
)
def test_what_must_stand_there_and_does_not_is_named(claim: str, missing: str) -> None:
    found = judged(claim, PAY)
    assert not found.holds
    assert any(word.startswith(missing) or missing.startswith(word) for word in found.missing), found.missing


def test_names_that_are_spoken_of_need_not_stand_there_and_do_not_count_as_support() -> None:
    assert judged("Orbitel’s base salary is $117,000.", PAY, names=("Orbitel",)).holds
    assert not judged("Orbitel builds rockets.", PAY, names=("Orbitel",)).holds
    assert judged("A level 3 baker’s base salary is $117,000.", PAY, names=("Baker (level 3)",)).holds


def test_several_texts_may_support_a_claim_together() -> None:
    assert judged("It pays $117,000 in Porto.", "$117,000 a year", "Porto, Portugal").holds
    assert not judged("It pays $117,000 in Porto.", "$117,000 a year").holds


def test_a_quotation_must_stand_there_as_it_is() -> None:
    source = "You know “Rust” — or C++,  and you’re kind.\nPorto."
    assert judged("or C++, and you're kind", source, kind="quotation").holds
    assert judged('You know "Rust" - or C++', source, kind="quotation").holds
    assert judged("You know … you’re kind.", source, kind="quotation").holds
    assert judged("You know “Rust” and C++", source, kind="quotation").missing == ("You know “Rust” and C++",)
    assert not judged("you’re kind … You know", source, kind="quotation").holds
    assert not judged("…", source, kind="quotation").holds


def test_a_short_name_must_be_spelled_the_same() -> None:
    assert not judged("The tools include Go.", "We go on to test with tools.").holds
    assert judged("The tools include Go.", "Tools: Go, Rust").holds


def test_an_abbreviation_stands_for_its_words_and_they_for_it() -> None:
    assert judged("You work on NLP models.", "You work on models for natural language processing.").holds
    assert judged("You know RLHF.", "You know reinforcement learning from human feedback.").holds
    assert judged("You work on machine learning.", "You work on ML.").holds
    assert not judged("You work on NLP models.", "You work on models for vision.").holds


def test_words_written_together_or_apart_are_the_same() -> None:
    assert judged("You tune the KV cache.", "You tune the KVcache.").holds
    assert judged("You tune the KVcache.", "You tune the KV cache.").holds


def test_money_says_that_there_is_pay() -> None:
    assert judged("The salary is $42.50 per hour.", "$42.50/hr") == Support(1.0)
    assert judged("The salary is 42 stones.", "42 stones").share < 1.0


@pytest.mark.parametrize(
    "claim",
    [
        Claim("Acme: Search engineer", (1,)),
        Claim("According to the posting for Acme:", (), "lead"),
        Claim("The key requirements for this role include:", (), "lead"),
        Claim("Anything at all", (), framing=True),
        Claim("The interview process has three steps:", (), "lead", items=3),
        Claim("The posting also says the following.", ()),
    ],
)
def test_framing_asserts_nothing(claim: Claim) -> None:
    assert not asserts(claim, ("Acme", "Search engineer"))
    assert supported(claim, [], ("Acme", "Search engineer")).holds


@pytest.mark.parametrize(
    "claim",
    [
        Claim("Remote.", (1,)),
        Claim("The company offers parental leave and these benefits:", (), "lead"),
        Claim("The interview process has four steps:", (), "lead", items=3),
        Claim("Acme wants Rust.", ()),
        Claim("The", (1,), "quotation"),
        Claim("20", ()),
        Claim("The pay", ()),
    ],
)
def test_whatever_goes_beyond_framing_asserts(claim: Claim) -> None:
    assert asserts(claim, ("Acme", "Search engineer"))


TEXTS = [pair["cites"][0] for pair in PAIRS["generated"] if pair["cites"]]


@given(st.sampled_from(TEXTS), st.integers(1, 9))
def test_a_claim_with_another_number_than_its_source_is_never_supported(text: str, first: int) -> None:
    at = next((at for at, c in enumerate(text) if c.isdigit()), None)
    if at is None:
        return
    changed = f"{text[:at]}{first}739{text[at + 1 :]}"
    start = max(0, text.rfind(". ", 0, at) + 1)
    assert not supported(Claim(changed[start : at + 40], (1,)), [text]).holds


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=3), st.lists(st.text(max_size=20), max_size=2))
def test_any_words_have_a_share_between_nought_and_one(text: str, quotes: list[str], names: list[str]) -> None:
    for claim in [Claim(text, (1,)), *claims(text)]:
        found = supported(claim, quotes, names)
        assert 0.0 <= found.share <= 1.0
        assert found.holds is (found.share >= ENOUGH and not found.missing)


@given(st.text(min_size=1, max_size=200))
def test_any_text_supports_itself(text: str) -> None:
    assert supported(Claim(text, (1,)), [text]).holds or not text.strip()
