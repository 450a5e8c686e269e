"""The XML that CI systems show, read back by an XML parser."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pytest

from assistant.evals.junit import junit
from tests.evals.run_parts import answer, case, check, turn

Json = dict[str, Any]


def tree(*cases: Json) -> ET.Element:
    files: dict[str, Counter[str]] = {}
    for one in cases:
        files.setdefault(one["file"], Counter())[one["status"]] += 1
    return ET.fromstring("".join(junit(cases, files)).encode())


def failing(reason: str = "it does not say", **more: Any) -> Json:
    checks = [check("answers", reason="it answered"), check("facts", passed=False, reason=reason)]
    return case("a", "What is paid", "failed", turns=[turn("How much?", checks=checks)], **more)


def test_there_is_a_suite_for_each_file_and_a_test_for_each_case() -> None:
    root = tree(case("a", "One"), case("b", "Two"), case("c", "Three", file="other.yaml", kind="open"))
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("evals/facts.yaml", "2"),
        ("other.yaml", "1"),
    ]
    assert [(test.get("name"), test.get("classname")) for test in root.iter("testcase")] == [
        ("One", "fact"),
        ("Two", "fact"),
        ("Three", "open"),
    ]
    assert (root.get("tests"), root.get("failures")) == ("3", "0")
    assert root[0][0].get("line") == "12"
    assert float(str(root[0][0].get("time"))) > 0


def test_a_failure_has_its_reason_and_the_conversation() -> None:
    root = tree(failing())
    failure = root[0][0][0]
    assert failure.tag == "failure"
    assert failure.get("message") == "facts: it does not say"
    said = failure.text or ""
    assert "Question: How much?" in said
    assert "FAIL facts: it does not say" in said
    assert "pass answers: it answered" in said
    assert (root.get("failures"), root[0].get("failures")) == ("1", "1")


def test_known_failures_and_open_verdicts_are_skipped_with_their_reasons() -> None:
    known = case("a", "A", "known", known_failure="lists are not read yet")
    open_ = case("b", "B", "unscored", turns=[turn(checks=[check("judge", passed=None, reason="no chat model")])])
    root = tree(known, open_)
    messages = [test[0].get("message") for test in root.iter("testcase")]
    assert messages == ["known failure: lists are not read yet", "no verdict: judge: no chat model"]
    assert {test[0].tag for test in root.iter("testcase")} == {"skipped"}
    assert root.get("skipped") == "2"


def test_a_case_that_died_is_an_error() -> None:
    root = tree(case("a", "A", "error", error="RuntimeError: gone", turns=[]))
    assert (root[0][0][0].tag, root[0][0][0].get("message")) == ("error", "RuntimeError: gone")
    assert (root.get("errors"), root[0][0].get("time")) == ("1", "0.0000")


def test_a_mended_case_passes_and_says_that_its_mark_has_to_go() -> None:
    test = tree(case("a", "A", "mended", known_failure="was broken"))[0][0]
    assert [part.tag for part in test] == ["system-out"]
    assert "take its known_failure out (was broken)" in (test[0].text or "")


@pytest.mark.parametrize(
    "text",
    [
        '<b>&amp;"quoted"\'</b>',
        "]]>",
        "\x00\x07\x1b[31m red",
        "\ud800 half",
        "line\nbreak\ttab\r",
        "\ufffe\uffff",
        "五😀",
    ],
)
def test_any_text_gives_valid_xml(text: str) -> None:
    one = failing(reason=text, kind=text, file=text)
    one["description"] = text
    one["turns"][0]["answer"] = answer(text, text, [])
    root = tree(one, case("b", text, "error", error=text, file=text), case("c", text, "known", known_failure=text))
    assert root[0][0].get("name") == "".join("�" if forbidden(c) else c for c in text)


def forbidden(char: str) -> bool:
    """What XML 1.0 forbids: section 2.2, production 2."""
    point = ord(char)
    allowed = point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000
    return not allowed


def test_no_cases_are_no_suites() -> None:
    assert len(tree()) == 0
