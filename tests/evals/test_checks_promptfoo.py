"""promptfoo's own checks, with the meaning that promptfoo 0.121 gives them."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from assistant.evals.checks import KINDS, BadValue
from assistant.evals.checks.javascript import as_text, listed, pattern
from assistant.evals.checks.patterns import ASCII, compiled, found
from tests.evals.small import answered, verdict_of

TEXT = "Acme pays **$117,000** to $233,900 [1].\nİt is ÜBER fair."
# Kind, value, whether it passes on TEXT. `not-` is the reverse of each.
TEXTS = [
    ("contains", "$117,000", True),
    ("contains", "acme", False),
    ("contains", 117, True),
    ("contains", 117.0, True),
    ("icontains", "acme PAYS", True),
    ("icontains", "über", True),
    ("icontains", "contoso", False),
    ("contains-all", ["Acme", "233"], True),
    ("contains-all", ["Acme", "acme"], False),
    ("contains-all", "Acme, fair", True),
    ("contains-all", '"pays **$117,000**", fair', True),
    ("contains-any", ["nobody", "fair"], True),
    ("contains-any", "nobody,no one", False),
    ("icontains-all", ["ACME", "FAIR"], True),
    ("icontains-all", ["ACME", "UNFAIR"], False),
    ("icontains-any", ["UNFAIR", "FAIR"], True),
    ("icontains-any", ["UNFAIR"], False),
    ("starts-with", "Acme pays", True),
    ("starts-with", "acme", False),
    ("starts-with", "pays", False),
    ("equals", TEXT, True),
    ("equals", TEXT.upper(), False),
    ("regex", r"\$\d{3},\d{3}\*\* to", True),
    ("regex", "acme", False),
    ("regex", r"^It", False),
    ("regex", r"\[1\].$", False),
    ("regex", r"fair\.$", True),
]
# Pattern and text; what JavaScript says of each is asked of Node, where there is one.
PATTERNS = [
    (r"a.b", "a\nb"),
    (r"a.b", "a\u2028b"),
    (r"a[^]?b", "ab"),
    (r"b$", "ab\n"),
    (r"^b", "a\nb"),
    (r"\d", "٣"),
    (r"\w", "é"),
    (r"\bber", "über"),
    (r"a\sb", "a\u00a0b"),
    (r"a[\s-]b", "a\u2003b"),
    (r"a\Sb", "a\u00a0b"),
    (r"[$.]", "$"),
    (r"[a$]$", "a\n"),
    (r"a{2}", "aa"),
    (r"a{,2}", "a{,2}"),
    (r"a{e<=1}", "ab"),
    (r"{x}", "{x}"),
    (r"(?<year>\d{4})-\k<year>", "2026-2026"),
    (r"(?:a|b)+?c", "abc"),
    (r"(?<=\$)\d+(?!,)", "$117,000"),
    (r"(a)\1", "aa"),
    (r"[[]x", "[x"),
    (r"\u00e9\x41", "éA"),
    (r"\/\-\.", "/-."),
    (r"a++", "aa"),
    (r"(?i)a", "A"),
    (r"\Aa", "a"),
    (r"\p{L}", "a"),
    (r"(?P<n>a)", "a"),
]

REFUSED = [
    "a[^]?b",
    "a++",
    "(?i)a",
    r"\Aa",
    r"\p{L}",
    "(?P<n>a)",
    r"a\Z",
    "[]",
    r"\u{41}",
    r"[a\S]",
    "(",
    "a**",
    r"a\x",
]
SCHEMA = {"type": "object", "required": ["pay"], "properties": {"pay": {"type": "number"}}}


class TestTexts:
    @pytest.mark.parametrize(("kind", "value", "passed"), TEXTS)
    def test_a_text_is_looked_for_as_promptfoo_does(self, kind: str, value: object, passed: bool) -> None:
        verdict, turned = (verdict_of(name, answered(TEXT), value) for name in (kind, f"not-{kind}"))
        assert (verdict.passed, verdict.score) == (passed, float(passed))
        assert (turned.passed, turned.score) == (not passed, float(not passed))

    def test_the_reason_names_what_does_not_stand_there(self) -> None:
        verdict = verdict_of("contains-all", answered("a b"), ["a", "c", "d"])
        assert verdict.reason == "“c”, “d” do not stand in the answer"
        assert verdict_of("not-contains-any", answered("a b"), ["b", "c"]).reason == "“b” stands in the answer"

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            *((7, "7"), (7.0, "7"), (0.1, "0.1"), (-0.0, "0"), (1e-6, "0.000001"), (1.5e-7, "1.5e-7")),
            *((1e20, "100000000000000000000"), (1e21, "1e+21"), (2.5e21, "2.5e+21"), (True, "true"), ("x", "x")),
        ],
    )
    def test_a_number_is_written_as_javascript_writes_it(self, value: object, said: str) -> None:
        assert as_text(value) == said

    @pytest.mark.parametrize(
        ("text", "items"),
        [
            ("a, b,c ", ["a", "b", "c"]),
            (", a,,b,", ["a", "b"]),
            ('"a, b", c', ["a, b", "c"]),
            (r'"say ""a\" now" ,c\d', ['say "a" now', r"c\d"]),
            ('say "a", b', ['say "a"', "b"]),
            ('""', [""]),
        ],
    )
    def test_one_text_may_list_several(self, text: str, items: list[str]) -> None:
        assert listed(text) == items

    @pytest.mark.parametrize("text", ['"a', '"a" b', r'"a\"'])
    def test_quotes_that_do_not_close_are_refused(self, text: str) -> None:
        with pytest.raises(BadValue, match="quotes"):
            listed(text)


class TestJson:
    @pytest.mark.parametrize("text", ["{}", " [1, 2.5e3]\n", '"x"', "null", "-0.5"])
    def test_any_json_passes(self, text: str) -> None:
        assert verdict_of("is-json", answered(text)).passed
        assert not verdict_of("not-is-json", answered(text)).passed

    @pytest.mark.parametrize("text", ["", "NaN", "-Infinity", "{'a': 1}", "{} {}", "[1,]", "[" * 9_999])
    def test_what_javascript_would_not_parse_fails(self, text: str) -> None:
        assert not verdict_of("is-json", answered(text)).passed

    def test_a_schema_is_held_to(self) -> None:
        assert verdict_of("is-json", answered('{"pay": 1}'), SCHEMA).passed
        verdict = verdict_of("is-json", answered('{"pay": "a lot"}'), SCHEMA)
        assert not verdict.passed
        assert "'a lot' is not of type 'number'" in verdict.reason
        assert verdict_of("not-is-json", answered("no"), SCHEMA).passed

    @pytest.mark.parametrize(
        ("value", "text", "equal"),
        [
            ({"a": [1, None]}, '{"a": [1.0, null]}', True),
            ({"a": 1, "b": 2}, '{"b": 2, "a": 1}', True),
            ({"a": 1}, '{"a": true}', False),
            ([1, 2], "[2, 1]", False),
            ([], "", False),
            (5, "5", True),
            (True, "true", True),
            ("5", "5 ", False),
        ],
    )
    def test_equals_compares_lists_and_mappings_as_json_and_all_else_as_text(
        self, value: object, text: str, equal: bool
    ) -> None:
        assert verdict_of("equals", answered(text), value).passed is equal
        assert verdict_of("not-equals", answered(text), value).passed is not equal


class TestPatterns:
    @pytest.mark.skipif(shutil.which("node") is None, reason="needs Node, to ask JavaScript itself")
    def test_a_pattern_means_what_it_means_to_node_or_is_refused(self) -> None:
        script = (
            "const t = JSON.parse(require('fs').readFileSync(0)); console.log(JSON.stringify(t.map(([p, s]) => "
            "{ try { return new RegExp(p).test(s) } catch (e) { return null } })))"
        )
        asked = subprocess.run(
            ["node", "-e", script], input=json.dumps(PATTERNS), capture_output=True, check=True, text=True
        )
        for (written, text), meant in zip(PATTERNS, json.loads(asked.stdout), strict=True):
            try:
                ours = found(compiled(pattern(written), ASCII), text) is not None
            except BadValue:
                continue
            assert ours == meant, written

    @pytest.mark.parametrize("written", REFUSED)
    def test_what_only_one_language_reads_is_refused(self, written: str) -> None:
        with pytest.raises(BadValue, match="pattern"):
            KINDS["regex"].accept(written)

    def test_hardly_any_other_pattern_is(self) -> None:
        taken = {written for written, _ in PATTERNS} - set(REFUSED)
        for written in taken:
            KINDS["regex"].accept(written)
