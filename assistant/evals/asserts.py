"""An `assert:` of a case file to checks: kind, value and threshold as the registry of checks takes them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.evals.checks import KINDS, BadValue, Kind
from assistant.evals.checks.registry import unknown
from assistant.evals.faults import Fault, Faults, spoken
from assistant.evals.fields import mapping
from assistant.evals.model import Check, Where
from assistant.evals.nodes import Node, at, plain

_KEYS = ("type", "value", "threshold", "weight", "metric")
# promptfoo's keys that would change what a check means; `metric` is a label only, `weight` counts for no verdict.
_REFUSED = {
    "provider": "the judge is the one that prep eval is run with; delete it",
    "rubricPrompt": "the judge has a prompt of its own; delete it",
    "transform": "answers are judged as they are; delete it",
    "contextTransform": "answers are judged as they are; delete it",
    "config": "no check takes it; put what is meant into `value`",
    "normalizeUnicode": "texts are compared as they are; delete it",
    "assert": "sets of asserts are not run; list the asserts one by one",
}


def checks_of(node: Node | None, faults: Faults) -> tuple[Check, ...]:
    """The checks that an `assert:` lists, without those that have a mistake, which is noted."""
    if node is None or node.value is None:
        return ()
    if not isinstance(node.value, list):
        faults.note(node.line, f"expected a list of asserts, got {spoken(plain(node))}; begin each with `- type:`")
        return ()
    checks = []
    for item in node.value:
        with faults.noting():
            checks.append(_check(item, faults.file))
    return tuple(checks)


def _check(node: Node, file: str) -> Check:
    given = mapping(node, _KEYS, _REFUSED, "an assert")
    name = _name(node, given)
    kind = KINDS.get(name.removeprefix("not-"))
    if kind is None:
        raise Fault(given["type"].line, unknown(name))
    _weigh(given.get("weight"))
    return Check(
        type=name.removeprefix("not-"),
        value=_value(name, kind, node, given.get("value")),
        threshold=_threshold(name, kind, node, given.get("threshold")),
        negated=name.startswith("not-"),
        where=Where(file, node.line),
    )


def _name(node: Node, given: Mapping[str, Node]) -> str:
    if "type" not in given:
        raise Fault(node.line, "an assert without `type`; say what is to be checked, for example `type: facts`")
    name = given["type"].value
    if not isinstance(name, str):
        raise Fault(given["type"].line, f"expected the type as a text, got {spoken(plain(given['type']))}")
    return name


def _value(name: str, kind: Kind, node: Node, value: Node | None) -> object:
    content = None if value is None else plain(value)
    try:
        kind.accept(content)
    except BadValue as error:
        line = node.line if value is None else at(value, error.path).line
        raise Fault(line, f"the value of {name!r}: {error}") from error
    return content


def _threshold(name: str, kind: Kind, node: Node, threshold: Node | None) -> float | None:
    if threshold is None or threshold.value is None:
        if kind.threshold is not None and kind.threshold.required:
            raise Fault(node.line, f"{name!r} needs a threshold ({kind.threshold}); without one nothing could fail")
        return None
    if kind.threshold is None:
        raise Fault(threshold.line, f"{name!r} takes no threshold: it holds or not; delete it")
    if mistake := kind.threshold.mistake(plain(threshold)):
        raise Fault(threshold.line, f"the threshold of {name!r} must be {kind.threshold}; {mistake}")
    return float(str(threshold.value))


def _weigh(weight: Node | None) -> None:
    """A weight changes promptfoo's score, not what passes, so it is read over; but with 0 all passes there."""
    if weight is None:
        return
    if isinstance(weight.value, bool) or not isinstance(weight.value, int | float) or not weight.value > 0:
        raise Fault(weight.line, f"expected a weight above 0, got {spoken(plain(weight))}; delete the assert instead")
