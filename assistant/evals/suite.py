"""What a case file says of all its cases: the postings they are about, the defaults, the gates of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import InvalidCases
from assistant.evals.asserts import checks_of
from assistant.evals.faults import MOST, Fault, Faults, Problem, nearest, spoken
from assistant.evals.fields import (
    CASE_KEYS,
    REFUSED,
    mapping,
    metadata_of,
    options_of,
    question_of,
    text_of,
    texts_of,
    variables_of,
)
from assistant.evals.gates import gates_of, postings_of
from assistant.evals.model import Check
from assistant.evals.nodes import Node, plain
from assistant.evals.yaml_stream import entries

_USED = ("description", "providers", "targets", "defaultTest", "metadata", "tests")
# promptfoo's own, of which prep eval needs nothing: how it asks, runs, stores and shows.
_IGNORED = (
    *("$schema", "prompts", "extensions", "evaluateOptions", "commandLineOptions", "outputPath", "env", "tags"),
    *("sharing", "derivedMetrics", "writeLatestResults", "nunjucksFilters", "tracing"),
)
_NOT_RUN = {
    "scenarios": "write each of them as an entry of `tests`",
    "redteam": "write what is to be asked as entries of `tests`",
}
_KEYS = (*_USED, *_IGNORED)


@dataclass(frozen=True, slots=True)
class Suite:
    """A case file but for its cases, which are only counted. `postings` is the folder or file that they are about, None
    for the user's own library. `gates` are the least values of metrics, by name, with which a run is passed. `checks`,
    `variables` and `metadata` are what `defaultTest` gives to every case."""

    file: str
    description: str = ""
    postings: Path | None = None
    gates: Mapping[str, float] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    variables: Mapping[str, Node] = field(default_factory=dict)
    metadata: Mapping[str, Node] = field(default_factory=dict)
    cases: int = 0


def read_suite(path: Path) -> Suite:
    """Reads through the whole file, which must be YAML to its end, but looks at no case.

    Raises InvalidCases with up to twenty mistakes of what stands around the cases.
    """
    faults = Faults(str(path))
    found: dict[str, Node] = {}
    cases, mistakes = 0, list[Problem]()
    with faults.noting():
        for entry in entries(path, faults.note):
            if entry.is_test:
                cases += 1
                faults.take()
                continue
            _known(entry.key, entry.line, faults)
            mistakes += faults.take()
            found.setdefault(entry.key, entry.node)
        if not cases:
            raise Fault(*_no_cases(found))
    suite = _suite(path, found, cases, faults)
    raise_all(mistakes + faults.take())
    return suite


def raise_all(mistakes: list[Problem]) -> None:
    """Raises InvalidCases with the first twenty mistakes, a line each, where there are any."""
    if mistakes:
        more = ["… and more; correct these first"] * (len(mistakes) > MOST)
        raise InvalidCases("\n".join([*map(str, mistakes[:MOST]), *more]))


def _known(key: str, line: int, faults: Faults) -> None:
    if key in _NOT_RUN:
        faults.note(line, f"{key!r} is not run; {_NOT_RUN[key]}")
    elif key not in _KEYS:
        faults.note(line, f"unknown key {key!r} at the top; {nearest(key, _KEYS)}")


def _no_cases(found: Mapping[str, Node]) -> tuple[int, str]:
    tests = found.get("tests")
    if tests is None or not tests.value:
        return (tests.line if tests else 1), "no cases; list them under `tests:`, each with `vars:` and `assert:`"
    if isinstance(tests.value, str) and tests.value.startswith("file://"):
        return tests.line, "cases in other files are not read from here; name that file on the command line"
    return tests.line, f"expected `tests` as a list of cases, got {spoken(plain(tests))}; begin each with `-`"


def _suite(path: Path, found: Mapping[str, Node], cases: int, faults: Faults) -> Suite:
    default = _default(found.get("defaultTest"), faults)
    description = faults.tried(lambda: text_of(found.get("description"), "the description"))
    return Suite(
        file=str(path),
        description=description or "",
        postings=postings_of(path, found, faults),
        gates=gates_of(found.get("metadata"), faults),
        checks=checks_of(default.get("assert"), faults),
        variables=_variables(default.get("vars"), faults),
        metadata=_metadata(default.get("metadata"), faults),
        cases=cases,
    )


def _default(node: Node | None, faults: Faults) -> dict[str, Node]:
    with faults.noting():
        if node is None or node.value is None:
            return {}
        if isinstance(node.value, str) and node.value.startswith("file://"):
            raise Fault(node.line, "`defaultTest` in another file is not read; write it here")
        given = mapping(node, CASE_KEYS, REFUSED, "`defaultTest`")
        options_of(given.get("options"), faults)
        return given
    return {}


def _variables(node: Node | None, faults: Faults) -> dict[str, Node]:
    given: dict[str, Node] = {}
    with faults.noting():
        given = variables_of(node)
        if "turns" in given:
            raise Fault(given["turns"].line, "`turns` are a case's own; move them to it")
        question_of(given.get("question"))
        for name in ("history", "roles"):
            texts_of(given.get(name), name)
    return given


def _metadata(node: Node | None, faults: Faults) -> dict[str, Node]:
    given = metadata_of(node, faults)
    with faults.noting():
        if "id" in given:
            raise Fault(given["id"].line, "an `id` is one case's own; move it to that case")
        for name in ("type", "known_failure"):
            text_of(given.get(name), name)
    return given
