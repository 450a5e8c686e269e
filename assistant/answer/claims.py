"""The claims of an answer: each of its statements with the citations that are to prove it.

Works on any Markdown with `[n]` markers, the product's own or a chat model's. A sentence is a claim; so is a list item
(its markers hold for all of it), a table's cell, and words in quotation marks that a marker follows, which are then
parted from what leads to them: “**Zoom** pays 117K: “$117,000 …” [1]” makes two claims, both citing 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer.framing import known_label, own_line
from assistant.answer.marked import Marked, quotation_parts, sentences_of
from assistant.answer.statements import Statement, statements

# A heading is short and ends like none of these; with a figure or a denial in it, it asserts.
_LONGEST_HEADING = 12
_ASSERTING = re.compile(r"[.!?]\s*$|\d|\b(?:no|not|never|without|none|cannot)\b|n[’']t\b", re.IGNORECASE)
_LABELLED = re.compile(r"^\W*(?P<label>[^:：]{2,40})[:：]\s+(?=\S)")
_VERDICT = re.compile(r"^\W*(?:(?:yes|no|not|none)\b|[✓✔✗✘])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an answer: its words without Markdown, markers and outer quotation marks, and the numbers of the
    citations that it carries, in order.

    A "quotation" is to stand in the cited text as it is; a "lead" ends in a colon and stands for what follows, `items`
    list items of it; anything else is a "statement". `framing` is set for what asserts nothing by its form: headings
    and the product's own connecting lines (`knowledge/framing.yaml`).
    """

    text: str
    citations: tuple[int, ...]
    kind: Literal["statement", "quotation", "lead"] = "statement"
    framing: bool = False
    items: int = 0


def claims(text: str, *, own_lines: bool = True) -> list[Claim]:
    """The claims of an answer's Markdown, in order; never one without words.

    Without `own_lines` the product's connecting lines are claims like any: for a text that another wrote, who could
    put what they like where those lines leave room for names.
    """
    every = statements(text)
    made = [list(_heading(s) if s.kind == "heading" else _claims(s, own_lines)) for s in every]
    for i, statement in enumerate(every):
        if statement.items:
            made[i] = [_leading(claim, made[i + 1 : i + 1 + statement.items]) for claim in made[i]]
    return [claim for found in made for claim in found if any(c.isalnum() for c in claim.text)]


def _leading(claim: Claim, led: Sequence[Sequence[Claim]]) -> Claim:
    """A lead to a list cites what the list cites, where it cites nothing itself."""
    if claim.kind != "lead" or claim.citations:
        return claim
    return replace(claim, citations=tuple(dict.fromkeys(n for found in led for item in found for n in item.citations)))


def _heading(statement: Statement) -> Iterator[Claim]:
    marked = Marked.of(statement.markdown)
    words = marked.plain()
    framing = len(words.split()) <= _LONGEST_HEADING and not _ASSERTING.search(words)
    yield Claim(words, marked.citations(), "lead", framing)


def _claims(statement: Statement, own_lines: bool) -> Iterator[Claim]:
    marked = Marked.of(statement.markdown)
    for sentence in sentences_of(marked, whole=statement.kind != "prose"):
        for part in quotation_parts(sentence):
            if part.quotation is not None:
                yield Claim(part.quotation, part.citations, "quotation")
            else:
                framing = own_lines and own_line(part.marked.markdown())
                yield _told(statement, part.marked.plain(), part.citations, framing)


def _told(statement: Statement, words: str, citations: tuple[int, ...], framing: bool) -> Claim:
    """A claim in the answer's own words."""
    if framing:
        return Claim(words, citations, framing=True)
    if words.endswith((":", "：")):
        return Claim(words, citations, "lead", items=statement.items)
    if statement.kind == "cell":
        return Claim(_in_its_cell(words, statement.label), citations)
    label = _LABELLED.match(words)
    if label is None or not known_label(label.group("label")):
        return Claim(words, citations)
    rest = words[label.end() :]
    return Claim(f"{label.group('label')} {rest}" if _VERDICT.match(rest) else rest, citations)


def _in_its_cell(words: str, label: tuple[str, ...]) -> str:
    """A cell's words behind those labels of it that say more than which slot they are of; "yes" needs them all."""
    plain = [Marked.of(text).plain() for text in label]
    if _VERDICT.match(words):
        return f"{' '.join(plain)} {words}"
    return ": ".join([*(text for text in plain if not known_label(text)), words])
