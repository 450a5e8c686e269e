"""The facts of a role: which slots its text states, with the words that state them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.domain import FACT_NAMES, Fact, Posting, Round, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading import money
from assistant.reading.header import header_parts, places
from assistant.reading.lines import Line, heading_key, lines
from assistant.reading.process import states_process
from assistant.reading.sentences import split_line
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
class _Slot:
    """One entry of `knowledge/slots.yaml`, compiled."""

    labels: frozenset[str]
    section: SectionKind | None
    pattern: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    inside: re.Pattern[str] | None
    outside: frozenset[SectionKind]
    hints: tuple[str, ...]

    def may_state(self, folded: str) -> bool:
        """Whether a line, case-folded, can match at all: a look at its letters, far cheaper than the pattern."""
        return self.pattern is not None and (not self.hints or any(map(folded.__contains__, self.hints)))


@cache
def _slots() -> dict[str, _Slot]:
    return {name: _compiled(entry) for name, entry in load("slots").items()}


def _compiled(entry: dict[str, Any]) -> _Slot:
    def regex(key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key], re.IGNORECASE) if key in entry else None

    joined = "|".join(f"(?:{p})" for p in entry.get("patterns", []))
    return _Slot(
        labels=frozenset(entry.get("labels", [])),
        section=SectionKind(entry["section"]) if "section" in entry else None,
        pattern=re.compile(joined, re.IGNORECASE) if joined else None,
        needs=regex("needs"),
        unless=regex("unless"),
        inside=regex("inside"),
        hints=tuple(map(str, entry.get("hints", []))),
        outside=frozenset(SectionKind(kind) for kind in entry.get("outside", [])),
    )


def facts(posting: Posting, parts: Sequence[Section], steps: Sequence[Round], title: str = "") -> tuple[Fact, ...]:
    """The stated facts of the role whose sections are `parts`, in the order of `FACT_NAMES`, each in text order.

    Navigation states nothing; legal text does (pay and work authorisation often hide there).
    """
    read = [
        (part, line)
        for part in parts
        if part.kind is not SectionKind.NAVIGATION
        for line in lines(posting.text, part.span)
        if line.span != part.heading
    ]
    found = [
        *_pay(posting.text, parts, read),
        *_labelled(posting.text, read),
        *_of_title(posting.text, parts, title),
        *places(posting.text, [line for part, line in read if part.kind in _TOP][:_HEADER]),
        *_from_sections(posting.text, parts),
        *_from_sentences(posting.text, read),
        *_process(posting.text, parts, read, steps),
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


def _labelled(text: str, read: Sequence[tuple[Section, Line]]) -> Iterator[Fact]:
    for _, line in read:
        match = _LABEL.match(line.text) if len(line.text) < 300 else None
        if not match:
            continue
        key = heading_key(match.group(1))
        for name, slot in _slots().items():
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
        for name, slot in _slots().items():
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
    inside, other = _slots()["location"].inside, _slots()["location"].unless
    return bool(inside and inside.search(sentence)) and not (other and other.search(sentence))


def _names_a_place(line: Line) -> bool:
    """A short line of a location section that is no sentence and no mere word on the way of working."""
    mode, other, kind = _slots()["work_mode"].pattern, _slots()["location"].unless, _slots()["employment_type"].pattern
    if (other and other.search(line.body)) or (kind and kind.fullmatch(line.body)):
        return False
    short = len(line.body) <= 80 and line.body[-1] not in ".:" and line.body[:1].isupper()
    return short and not (mode and mode.fullmatch(line.body))


def _from_sentences(text: str, read: Sequence[tuple[Section, Line]]) -> Iterator[Fact]:
    slots = [(n, s) for n, s in _slots().items() if s.pattern is not None]
    for part, line in read:
        folded = f" {line.text.casefold()}"
        possible = [(n, s) for n, s in slots if part.kind not in s.outside and s.may_state(folded)]
        hits = [(n, s) for n, s in possible if s.pattern and s.pattern.search(line.text)]
        if not hits:
            continue
        item = Span(line.span.end - len(line.body), line.span.end)
        for sentence in split_line(text, item):
            words = sentence.of(text)
            for name, slot in hits:
                if name == "location" and len(header_parts(line)) > 1:
                    continue
                if slot.pattern and slot.pattern.search(words) and _allowed(slot, words):
                    yield Fact(name, words, sentence)


def _allowed(slot: _Slot, words: str) -> bool:
    # A form's question ("Will you require sponsorship?") states nothing.
    if slot.unless and words.rstrip(" *").endswith("?") and not slot.section:
        return False
    return not (slot.unless and slot.unless.search(words)) and (slot.needs is None or bool(slot.needs.search(words)))


def _pay(text: str, parts: Sequence[Section], read: Sequence[tuple[Section, Line]]) -> Iterator[Fact]:
    """Pay statements: amounts of one line, or of a few neighbouring lines of nothing but amounts and labels."""
    near, unless = _salary_words()
    group: list[money.Amount] = []
    last = -_SAME_RANGE
    for number, (part, line) in enumerate(read):
        if not any(map(str.isdigit, line.text)):
            continue
        sums = [a for s in split_line(text, line.span) if not unless.search(s.of(text)) for a in money.amounts(text, s)]
        found = [a for a in sums if a.value >= _SMALLEST]
        if not found:
            continue
        heading = part.heading.of(text) if part.heading else ""
        around = " ".join([heading, *(x.text for _, x in read[max(0, number - 2) : number + 1])])
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


def _process(
    text: str, parts: Sequence[Section], read: Sequence[tuple[Section, Line]], steps: Sequence[Round]
) -> Iterator[Fact]:
    """The process is stated by its rounds; without rounds, by sentences that speak of how interviews go."""
    if steps:
        yield Fact("interview_process", f"{len(steps)} steps", Span(steps[0].span.start, steps[-1].span.end))
        return
    for part, line in read:
        if part.kind in _ASKED_OF_YOU or not states_process(line.text):
            continue
        for sentence in split_line(text, Span(line.span.end - len(line.body), line.span.end)):
            if states_process(sentence.of(text)):
                yield Fact("interview_process", sentence.of(text), sentence)
