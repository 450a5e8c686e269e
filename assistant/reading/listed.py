"""Roles in a row that only the first line of each tells apart: "2. Data Engineer", "acme - data engineer"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assistant.domain import SectionKind
from assistant.reading.asked import asked
from assistant.reading.chips import says
from assistant.reading.kinds import is_unit
from assistant.reading.lines import Heading, Line
from assistant.reading.names import has_title_word, ordinary_words
from assistant.reading.openers import BODY
from assistant.reading.steps import steps
from assistant.reading.titles import in_small_letters, reads_as_title

_NUMBERED = re.compile(r"^\(?(\d{1,4})[.)]\s+(\S.{2,80})$")
_PAIR = re.compile(r"^(\S.{1,38}?)\s+(?:[-–—|@]|at)\s+(\S.{1,58})$")
# Behind a title its place, hours and pay may stand.
_BEHIND = re.compile(r"\s[-–—|·]\s|,\s(?=.*\d)")
_SENTENCE = re.compile(r"[.!?;:]\s|[.!?;:,]$|\d{3}|https?:")
# The text below a title is at least so long.
_TEXT = 30
_SECTIONS = (*BODY, SectionKind.NICE, SectionKind.PROCESS)
# How many words a company's name has at the most, and a title beside it.
_NAME, _TITLE = 4, 7
# What follows a name in its line, how long such a line is, and a paragraph below it.
_ASIDE = re.compile(r",\s|\s[(|·–—-]\s?")
_SHORT, _PARAGRAPH = 60, 80
# So many lines may stand above the label of a block's company.
_ABOVE = 1
# So many lines may stand above the first of a list.
_TOP = 2
# Of all blocks so many open a role, that the others are what stands around them.
_SHARE = 2


# The title of a listed role, and the company beside it.
Row = tuple[str, str | None]


def listed(read: Sequence[Line], headings: Sequence[Heading | None]) -> dict[int, Row]:
    """The numbers of the lines of `read` that each open a role of a list, with what the line names.

    Empty where there is no list of two or more.
    """
    found = _numbered(read, headings) or _formal(read) or _paired(read) or _titled(read, headings)
    numbers = [*found, len(read)]
    # Between one and the next there is something to say.
    apart = all(below - above > 1 for above, below in itertools.pairwise(numbers))
    return found if len(found) > 1 and apart else {}


def _numbered(read: Sequence[Line], headings: Sequence[Heading | None]) -> dict[int, Row]:
    """Titles numbered from one, above which no section of a role stands."""
    found: dict[int, Row] = {}
    for number, (line, head) in enumerate(zip(read, headings, strict=True)):
        if not found and head is not None and head.kind in _SECTIONS:
            return {}
        match = _NUMBERED.match(line.text)
        if match and int(match.group(1)) == len(found) + 1 and _is_title(match.group(2)) and not steps(match.group(2)):
            found[number] = _with_company(match.group(2))
    return found


def _with_company(title: str) -> Row:
    """A numbered title, with the company behind its dash if there is one ("Data Engineer - Hollis Freight")."""
    pair = _PAIR.match(title)
    if pair is None or not _is_title(pair.group(1)):
        return (title, None)
    name = pair.group(2)
    return (pair.group(1), name) if name[0].isupper() and not says(name) and _may_be_name(name) else (title, None)


def _formal(read: Sequence[Line]) -> dict[int, Row]:
    """The blocks of a form that name each its company behind a label: "Company: Barlow Foods", "Position: …".

    A link may stand above the label, and the title on the line below it or nowhere.
    """
    found: dict[int, Row] = {}
    start = 0
    for number, line in enumerate(read):
        start = number if line.gap or not number else start
        form = asked(line.text)
        if form is None or form[0] != "company" or number - start > _ABOVE:
            continue
        below = asked(read[number + 1].text) if number + 1 < len(read) else None
        title = read[number + 1].text[below[1] :].strip() if below and below[0] == "title" else ""
        if not title and number > start and _is_title(read[start].text):
            title = read[start].text
        found[start] = (title, line.text[form[1] :].strip())
    alike = len({company for _, company in found.values()}) == len(found)
    return found if alike and min(found, default=0) <= _TOP else {}


def _paired(read: Sequence[Line]) -> dict[int, Row]:
    """The blocks that begin with a company and a title, if the first one or most of them do."""
    blocks = [number for number, line in enumerate(read) if not number or line.gap]
    found = {number: row for number in blocks if (row := _company_beside_title(read[number]))}
    alike = len({company for _, company in found.values()}) == len(found)
    return found if alike and (0 in found or _SHARE * len(found) > len(blocks)) else {}


def _titled(read: Sequence[Line], headings: Sequence[Heading | None]) -> dict[int, Row]:
    """The blocks that are a title with text right below, in a page without the sections of a posting."""
    if any(head is not None and not head.inline and head.kind in _SECTIONS for head in headings):
        return {}
    found: dict[int, Row] = {}
    for number, (line, below) in enumerate(itertools.pairwise(read)):
        opens = (line.gap or not number) and not below.gap and not below.bullet
        title = _BEHIND.split(line.text, maxsplit=1)[0]
        plain = not line.bullet and len(title.split()) <= _TITLE and not _SENTENCE.search(title)
        if not (opens and plain and line.text[-1] not in ".!?:" and reads_as_title(title, None)):
            continue
        over = read[number + 2] if number + 2 < len(read) else None
        if over is not None and over.gap and len(over.text) >= _PARAGRAPH and len(below.text) <= _SHORT:
            # "Teacher of Physics", below it "Thornfield School, Shrewsbury", and then the text.
            found[number] = (title, _name_in(below.text))
        elif len(below.text) >= _TEXT:
            found[number] = (title, None)
    return found if len({title for title, _ in found.values()}) == len(found) else {}


def _name_in(words: str) -> str | None:
    """The company that a line below a title begins with, up to its comma or bracket, if it may be one's name."""
    name = _ASIDE.split(words, maxsplit=1)[0].strip()
    return name if name[:1].isupper() and not says(name) and _may_be_name(name) else None


def _may_be_name(words: str) -> bool:
    """Whether words beside a title may name a company: few, none of a title or a department, not all of them plain."""
    own = words.split()
    plain = len(own) > _NAME or has_title_word(words) or is_unit(words)
    return not plain and not all(w.casefold() in ordinary_words() for w in own)


def _company_beside_title(line: Line) -> Row | None:
    pair = _PAIR.match(line.text) if not line.bullet and not line.text.startswith("#") else None
    if pair is None or _SENTENCE.search(line.text):
        return None
    name, title = pair.groups()
    if has_title_word(name):
        name, title = title, name
    return (title, name) if _may_be_name(name) and len(title.split()) <= _TITLE and _is_title(title) else None


def _is_title(words: str) -> bool:
    return reads_as_title(words, None) or in_small_letters(words, small=True)
