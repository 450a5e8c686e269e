"""What the keys of a case file may hold, and what is said of one that may not stand there.

The shape is promptfoo's, so that one file serves both. What promptfoo knows and prep eval would have to overlook,
although it changes what passes, is refused with the reason.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from assistant.evals.checks.kind import BadValue
from assistant.evals.checks.literals import literal
from assistant.evals.faults import Fault, Faults, nearest, spoken
from assistant.evals.nodes import Node, plain

CASE_KEYS = ("description", "vars", "assert", "metadata", "options")
VARS = ("question", "history", "roles", "turns")
METADATA = ("type", "id", "known_failure")
_OPTIONS = ("disableVarExpansion", "disableDefaultAsserts", "disableConversationVar", "runSerially")
_ENGINE = "prep eval asks the engine that it is run with; delete it"
REFUSED = {
    "threshold": "a case passes when each of its asserts does; delete it",
    "assertScoringFunction": "a case passes when each of its asserts does; delete it",
    "provider": _ENGINE,
    "providers": _ENGINE,
    "prompts": "the question itself is asked; delete it",
    "providerOutput": "the product is asked each time; delete it",
    "path": "cases that a program makes are not run; write them out",
}


def mapping(node: Node, known: tuple[str, ...], refused: Mapping[str, str], what: str) -> dict[str, Node]:
    """The node as a mapping with `known` keys only. Raises Fault for others, with the reason where it is `refused`."""
    if not isinstance(node.value, dict):
        raise Fault(node.line, f"expected {what} as a mapping, got {spoken(plain(node))}")
    for key, value in node.value.items():
        if key in refused:
            raise Fault(value.line, f"{what} with {key!r} is not run: {refused[key]}")
        if key not in known:
            raise Fault(value.line, f"unknown key {key!r} in {what}; {nearest(key, known)}")
    return node.value


def variables_of(node: Node | None) -> dict[str, Node]:
    """The `vars` of a case or of `defaultTest`: nodes by name. Raises Fault for a name that there is not."""
    return mapping(node, VARS, {}, "`vars`") if node is not None and node.value is not None else {}


def metadata_of(node: Node | None, faults: Faults) -> dict[str, Node]:
    """The `metadata` of a case or of `defaultTest`. Other keys are the user's own, unless they look like a slip."""
    if node is None or node.value is None:
        return {}
    if not isinstance(node.value, dict):
        faults.note(node.line, f"expected `metadata` as a mapping, got {spoken(plain(node))}")
        return {}
    for key, value in node.value.items():
        close = difflib.get_close_matches(key.lower().replace("-", "_"), METADATA, n=1, cutoff=0.75)
        if key not in METADATA and close:
            faults.note(value.line, f"unknown key {key!r} in `metadata`; did you mean {close[0]!r}?")
    return node.value


def options_of(node: Node | None, faults: Faults) -> dict[str, bool]:
    """The `options` of a case or of `defaultTest`, of which only `disableDefaultAsserts` means something here."""
    with faults.noting():
        given = mapping(node, _OPTIONS, {}, "`options`") if node is not None and node.value is not None else {}
        for key, value in given.items():
            if not isinstance(value.value, bool):
                raise Fault(value.line, f"expected true or false for {key!r}, got {spoken(plain(value))}")
        return {key: bool(value.value) for key, value in given.items()}
    return {}


def text_of(node: Node | None, what: str) -> str | None:
    """The node's text, None where there is no node. Raises Fault for a blank text and for what is none."""
    if node is None:
        return None
    if not isinstance(node.value, str) or not node.value.strip():
        quotes = "; put it in quotes" if isinstance(node.value, int | float) else ""
        raise Fault(node.line, f"expected {what} as a text, got {spoken(plain(node))}{quotes}")
    return node.value


def question_of(node: Node | None, what: str = "the question") -> str | None:
    """Like `text_of`, for what promptfoo takes as a variable: it must have no place that promptfoo would fill in."""
    text = text_of(node, what)
    if node is not None and text is not None:
        try:
            literal(text)
        except BadValue as error:
            raise Fault(node.line, f"{what}: {error}") from error
    return text


def texts_of(node: Node | None, what: str) -> tuple[str, ...]:
    """The node's list of texts, empty where there is no node. Raises Fault for anything else."""
    if node is None or node.value is None:
        return ()
    if not isinstance(node.value, list):
        raise Fault(node.line, f"expected `{what}` as a list of texts, got {spoken(plain(node))}; write [one, another]")
    return tuple(text for item in node.value if (text := question_of(item, f"each of `{what}`")) is not None)


def list_of(node: Node, what: str) -> list[Node]:
    """The node's items, at least one. Raises Fault for anything else."""
    if not isinstance(node.value, list) or not node.value:
        raise Fault(node.line, f"expected `{what}` as a list, got {spoken(plain(node))}")
    return node.value
