"""What a case file lets through, a run can use: each kind of check, read from a file and run on answers of any sort."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from assistant.domain import Answer
from assistant.errors import InvalidCases
from assistant.evals.cases import read_cases
from assistant.evals.checks import KINDS, BadValue, check
from assistant.evals.checks.registry import _INSTEAD, unknown
from assistant.evals.model import Check, Seen, Turn, Verdict
from tests.evals.small import ACME, GLOBEX, SMALL, abstained, answered, cite

# An assert as a person would write it, for every kind and every form of value that it takes.
GOOD = [
    "{type: answers}",
    "{type: abstains}",
    "{type: abstains, value: ['does not say', 'no posting']}",
    "{type: facts, value: [['117,?000'], ['233,?900', 234K]]}",
    "{type: facts, value: [['117,?000'], [bonus]], threshold: 0.5}",
    "{type: cites, value: ['117,000', '\\$117K']}",
    f"{{type: cites-role, value: {ACME}}}",
    f"{{type: cites-role, value: [{ACME}, {GLOBEX}]}}",
    f"{{type: cites-role, value: {{all: [{ACME}, {GLOBEX}]}}}}",
    "{type: grounded, threshold: 0.9}",
    f"{{type: retrieves, threshold: 1, value: {{spans: [{{role: {ACME}, quote: Rust}}]}}}}",
    f"{{type: retrieves, threshold: 0.5, value: {{k: 3, spans: [{{role: {ACME}, quote: '$117,000'}}]}}}}",
    "{type: rounds, value: [phone, coding]}",
    "{type: judge, threshold: 0.7, value: Does the answer name a range?}",
    "{type: contains, value: '[1]'}",
    "{type: contains, value: 117}",
    "{type: icontains, value: acme}",
    "{type: contains-all, value: [Acme, 117]}",
    "{type: contains-any, value: 'Acme, Globex'}",
    "{type: icontains-all, value: [acme]}",
    "{type: icontains-any, value: [acme, globex]}",
    "{type: starts-with, value: Acme}",
    "{type: equals, value: Acme pays.}",
    "{type: equals, value: [1, {a: null}]}",
    "{type: equals, value: false}",
    "{type: regex, value: '\\$[\\d,]+ to \\$[\\d,]+'}",
    "{type: is-json}",
    "{type: is-json, value: {}}",
    "{type: is-json, value: {type: object, required: [pay]}}",
    "{type: latency, threshold: 500}",
    "{type: cost, threshold: 0}",
]
ANSWERS = [
    answered("Acme pays **$117,000** to $233,900 [1].", cite(ACME, "$117,000 to\n$233,900 a year")),
    answered("1. Phone\n2. Coding\n\n| a | b |\n|---|---|\n| [1] | [9] |", cite(GLOBEX, "Python")),
    answered('{"pay": 1}', engine="llm"),
    answered(""),
    answered("\x00\ud800 [1] \u2028", cite(ACME, "Rust")),
    abstained(),
    abstained("", ask=()),
]


def read(tmp_path: Path, written: str) -> Check:
    """The check that is read of an assert in a case file."""
    path = tmp_path / "cases.yaml"
    path.write_text(f"tests:\n- vars: {{question: how much?}}\n  assert:\n  - {written}\n", encoding="utf-8")
    (case,) = read_cases(path)
    return case.turns[0].checks[0]


def test_the_table_knows_every_kind() -> None:
    named = {line.removeprefix("{type: ").split(",")[0].rstrip("}") for line in GOOD}
    assert named == set(KINDS)


@pytest.mark.parametrize("written", GOOD)
class TestWhatIsWritten:
    def test_is_read_as_it_stands(self, written: str, tmp_path: Path) -> None:
        one = read(tmp_path, written)
        KINDS[one.type].accept(one.value)
        assert not one.negated
        turned = read(tmp_path, written.replace("type: ", "type: not-", 1))
        assert (turned.type, turned.value, turned.threshold) == (one.type, one.value, one.threshold)
        assert turned.negated
        assert turned.name == f"not-{one.name}"

    @pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
    def test_gives_a_verdict_on_every_answer(self, written: str, answer: Answer, tmp_path: Path) -> None:
        one = read(tmp_path, written)
        verdict = check(one, Turn("how much?", (one,)), Seen(answer), SMALL)
        assert isinstance(verdict, Verdict)
        assert (verdict.passed is None) == (verdict.score is None)
        assert verdict.score is None or 0 <= verdict.score <= 1
        assert verdict.reason
        assert "\n" not in verdict.reason
        assert len(verdict.reason) < 1_000


@pytest.mark.parametrize(
    "value", [None, True, 0, -1.5, "", " ", "x", "(", [], [None], [[]], [["("]], {}, {"all": 5}, {"k": 1}]
)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_value_of_any_sort_is_refused_or_can_be_run(kind: str, value: object) -> None:
    """A value that is taken must run: `accept` and `run` cannot disagree."""
    one = Check(kind, value, 0.5)
    with suppress(BadValue):
        KINDS[kind].accept(value)
        with suppress(InvalidCases):  # a role or quote that the library does not have
            check(one, Turn("how much?", (one,)), Seen(ANSWERS[0]), SMALL)


class TestAKindThatThereIsNot:
    @pytest.mark.parametrize("theirs", sorted(_INSTEAD))
    def test_of_promptfoos_has_one_of_ours_in_its_place(self, theirs: str) -> None:
        assert theirs not in KINDS
        assert _INSTEAD[theirs] in KINDS
        assert unknown(theirs) == f"prep eval does not run promptfoo's {theirs!r}; use {_INSTEAD[theirs]!r}"

    def test_that_looks_like_none_brings_the_list_of_all(self) -> None:
        assert "the known ones are abstains, answers, cites, cites-role, contains" in unknown("qqqqq")
