"""Groundedness, citation precision and recall, leakage: against values counted by hand over a posting of ten lines."""

from __future__ import annotations

from assistant.domain import Answer, Citation
from assistant.evals.metrics import METRICS
from assistant.evals.model import Check, Measure, Seen, Turn
from tests.evals.small import ACME, GLOBEX, SMALL, abstained, answered, cite

BY_NAME = {metric.name: metric for metric in METRICS}
PAY = "The base salary is $117,000 to\n$233,900 a year."
PLAIN = Turn("?", ())


def measured(name: str, answer: Answer, *checks: Check, roles: tuple[str, ...] = ()) -> Measure:
    """What the metric says of the answer to a turn with those checks, narrowed to those roles."""
    return BY_NAME[name].measure(Turn("?", checks), Seen(answer, roles=roles), SMALL)


def pay(n: int = 1) -> Citation:
    """Acme's pay."""
    return cite(ACME, PAY, n)


def rust(n: int = 1) -> Citation:
    """What Acme asks for."""
    return cite(ACME, "You know Rust.", n)


def test_an_answer_made_of_quotations_is_grounded_and_its_framing_does_not_count() -> None:
    lead = "**Acme: Search engineer** pays USD 117,000–233,900 per year"
    found = measured("groundedness", answered(f"{lead}: “The base salary is $117,000 to $233,900 a year.” [1]", pay()))
    assert found == Measure(1.0, "2 of 2 claims are supported by what they cite")


def test_an_invented_claim_lowers_groundedness_and_is_named_with_what_is_missing() -> None:
    text = "Acme pays $117K to $233.9K a year [1]. You get 20 weeks of parental leave [1]. You know Rust [2]."
    found = measured("groundedness", answered(text, pay(), rust(2)))
    assert found.value == 2 / 3
    assert "20 weeks of parental leave" in found.reason
    assert "not there: 20 weeks" in found.reason


def test_a_claim_that_cites_nothing_or_a_marker_that_leads_nowhere_is_unsupported() -> None:
    assert measured("groundedness", answered("You know Rust.", rust())).value == 0.0
    assert measured("groundedness", answered("You know Rust [7].", rust())).value == 0.0


def test_one_roles_words_do_not_prove_what_is_said_of_another_company() -> None:
    assert measured("groundedness", answered("Globex wants Rust [1].", rust())).value == 0.0
    assert measured("groundedness", answered("Acme wants Rust [1].", rust())).value == 1.0


def test_another_role_that_the_answer_cites_elsewhere_may_not_be_named_either() -> None:
    answer = answered("Globex wants Rust [1]. You know Python [2].", rust(), cite(GLOBEX, "You know Python.", 2))
    assert measured("groundedness", answer).value == 0.5


def test_groundedness_is_not_defined_where_nothing_is_asserted() -> None:
    for answer in (
        abstained(),
        answered("There are 2 saved roles:\n\n- **Acme: Search engineer** [1]", cite(ACME, "Acme")),
    ):
        assert measured("groundedness", answer) == Measure(None, "nothing is asserted")


def test_only_the_first_few_unsupported_claims_are_told() -> None:
    found = measured("groundedness", answered("\n".join(f"- Perk{n} is free [1]" for n in range(6)), rust()))
    assert found.value == 0.0
    assert found.reason.count("Perk") == 6  # three claims, each with the name that is missing
    assert found.reason.endswith("; …")


def test_a_citation_is_precise_if_it_is_verbatim_and_supports_its_claim() -> None:
    text = "Acme pays $117,000 to $233,900 a year [1] and you know Rust [2]."
    assert measured("citation_precision", answered(text, pay(), rust(2))).value == 1.0


def test_a_citation_that_adds_nothing_to_its_claim_is_not_relevant() -> None:
    found = measured("citation_precision", answered("You know Rust [1][2].", rust(), pay(2)))
    assert found.value == 0.5
    assert "[2] has nothing of its claim" in found.reason


def test_two_citations_that_each_support_the_claim_are_both_relevant() -> None:
    again = Citation(2, ACME, "Acme", "Search engineer", "jobs.txt", rust().start, rust().end, rust().quote)
    assert measured("citation_precision", answered("You know Rust [1][2].", rust(), again)).value == 1.0


