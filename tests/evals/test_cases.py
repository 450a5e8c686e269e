"""Case files: what is read of one, and what is said of one that cannot be used."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path
from textwrap import dedent, indent

import pytest

from assistant.errors import InvalidCases
from assistant.evals.cases import read_cases, read_suite
from assistant.evals.model import Case, Check, Turn, Where

CHECKED = "assert: [{type: answers}]"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Writes a case file that is then named `cases.yaml`, from its own folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes) -> Path:
        path = Path("cases.yaml")
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return path

    return write


def one(write: object, case: str, before: str = "") -> Case:
    """The only case of a file."""
    (case_read,) = read_cases(write(f"{dedent(before)}\ntests:\n- {indent(dedent(case).strip(), '  ').strip()}\n"))  # type: ignore[operator]
    return case_read


def mistakes(path: Path) -> list[str]:
    """What is said of a file that cannot be used, a line each, without the file's name."""
    with pytest.raises(InvalidCases) as caught:
        list(read_cases(path))
    lines = str(caught.value).splitlines()
    assert all(line.startswith(("cases.yaml:", "…")) for line in lines)
    return [line.removeprefix("cases.yaml:") for line in lines]


class TestACase:
    def test_every_key_has_its_place(self, write: object) -> None:
        text = """\
            description: Zoom pays in a range
            metadata: {type: fact, id: zoom-pay, known_failure: rounded, owner: me}
            vars: {question: how much?, history: [who pays?], roles: [zoom-nlp]}
            assert:
              - {type: answers, metric: status, weight: 2}
              - type: facts
                value: [["117,?000"], ["233,?900", 234K]]
                threshold: 0.5
              - {type: not-latency, threshold: 500}
            """
        where = [Where("cases.yaml", line) for line in (3, 7, 8, 11)]
        checks = (
            Check("answers", where=where[1]),
            Check("facts", [["117,?000"], ["233,?900", "234K"]], 0.5, where=where[2]),
            Check("latency", None, 500.0, negated=True, where=where[3]),
        )
        assert one(write, text) == Case(
            id="zoom-pay",
            description="Zoom pays in a range",
            turns=(Turn("how much?", checks),),
            kind="fact",
            history=("who pays?",),
            roles=("zoom-nlp",),
            known_failure="rounded",
            where=where[0],
        )

    def test_only_a_question_and_a_check_are_needed(self, write: object) -> None:
        case = one(write, f"vars: {{question: how much?}}\n{CHECKED}")
        assert (case.kind, case.description, case.known_failure) == ("other", "how much?", None)

    def test_without_an_id_it_gets_one_of_what_it_says(self, write: object) -> None:
        def id_of(case: str, before: str = "") -> str:
            return one(write, case, before).id

        plain = id_of(f"vars: {{question: how much?}}\n{CHECKED}")
        assert len(plain) == 12
        assert id_of(f"{CHECKED}\nvars:\n  question: 'how much?'", "description: moved") == plain
        assert id_of(f"vars: {{question: how much}}\n{CHECKED}") != plain
        assert id_of("vars: {question: how much?}\nassert: [{type: abstains}]") != plain

    def test_turns_are_asked_in_order_each_with_its_checks(self, write: object) -> None:
        case = one(
            write,
            """\
            vars:
              turns:
                - question: how much?
                - {question: and where?, assert: [{type: answers}]}
            """,
        )
        assert [turn.question for turn in case.turns] == ["how much?", "and where?"]
        assert [len(turn.checks) for turn in case.turns] == [0, 1]

    def test_words_are_words_as_in_yaml_1_2(self, write: object) -> None:
        case = one(write, "vars: {question: yes}\nassert: [{type: contains, value: 1_000}, {type: equals, value: no}]")
        assert case.turns[0].question == "yes"
        assert [check.value for check in case.turns[0].checks] == ["1_000", "no"]


