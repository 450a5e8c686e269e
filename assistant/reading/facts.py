"""The facts of a role: which slots its text states, with the words that state them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.domain import FACT_NAMES, Fact, Posting, Round, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import Finder, compiled
from assistant.reading.chips import says
from assistant.reading.forms import LONGEST_LABEL, labelled
from assistant.reading.header import header_parts, places
from assistant.reading.letters import PROCESS, Stated, letters
from assistant.reading.lines import Line, heading_key, lines
from assistant.reading.orders import without_orders
from assistant.reading.salary import pay_facts
from assistant.reading.sentences import split_line
from assistant.reading.slots import Slot, answers_no, asks_for_a_fact, slots
from assistant.reading.telling import states_process
from assistant.reading.told import TOP, Told, told
from assistant.reading.typed import typed

# Sections that speak of the candidate: "Lead technical interviews" is a duty, and no process.
_ASKED_OF_YOU = (SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.NICE)
_REQUIRED = (SectionKind.MUST, SectionKind.NICE)
_MARKS = re.compile(r"\W+")
# A sentence that names places and nothing else is no longer.
_SHORT = 60
# How many lines a posting's header may have.
_HEADER = 10
# More years than any posting asks for are those of a company's history.
_MOST_YEARS = 25
_Asked = tuple[str, Slot, Finder]


def facts(posting: Posting, parts: Sequence[Section], steps: Sequence[Round], title: str = "") -> tuple[Fact, ...]:
    """The stated facts of the role whose sections are `parts`, in the order of `FACT_NAMES`, each in text order.

    Navigation states nothing; legal text does (pay and work authorisation often hide there).
    """
    read = told(posting.text, parts)
    forms = list(labelled(posting.text, read))
    # "Contract" over "Permanent" asks, and states nothing itself.
    # A value behind its own label fills nothing that stands above it.
    filled = {below.span for below in forms if below.value == below.span.of(posting.text)}
    asking = {
        above.line.span
        for above, below in itertools.pairwise(read)
        if below.line.span in filled or (answers_no(below.line.text) and asks_for_a_fact(above.line.text))
    }
    stating = [r for r in read if r.line.span not in asking or len(r.line.text) > LONGEST_LABEL]
    found = [
        *pay_facts(posting.text, parts, read),
        *forms,
        *_of_title(posting.text, parts, title),
        *places(posting.text, [r.line for r in read if r.part.kind in TOP][:_HEADER]),
        *_from_sections(posting.text, parts),
        *_places_first(posting.text, read),
        *_from_sentences(posting.text, stating),
        *_process(posting.text, read, steps),
    ]
    named: dict[str, list[Fact]] = {name: [] for name in FACT_NAMES}
    for fact in found:
        named[fact.name].append(fact)
    kept = (fact for own in named.values() if own for fact in _distinct(posting.text, own))
    read_as = (typed(fact, fact.span.of(posting.text)) for fact in kept)
    return tuple(fact for fact in read_as if fact.years is None or fact.years <= _MOST_YEARS)


def _distinct(text: str, found: Sequence[Fact]) -> list[Fact]:
    """In text order; of two that say the same, or lie one within the other, the first and wider."""
    kept: list[Fact] = []
    heard: set[str] = set()
    reach = -1
    for fact in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        said = _MARKS.sub(" ", fact.span.of(text)).casefold()
        # What begins behind another one and ends before it lies in it.
        if fact.span.end > reach and said not in heard:
            kept.append(fact)
            heard.add(said)
            reach = fact.span.end
    return kept


def _of_title(text: str, parts: Sequence[Section], title: str) -> Iterator[Fact]:
    """The seniority that the title states, where the title stands in the text."""
    level = _level().search(title)
    start = text.find(title, parts[0].span.start, parts[-1].span.end) if level and parts else -1
    if level and start >= 0:
        yield Fact("seniority", level.group(), Span(start, start + len(title)))


@cache
def _level() -> re.Pattern[str]:
    return compiled(load("slots")["seniority"]["title"])


def _from_sections(text: str, parts: Sequence[Section]) -> Iterator[Fact]:
    """A section that is about the slot states it: a short one as a whole, a longer one by its lines."""
    for part in parts:
        for name, slot in slots().items():
            if slot.section is not part.kind or name == "interview_process" or part.heading is None:
                continue
            for line in without_orders(text, lines(text, part.span)):
                if line.span == part.heading:
                    continue
                if asks_for_a_fact(line.text) and heading_key(line.text) not in slot.labels:
                    # The label of another fact ("Job type") ends what the section says of this one.
                    break
                item = Span(line.span.end - len(line.body), line.span.end)
                if name != "location" or _names_a_place(line):
                    yield Fact(name, item.of(text), item)
                else:
                    yield from (Fact(name, s.of(text), s) for s in split_line(text, item) if _says_where(s.of(text)))


def _places_first(text: str, read: Sequence[Told]) -> Iterator[Fact]:
    """Where a paragraph begins with nothing but places: "Zurich or London. You should be open to …"."""
    for one in read:
        if one.part.kind in TOP and len(one.line.text) > _SHORT:
            first = next(split_line(text, one.item), None)
            if first and first.end - first.start <= _SHORT and says(first.of(text).rstrip(".")) == {"place"}:
                yield Fact("location", first.of(text), first)


def _says_where(sentence: str) -> bool:
    """Whether a sentence of a location section names a place ("Our engineers are hired in Palo Alto.")."""
    inside, other = slots()["location"].inside, slots()["location"].unless
    return bool(inside and inside.search(sentence)) and not (other and other.search(sentence))


def _names_a_place(line: Line) -> bool:
    """A short line of a location section that is no sentence and no mere word on the way of working."""
    mode, other, kind = slots()["work_mode"].pattern, slots()["location"].unless, slots()["employment_type"].pattern
    if (other and other.search(line.body)) or (kind and kind.fullmatch(line.body)):
        return False
    # Scripts without capitals name places, too.
    named = line.body[:1].isalpha() and not line.body[:1].islower()
    short = len(line.body) <= 80 and line.body[-1] not in ".:。：" and named
    return short and not (mode and mode.fullmatch(line.body))


def _from_sentences(text: str, read: Sequence[Told]) -> Iterator[Fact]:
    asking = (one for one in read if _asked(one.likely, one.part.kind))
    stating = [(one, sentence) for one in asking for sentence in split_line(text, one.item)]
    for one, sentence in stating:
        said = sentence.of(text)
        for name in _stated_by(said, one.part.kind):
            if not _is_header(name, one):
                yield Fact(name, said, sentence)


# Employers repeat their sentences.
@lru_cache(maxsize=8192)
def _stated_by(said: str, kind: SectionKind) -> tuple[str, ...]:
    """The slots that a sentence in a section of that kind states, one as often as by different patterns."""
    # In a paragraph, most sentences lack the letters that made the line likely.
    asked = _asked(letters(said).facts, kind)
    return tuple(name for name, slot, pattern in asked if pattern.search(said) and _allowed(name, slot, said, kind))


@lru_cache(maxsize=4096)
def _asked(likely: frozenset[Stated], kind: SectionKind) -> tuple[_Asked, ...]:
    """What the letters of a line in a section of that kind let it state: slot and pattern."""
    named = ((name, slots()[name], i) for name, i in sorted(likely))
    return tuple(
        (name, slot, slot.hinted[i][0]) for name, slot, i in named if i < len(slot.hinted) and kind not in slot.outside
    )


def _is_header(name: str, one: Told) -> bool:
    """Whether a place stands in a header's line, whose parts are read one by one (`header.places`)."""
    return name == "location" and len(header_parts(one.line)) > 1


def _allowed(name: str, slot: Slot, words: str, kind: SectionKind) -> bool:
    # A form's question ("Will you require sponsorship?") states nothing; "Could you reply by Monday?" does.
    if slot.unless and words.rstrip(" *").endswith("?") and not slot.section and name != "deadline":
        return False
    if slot.unless and slot.unless.search(words):
        return False
    # Among the requirements, "5 years with carrier networks" needs no word for experience.
    return slot.needs is None or kind in _REQUIRED or bool(slot.needs.search(words))


def _process(text: str, read: Sequence[Told], steps: Sequence[Round]) -> Iterator[Fact]:
    """The process is stated by its rounds; without rounds, by sentences that speak of how interviews go."""
    if steps:
        yield Fact("interview_process", f"{len(steps)} steps", Span(steps[0].span.start, steps[-1].span.end))
        return
    for one in read:
        if one.part.kind in _ASKED_OF_YOU or PROCESS not in one.likely or not states_process(one.line.text):
            continue
        for sentence in split_line(text, one.item):
            if states_process(sentence.of(text)):
                yield Fact("interview_process", sentence.of(text), sentence)
