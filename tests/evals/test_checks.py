"""The project's own checks: what each holds an answer to, and the sentence it gives as its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Answer, Usage
from assistant.errors import InvalidCases
from assistant.evals.checks import KINDS, patterns
from assistant.evals.model import Check, Verdict
from tests.evals.small import ACME, GLOBEX, SMALL, abstained, answered, cite, verdict_of

PAY = answered("Acme pays **$117,000** to $233,900 [1].", cite(ACME, "$117,000 to\n$233,900 a year"))


def passes(kind: str, answer: Answer, value: object = None, threshold: float | None = None) -> bool | None:
    return verdict_of(kind, answer, value, threshold).passed


class TestEveryKind:
    def test_the_order_says_which_there_are(self) -> None:
        ours = "answers abstains facts cites cites-role grounded retrieves rounds judge"
        theirs = "contains icontains contains-all contains-any icontains-all icontains-any starts-with equals regex"
        assert set(KINDS) == {*ours.split(), *theirs.split(), "is-json", "latency", "cost"}

    def test_these_need_a_threshold(self) -> None:
        needed = {name for name, kind in KINDS.items() if kind.threshold and kind.threshold.required}
        assert needed == {"grounded", "retrieves", "judge", "latency", "cost"}

    @pytest.mark.parametrize(
        ("kind", "value", "threshold"),
        [("answers", None, None), ("facts", [["117"], ["x"]], None), ("cites", ["117"], None), ("latency", None, 50)],
    )
    def test_not_turns_passed_and_score_round_and_keeps_the_reason(
        self, kind: str, value: object, threshold: float | None
    ) -> None:
        plain = verdict_of(kind, PAY, value, threshold)
        turned = verdict_of(f"not-{kind}", PAY, value, threshold)
        assert (turned.passed, turned.score) == (not plain.passed, 1 - (plain.score or 0))
        assert turned.reason == plain.reason

    def test_what_is_open_stays_open_when_negated(self) -> None:
        assert verdict_of("not-judge", PAY, "Is it right?", 0.5).passed is None


class TestAnswers:
    def test_an_answer_passes_and_an_abstention_fails_with_its_words(self) -> None:
        assert passes("answers", PAY)
        verdict = verdict_of("answers", abstained("Nobody\nsays."))
        assert verdict == Verdict(False, 0.0, "the product abstained instead of answering: “Nobody says.”")


class TestAbstains:
    def test_an_abstention_has_no_citation_and_asks_the_recruiter(self) -> None:
        assert passes("abstains", abstained())
        assert not passes("abstains", PAY)

    @pytest.mark.parametrize("ask", [(), ("  ",)])
    def test_one_without_a_question_for_the_recruiter_is_broken(self, ask: tuple[str, ...]) -> None:
        verdict = verdict_of("abstains", abstained(ask=ask))
        assert not verdict.passed
        assert "no question to the recruiter" in verdict.reason

    def test_one_with_citations_is_broken(self) -> None:
        verdict = verdict_of("abstains", replace(abstained(), citations=PAY.citations))
        assert not verdict.passed
        assert "cites “$117,000 to $233,900 a year”" in verdict.reason

    def test_a_broken_one_is_right_for_nobody(self) -> None:
        assert not passes("not-abstains", abstained(ask=()))

    def test_its_words_must_match_one_of_the_patterns_if_there_are_any(self) -> None:
        assert passes("abstains", abstained(), ["no idea", "DOES NOT say"])
        verdict = verdict_of("abstains", abstained(), ["no idea", "never"])
        assert not verdict.passed
        assert "“no idea” or “never”" in verdict.reason


class TestFacts:
    def test_each_group_is_met_by_one_of_its_alternatives_in_any_case(self) -> None:
        assert passes("facts", PAY, [["ACME", "nobody"], ["233,?900|234K"]])

    def test_a_missing_group_is_named_and_lowers_the_share(self) -> None:
        verdict = verdict_of("facts", PAY, [["117,?000"], ["250,000", "250K"]])
        assert verdict == Verdict(False, 0.5, "the answer lacks 1 of 2 facts: “250,000” or “250K”")

    def test_a_threshold_says_which_share_will_do(self) -> None:
        groups = [["117"], ["233"], ["x"]]
        assert passes("facts", PAY, groups, 2 / 3)
        assert not passes("facts", PAY, groups, 0.7)

    def test_markers_and_emphasis_are_no_part_of_what_is_said(self) -> None:
        assert passes("facts", PAY, [[r"pays \$117,000 to"]])
        assert not passes("facts", PAY, [[r"\b1\b"]])

    def test_brackets_that_are_no_citation_are_said(self) -> None:
        assert passes("facts", answered("See form [7]."), [[r"\[7\]"]])

    def test_an_abstention_states_nothing_even_where_the_words_stand_in_it(self) -> None:
        verdict = verdict_of("facts", abstained("No posting says 117,000."), [["117,000"]])
        assert not verdict.passed
        assert verdict.reason == "the product abstained instead of stating “117,000”"


class TestCites:
    def test_the_source_is_looked_at_and_its_line_breaks_are_of_no_matter(self) -> None:
        assert passes("cites", PAY, [r"117,000 to \$233,900"])
        assert passes("cites", PAY, ["no", "to\n"])

    def test_the_quote_is_not_trusted(self) -> None:
        fake = answered("Rust [1].", cite(ACME, "base salary", quote="You know Rust."))
        verdict = verdict_of("cites", fake, ["Rust"])
        assert not verdict.passed
        assert verdict.reason == "no cited source has “Rust”; cited is [1] “base salary”"

    def test_one_of_several_citations_will_do(self) -> None:
        both = answered("x [1] [2]", cite(ACME, "Rust"), cite(GLOBEX, "Python", 2))
        assert passes("cites", both, ["python"])

    @pytest.mark.parametrize(
        "wrong", [{"start": 5, "end": 5}, {"start": -9, "end": -1}, {"end": 10**6}, {"role": "gone"}]
    )
    def test_a_citation_that_points_at_nothing_matches_nothing(self, wrong: dict[str, int]) -> None:
        lost = answered("x [1]", replace(PAY.citations[0], **wrong))  # type: ignore[arg-type]
        verdict = verdict_of("cites", lost, [".*"])
        assert not verdict.passed
        assert "[1] points at no text" in verdict.reason

    def test_without_citations_there_is_nothing_to_match(self) -> None:
        assert not passes("cites", answered("117,000"), ["117"])


class TestCitesRole:
    BOTH = answered("x [1] [2]", cite(ACME, "Rust"), cite(GLOBEX, "Python", 2))

    def test_every_citation_must_be_of_the_role(self) -> None:
        assert passes("cites-role", PAY, ACME)
        verdict = verdict_of("cites-role", self.BOTH, ACME)
        assert not verdict.passed
        assert verdict.reason == "the answer cites globex-data, which is not of acme-search"

    def test_of_a_list_not_every_role_must_be_cited(self) -> None:
        assert passes("cites-role", PAY, [ACME, GLOBEX])

    def test_of_all_every_role_must_be_cited_and_no_other(self) -> None:
        assert passes("cites-role", self.BOTH, {"all": [ACME, GLOBEX]})
        assert verdict_of("cites-role", PAY, {"all": [ACME, GLOBEX]}).reason == "the answer does not cite globex-data"
        assert not passes("cites-role", self.BOTH, {"all": [ACME]})

    def test_an_answer_without_citations_is_of_no_role(self) -> None:
        assert not passes("cites-role", answered("Acme."), ACME)

    @pytest.mark.parametrize("kind", ["cites-role", "not-cites-role"])
    def test_a_role_that_is_not_there_is_a_mistake_of_the_case(self, kind: str) -> None:
        with pytest.raises(InvalidCases, match="no role 'nobody'"):
            verdict_of(kind, PAY, ["nobody"])


class TestRounds:
    LISTED = "Steps:\n\n1. Phone call [1]\n   - with **HR**\n2. Coding\n\n3. On-site\n\nGood luck."

    def test_a_numbered_list_has_just_these_steps_each_at_its_place(self) -> None:
        assert passes("rounds", answered(self.LISTED), ["phone.*\n.*HR", "coding", "on-site"])

    def test_a_step_too_few_or_too_many_is_wrong(self) -> None:
        verdict = verdict_of("rounds", answered(self.LISTED), ["phone", "coding"])
        assert verdict == Verdict(False, 0.0, "the answer numbers 3 steps, not 2")

    def test_a_step_at_another_place_is_named(self) -> None:
        verdict = verdict_of("rounds", answered(self.LISTED), ["phone", "on-site", "coding"])
        assert not verdict.passed
        assert verdict.score == pytest.approx(1 / 3)
        assert "“on-site” (step 2), “coding” (step 3) not at their places" in verdict.reason

    def test_of_several_lists_one_must_fit(self) -> None:
        two = f"{self.LISTED}\n\nAnother role:\n\n1. Test\n2. Talk"
        assert passes("rounds", answered(two), ["test", "talk"])
        assert verdict_of("rounds", answered(two), ["test"]).reason == "the answer numbers 3 and 2 steps, not 1"

    def test_without_numbers_the_patterns_follow_each_other(self) -> None:
        prose = answered("First a phone call, then coding, then coding on-site.")
        assert passes("rounds", prose, ["phone", "coding", "coding", "on-site"])
        assert not passes("rounds", prose, ["on-site", "phone"])
        assert not passes("rounds", prose, ["phone", "phone"])

    def test_an_abstention_names_no_steps(self) -> None:
        assert not passes("rounds", abstained("1. phone"), ["phone"])


class TestRetrieves:
    RUST = next(c for c in SMALL.chunks_of(ACME) if "Rust" in c.text)
    PYTHON = next(c for c in SMALL.chunks_of(GLOBEX) if "Python" in c.text)

    def value(self, *quotes: tuple[str, str], k: int = 8) -> dict[str, object]:
        return {"k": k, "spans": [{"role": role, "quote": quote} for role, quote in quotes]}

    def test_recall_is_the_share_of_gold_chunks_among_the_hits(self) -> None:
        value = self.value((ACME, "Rust"), (GLOBEX, "Python"))
        verdict = verdict_of("retrieves", PAY, value, 0.6, hits=[self.RUST])
        assert (verdict.passed, verdict.score) == (False, 0.5)
        assert verdict.reason == "1 of 2 gold chunks are among the first 8 hits; missed: “Python” of globex-data"
        assert verdict_of("retrieves", PAY, value, 0.5, hits=[self.RUST]).passed

    def test_only_the_first_k_hits_count(self) -> None:
        hits = [self.PYTHON, self.RUST]
        assert not verdict_of("retrieves", PAY, self.value((ACME, "Rust"), k=1), 1.0, hits=hits).passed
        assert verdict_of("retrieves", PAY, self.value((ACME, "Rust"), k=2), 1.0, hits=hits).passed

    def test_a_quote_that_is_not_there_is_a_mistake_of_the_case_and_no_failure(self) -> None:
        with pytest.raises(InvalidCases, match="does not stand in"):
            verdict_of("retrieves", PAY, self.value((ACME, "Cobol")), 1.0)


class TestGrounded:
    def test_an_abstention_is_grounded_where_it_was_expected(self) -> None:
        expected = (Check("abstains"),)
        assert verdict_of("grounded", abstained(), None, 0.9, others=expected).passed
        assert not verdict_of("grounded", abstained(), None, 0.9).passed
        assert not verdict_of("grounded", abstained(), None, 0.9, others=(Check("abstains", negated=True),)).passed

    def test_it_is_the_metric_of_that_name_held_to_the_threshold(self) -> None:
        good = verdict_of("grounded", PAY, None, 0.9)
        assert (good.passed, good.score) == (True, 1.0)
        bad = verdict_of("grounded", answered("Acme pays $500,000 [1].", cite(ACME, "Rust")), None, 0.9)
        assert (bad.passed, bad.score) == (False, 0.0)
        assert "500,000" in bad.reason


class TestLimits:
    def test_the_threshold_itself_is_still_good(self) -> None:
        assert passes("latency", answered("x", seconds=0.5), threshold=500)
        assert not passes("latency", answered("x", seconds=0.501), threshold=500)
        assert not passes("not-latency", answered("x", seconds=0.5), threshold=500)

    def test_without_a_chat_model_an_answer_costs_nothing(self) -> None:
        assert passes("cost", PAY, threshold=0)

    def test_a_chat_models_cost_is_held_to_the_threshold(self) -> None:
        dear = replace(PAY, engine="llm", usage=Usage(900, 100, cost=0.02))
        assert passes("cost", dear, threshold=0.02)
        verdict = verdict_of("cost", dear, None, 0.01)
        assert verdict == Verdict(False, 0.0, "the answer cost 0.02 USD, the limit is 0.01 USD")

    @pytest.mark.parametrize("usage", [None, Usage(900, 100)])
    def test_a_cost_that_is_not_known_is_not_guessed(self, usage: Usage | None) -> None:
        verdict = verdict_of("cost", replace(answered("x", engine="llm"), usage=usage), None, 0.01)
        assert verdict == Verdict(None, None, "what the 'llm' engine's answer cost is not known")


class TestPatternsThatExplode:
    @pytest.mark.parametrize("kind", ["facts", "not-facts"])
    def test_one_that_takes_too_long_has_failed_either_way(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patterns, "SECONDS", 0.05)
        verdict = verdict_of(kind, answered("a" * 60 + "b"), [["(a|aa)+$"]])
        assert (verdict.passed, verdict.score) == (False, 0.0)
        assert "'(a|aa)+$' takes more than 0.05 s" in verdict.reason