class TestTheSuite:
    def test_it_says_what_all_cases_share(self, write: object, tmp_path: Path) -> None:
        (tmp_path / "jobs").mkdir()
        text = f"""\
            $schema: https://promptfoo.dev/config-schema.json
            description: What the postings say
            prompts: ['{{{{question}}}}']
            providers:
              - echo
              - {{id: file://promptfoo_provider.py, config: {{postings: jobs}}}}
            metadata: {{gates: {{groundedness: 0.9, abstention_recall: 1}}, owner: me}}
            tests:
              - {{vars: {{question: how much?}}, {CHECKED}}}
            """
        suite = read_suite(write(text))  # type: ignore[operator]
        assert (suite.description, suite.postings, suite.cases) == ("What the postings say", Path("jobs"), 1)
        assert suite.gates == {"groundedness": 0.9, "abstention_recall": 1.0}

    def test_without_postings_it_is_about_the_users_own(self, write: object) -> None:
        assert read_suite(write("tests: [{}]")).postings is None  # type: ignore[operator]

    @pytest.mark.parametrize("first", [True, False])
    def test_defaults_count_for_every_case_wherever_they_stand(self, write: object, first: bool) -> None:
        default = """\
            defaultTest:
              vars: {roles: [zoom], history: [earlier]}
              metadata: {type: fact}
              assert: [{type: grounded, threshold: 0.9}]
            """
        tests = """\
            tests:
              - {vars: {question: a}, assert: [{type: answers}]}
              - {vars: {question: b, roles: [meta]}, metadata: {type: trap}}
              - vars: {turns: [{question: c}, {question: d}]}
              - {vars: {question: e}, assert: [{type: answers}], options: {disableDefaultAsserts: true}}
            """
        parts = [dedent(default), dedent(tests)]
        a, b, c, e = read_cases(write("".join(parts if first else reversed(parts))))  # type: ignore[operator]
        assert [check.type for check in a.turns[0].checks] == ["grounded", "answers"]
        assert (a.roles, a.history, a.kind) == (("zoom",), ("earlier",), "fact")
        assert (b.roles, b.kind) == (("meta",), "trap")
        assert [[check.type for check in turn.checks] for turn in c.turns] == [["grounded"], ["grounded"]]
        assert [check.type for check in e.turns[0].checks] == ["answers"]


