"""The headings of a role: those known by their wording, and those that only stand as one.

A short line without end punctuation above a block is taken for a heading if it stands like one (`standing`) and its
words (`headwords`), or else the lines below it, tell of what. One that tells nothing still ends the section before it
where it stands like that section's heading, like most headings of the page, or above a list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from assistant.domain import SectionKind
from assistant.reading import money
from assistant.reading.headwords import announced
from assistant.reading.lines import Heading, Line
from assistant.reading.standing import LONGEST_HEADING, PARAGRAPH, Page, asks

# What the lines from one number up to another are, as far as their own words say.
Judge = Callable[[int, int], SectionKind | None]

_LONGEST_LABEL = 40
# What the words of a label must weigh, unless its form says that it is one: "Skills: …" stands in many a list; and
# what those of a heading must, if it could be an item as well ("Strong communication skills").
_CERTAIN = 4
_FEW = 5
# So many lines below a heading tell what it heads.
_BLOCK = 10
# A line that reads as one of these by itself may be an item.
_ITEMS = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE)
# What a block shows to be by its lines alone; in a list of details each is of a kind of its own.
_TELLING = (*_ITEMS, SectionKind.BENEFITS, SectionKind.COMPENSATION, SectionKind.PROCESS)


def outline(read: Sequence[Line], judge: Judge, broken: Collection[int] = ()) -> list[Heading | None]:
    """For each line the heading that it is or begins with, if any; a `mute` one of kind `role` tells of nothing.

    `broken` are the numbers of lines right below which something stands that is left out of `read`, a page's furniture.
    """
    known = [line.head for line in read]
    page = Page(read, known)
    look = _Outline(read, known, page, judge, broken)
    found = look.headings()
    if not look.undecided:
        return found
    # What the first look found shows how this page sets off its headings: a second one finds those that say nothing.
    page.learn(found)
    return _Outline(read, known, page, judge, broken).headings()


class _Outline:
    """One look at all lines, from the first to the last."""

    def __init__(
        self,
        read: Sequence[Line],
        known: Sequence[Heading | None],
        page: Page,
        judge: Judge,
        broken: Collection[int],
    ) -> None:
        self._read = read
        self._broken = broken
        self._known = known
        self._page = page
        self._judge = judge
        # The number and kind of the heading above, and whether the short lines of the posting's header are over.
        self._above: int | None = None
        self._kind: SectionKind | None = None
        self._begun = False
        # How many lines could be headings but for what they say and how they stand.
        self.undecided = 0

    def headings(self) -> list[Heading | None]:
        lines = enumerate(zip(self._read, self._known, strict=True))
        return [self._next(number, line, head) for number, (line, head) in lines]

    def _next(self, number: int, line: Line, head: Heading | None) -> Heading | None:
        if head is None and not line.bullet and ":" in line.text[:_LONGEST_LABEL]:
            head = self._label(line)
        if head is None and len(line.text) <= LONGEST_HEADING and self._page.may_head(number):
            head = self._heading(number)
            self.undecided += head is None
        if head is not None and head.kind in _ITEMS and not head.inline and self._is_over_pay(number):
            head = None
        if head is not None and not head.inline:
            self._above, self._kind, self._begun = number, head.kind, True
        self._begun = self._begun or len(line.text) > PARAGRAPH or line.bullet
        return head

    def _is_over_pay(self, number: int) -> bool:
        """Whether nothing but pay stands below a line: "Minimum of the range:" asks for nothing."""
        return number + 1 < len(self._read) and money.is_bare(self._read[number + 1].body)

    def _label(self, line: Line) -> Heading | None:
        """The heading that a line of unknown wording begins with: "What you would do: draw the model"."""
        label, _, rest = line.text.partition(":")
        if not rest.startswith(" "):
            return None
        kind = announced(label) if asks(label) or self._page.is_shouted(label) else announced(label, _CERTAIN)
        return Heading(kind, inline=True) if kind else None

    def _heading(self, number: int) -> Heading | None:
        """The heading that a line of unknown wording is."""
        if not self._stands(number):
            return None
        kind = announced(self._read[number].text)
        begun = self._has_begun(number)
        if kind is None and number in self._broken:
            return None
        if kind is None and begun:
            below = self._judge(number + 1, self._end_of_block(number))
            kind = below if below in _TELLING else None
        if not self._may_follow(number, kind):
            return None
        if kind is not None:
            return Heading(kind)
        return Heading(SectionKind.ROLE, mute=True) if begun and self._ends_section(number) else None

    def _stands(self, number: int) -> bool:
        page = self._page
        if page.leads_in(number):
            return True
        if not self._has_begun(number) or not (page.heads_list(number) or page.is_set_off(number)):
            return False
        text = self._read[number].text
        if self._judge(number, number + 1) not in _ITEMS:
            return True
        return announced(text, _CERTAIN) is not None and len(text.split()) <= _FEW

    def _has_begun(self, number: int) -> bool:
        """Whether the header of short lines is over at the latest with what stands below the line."""
        below = self._read[number + 1]
        return self._begun or below.bullet or len(below.text) > PARAGRAPH

    def _may_follow(self, number: int, kind: SectionKind | None) -> bool:
        """Whether such a heading may end the section: the steps of a process are no sections of their own."""
        alike = self._above is not None and self._page.is_alike(number, self._above)
        if self._kind is SectionKind.NAVIGATION:
            return alike
        if self._kind is SectionKind.PROCESS:
            return kind is not SectionKind.PROCESS and (alike or kind not in (None, SectionKind.TEAM))
        return True

    def _ends_section(self, number: int) -> bool:
        """Whether a heading that says nothing ends the section before it, rather than parts it."""
        if self._above is not None and self._page.is_alike(number, self._above):
            return True
        return self._page.is_usual(number) or (self._kind not in _ITEMS and self._page.heads_list(number))

    def _end_of_block(self, number: int) -> int:
        stop = min(number + 1 + _BLOCK, len(self._read))
        for below in range(number + 1, stop):
            head = self._known[below]
            if (head is not None and not head.inline) or (below > number + 1 and self._read[below].gap):
                return below
            if self._read[below - 1].bullet and not self._read[below].bullet and below > number + 1:
                return below
        return stop
