"""How case files are read as YAML: as YAML 1.2 means it, alike by PyYAML's two parsers, and by no trick without end."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.evals.faults import Fault
from assistant.evals.nodes import Node, at, plain
from assistant.evals.yaml_stream import Entry, entries

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(params=LOADERS, ids=["python", "c"])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    def read(text: str) -> tuple[list[Entry], list[tuple[int, str]]]:
        path = tmp_path / "cases.yaml"
        path.write_text(text, encoding="utf-8")
        notes: list[tuple[int, str]] = []
        found = list(entries(path, lambda line, message: notes.append((line, message)), loader=request.param))
        return found, notes

    return read


def value(read: object, text: str) -> object:
    """The value of `a` in a file without mistakes."""
    found, notes = read(text)  # type: ignore[operator]
    assert notes == []
    return plain(next(entry.node for entry in found if entry.key == "a"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, word) for word in ("no", "yes", "on", "12:30", "1_000", "0o8", "1,000", "v1.0", "1e", "+", ".", "-x")),
        *(("012", 12), ("+5", 5), ("-5", -5), ("0o12", 10), ("0x1F", 31), ("-0b11", -3), ("5.", 5.0), (".5", 0.5)),
        *(("1e3", 1000.0), ("-1.5E-1", -0.15), (".inf", float("inf")), ("-.INF", float("-inf"))),
        *(("true", True), ("TRUE", True), ("False", False), ("null", None), ("~", None), ("", None)),
        *(("'5'", "5"), ('"true"', "true"), ("'2026-11-20'", "2026-11-20"), ("9" * 400, "9" * 400)),
    ],
)
def test_a_word_means_what_it_does_in_yaml_1_2(read: object, written: str, meant: object) -> None:
    found = value(read, f"a: {written}")
    assert found == meant
    assert type(found) is type(meant)


def test_a_date_is_to_be_put_in_quotes(read: object) -> None:
    _, notes = read("a: 2026-11-20")  # type: ignore[operator]
    assert notes == [(1, '2026-11-20 without quotes is a date, which no key takes; write "2026-11-20"')]


def test_tests_come_item_by_item_with_their_lines(read: object) -> None:
    found, _ = read("x: 1\ntests:\n- a\n- - b\n  - c\ny: [2]\n")  # type: ignore[operator]
    assert [(entry.key, entry.line, entry.is_test, plain(entry.node)) for entry in found] == [
        ("x", 1, False, 1),
        ("tests", 3, True, "a"),
        ("tests", 4, True, ["b", "c"]),
        ("y", 6, False, [2]),
    ]


def test_a_byte_order_mark_is_read_over(read: object) -> None:
    assert value(read, "\ufeffa: 1") == 1


def test_a_part_of_a_value_is_found_by_its_path_as_far_as_it_leads(read: object) -> None:
    (entry,), _ = read("a:\n  b:\n  - c\n  - d: 1\n")  # type: ignore[operator]
    assert at(entry.node, ("b", 1, "d")) == Node(1, 4)
    assert at(entry.node, ("b", 1, "missing")).line == 4
    assert at(entry.node, ()) == entry.node


class TestAliases:
    def test_an_alias_is_what_it_names(self, read: object) -> None:
        assert value(read, "x: &it [1, {b: 2}]\na: [*it, *it]\n") == [[1, {"b": 2}]] * 2

    def test_an_anchor_in_a_case_serves_the_next(self, read: object) -> None:
        found, _ = read("tests:\n- &first {q: 1}\n- *first\n")  # type: ignore[operator]
        assert [plain(entry.node) for entry in found] == [{"q": 1}] * 2

    def test_the_last_anchor_of_a_name_counts(self, read: object) -> None:
        assert value(read, "x: &it 1\ny: &it 2\na: *it\n") == 2

    def test_a_mapping_can_be_merged_and_its_own_keys_win(self, read: object) -> None:
        assert value(read, "x: &x {b: 1, c: 1}\na: {c: 2, <<: *x}\n") == {"b": 1, "c": 2}
        assert value(read, "x: &x {b: 1}\ny: &y {b: 2, c: 2}\na: {<<: [*x, *y]}\n") == {"b": 1, "c": 2}
        assert value(read, "x: &x {b: 1}\ny: &y {b: 2, c: 2}\na: {<<: *x, <<: *y}\n") == {"b": 1, "c": 2}
        assert value(read, "a: {'<<': 1}\n") == {"<<": 1}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("a: *gone", "nothing above is named by the anchor &gone"),
            ("a: &it [*it]", r"the alias \*it stands inside what it names"),
            ("a: {<<: 5}", "`<<` takes a mapping"),
            ("a: 1\na: 2\n", "'a' stands already on line 1; keep one of them"),
            ("a: {[1]: 2}", "a list or mapping stands where a key should"),
            ("a: " + "[" * 60 + "]" * 60, "nested more than 40 deep"),
            ("a:\n" + "\n".join(f"- &a{n} {n}" for n in range(600)), "more than 500 anchors"),
            ("a: [" + "1, " * 30_000 + "]", "more than 20,000 values in one place"),
        ],
    )
    def test_what_cannot_be_followed_is_refused(self, read: object, text: str, said: str) -> None:
        with pytest.raises(Fault, match=said):
            read(text)  # type: ignore[operator]

    def test_a_billion_laughs_are_cut_short(self, read: object) -> None:
        lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
        with pytest.raises(Fault, match="more than 20,000 values") as caught:
            read("\n".join(lines))  # type: ignore[operator]
        assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a:\n  b: 1\n  b: 2\n", 3, "'b' stands already on line 2; keep one of them"),
        ("a: !secret x\n", 1, "the tag '!secret' is not read; write a plain value, in quotes if it is text"),
        (
            "a: !!set {b}\n",
            1,
            "the tag 'tag:yaml.org,2002:set' is not read; write a plain value, in quotes if it is text",
        ),
    ],
)
def test_what_can_be_read_over_is_noted_with_its_line(read: object, text: str, line: int, said: str) -> None:
    _, notes = read(text)  # type: ignore[operator]
    assert notes == [(line, said)]