# What stands in a case, the line within it, and what is said.
CASES = [
    ("vars: {question: x}", 1, "checks nothing, so it would pass whatever is answered"),
    ("vars: {question: x}\nassert: []", 1, "checks nothing"),
    (CHECKED, 1, "no question; put it under `vars:`"),
    (f"vars: {{question: ''}}\n{CHECKED}", 1, "expected the question as a text, got an empty text"),
    (f"vars:\n  question: 5\n{CHECKED}", 2, "got the number 5; put it in quotes"),
    (f"vars: {{question: [x]}}\n{CHECKED}", 1, "expected the question as a text, got a list"),
    (f"vars: {{question: 'say {{{{x}}}}'}}\n{CHECKED}", 1, "would fill in a template where '{{' stands"),
    (f"vars: x\n{CHECKED}", 1, "expected `vars` as a mapping, got the text 'x'"),
    (f"vars: {{qestion: x}}\n{CHECKED}", 1, "unknown key 'qestion' in `vars`; did you mean 'question'?"),
    (f"vars: {{question: x, roles: [1]}}\n{CHECKED}", 1, "expected each of `roles` as a text, got the number 1"),
    (f"vars: {{question: x, history: y}}\n{CHECKED}", 1, "expected `history` as a list of texts, got the text 'y'"),
    (f"vars: {{question: x, turns: []}}\n{CHECKED}", 1, "has `question` or `turns`, not both"),
    (f"vars: {{turns: []}}\n{CHECKED}", 2, "has its asserts at each turn"),
    ("vars: {turns: []}", 1, "expected `turns` as a list, got an empty list"),
    ("vars: {turns: [x]}", 1, "expected a turn as a mapping, got the text 'x'"),
    ("vars: {turns: [{question: x, asserts: []}]}", 1, "unknown key 'asserts' in a turn; did you mean 'assert'?"),
    ("vars: {turns: [{question: x}]}", 1, "checks nothing"),
    (
        f"vars: {{question: x}}\n{CHECKED}\nmetadta: {{}}",
        3,
        "unknown key 'metadta' in a case; did you mean 'metadata'?",
    ),
    (f"vars: {{question: x}}\n{CHECKED}\nthreshold: 0.5", 3, "passes when each of its asserts does"),
    (f"vars: {{question: x}}\n{CHECKED}\nprovider: echo", 3, "asks the engine that it is run with"),
    (f"vars: {{question: x}}\n{CHECKED}\nmetadata: {{knwon_failure: y}}", 3, "did you mean 'known_failure'?"),
    (f"vars: {{question: x}}\n{CHECKED}\nmetadata: {{known_failure: ' '}}", 3, "expected `known_failure` as a text"),
    (f"vars: {{question: x}}\n{CHECKED}\nmetadata: {{id: 12}}", 3, "got the number 12; put it in quotes"),
    (f"vars: {{question: x}}\n{CHECKED}\nmetadata: []", 3, "expected `metadata` as a mapping, got an empty list"),
    (f"vars: {{question: x}}\n{CHECKED}\noptions: {{transform: y}}", 3, "unknown key 'transform' in `options`"),
    (f"vars: {{question: x}}\n{CHECKED}\noptions: {{runSerially: 1}}", 3, "expected true or false for 'runSerially'"),
    (f"vars: {{question: x}}\n{CHECKED}\ndescription: 2026-11-20", 3, "without quotes is a date"),
    (f"vars: {{question: x}}\n{CHECKED}\nvars: {{question: y}}", 3, "'vars' stands already on line"),
    (f"vars: {{question: x, question: y}}\n{CHECKED}", 1, "'question' stands already on line"),
    (
        f"vars: {{question: !!python/object:os.system x}}\n{CHECKED}",
        1,
        "tag 'tag:yaml.org,2002:python/object:os.system'",
    ),
    (f"vars: {{question: *nothing}}\n{CHECKED}", 1, "nothing above is named by the anchor &nothing"),
    ("file://more.yaml", 1, "cases in other files are not read from here; name that file on the command line"),
    ("just words", 1, "expected a case as a mapping, got the text 'just words'"),
    ("path: file://made.py", 1, "cases that a program makes are not run"),
]
# An assert, and what is said of it.
ASSERTS = [
    ("{type: contians, value: x}", "no kind of check is called 'contians'; did you mean 'contains'?"),
    ("{type: not-abstain}", "did you mean 'not-abstains'?"),
    ("{type: not-not-answers}", "no kind of check is called 'not-not-answers'"),
    ("{type: llm-rubric, value: x}", "prep eval does not run promptfoo's 'llm-rubric'; use 'judge'"),
    ("{type: assert-set, assert: []}", "sets of asserts are not run"),
    ("{value: x}", "an assert without `type`"),
    ("{type: [x]}", "expected the type as a text, got a list"),
    ("answers", "expected an assert as a mapping, got the text 'answers'"),
    ("{type: answers, valeu: x}", "unknown key 'valeu' in an assert; did you mean 'value'?"),
    ("{type: answers, transform: x}", "answers are judged as they are"),
    ("{type: answers, weight: 0}", "expected a weight above 0, got the number 0"),
    ("{type: answers, value: x}", "expected no value, got the text 'x'"),
    ("{type: answers, threshold: 1}", "'answers' takes no threshold"),
    *(
        (f"{{type: {kind}, value: {value}}}", f"'{kind}' needs a threshold")
        for kind, value in (
            ("grounded", "null"),
            ("judge", "is it good?"),
            ("latency", "null"),
            ("not-cost", "null"),
            ("retrieves", "{spans: [{role: a, quote: b}]}"),
        )
    ),
    ("{type: grounded, threshold: 0}", "must be a share above 0 and up to 1; it is the number 0"),
    ("{type: grounded, threshold: 90}", "it is the number 90"),
    ("{type: grounded, threshold: .nan}", "it is the number nan"),
    ("{type: grounded, threshold: '0.9'}", "it is the text '0.9'; take away the quotes"),
    ("{type: grounded, threshold: true}", "it is true"),
    ("{type: latency, threshold: 0}", "must be milliseconds, more than 0; it is the number 0"),
    ("{type: latency, threshold: .inf}", "it is the number inf"),
    ("{type: cost, threshold: -1}", "must be USD, at least 0; it is the number -1"),
    ("{type: facts}", "expected a list of groups of alternatives, got nothing"),
    ("{type: facts, value: []}", "got an empty list"),
    ("{type: facts, value: [x]}", "expected a list of alternatives, got the text 'x'; write [["),
    ("{type: facts, value: [[117]]}", "expected a text, got the number 117; put it in quotes"),
    ("{type: facts, value: [['a(']]}", "the pattern 'a(' does not compile: missing ) at character 3"),
    ("{type: facts, value: [['(((a{99}){99}){99}){99}']]}", "repeats what repeats too often"),
    ("{type: facts, value: [['x']], threshold: 2}", "must be a share"),
    ("{type: abstains, value: x}", "expected a list of patterns"),
    ("{type: cites, value: x}", "expected a list of patterns of which one is in the source"),
    ("{type: cites-role}", "expected a text, got nothing"),
    ("{type: cites-role, value: []}", "expected a list of role ids, got an empty list"),
    ("{type: cites-role, value: {any: [a]}}", "unknown key 'any'; the known ones are all"),
    ("{type: cites-role, value: {all: a}}", "expected a list of role ids, got the text 'a'"),
    ("{type: cites-role, value: [a, b, a]}", "the role 'a' stands twice"),
    ("{type: rounds, value: [phone, '']}", "expected a text, got an empty text"),
    ("{type: retrieves, threshold: 1, value: x}", "expected a mapping, got the text 'x'"),
    ("{type: retrieves, threshold: 1, value: {k: 8}}", "expected a list of gold spans, got nothing"),
    ("{type: retrieves, threshold: 1, value: {k: 0, spans: []}}", "whole number from 1 to 100, got the number 0"),
    ("{type: retrieves, threshold: 1, value: {spans: [{role: a}]}}", "expected a text, got nothing"),
    ("{type: retrieves, threshold: 1, value: {spans: [{role: a, quote: b, n: 1}]}}", "unknown key 'n'"),
    ("{type: judge, threshold: 1}", "expected a text, got nothing"),
    ("{type: contains}", "expected a text or number, got nothing"),
    ("{type: contains, value: ''}", "expected a text or number, got an empty text"),
    ("{type: contains, value: true}", "expected a text or number, got true; put it in quotes"),
    ("{type: contains, value: '{{question}}'}", "would fill in a template"),
    ("{type: contains, value: 'file://x'}", "read from elsewhere by promptfoo"),
    ("{type: icontains-any, value: []}", "expected a list of texts, got an empty list"),
    ("{type: icontains-any, value: ', '}", "expected a list of texts"),
    ("{type: icontains-any, value: [a, '']}", "got an empty text"),
    ("{type: icontains-any, value: '\"a'}", "do not close before a comma"),
    ("{type: regex, value: 'a('}", "the pattern 'a(' does not compile"),
    ("{type: regex, value: '(?i)a'}", "promptfoo's JavaScript does not read '(?i)'"),
    ("{type: equals}", "expected a text or number, got nothing"),
    ("{type: is-json, value: x}", "expected a JSON schema as a mapping"),
    ("{type: is-json, value: {type: numbr}}", "this is no JSON schema"),
]
# A whole file, the line, and what is said.
FILES = [
    ("", 1, "no cases; list them under `tests:`"),
    ("# nothing yet\n---\n", 1, "no cases"),
    ("description: x\n", 1, "no cases"),
    ("description: x\ntests:\n", 2, "no cases"),
    ("tests: []\n", 1, "no cases"),
    ("description: x\ntests: {a: 1}\n", 2, "expected `tests` as a list of cases, got a mapping"),
    ("tests: file://more.yaml\n", 1, "name that file on the command line"),
    ("- vars: {question: x}\n", 1, "expected a mapping with `tests:` at the top"),
    ("tests:\n  - vars: {question: x\n  - y\n", 4, "did not find expected ',' or '}' (begun on line 2)"),
    ("tests:\n\t- x\n", 2, "not YAML"),
    ("tests: [{}]\n---\ntests: [{}]\n", 2, "a second document begins here"),
    ("tests: [{}]\ntest: [{}]\n", 2, "unknown key 'test' at the top; did you mean 'tests'?"),
    ("tests: [{}]\nscenarios: []\n", 2, "'scenarios' is not run"),
    ("tests: [{}]\ntests: [{}]\n", 2, "'tests' stands already on line 1"),
    ("tests: [{}]\ndefaultTest: file://x.yaml\n", 2, "`defaultTest` in another file is not read"),
    ("tests: [{}]\ndefaultTest: {asert: []}\n", 2, "unknown key 'asert' in `defaultTest`"),
    ("tests: [{}]\ndefaultTest: {assert: [{type: grounded}]}\n", 2, "'grounded' needs a threshold"),
    ("tests: [{}]\ndefaultTest: {vars: {turns: []}}\n", 2, "`turns` are a case's own"),
    ("tests: [{}]\ndefaultTest: {metadata: {id: x}}\n", 2, "an `id` is one case's own"),
    ("tests: [{}]\nproviders: [{config: {postings: gone}}]\n", 2, "no postings at 'gone'"),
    ("tests: [{}]\nproviders: [{config: {postings: 5}}]\n", 2, "expected `postings` as a path, got the number 5"),
    ("tests: [{}]\nproviders: [{config: {postings: .}}, {config: {postings: ..}}]\n", 2, "different postings"),
    ("tests: [{}]\nmetadata: 5\n", 2, "expected `metadata` as a mapping"),
    ("tests: [{}]\nmetadata: {gates: 5}\n", 2, "expected `gates` as metrics with numbers"),
    ("tests: [{}]\nmetadata: {gates: {groundednes: 1}}\n", 2, "did you mean 'groundedness'?"),
    ("tests: [{}]\nmetadata: {gates: {over_refusal: 0.1}}\n", 2, "no gate for 'over_refusal'"),
    ("tests: [{}]\nmetadata: {gates: {groundedness: 90}}\n", 2, "must be a share from 0 to 1"),
    ("tests: [{}]\nmetadata: {gates: {groundedness: '1'}}\n", 2, "expected a number for the gate"),
]


