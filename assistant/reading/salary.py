"""Pay as a role states it: which amounts are pay, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Fact, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled
from assistant.reading import money
from assistant.reading.letters import PAY
from assistant.reading.lines import Line
from assistant.reading.sentences import split_line
from assistant.reading.told import TOP, Told
from assistant.reading.typed import pay_range

# Amounts this many lines apart still make one range ("Minimum / $117,000 / Maximum / $233,900").
_SAME_RANGE = 6
# How far above its first amount a range's labels may begin, in characters.
_LABELS = 80
_CHINESE_PAY = "薪"
_DIGIT = re.compile(r"\d")
# Pay of a year is at least this much, in most currencies.
_YEARLY, _SMALLEST, _LARGEST = 10_000, 5, 1_000_000
# What is given each year and is no more than this is for learning, travel and the like.
_LEAST_A_YEAR = 3_000
# A header's line that names one amount among its chips is no longer than twice this.
_LONGEST_CHIP = 80
_CHIP = re.compile(
    r"(?:^|[,|·;(]\s*|\s[–—-]\s)~?(?P<range>\d{2,3}\s?k?\s?(?:-|–|—|to)\s?\d{2,3}\s?[kK])"
    r"(?:\s+(?:base|salary|pay|total|tc|ote|gross|brutto|bruto|brut))?\s*(?=$|[,|·;)+])",
)


def pay_facts(text: str, parts: Sequence[Section], read: Sequence[Told]) -> Iterator[Fact]:
    """Pay statements: amounts of one line, or of a few neighbouring lines of nothing but amounts and labels."""
    near, unless = _salary_words()
    group: list[money.Amount] = []
    last = -_SAME_RANGE
    for number, one in enumerate(read):
        if _CHINESE_PAY in one.line.text and (stated := money.bare(one.line.text)):
            # "35-60K·16薪": a range and the months it is paid for, without a currency, wherever it stands.
            yield Fact("salary", str(stated), one.line.span, pay=pay_range(stated, one.line.text))
            continue
        part, line = one.part, one.line
        chip = _CHIP.search(line.text) if part.kind in TOP and _may_be_chip(line.text) else None
        if chip and (stated := money.bare(chip.group("range"))) and stated.high < _LARGEST:
            # "nyc, 170-200k base": among a note's or a header's chips thousands need no sign of money.
            yield Fact("salary", str(stated), line.span, pay=pay_range(stated, chip.group()))
            continue
        if PAY not in one.likely or not _DIGIT.search(line.text):
            continue
        by_sentence = [_amounts(text, sentence, unless) for sentence in split_line(text, line.span)]
        sums = [a for own in by_sentence for a in own]
        sums = _with_end_below(text, sums, read[number + 1].line if number + 1 < len(read) else None)
        found = [a for a in sums if a.value >= _SMALLEST]
        if not found:
            continue
        heading = part.heading.of(text) if part.heading else ""
        around = " ".join([heading, *(r.line.text for r in read[max(0, number - 2) : number + 1])])
        wanted = part.kind is SectionKind.COMPENSATION or near.search(around)
        if not wanted and not _is_plainly_pay(text, part, line, found):
            continue
        if group and (len(group) > 1 or len(found) > 1 or number - last > _SAME_RANGE):
            yield from _as_fact(text, parts, group)
            group = []
        ranges = [own for own in by_sentence if money.is_range(text, own)]
        if len(ranges) > 1:
            # "In Oslo 600–700k. Elsewhere 550–620k.": each sentence is a statement of its own.
            yield from _as_fact(text, parts, group)
            yield from (fact for own in ranges for fact in _as_fact(text, parts, own))
            group = []
            continue
        group.extend(found)
        last = number
    yield from _as_fact(text, parts, group)


def _may_be_chip(line: str) -> bool:
    return len(line) <= _LONGEST_CHIP and ("k" in line or "K" in line)


def _amounts(text: str, sentence: Span, unless: re.Pattern[str]) -> list[money.Amount]:
    """The amounts of a sentence that are not of other money."""
    found = list(money.amounts(text, sentence))
    # Where there is none, nobody needs to know what they would be of: that takes far longer to see.
    return list(money.amounts(text, _without(text, sentence, unless))) if found else []


def _with_end_below(text: str, sums: list[money.Amount], below: Line | None) -> list[money.Amount]:
    """The amounts of a line with the end of its range, where a line break cut that off, and it names no currency
    ("USD 120,000 –", "150,000 a year")."""
    if not sums or below is None or below.gap or any(money.amounts(text, below.span)):
        return sums
    pair = list(money.amounts(text, Span(sums[-1].span.start, below.span.end)))[:2]
    if len(pair) < 2 or not money.is_range(text, pair) or pair[1].span.start < below.span.start:
        return sums
    behind = text[pair[1].span.end : below.span.end].strip(" *_.")
    # "- 25 days of holiday" below the pay is an item of a list.
    ends = not behind or not behind[0].isalnum() or money.begins_with_period(behind)
    return [*sums[:-1], *pair] if ends and pair[1].value > pair[0].value else sums


def _without(text: str, sentence: Span, unless: re.Pattern[str]) -> Span:
    """The sentence up to what speaks of other money: "€4,200 a month, with a travel budget" is pay before it."""
    other = unless.search(text, sentence.start, sentence.end)
    if other is None:
        return sentence
    comma = max(text.rfind(sign, sentence.start, other.start()) for sign in load("money")["parting"])
    return Span(sentence.start, max(comma, sentence.start))


def _is_plainly_pay(text: str, part: Section, line: Line, found: Sequence[money.Amount]) -> bool:
    """Whether amounts without a word of pay beside them are pay: a range as large as a year's, or one in the header."""
    if found[-1].value < _YEARLY:
        # "remote, €450/day" among a header's lines.
        return part.kind in TOP and len(line.text) <= _LONGEST_CHIP and money.is_rate(text, found[-1])
    in_header = part.kind in TOP and len(line.text) <= 2 * _LONGEST_CHIP and found[-1].value <= _LARGEST
    return money.alone(line.text) or money.is_range(text, found) or in_header


def _as_fact(text: str, parts: Sequence[Section], group: Sequence[money.Amount]) -> Iterator[Fact]:
    stated = money.pay(text, group)
    # A small sum for no stretch of time ("a paid day, 500 euros") is no pay.
    if stated and stated.period == "year" and stated.high < _LEAST_A_YEAR:
        return
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
def _salary_words() -> tuple[Finder, re.Pattern[str]]:
    entry = load("slots")["salary"]
    return Finder(entry["near"]), compiled(entry["unless"])
