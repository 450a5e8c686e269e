"""What of a chat model's answer is shown: each unit once it is complete, and only if what it cites proves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer.checked import Checked, checked
from assistant.answer.claims import claims
from assistant.answer.draft import Draft
from assistant.answer.framing import known_label
from assistant.answer.markup import plainer, remarked
from assistant.answer.numbered import Passage
from assistant.answer.proof import Sentence, names_of
from assistant.answer.support import supported
from assistant.answer.units import Unit, wider
from assistant.index.analysis import words

# A statement that comes this often is a loop.
_LOOP = 3


@dataclass(slots=True)
class Vetting:
    """Lets pass what `shown`, the passages of the prompt, prove, and counts what they do not.

    Markers of the text that passes number into the citations of `draft`, which are exact spans of sentences. `text` is
    what has passed, `removed` how many statements have not. `silent` says that the model itself called something not
    stated, `looping` that it says the same again and again.
    """

    question: str
    shown: Sequence[Passage]
    draft: Draft
    text: str = ""
    removed: int = 0
    silent: bool = False
    looping: bool = False
    _held: list[Unit] = field(default_factory=list)
    _gap: str = ""
    _said: Counter[str] = field(default_factory=Counter)

    def passing(self, units: Iterable[Unit]) -> Iterator[str]:
        """The text that may be shown of the units, with what parts it from the text before."""
        for unit in units:
            self._gap = wider(self._gap, unit.gap)
            if unit.kind == "silence":
                self.silent = True
            elif unit.kind == "heading":
                self._hold(unit)
            elif unit.kind == "table":
                yield from self._table(unit)
            elif not self._is_repeated(unit):
                yield from self._statement(replace(unit, markdown=plainer(unit.markdown)))

    def add(self, note: str) -> str:
        """A paragraph of the product's own under what has passed, as it is to be shown."""
        return self._shown("\n\n", note)

    def _is_repeated(self, unit: Unit) -> bool:
        said = " ".join(words(unit.markdown))
        self._said[said] += 1
        self.looping = self.looping or self._said[said] >= _LOOP
        return self._said[said] > 1

    def _statement(self, unit: Unit) -> Iterator[str]:
        made = claims(unit.markdown, own_lines=False)
        if made and all(claim.kind == "lead" and not claim.citations for claim in made):
            self._hold(unit)
            return
        yield from self._released(checked(unit.markdown, self.shown, self.question))

    def _hold(self, unit: Unit) -> None:
        """Headings and leads wait for what they lead to; one of the same rank takes the place of the last."""
        self._held = [held for held in self._held if _rank(held) < _rank(unit)]
        self._held.append(replace(unit, gap=self._gap))
        self._gap = ""

    def _table(self, unit: Unit) -> Iterator[str]:
        """The rows that pass, under the table's head."""
        lines = plainer(unit.markdown).split("\n")
        headed = len(lines) > 2 and set(lines[1]) <= set("|:- ")
        head, rows = (lines[:2], lines[2:]) if headed else ([], lines)
        begun = False
        for row in rows:
            found = checked(row, self.shown, self.question, head)
            if found.text is not None and head and not begun:
                found = replace(found, text="\n".join([*head, found.text]))
            begun = begun or found.text is not None
            yield from self._released(found)
            self._gap = "\n" if begun else self._gap

    def _released(self, found: Checked) -> Iterator[str]:
        """What was held back for it, and then the text itself, with the answer's own numbers."""
        if found.text is None:
            self.removed += found.asserted
            return
        for held in self._held:
            if _leads(held, found.proved):
                yield self._shown(held.gap, held.markdown)
        gap = wider(self._gap, "\n") if self._held else self._gap
        self._held, self._gap = [], ""
        numbers = [int(self.draft.cite(one.passage.role, one.span).strip("[]")) for one in found.proved]
        yield self._shown(gap, remarked(found.text, lambda n: (numbers[n - 1],)))

    def _shown(self, gap: str, text: str) -> str:
        piece = gap + text if self.text else text.lstrip()
        self.text += piece
        return piece


def _rank(unit: Unit) -> int:
    """Of headings by their level; bold lines come below them, and leads last."""
    if unit.kind != "heading":
        return 9
    return (len(unit.markdown) - len(unit.markdown.lstrip("#"))) or 8


def _leads(unit: Unit, proved: Sequence[Sentence]) -> bool:
    """Whether a heading or lead says no more than the sentences that prove what it leads to."""
    quotes, names = [one.words for one in proved], names_of(proved)
    return all(
        known_label(claim.text) or supported(replace(claim, framing=False, kind="lead"), quotes, names).holds
        for claim in claims(unit.markdown, own_lines=False)
    )