class TestMistakes:
    @pytest.mark.parametrize(("case", "line", "said"), CASES)
    def test_of_a_case(self, write: object, case: str, line: int, said: str) -> None:
        path = write(f"tests:\n- {indent(case, '  ').strip()}\n")  # type: ignore[operator]
        (mistake,) = mistakes(path)
        assert mistake.startswith(f"{line + 1}: ")
        assert said in mistake

    @pytest.mark.parametrize(("check", "said"), ASSERTS)
    def test_of_an_assert(self, write: object, check: str, said: str) -> None:
        (mistake,) = mistakes(write(f"tests:\n- vars: {{question: x}}\n  assert:\n  - {check}\n"))  # type: ignore[operator]
        assert mistake.startswith("4: ")
        assert said in mistake

    @pytest.mark.parametrize(("text", "line", "said"), FILES)
    def test_of_a_file(self, write: object, text: str, line: int, said: str) -> None:
        (mistake,) = mistakes(write(text))  # type: ignore[operator]
        assert mistake.startswith(f"{line}: ")
        assert said in mistake

    def test_a_part_of_a_long_value_is_named_by_its_own_line(self, write: object) -> None:
        case = "vars: {question: x}\nassert:\n- type: facts\n  value:\n  - [fine]\n  - - fine\n    - 'bad('\n"
        (mistake,) = mistakes(write(f"tests:\n- {indent(case, '  ').strip()}\n"))  # type: ignore[operator]
        assert mistake.startswith("8: the value of 'facts'")

    def test_an_alias_of_a_list_may_hold_the_cases(self, write: object) -> None:
        text = f"metadata: {{kept: &kept [{{vars: {{question: x}}, {CHECKED}}}]}}\ntests: *kept\n"
        assert len(list(read_cases(write(text)))) == 1  # type: ignore[operator]

    def test_bytes_that_are_no_utf_8(self, write: object) -> None:
        (mistake,) = mistakes(write(b"description: x\n# caf\xe9\ntests: []\n"))  # type: ignore[operator]
        assert mistake == "2: this is not UTF-8; save the file with that encoding"

    def test_a_byte_order_mark_is_read_over(self, write: object) -> None:
        assert len(list(read_cases(write(f"\ufefftests: [{{vars: {{question: x}}, {CHECKED}}}]")))) == 1  # type: ignore[operator]

    def test_control_characters(self, write: object) -> None:
        (mistake,) = mistakes(write("description: x\ntests:\n- \x00\n"))  # type: ignore[operator]
        assert mistake == "3: a control character, which YAML does not allow; delete it"

    def test_a_file_that_is_not_there(self, write: object) -> None:
        with pytest.raises(InvalidCases, match=r"^gone\.yaml: cannot be read .*; name a YAML file of cases$"):
            read_suite(Path("gone.yaml"))
        with pytest.raises(InvalidCases, match=r"cannot be read"):
            read_suite(Path())

    def test_all_of_a_file_are_said_at_once(self, write: object) -> None:
        text = """\
            tests:
              - vars: {question: ''}
                assert: [{type: contians}, {type: grounded}]
                metadata: {id: 5}
              - {vars: {question: x, question: y}, assert: [{type: answers}]}
              - 5
            """
        assert [mistake.split(":")[0] for mistake in mistakes(write(text))] == ["2", "3", "3", "4", "5", "6"]  # type: ignore[operator]

    def test_but_no_more_than_twenty(self, write: object) -> None:
        said = mistakes(write("tests:\n" + "- 5\n" * 300))  # type: ignore[operator]
        assert len(said) == 21
        assert said[-1] == "… and more; correct these first"

    def test_the_cases_before_the_first_mistake_are_given(self, write: object) -> None:
        good = f"- {{vars: {{question: x}}, {CHECKED}}}\n"
        cases = read_cases(write(f"tests:\n{good}- 5\n{good}"))  # type: ignore[operator]
        assert next(cases).turns[0].question == "x"
        with pytest.raises(InvalidCases):
            next(cases)

    def test_an_id_that_stands_twice(self, write: object) -> None:
        case = f"- {{metadata: {{id: pay}}, vars: {{question: x}}, {CHECKED}}}\n"
        same = f"- {{vars: {{question: y}}, {CHECKED}}}\n"
        said = mistakes(write(f"tests:\n{case}{same}{case}{same}"))  # type: ignore[operator]
        assert [mistake.split(";")[0] for mistake in said] == [
            "4: a case with the same id stands on line 2",
            "5: a case with the same id stands on line 3",
        ]


def peak(path: Path) -> int:
    """The most memory that reading the cases took, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        for _ in read_cases(path):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Ten times the cases; what is kept of each is eight bytes of its id, and as many again to compare them."""
    sizes = (1_000, 10_000)
    paths = [tmp_path / f"{size}.yaml" for size in sizes]
    for path, size in zip(paths, sizes, strict=True):
        with path.open("w") as file:
            file.write("tests:\n")
            for n in range(size):
                file.write(f"- vars: {{question: 'what does job {n} pay?'}}\n  assert: [{{type: answers}}]\n")
    list(read_cases(paths[0]))  # imports and caches are not the file's
    small, large = map(peak, paths)
    assert large - small < 32 * (sizes[1] - sizes[0])
