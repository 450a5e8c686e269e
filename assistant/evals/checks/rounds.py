"""`rounds`: the steps of an interview process, each by a pattern, in their order.

Where the answer numbers them, one numbered list must have exactly as many items as there are patterns, and each item
must match its own: a step too many is as wrong as one too few. Else the patterns must follow each other in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from assistant.evals.checks import values
from assistant.evals.checks.facts import said
from assistant.evals.checks.kind import Kind, Subject, measured, told
from assistant.evals.checks.patterns import compiled, found
from assistant.evals.faults import shortened
from assistant.evals.model import Verdict

_ITEM = re.compile(r"[ ]{0,3}(\d{1,4})[.)][ \t]+")


def numbered_lists(text: str) -> list[list[str]]:
    """The numbered lists of a Markdown text, each as its items' texts with what is indented below them. A number that
    is not one more than the last begins a new list."""
    lists: list[list[str]] = []
    last = 0
    inside = False
    for line in text.splitlines():
        if item := _ITEM.match(line):
            number = int(item.group(1))
            if number != last + 1 or not lists:
                lists.append([])
            lists[-1].append(line[item.end() :])
            last, inside = number, True
        elif inside and (not line.strip() or line.startswith((" ", "\t"))):
            lists[-1][-1] += f"\n{line.strip()}"
        else:
            inside = False
    return lists


def _rounds(subject: Subject) -> Verdict:
    patterns = cast("list[str]", subject.check.value)
    if subject.answer.status != "answered":
        return told(False, "the product abstained instead of naming the steps")
    text = said(subject.answer)
    lists = numbered_lists(text)
    if not lists:
        return _verdict(patterns, _in_order(patterns, text), "in this order in the answer")
    fitting = [items for items in lists if len(items) == len(patterns)]
    if not fitting:
        counts = " and ".join(str(len(items)) for items in lists)
        return told(False, f"the answer numbers {counts} steps, not {len(patterns)}")
    matching = max((_item_by_item(patterns, items) for items in fitting), key=len)
    return _verdict(patterns, matching, "at their places in the numbered list")


def _verdict(patterns: list[str], met: list[int], where: str) -> Verdict:
    missing = [f"“{shortened(p)}” (step {n})" for n, p in enumerate(patterns, 1) if n not in met]
    reason = f"{', '.join(missing)} not {where}" if missing else f"all {len(patterns)} steps stand {where}"
    return measured(len(met) / len(patterns), 1.0, reason)


def _item_by_item(patterns: list[str], items: list[str]) -> list[int]:
    pairs = enumerate(zip(patterns, items, strict=True), 1)
    return [n for n, (pattern, item) in pairs if found(compiled(pattern), item)]


def _in_order(patterns: list[str], text: str) -> list[int]:
    def steps() -> Iterator[int]:
        end = 0
        for n, pattern in enumerate(patterns, 1):
            if place := found(compiled(pattern), text, end):
                end = place[1]
                yield n

    return list(steps())


KINDS = {
    "rounds": Kind(_rounds, values.list_of(values.pattern, "patterns, one a step", '["phone", "coding", "on-site"]')),
}
