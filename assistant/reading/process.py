"""The interview process as a posting states it: ordered rounds, nothing filled in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.domain import Round, Section, SectionKind, Span
from assistant.reading.course import medium_of, who_of
from assistant.reading.items import detailed, timed
from assistant.reading.lengths import lengths, process_cue, process_finder
from assistant.reading.lines import Line, heading_key, lines, phrases
from assistant.reading.orders import without_orders
from assistant.reading.sentences import split_line
from assistant.reading.slots import asks_for_a_fact
from assistant.reading.steps import format_of, steps

_NAME = re.compile(r"^([^:.–—(|\n]{3,80}?)(?:[:.–—(|\n]|\s-\s)")
_ARROW = re.compile(r" ?(?:→|➔|➜|⇒|->|=>) ?")
# "1) call 2) take-home 3) on-site" in one line.
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?([1-9])[.)]\s+(?=\S)")
# A line without a bullet that names more rounds than this is a list of them.
_FEW = 2
_LINK = re.compile(r"(?:https?://|www\.)\S+")

# An item that begins with its name: "System design: …", "Coding (60 minutes)", a table's row.
_NAMED = re.compile(r"^[^:.–—|]{3,60}(?::\s|\s[–—|]\s)")


def rounds(text: str, parts: Sequence[Section]) -> tuple[Round, ...]:
    """The rounds that the process sections among `parts` state, in order; empty where there is none."""
    spans: list[Span] = []
    for part in parts:
        if part.kind is SectionKind.PROCESS:
            # What goes on without a heading below a process that had one is more likely the rest of the page.
            rest = part.heading is None and bool(spans)
            spans.extend(_without_tail(text, list(_steps(text, part, rest=rest))))
    return tuple(_round(number, span, span.of(text)) for number, span in enumerate(spans, 1))


def _without_tail(text: str, spans: list[Span]) -> list[Span]:
    """The rounds without what follows the last that is plainly one, where a list without bullets runs into the page."""
    plain = [bool(process_cue("numbered").match(s.of(text)) or steps(text, s) or lengths(s.of(text))) for s in spans]
    keep = len(spans)
    while sum(plain) > 1 and keep and not plain[keep - 1] and text[spans[keep - 1].start - 1] == "\n":
        keep -= 1
    return spans[:keep]


def remarks(text: str, parts: Sequence[Section], steps: Sequence[Round]) -> tuple[Span, ...]:
    """What the process sections say besides their rounds ("within one week", "via Google Meet"), in order."""
    begins = [step.span.start for step in steps]

    def is_step(span: Span) -> bool:
        # Rounds stand one behind the other: only the last that begins before the span's end can reach into it.
        above = bisect_left(begins, span.end)
        return above > 0 and steps[above - 1].span.overlaps(span)

    return tuple(
        span
        for part in parts
        if part.kind is SectionKind.PROCESS
        for span, _ in _statements(text, part)
        if not is_step(span) and not _is_row(span.of(text))
    )


def _body(text: str, part: Section) -> Iterator[Line]:
    """The lines of a process section up to where, after a blank line, something else begins without a heading."""
    begun = False
    for line in without_orders(text, lines(text, part.span)):
        if begun and _heads_other(line):
            return
        if line.span == part.heading or _is_of_page(line) or _asks(line):
            continue
        if begun and line.gap and not line.bullet and not process_finder("about").search(line.body):
            return
        begun = True
        yield line


def _is_of_page(line: Line) -> bool:
    """Whether a line is an address or a page's foot ("Page 3 of 3")."""
    return bool(_LINK.match(line.body) or process_finder("furniture").search(line.body))


def _heads_other(line: Line) -> bool:
    """Whether a line is the numbered heading of another section ("6. How to apply")."""
    number = process_cue("counted").match(line.text)
    key = heading_key(line.text[number.end() :]) if number and line.gap else ""
    kind = phrases().get(key)
    # "2. Interview" may be a round; "6. How to apply" is none.
    applying = process_finder("loose").search(key) and len(key.split()) > _FEW
    return kind is not None and (kind is not SectionKind.PROCESS or applying)


def _asks(line: Line) -> bool:
    """Whether a line asks for something ("Email*"), or states another fact ("Closing date: 18 December")."""
    label, colon, _ = line.text.partition(":")
    return line.text.endswith("*") or (not line.bullet and bool(colon) and asks_for_a_fact(label))


