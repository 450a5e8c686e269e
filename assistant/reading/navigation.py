"""Navigation: buttons, menus, footers, lists of other jobs, log-in prompts and cookie banners, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.domain import Span
from assistant.knowledge import load
from assistant.reading.bars import known_items as _known
from assistant.reading.bars import mark_bars
from assistant.reading.folding import Folded, fold

_LONGEST_LINE = 70
_LONGEST_PATTERN = 500
# A menu: so many short lines in a row, of which so many are known items, so densely.
_MENU_LINES = 6
_MENU_ITEMS = 4
_MENU_GAP = 6
_LONGEST_ITEM = 60
# In a line that is a menu by itself, known items make up this share of its words.
_FOOTER_SHARE = 0.5
_FOOTER_ITEMS = 4
# Other jobs' titles and places are short; what is longer or ends like a sentence is text again.
_LONGEST_JOB = 160
_MOST_JOBS = 60
_NO_ITEM = re.compile(r"[•·‣▪●◦*-]\s|.*(?:[.;:!?]|\d{3}|[$€£])|.*,\s[A-Z]{2}\b")
_PLACE = re.compile(r".*,\s(?:[A-Z]{2}\b|[A-Z][a-z]+$)|(?i:remote\b|hybrid\b|on-?site\b|(?:full|part)[ -]time)")
_WORD = re.compile(r"\w+")


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """The patterns of buttons, each with the words of which one must stand in the line."""
    listed = load("boilerplate")["navigation"]["patterns"]
    return tuple((tuple(words), re.compile(pattern)) for words, pattern in listed)


@cache
def _patterns_of(word: str) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for words, pattern in _patterns() if word in words)


@cache
def _titles() -> frozenset[str]:
    """The words that name jobs: a line with one of them at its end may be the posting's title, never a menu's item."""
    return frozenset(load("cues")["titles"]["words"])


def navigation_spans(folded: Folded) -> list[Span]:
    """The lines that are navigation, in order."""
    marked = _by_themselves(folded)
    mark_bars(folded, marked)
    _mark_menus(folded, marked)
    _mark_related(folded, marked)
    return [line for line, is_marked in zip(folded.lines, marked, strict=True) if is_marked]


def _by_themselves(folded: Folded) -> list[bool]:
    known = _known("lines")
    short = zip(folded.keys, folded.lengths, strict=True)
    marked = [length <= _LONGEST_LINE and key in known for key, length in short]
    for word, numbers in folded.signs.buttons.items():
        for pattern in _patterns_of(word):
            for number in numbers:
                if not marked[number] and folded.lengths[number] <= _LONGEST_PATTERN:
                    marked[number] = pattern.fullmatch(folded.keys[number]) is not None
    return marked


def _mark_menus(folded: Folded, marked: list[bool]) -> None:
    footers = _items_by_line(folded)
    run: list[int] = []
    for number, length in enumerate(folded.lengths):
        if length <= _LONGEST_ITEM:
            run.append(number)
            continue
        _mark_run(folded, run, marked)
        run = []
        if number in footers and not marked[number]:
            marked[number] = _is_footer(folded, folded.lines[number], footers[number])
    _mark_run(folded, run, marked)


def _items_by_line(folded: Folded) -> dict[int, list[str]]:
    """The items of footers that stand in each line."""
    items: dict[int, list[str]] = {}
    for item, numbers in folded.signs.footers.items():
        for number in set(numbers):
            items.setdefault(number, []).append(item)
    return items


def _mark_run(folded: Folded, run: list[int], marked: list[bool]) -> None:
    """Marks the menus in a run of short lines."""
    if len(run) < _MENU_LINES:
        return
    part: list[int] = []
    for number in run:
        if _may_be_item(folded, number):
            part.append(number)
        else:
            _mark_menu(folded, part, marked)
            part = []
    _mark_menu(folded, part, marked)


def _may_be_item(folded: Folded, number: int) -> bool:
    line = folded.lines[number]
    return folded.keys[number] in _known("menu_sure") or not _NO_ITEM.match(folded.text, line.start, line.end)


def _mark_menu(folded: Folded, run: list[int], marked: list[bool]) -> None:
    """Marks a run of short lines from its first to its last known item, where these are many and dense enough."""
    if len(run) < _MENU_LINES:
        return
    sure, possible = _known("menu_sure"), _known("menu_possible")
    keys = folded.keys
    items = [number for number in run if keys[number] in sure or keys[number] in possible]
    for group in _dense(items):
        if len(group) < _MENU_ITEMS or not any(keys[number] in sure for number in group):
            continue
        for number in range(group[0], group[-1] + 1):
            marked[number] = marked[number] or not _may_be_content(folded, number)


def _dense(items: list[int]) -> Iterator[list[int]]:
    """The items in groups within which no gap is long."""
    group: list[int] = []
    for number in items:
        if group and number - group[-1] > _MENU_GAP:
            yield group
            group = []
        group.append(number)
    yield group


def _may_be_content(folded: Folded, number: int) -> bool:
    """Whether a line between items of a menu may be the posting's title or place after all."""
    line = folded.lines[number]
    if _PLACE.match(folded.text, line.start, line.end):
        return True
    return any(word in _titles() for word in _WORD.findall(folded.low, line.start, line.end))


