"""promptfoo's `equals` and `is-json`: the answer's text compared as a whole, or read as JSON."""

from __future__ import annotations

import json
from typing import Any, cast

from assistant.evals.checks import literals
from assistant.evals.checks.javascript import as_text
from assistant.evals.checks.kind import BadValue, Kind, Subject, told
from assistant.evals.faults import shortened, spoken
from assistant.evals.model import Verdict


def parsed(text: str) -> object:
    """The text as JSON, as strictly as JavaScript reads it. Raises ValueError where it is none."""

    def refused(constant: str) -> object:
        raise ValueError(f"{constant} is no JSON")

    try:
        return cast(object, json.loads(text, parse_constant=refused, parse_int=float))
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def same(one: object, other: object) -> bool:
    """Whether two JSON values are the same; true is not 1, 1 is 1.0, the order of keys is of no matter."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _equals(subject: Subject) -> Verdict:
    value, text = subject.check.value, subject.answer.text
    structured = isinstance(value, list | dict)
    try:
        equal = same(value, parsed(text)) if structured else as_text(value) == text
    except ValueError:
        equal = False
    shown = json.dumps(value, ensure_ascii=False) if structured else as_text(value)
    return told(equal, f"the answer “{shortened(text)}” is {'' if equal else 'not '}exactly “{shortened(shown)}”")


def _is_json(subject: Subject) -> Verdict:
    try:
        found = parsed(subject.answer.text)
    except ValueError as error:
        return told(False, f"the answer is not JSON ({error}): “{shortened(subject.answer.text)}”")
    fault = next(_validator(subject.check.value).iter_errors(found), None) if subject.check.value else None
    if fault is not None:
        return told(False, f"the answer is JSON, but not by the schema: {shortened(fault.message, 300)}")
    return told(True, "the answer is JSON" + (" and by the schema" if subject.check.value else ""))


def _accept_schema(value: object) -> None:
    if value is None:
        return
    if not isinstance(value, dict):
        raise BadValue(f"expected a JSON schema as a mapping, or no value, got {spoken(value)}")
    jsonschema = _jsonschema()
    try:
        jsonschema.Draft7Validator.check_schema(value)
    except jsonschema.SchemaError as error:
        raise BadValue(f"this is no JSON schema: {shortened(error.message, 200)}", *error.absolute_path) from error


def _validator(schema: object) -> Any:
    kind = _jsonschema().Draft7Validator
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def _jsonschema() -> Any:
    try:
        import jsonschema  # type: ignore[import-untyped]
    except ImportError as error:
        raise BadValue("a schema needs the package jsonschema; install it, or leave the value out") from error
    return jsonschema


KINDS = {
    "equals": Kind(_equals, literals.anything),
    "is-json": Kind(_is_json, _accept_schema),
}