def _statements(text: str, part: Section) -> Iterator[tuple[Span, bool]]:
    """Each statement of a section's body, and whether it is an item of a list rather than a sentence of prose."""
    for line in _body(text, part):
        item = Span(line.span.end - len(line.body), line.span.end)
        found = list(split_line(text, item))
        named = bool(_NAMED.match(line.body))
        if _ARROW.search(line.body):
            label = process_cue("lead").match(line.body)
            behind = Span(item.start + label.end(), item.end) if label else item
            yield from ((span, True) for span in _between_arrows(text, behind))
        elif numbered := list(_numbered(text, item)):
            yield from ((span, True) for span in numbered)
        elif lead := process_cue("lead").match(line.body):
            yield Span(item.start + lead.end(), item.end), False
        elif line.bullet or len(found) == 1 or named:
            yield item, line.bullet or named or not _is_prose(line)
        else:
            yield from ((span, False) for span in found)


def _is_prose(line: Line) -> bool:
    """Whether a line is a sentence: by its end, or by a "then" within it."""
    return line.body.endswith((".", "!", "?")) or bool(process_cue("order").search(line.body, 1))


def _between_arrows(text: str, item: Span) -> Iterator[Span]:
    """ "Call → Research talk → Lunch": each step a span."""
    start = item.start
    for arrow in _ARROW.finditer(text, item.start, item.end):
        yield Span(start, arrow.start())
        start = arrow.end()
    yield Span(start, item.end)


def _numbered(text: str, item: Span) -> Iterator[Span]:
    """The items of a list in one line whose numbers count from one; nothing where they do not."""
    found = list(_NUMBER.finditer(text, item.start, item.end))
    if len(found) < 2 or [int(m.group(1)) for m in found] != list(range(1, len(found) + 1)):
        return
    ends = [*(m.start() for m in found[1:]), item.end]
    for number, end in zip(found, ends, strict=True):
        yield Span(number.end(), number.end() + len(text[number.end() : end].rstrip()))


def _is_loose(text: str, part: Section, told: Sequence[tuple[Span, bool]]) -> bool:
    """Whether forms and dates may stand among the interviews ("How to apply"): unless most items are plainly rounds."""
    if part.heading is None or not process_finder("loose").search(part.heading.of(text)):
        return False
    items = [span.of(text) for span, listed in told if listed]
    plain = sum(bool(process_finder("step").search(words) or lengths(words)) for words in items)
    return len(items) < 2 or 2 * plain < len(items)


def _is_header(words: str) -> bool:
    """Whether a table's first row heads its columns: it names no round, or one of its cells is a column's name."""
    named = any(process_cue("column").fullmatch(cell.strip()) for cell in words.split(" | "))
    return not process_finder("step").search(words) or (named and not lengths(words))


def _steps(text: str, part: Section, *, rest: bool = False) -> Iterator[Span]:
    told = list(_statements(text, part))
    loose = rest or _is_loose(text, part, told)
    in_table = False
    above = ""
    for span, listed in detailed(text, told):
        words = span.of(text)
        repeated = above.casefold().endswith(words.casefold()) and listed
        if process_cue("tally").match(words) or repeated:
            continue
        above = words
        header = _is_row(words) and not in_table and _is_header(words)
        in_table = _is_row(words)
        if header or words.endswith(":") or process_finder("remark").search(words):
            continue
        if listed and not loose:
            several = steps(text, span) if text[span.start - 1] == "\n" and not _is_row(words) else []
            if len(several) > _FEW and len({s.clause for s in several}) > _FEW:
                yield from _named_in(text, span)
            else:
                yield span
        elif process_finder("step").search(words) or (not loose and steps(text, span)):
            yield from _named_in(text, span)


def _named_in(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence's rounds: its clauses where it names several ("a call, then a take-home task"), else all of it."""
    clauses = timed(text, sentence) or list(dict.fromkeys(step.clause for step in steps(text, sentence)))
    if len(clauses) < 2:
        yield sentence
        return
    for clause in clauses:
        words = clause.of(text)
        left = clause.start + len(words) - len(words.lstrip())
        yield Span(left, left + len(words.strip()))


def _is_row(words: str) -> bool:
    """Whether a line is a table's row, as the loaders write it."""
    return " | " in words


def _round(order: int, span: Span, words: str) -> Round:
    number = process_cue("cell").match(words)
    called = words[number.end() :] if number else words
    name = _NAME.match(called)
    stated = lengths(words)
    return Round(
        order=order,
        name=name.group(1).strip() if name else called.rstrip("."),
        span=span,
        format=format_of(words),
        # Several lengths in one step ("60 min, then 30 min") are no length of the step.
        minutes=stated[0] if len(stated) == 1 else None,
        detail=words if name else None,
        who=who_of(words),
        medium=medium_of(words),
    )