def _is_footer(folded: Folded, line: Span, items: list[str]) -> bool:
    """Whether a line is a menu by itself: items one after the other, and no sentence."""
    low = folded.low[line.start : line.end]
    if len(items) < _FOOTER_ITEMS or len(low) > _LONGEST_PATTERN or low.endswith((".", ":", "!")):
        return False
    covered = sum(len(item) for item in items if not any(item != other and item in other for other in items))
    return covered >= _FOOTER_SHARE * len(low)


def _mark_related(folded: Folded, marked: list[bool]) -> None:
    """Marks the headings over other jobs, and the short lines below them."""
    heads = _related_headings(folded)
    if not heads:
        return
    inside = 0
    for number, line in enumerate(folded.lines):
        if number in heads:
            inside = _MOST_JOBS
        elif inside and (
            folded.lengths[number] > _LONGEST_JOB
            or folded.text[line.end - 1] in ".!?:"
            or folded.keys[number] in _section_headings()
        ):
            inside = 0
        marked[number] = marked[number] or inside > 0
        inside = max(0, inside - 1)


@lru_cache(maxsize=4)
def related_spans(text: str) -> tuple[Span, ...]:
    """The lines of `text` that list other jobs, each run with its heading, in order."""
    folded = fold(text)
    marked = [False] * len(folded.lines)
    _mark_related(folded, marked)
    return tuple(line for line, is_marked in zip(folded.lines, marked, strict=True) if is_marked)


def _related_headings(folded: Folded) -> set[int]:
    """The numbers of the lines that stand over other jobs, by their wording."""
    known, words = _known("related"), folded.signs.related_words
    named = {number for numbers in folded.signs.related.values() for number in numbers}
    found = {number for number in named if _is_short(folded, number) and _uncounted(folded.keys[number]) in known}
    for needed, pattern in _related_like():
        for number in {number for word in needed for number in words.get(word, ())}:
            if _is_short(folded, number) and pattern.fullmatch(_uncounted(folded.keys[number])):
                found.add(number)
    return found


def _is_short(folded: Folded, number: int) -> bool:
    return folded.lengths[number] <= _LONGEST_LINE


@cache
def _related_like() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    listed = load("boilerplate")["navigation"]["related_like"]
    return tuple((tuple(words), re.compile(pattern)) for words, pattern in listed)


def _uncounted(key: str) -> str:
    """A line without the number of what it heads ("Similar jobs (12")."""
    return key.rstrip("0123456789").removesuffix("(").rstrip()


@cache
def _section_headings() -> frozenset[str]:
    kinds: dict[str, list[str]] = load("headings")
    return frozenset(phrase for kind, phrases in kinds.items() if kind != "navigation" for phrase in phrases)
