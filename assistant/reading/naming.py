"""What a role is called: its stated title, else a name from its own words, stable from run to run."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from assistant.domain import Posting, Role, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.block import Block
from assistant.reading.chips import CHIPS
from assistant.reading.kinds import kinds_of
from assistant.reading.lines import Line, lines
from assistant.reading.made_up import first_duty, key_phrases, own_words, team_of
from assistant.reading.names import has_title_word, ordinary_words
from assistant.reading.orders import without_orders
from assistant.reading.titles import WORD as _WORD
from assistant.reading.titles import capitalised, labelled, named_by, reads_as_title, sought, title_line

__all__ = ["reads_as_title", "slug", "title_of", "told_apart", "top_lines"]

# "1) Data Engineer"
_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=\S)")
_IN_PLACE = re.compile(r"^(.{4,}?)\s+in\s+([A-ZÀ-Þ].*)$")
# How many lines count as the top of a role.
_TOP = 40
# A line on top has so many words at least to be a title.
_WORDS_ON_TOP = 3


def title_of(
    posting: Posting, span: Span, parts: Sequence[Section], company: str | None, *, only: bool, block: Block
) -> str:
    """The role's title. `only` says that the posting holds no other role, so what it states is the role's.

    In this order: stated by the format, a label, the header's title, a title-like line at the top, in one of several
    roles the short line that names its team, a phrase that names the person sought, a team's name with the role's own
    key phrase, the key phrases alone.
    """
    top = top_lines(posting.text, span, parts)
    found = posting.hints.get("title") if only else None
    head = list(without_orders(posting.text, lines(posting.text, span)[:_TOP]))
    found = found or labelled(head) or (block.title.text if block.title else None)
    found = found or title_line(top, company) or (None if only else named_by(top)) or sought(top)
    found = found or (_on_top(block) if only else None)
    if not found and only:
        found = _from_source(posting, company)
    return _clean(found, company) if found else _made_up(posting, span, parts, top, company, only=only)


def top_lines(text: str, span: Span, parts: Sequence[Section]) -> list[Line]:
    """The first lines of a role, without navigation."""
    boilerplate = [s.span for s in parts if s.kind is SectionKind.NAVIGATION]
    head = list(without_orders(text, lines(text, span)[:_TOP]))
    if not boilerplate:
        return head
    return [line for line in head if not any(b.contains(line.span) for b in boilerplate)]


def _made_up(
    posting: Posting, span: Span, parts: Sequence[Section], top: Sequence[Line], company: str | None, *, only: bool
) -> str:
    subject = _subject_of_source(posting, company) if only else None
    team = team_of([x for x in top if not _in(parts, x, SectionKind.RESPONSIBILITIES, SectionKind.MUST)], company)
    duty = first_duty(posting.text, parts)
    if team:
        return f"{team} team" + (f", {duty}" if duty else "")
    if subject and duty and subject.casefold() not in duty.casefold():
        return f"{subject}, {duty}"
    work = [duty] if duty else key_phrases(own_words(posting.text, span, parts), exclude=company or "")
    return capitalised(", ".join(work)) or "Untitled role"


def _in(parts: Sequence[Section], line: Line, *kinds: SectionKind) -> bool:
    return any(part.kind in kinds and part.span.contains(line.span) for part in parts)


def told_apart(posting: Posting, role: Role) -> str:
    """A longer title for a role whose title another role of the posting has: with what its work is about."""
    text = posting.text
    own = key_phrases(own_words(text, role.span, role.sections), exclude=role.name)
    more = first_duty(text, role.sections) or next(iter(own), None)
    return f"{role.title}, {more}" if more else role.title


def slug(*words: str | None) -> str:
    """Lower-case ASCII words joined by hyphens; characters of other scripts stay as they are. At most 60 characters."""
    joined = " ".join(w for w in words if w)
    plain = unicodedata.normalize("NFKD", joined.replace("++", " plus plus").replace("#", " sharp"))
    kept = plain if plain.isascii() else "".join(c for c in plain if not unicodedata.combining(c))
    text = re.sub(r"[\W_]+", "-", kept.casefold()).strip("-")
    # Cut between words where that keeps at least half.
    cut = text.rfind("-", 30, 61) if len(text) > 60 else -1
    return (text[:cut] if cut > 0 else text[:60]).rstrip("-") or "role"


def _from_source(posting: Posting, company: str | None) -> str | None:
    """A title that the file's name holds ("zoom-nlp-scientist.txt"), its words spelled as the text spells them."""
    words = _words_of_source(posting, company)
    written = {w.casefold() for w in re.findall(r"[^\W_]+", posting.text)}
    told = has_title_word(" ".join(words)) and any(w.casefold() in written for w in words)
    return _spelled(posting, words) if told else None


def _subject_of_source(posting: Posting, company: str | None) -> str | None:
    """What a file's name says besides the company ("zoom-nlp.pdf"), where the text speaks of it too."""
    words = _words_of_source(posting, company)
    written = {w.casefold() for w in _WORD.findall(posting.text)}
    telling = all(w.casefold() in written and w.casefold() not in ordinary_words() for w in words)
    return _spelled(posting, words) if words and telling and len(words) <= 3 else None


def _words_of_source(posting: Posting, company: str | None) -> list[str]:
    boards = load("companies")["boards"]
    words = [w for w in re.split(r"[\W_]+", PurePath(posting.source.split("#")[0]).stem) if w and not w.isdigit()]
    return [w for w in words if w.casefold() not in boards and (company is None or w.casefold() != company.casefold())]


def _spelled(posting: Posting, words: Sequence[str]) -> str:
    written = set(_WORD.findall(posting.text))
    capitals = (w.upper() if w.upper() in written else w for w in words)
    return " ".join(capitalised(w) for w in capitals)


def _on_top(block: Block) -> str | None:
    """The line above a header's place, day or way of working, which holds no word that titles are made of."""
    for part, below in itertools.pairwise(block.parts):
        over = part.is_a("other") and below.line > part.line and below.is_a("place", "date", "pay", "furniture", *CHIPS)
        if over and len(part.text.split()) >= _WORDS_ON_TOP and part.text[:1].isupper() and ":" not in part.text:
            return part.text if part.text[-1] not in ".!?," else None
    return None


@cache
def _around(side: str) -> re.Pattern[str]:
    return compiled(load("header")["around"][side])


def _without_place(title: str) -> str:
    """ "Data Engineer in Ghent, Belgium" without the place, where it is known as one."""
    found = _IN_PLACE.match(title)
    if found is None or not has_title_word(found.group(1)):
        return title
    return found.group(1) if "place" in kinds_of(found.group(2), small=False) else title


def _clean(title: str, company: str | None) -> str:
    title = _NUMBER.sub("", title)
    bare = _around("behind").sub("", _around("before").sub("", title.strip(" #*"), count=1), count=1)
    title = _without_place(bare if has_title_word(bare) else title)
    text = (
        re.split(r"\s+[|·–—]\s+", title.strip(" #*-–—|:"))[0] if "|" in title or "·" in title else title.strip(" #*:")
    )
    if company and company.casefold() in text.casefold():
        text = re.sub(rf"^{re.escape(company)}\s*(?:[-–—:|·]\s*)+(?=\w.{{3}})", "", text, flags=re.IGNORECASE)
        text = re.sub(rf"\s+(?:at|@|bei|chez)\s+{re.escape(company)}\s*$", "", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", text).strip(" ,-–—") or title.strip()
