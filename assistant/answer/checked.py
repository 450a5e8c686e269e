"""A unit of a chat model's answer against the passages that it cites: proved, and then with exact citations, or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.claims import Claim, claims
from assistant.answer.markup import remarked, with_markers
from assistant.answer.numbered import Passage
from assistant.answer.proof import Sentence, closest, names_of, proof
from assistant.answer.support import asserts, supported
from assistant.index.analysis import words

_VERDICT = re.compile(r"^\W*(?:yes|no|not|none)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check: Markdown whose markers number into `proved` from 1, the sentences that it is proved by;
    `text` is None where it may not be shown. `asserted` says whether it told anything that needs proof."""

    text: str | None
    proved: tuple[Sentence, ...] = ()
    asserted: bool = True


UNPROVED = Checked(None)
EMPTY = Checked(None, asserted=False)


def checked(markdown: str, shown: Sequence[Passage], question: str, head: Sequence[str] = ()) -> Checked:
    """`markdown` with markers for exactly what proves it; nothing of it where one of its claims is not proved.

    The markers in it are numbers of passages in `shown`; others do not count. `head` are the lines of a table above the
    row that `markdown` is. For a bare name as the answer to `question` the passage's closest sentence is cited.
    """
    made = claims("\n".join([*head, markdown]), own_lines=False)
    asserting = [claim for claim in made if asserts(claim, _names(claim, shown))]
    if not asserting:
        return _mere_name(markdown, made, shown, question)
    by_number: dict[int, dict[Sentence, None]] = {}
    added: dict[Sentence, None] = {}
    for claim in asserting:
        found = _proof(claim, shown)
        if found is None:
            return UNPROVED
        for one in found:
            (by_number.setdefault(one.passage.n, {}) if one.passage.n in claim.citations else added)[one] = None
    return _rewritten(markdown, by_number, added, head)


def _names(claim: Claim, shown: Sequence[Passage]) -> tuple[str, ...]:
    """The names of the roles that a claim cites; where it cites nothing, of all."""
    cited = [passage for passage in shown if passage.n in claim.citations] or shown
    return tuple(name for passage in cited for name in passage.names)


def _proof(claim: Claim, shown: Sequence[Passage]) -> tuple[Sentence, ...] | None:
    """By the passages that it cites; where all that is shown is of one role, by any of them."""
    found = proof(claim, [passage for passage in shown if passage.n in claim.citations])
    if found is None and len({passage.role.id for passage in shown}) == 1:
        return proof(claim, shown)
    return found


def _rewritten(
    markdown: str,
    by_number: Mapping[int, Mapping[Sentence, None]],
    added: Mapping[Sentence, None],
    head: Sequence[str],
) -> Checked:
    """The chosen sentences' markers in the place of the passages', then read once more as they will be read."""
    proved = tuple(dict.fromkeys([*(one for found in by_number.values() for one in found), *added]))
    place = {one: n for n, one in enumerate(proved, 1)}
    text = remarked(markdown, lambda n: tuple(place[one] for one in by_number.get(n, ())))
    if added:
        text = with_markers(text, tuple(place[one] for one in added))
    for claim in claims("\n".join([*head, text]), own_lines=False):
        cited = [proved[n - 1] for n in claim.citations]
        if not supported(claim, [one.words for one in cited], names_of(cited or proved)).holds:
            return UNPROVED
    return Checked(text, proved)


def _mere_name(markdown: str, made: Sequence[Claim], shown: Sequence[Passage], question: str) -> Checked:
    """A role's or company's name as the whole answer, cited to passages that state what is asked."""
    cited = [p for p in shown if p.needed and any(p.n in claim.citations for claim in made)]
    named = {term for passage in cited for name in passage.names for term in words(name)}
    if _VERDICT.match(markdown) or not named & set(words(markdown)):
        return EMPTY
    sentence = {passage.n: closest(question, passage) for passage in cited}
    proved = tuple(dict.fromkeys(sentence.values()))
    text = remarked(markdown, lambda n: (proved.index(sentence[n]) + 1,) if n in sentence else ())
    return Checked(text, proved, asserted=False)
