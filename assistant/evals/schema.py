"""One item of `tests:` to a case: its turns with their checks, the suite's defaults among them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.evals.asserts import checks_of
from assistant.evals.faults import Fault, Faults, shortened
from assistant.evals.fields import (
    CASE_KEYS,
    METADATA,
    REFUSED,
    list_of,
    mapping,
    metadata_of,
    options_of,
    question_of,
    text_of,
    texts_of,
    variables_of,
)
from assistant.evals.model import Case, Check, Turn, Where
from assistant.evals.nodes import Node, plain

if TYPE_CHECKING:
    from assistant.evals.suite import Suite


def case_of(item: Node, suite: Suite, faults: Faults) -> Case | None:
    """The case that an item of `tests` describes, with the suite's defaults; None where `faults` were noted."""
    before = len(faults.found)
    case = None
    with faults.noting():
        if isinstance(item.value, str) and item.value.startswith("file://"):
            raise Fault(item.line, "cases in other files are not read from here; name that file on the command line")
        case = _case(item, mapping(item, CASE_KEYS, REFUSED, "a case"), suite, faults)
    return case if len(faults.found) == before else None


def _case(item: Node, given: Mapping[str, Node], suite: Suite, faults: Faults) -> Case:
    """As `case_of`. Looks at every part, so that all mistakes are noted; where one is, the case is of no use."""
    metadata = {**suite.metadata, **metadata_of(given.get("metadata"), faults)}
    variables = faults.tried(lambda: {**suite.variables, **variables_of(given.get("vars"))})
    options = options_of(given.get("options"), faults)
    defaults = () if options.get("disableDefaultAsserts") else suite.checks
    description = faults.tried(lambda: text_of(given.get("description"), "the description"))
    own = checks_of(given.get("assert"), faults)
    turns = faults.tried(lambda: _turns(item, variables, own, defaults, faults)) if variables is not None else ()
    texts = {
        key: faults.tried(lambda key=key: text_of(metadata.get(key), f"`{key}`"))  # type: ignore[misc]
        for key in METADATA
    }
    lists = {
        key: faults.tried(lambda key=key: texts_of((variables or {}).get(key), key)) or ()  # type: ignore[misc]
        for key in ("history", "roles")
    }
    return Case(
        id=texts["id"] or _hash(given),
        description=description or shortened(turns[0].question if turns else ""),
        turns=turns or (),
        kind=texts["type"] or "other",
        known_failure=texts["known_failure"],
        where=Where(faults.file, item.line),
        **lists,
    )


def _turns(
    item: Node, variables: Mapping[str, Node], own: tuple[Check, ...], defaults: tuple[Check, ...], faults: Faults
) -> tuple[Turn, ...]:
    """The questions of a case with their checks, those of `defaultTest` first."""
    conversation = variables.get("turns")
    if conversation is None:
        turns = [Turn(_question(variables.get("question"), item), defaults + own)]
    elif "question" in variables:
        raise Fault(conversation.line, "a case has `question` or `turns`, not both; make the question the first turn")
    elif own:
        line = own[0].where.line
        raise Fault(line, "a case with `turns` has its asserts at each turn; move these to the turn they are of")
    else:
        turns = [_turn(node, defaults, faults) for node in list_of(conversation, "turns")]
    if not faults.found and not any(turn.checks for turn in turns):
        raise Fault(item.line, "the case checks nothing, so it would pass whatever is answered; add an `assert:`")
    return tuple(turns)


def _turn(node: Node, defaults: tuple[Check, ...], faults: Faults) -> Turn:
    given = mapping(node, ("question", "assert"), {}, "a turn")
    checks = defaults + checks_of(given.get("assert"), faults)
    return Turn(_question(given.get("question"), node), checks)


def _question(node: Node | None, holder: Node) -> str:
    question = question_of(node)
    if question is None:
        raise Fault(holder.line, "no question; put it under `vars:` as `question:`")
    return question


def _hash(given: Mapping[str, Node]) -> str:
    """An id made of what the case says: the same wherever it stands, another when its question or checks change."""
    said = [plain(given[key]) if key in given else None for key in ("description", "vars", "assert")]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:12]
