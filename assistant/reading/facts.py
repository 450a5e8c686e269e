"""The facts of a role: which slots its text states, with the words that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import FACT_NAMES, Fact, Posting, Round, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.header import header_parts, places
from assistant.reading.lines import Line, heading_key, lines
from assistant.reading.process import process_hints, states_process
from assistant.reading.sentences import split_line
from assistant.reading.sieve import Sieve
from assistant.reading.slots import Slot, slots
from assistant.reading.typed import pay_range, typed

# Amounts this many lines apart still make one range ("Minimum / $117,000 / Maximum / $233,900").
_SAME_RANGE = 6
# How far above its first amount a range's labels may begin, in characters.
_LABELS = 80
# Sections that speak of the candidate: "Lead technical interviews" is a duty, and no process.
_ASKED_OF_YOU = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE)
# Where a posting's header stands, and how many lines it may have.
_TOP = (SectionKind.ROLE, SectionKind.LOCATION, SectionKind.COMPENSATION, SectionKind.COMPANY)
_HEADER = 10
# Pay of a year is at least this much, in most currencies.
_YEARLY, _SMALLEST = 10_000, 5
_LABEL = re.compile(r"^[\W_]{0,3}([^:：\n]{2,40})[:：]\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class _Read:
    """A line of a section, and what its letters let it state: slots with the number of a pattern, "pay", "process"."""

    part: Section
    line: Line
    likely: frozenset[tuple[str, int]]

    @property
    def item(self) -> Span:
        """The line without its bullet."""
        return Span(self.line.span.end - len(self.line.body), self.line.span.end)


_PAY, _TELLS = ("salary", 0), ("interview_process", 0)


@cache
def _sieve() -> Sieve[tuple[str, int]]:
    hints = {(name, i): own for name, slot in slots().items() for i, (_, own) in enumerate(slot.hinted)}
    return Sieve({**hints, _PAY: money.hints(), _TELLS: process_hints()})


def facts(posting: Posting, parts: Sequence[Section], steps: Sequence[Round], title: str = "") -> tuple[Fact, ...]:
    """The stated facts of the role whose sections are `parts`, in the order of `FACT_NAMES`, each in text order.

    Navigation states nothing; legal text does (pay and work authorisation often hide there).
    """
    told = [
        (part, line)
        for part in parts
        if part.kind is not SectionKind.NAVIGATION
        for line in lines(posting.text, part.span)
        if line.span != part.heading
    ]
    likely = _sieve().sift(line.text for _, line in told)
    read = [_Read(part, line, names) for (part, line), names in zip(told, likely, strict=True)]
    found = [
        *_pay(posting.text, parts, read),
        *_labelled(posting.text, read),
        *_of_title(posting.text, parts, title),
        *places(posting.text, [r.line for r in read if r.part.kind in _TOP][:_HEADER]),
        *_from_sections(posting.text, parts),
        *_from_sentences(posting.text, read),
        *_process(posting.text, read, steps),
    ]
    kept = (f for name in FACT_NAMES for f in _distinct(posting.text, [f for f in found if f.name == name]))
    return tuple(typed(fact, fact.span.of(posting.text)) for fact in kept)


def _distinct(text: str, found: Sequence[Fact]) -> list[Fact]:
    """In text order; of two that say the same, or lie one within the other, the first and wider."""
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        said = re.sub(r"\W+", " ", fact.span.of(text)).casefold()
        if not any(k.span.contains(fact.span) or re.sub(r"\W+", " ", k.span.of(text)).casefold() == said for k in kept):
            kept.append(fact)
    return kept


def _labelled(text: str, read: Sequence[_Read]) -> Iterator[Fact]:
    for line in (r.line for r in read):
        match = _LABEL.match(line.text) if len(line.text) < 300 else None
        if not match:
            continue
        key = heading_key(match.group(1))
        for name, slot in slots().items():
            if key in slot.labels and (name != "salary" or _is_bare_figure(text, line)):
                yield Fact(name, match.group(2).strip(), line.span)


def _is_bare_figure(text: str, line: Line) -> bool:
    """Whether a pay label stands before figures that name no currency ("薪资：35-60K")."""
    return any(c.isdigit() for c in line.text) and not any(money.amounts(text, line.span))


def _of_title(text: str, parts: Sequence[Section], title: str) -> Iterator[Fact]:
    """The seniority that the title states, where the title stands in the text."""
    level = _level().search(title)
    start = text.find(title, parts[0].span.start, parts[-1].span.end) if level and parts else -1
    if level and start >= 0:
        yield Fact("seniority", level.group(), Span(start, start + len(title)))


@cache
def _level() -> re.Pattern[str]:
    return re.compile(load("slots")["seniority"]["title"], re.IGNORECASE)


def _from_sections(text: str, parts: Sequence[Section]) -> Iterator[Fact]:
    """A section that is about the slot states it: a short one as a whole, a longer one by its lines."""
    for part in parts:
        for name, slot in slots().items():
            if slot.section is not part.kind or name == "interview_process" or part.heading is None:
                continue
            for line in lines(text, part.span):
                if line.span == part.heading:
                    continue
                item = Span(line.span.end - len(line.body), line.span.end)
                if name != "location" or _names_a_place(line):
                    yield Fact(name, item.of(text), item)
                else:
                    yield from (Fact(name, s.of(text), s) for s in split_line(text, item) if _says_where(s.of(text)))


def _says_where(sentence: str) -> bool:
    """Whether a sentence of a location section names a place ("Our engineers are hired in Palo Alto.")."""
    inside, other = slots()["location"].inside, slots()["location"].unless
    return bool(inside and inside.search(sentence)) and not (other and other.search(sentence))


def _names_a_place(line: Line) -> bool:
    """A short line of a location section that is no sentence and no mere word on the way of working."""
    mode, other, kind = slots()["work_mode"].pattern, slots()["location"].unless, slots()["employment_type"].pattern
    if (other and other.search(line.body)) or (kind and kind.fullmatch(line.body)):
        return False
    short = len(line.body) <= 80 and line.body[-1] not in ".:" and line.body[:1].isupper()
    return short and not (mode and mode.fullmatch(line.body))


def _from_sentences(text: str, read: Sequence[_Read]) -> Iterator[Fact]:
    known = slots()
    for one in read:
        hits = []
        for name, number in sorted(one.likely):
            slot = known[name]
            if number < len(slot.hinted) and one.part.kind not in slot.outside:
                pattern = slot.hinted[number][0]
                if pattern.search(one.line.text):
                    hits.append((name, slot, pattern))
        if not hits:
            continue
        for sentence in split_line(text, one.item):
            words = sentence.of(text)
            for name, slot, pattern in hits:
                if name == "location" and len(header_parts(one.line)) > 1:
                    continue
                if pattern.search(words) and _allowed(slot, words):
                    yield Fact(name, words, sentence)


def _allowed(slot: Slot, words: str) -> bool:
    # A form's question ("Will you require sponsorship?") states nothing.
    if slot.unless and words.rstrip(" *").endswith("?") and not slot.section:
        return False
    return not (slot.unless and slot.unless.search(words)) and (slot.needs is None or bool(slot.needs.search(words)))


def _pay(text: str, parts: Sequence[Section], read: Sequence[_Read]) -> Iterator[Fact]:
    """Pay statements: amounts of one line, or of a few neighbouring lines of nothing but amounts and labels."""
    near, unless = _salary_words()
    group: list[money.Amount] = []
    last = -_SAME_RANGE
    for number, one in enumerate(read):
        part, line = one.part, one.line
        if _PAY not in one.likely or not any(map(str.isdigit, line.text)):
            continue
        sums = [a for s in split_line(text, line.span) if not unless.search(s.of(text)) for a in money.amounts(text, s)]
        found = [a for a in sums if a.value >= _SMALLEST]
        if not found:
            continue
        heading = part.heading.of(text) if part.heading else ""
        around = " ".join([heading, *(r.line.text for r in read[max(0, number - 2) : number + 1])])
        wanted = part.kind is SectionKind.COMPENSATION or near.search(around)
        if not wanted and not (money.alone(line.text) and found[-1].value >= _YEARLY):
            continue
        if group and (len(group) > 1 or len(found) > 1 or number - last > _SAME_RANGE):
            yield from _as_fact(text, parts, group)
            group = []
        group.extend(found)
        last = number
    yield from _as_fact(text, parts, group)


def _as_fact(text: str, parts: Sequence[Section], group: Sequence[money.Amount]) -> Iterator[Fact]:
    stated = money.pay(text, group)
    # A small sum for no stretch of time ("a paid day, 500 euros") is no pay.
    if stated and (stated.period or stated.high >= _YEARLY or "\n" in stated.span.of(text)):
        span = _whole_statement(text, parts, stated.span)
        yield Fact("salary", str(stated), span, pay=pay_range(stated, span.of(text)))


def _whole_statement(text: str, parts: Sequence[Section], span: Span) -> Span:
    """The sentence around the amounts; where they stand on several lines, from the first heading over them."""
    if "\n" in span.of(text):
        over = [p.span.start for p in parts if p.kind is SectionKind.COMPENSATION and p.heading]
        before = [s for s in over if 0 <= span.start - s <= _LABELS]
        return Span(min(before, default=span.start), span.end)
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = Span(start, len(text) if end < 0 else end)
    for sentence in split_line(text, line):
        if sentence.contains(span):
            return sentence
    return span


@cache
def _salary_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    entry = load("slots")["salary"]
    return re.compile(entry["near"], re.IGNORECASE), re.compile(entry["unless"], re.IGNORECASE)


def _process(text: str, read: Sequence[_Read], steps: Sequence[Round]) -> Iterator[Fact]:
    """The process is stated by its rounds; without rounds, by sentences that speak of how interviews go."""
    if steps:
        yield Fact("interview_process", f"{len(steps)} steps", Span(steps[0].span.start, steps[-1].span.end))
        return
    for one in read:
        if one.part.kind in _ASKED_OF_YOU or _TELLS not in one.likely or not states_process(one.line.text):
            continue
        for sentence in split_line(text, one.item):
            if states_process(sentence.of(text)):
                yield Fact("interview_process", sentence.of(text), sentence)
