"""A run as JUnit XML, which CI systems show: a suite per case file, a test per case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Json = Mapping[str, Any]
# What XML 1.0 cannot hold, not even escaped; half characters (lone surrogates) among them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(cases: Iterable[Json], files: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """The XML in pieces. `files` are how many cases of each status each file has, in the order of the cases.

    A known failure is skipped, and so is a case without a verdict; a mended case passes and says so.
    """
    totals = {name: sum(counts.get(name, 0) for counts in files.values()) for name in _STATUSES}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="prep eval"{_counts(totals)}>\n'
    open_: str | None = None
    for case in cases:
        if case["file"] != open_:
            yield "" if open_ is None else "</testsuite>\n"
            open_ = case["file"]
            yield f"<testsuite name={_quoted(case['file'])}{_counts(files[case['file']])}>\n"
        yield _case(case)
    yield "</testsuites>\n" if open_ is None else "</testsuite>\n</testsuites>\n"


_STATUSES = ("passed", "failed", "known", "mended", "unscored", "error")


def _counts(counts: Mapping[str, int]) -> str:
    known = {name: counts.get(name, 0) for name in _STATUSES}
    return (
        f' tests="{sum(known.values())}" failures="{known["failed"]}" errors="{known["error"]}"'
        f' skipped="{known["known"] + known["unscored"]}"'
    )


def _case(case: Json) -> str:
    seconds = sum(turn["answer"]["seconds"] for turn in case["turns"])
    name = case["description"] or case["id"]
    head = (
        f"<testcase name={_quoted(name)} classname={_quoted(case['kind'])} file={_quoted(case['file'])}"
        f' line="{case["line"]}" time="{seconds:.4f}"'
    )
    inside = _inside(case)
    return f"{head}>{inside}</testcase>\n" if inside else f"{head}/>\n"


def _inside(case: Json) -> str:
    status = case["status"]
    if status == "error":
        return f"<error message={_quoted(case['error'])}/>"
    if status == "failed":
        first = next(reason for passed, reason in _reasons(case) if passed is False)
        return f"<failure message={_quoted(first)}>{_text(_told(case))}</failure>"
    if status == "known":
        return f"<skipped message={_quoted('known failure: ' + case['known_failure'])}/>"
    if status == "unscored":
        first = next(reason for passed, reason in _reasons(case) if passed is None)
        return f"<skipped message={_quoted('no verdict: ' + first)}/>"
    if status == "mended":
        said = f"passes now; take its known_failure out ({case['known_failure']})"
        return f"<system-out>{_text(said)}</system-out>"
    return ""


def _reasons(case: Json) -> Iterator[tuple[bool | None, str]]:
    for turn in case["turns"]:
        for check in turn["checks"]:
            yield check["passed"], f"{check['type']}: {check['reason']}"


def _told(case: Json) -> str:
    """The case's conversation with what its checks say."""
    lines = [f"{case['file']}:{case['line']}"]
    for turn in case["turns"]:
        lines += [f"Question: {turn['question']}", f"Answer ({turn['answer']['status']}): {turn['answer']['text']}"]
        lines += [f"{_mark(check['passed'])} {check['type']}: {check['reason']}" for check in turn["checks"]]
    return "\n".join(lines)


def _mark(passed: bool | None) -> str:
    return "no verdict" if passed is None else "pass" if passed else "FAIL"


def _text(text: object) -> str:
    return escape(_FORBIDDEN.sub("�", str(text)))


def _quoted(text: object) -> str:
    return str(quoteattr(_FORBIDDEN.sub("�", str(text))))