def test_citations_that_support_a_claim_only_together_are_relevant() -> None:
    other = cite(GLOBEX, "You know Python.", 2)
    assert measured("citation_precision", answered("Rust and Python are known [1][2].", rust(), other)).value == 1.0


def test_a_quote_that_is_not_the_postings_text_is_not_precise_even_by_a_letter() -> None:
    changed = cite(ACME, "You know Rust.", quote="You know rust.")
    found = measured("citation_precision", answered("You know Rust [1].", changed))
    assert found == Measure(
        0.0, "0 of 1 citations are verbatim and bear on their claim; not: [1] is not the posting's text"
    )


def test_a_citation_of_a_role_that_is_not_there_is_not_precise_and_breaks_nothing() -> None:
    lost = Citation(1, "no-such-role", None, "Cook", "jobs.txt", 0, 4, "Acme")
    assert measured("citation_precision", answered("You know Rust [1].", lost)).value == 0.0
    assert measured("groundedness", answered("You know Rust [1].", lost)).value == 0.0


def test_a_citation_whose_marker_stands_nowhere_is_not_relevant() -> None:
    found = measured("citation_precision", answered("You know Rust [1].", rust(), pay(2)))
    assert found.value == 0.5
    assert "[2] stands at no claim" in found.reason


def test_a_role_in_a_list_is_proved_by_a_citation_of_that_role() -> None:
    text = "There are 2 saved roles:\n\n- **Acme: Search engineer** [1]\n- **Globex: Data engineer** [2]"
    right = answered(text, cite(ACME, "Acme"), cite(GLOBEX, "Globex", 2))
    wrong = answered(text, cite(ACME, "Acme"), cite(ACME, "You know Rust.", 2))
    assert measured("citation_precision", right).value == 1.0
    assert measured("citation_precision", wrong).value == 0.5


def test_a_citation_of_nothing_but_framing_is_not_relevant() -> None:
    assert measured("citation_precision", answered("For example [1].", rust())).value == 0.0


def test_citation_precision_is_not_defined_without_citations() -> None:
    assert measured("citation_precision", abstained()) == Measure(None, "nothing is cited")


def test_citation_recall_is_the_share_of_cites_that_are_met() -> None:
    wanted = (Check("cites", ["117,000"]), Check("cites", ["Rust", "C\\+\\+"]), Check("cites", ["visa"]))
    found = measured("citation_recall", answered("…", pay(), rust(2)), *wanted)
    assert found.value == 2 / 3
    assert found.reason.startswith("2 of 3 passages that should be cited are; no cited source has “visa”")
    assert measured("citation_recall", abstained(), *wanted).value == 0.0


def test_citation_recall_is_not_defined_without_cites() -> None:
    assert measured("citation_recall", answered("…", pay()), Check("cites", ["x"], negated=True)).value is None


def test_leakage_is_the_share_of_citations_of_other_roles() -> None:
    answer = answered("…", pay(), rust(2), cite(GLOBEX, "You know Python.", 3))
    assert measured("leakage", answer, Check("cites-role", ACME)).value == 1 / 3
    assert measured("leakage", answer, Check("cites-role", [ACME, GLOBEX])).value == 0.0
    assert measured("leakage", answer, Check("cites-role", {"all": [GLOBEX]})).value == 2 / 3
    assert GLOBEX in measured("leakage", answer, Check("cites-role", ACME)).reason


def test_a_question_narrowed_to_roles_leaks_what_is_of_others() -> None:
    answer = answered("…", pay(), cite(GLOBEX, "You know Python.", 2))
    assert measured("leakage", answer, roles=(ACME,)).value == 0.5
    assert measured("leakage", answer, Check("cites-role", [ACME, GLOBEX]), roles=(ACME,)).value == 0.5
    assert measured("leakage", answer, Check("cites-role", GLOBEX), roles=(ACME,)).value == 1.0


def test_leakage_is_not_defined_where_no_roles_are_named_or_nothing_is_cited() -> None:
    assert measured("leakage", answered("…", pay())).reason == "no check says which roles may be cited"
    assert measured("leakage", answered("…", pay()), Check("cites-role", ACME, negated=True)).value is None
    assert measured("leakage", abstained(), roles=(ACME,)).reason == "nothing is cited"
