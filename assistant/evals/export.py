"""A run's answers as the JSONL that other tools score: ragas (0.4) and deepeval, in the field names that they read.

A line for each turn, in order; turns of cases that died are left out. What a case does not say is null.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assistant.evals.plan import ExportFormat

Json = Mapping[str, Any]
SILENT = "The postings do not say."
# Signs by which a pattern says more than its own letters; one that holds others is no text to compare with.
_OPTIONAL = re.compile(r"\[,\.\]\?|,\?|\\b|\(\\\.0\)\?|\\s\?")
_ESCAPED = re.compile(r"\\[^\w\s]")
_SIGNS = re.compile(r"[\\\[\](){}*+?^$|]")


def export(cases: Iterable[Json], form: ExportFormat) -> Iterator[Json]:
    """The lines as values."""
    line = _FORMS[form]
    return (line(turn) for case in cases for turn in case["turns"])


def _ragas(turn: Json) -> Json:
    hits = _found(turn)
    return {
        "user_input": turn["question"],
        "response": turn["answer"]["text"],
        "retrieved_contexts": [hit["text"] for hit in hits],
        "retrieved_context_ids": [hit["id"] for hit in hits],
        "reference": reference(turn),
        "reference_contexts": _quotes(turn),
        "reference_context_ids": turn["gold"],
    }


def _deepeval(turn: Json) -> Json:
    return {
        "input": turn["question"],
        "actual_output": turn["answer"]["text"],
        "expected_output": reference(turn),
        "context": _quotes(turn),
        "retrieval_context": [hit["text"] for hit in _found(turn)],
    }


_FORMS: Mapping[ExportFormat, Callable[[Json], Json]] = {"ragas": _ragas, "deepeval": _deepeval}


def _found(turn: Json) -> list[Json]:
    """The hits: as many as the turn's first `retrieves` looks at, all that the run kept where it has none."""
    wanted = _values(turn, "retrieves")
    k = wanted[0].get("k", 8) if wanted else None
    return list(turn["evidence"][:k])


def _quotes(turn: Json) -> list[str] | None:
    """The gold spans' words."""
    wanted = _values(turn, "retrieves")
    return [span["quote"] for span in wanted[0]["spans"]] if wanted else None


def reference(turn: Json) -> str | None:
    """What the answer should say, as far as the case's checks say it in plain words: that the postings are silent, the
    text that it must equal or contain, the facts it must hold; None where no check does."""
    if any(check["type"] == "abstains" for check in turn["checks"]):
        return SILENT
    for kind in ("equals", "contains", "icontains"):
        for value in _values(turn, kind):
            return str(value)
    for kind in ("contains-all", "icontains-all"):
        for value in _values(turn, kind):
            return "; ".join(map(str, value))
    groups = [group for value in _values(turn, "facts") for group in value]
    plain = [next((words for words in map(_plain, group) if words), None) for group in groups]
    return "; ".join(words for words in plain if words) or None


def _plain(pattern: str) -> str | None:
    """The words that a pattern stands for, where it does so letter by letter: its first branch, without what is
    optional in it."""
    words = _OPTIONAL.sub(lambda sign: "," if "," in sign[0] else " " if "s" in sign[0] else "", pattern.split("|")[0])
    if _SIGNS.search(_ESCAPED.sub("", words)):
        return None
    return _ESCAPED.sub(lambda sign: sign[0][1:], words).strip() or None


def _values(turn: Json, kind: str) -> list[Any]:
    return [check["value"] for check in turn["checks"] if check["type"] == kind]
