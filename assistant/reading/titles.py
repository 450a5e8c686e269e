"""The titles that a posting states: under a label, at the top, or in a phrase for the person sought."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.lines import Line
from assistant.reading.names import has_title_word, is_title_word

_TITLE_LABEL = re.compile(
    r"^(?:Job\s+)?(?:Title|Position|Role|Cargo|Puesto|Stelle|Poste|职位|岗位|المسمى الوظيفي|الوظيفة|المنصب)"
    r"\s*[:：]\s*(.{3,100})$",
    re.I,
)
_ASIDE = re.compile(r"\s*\([^)]*\)")
# The other gender's ending ("Entwickler:in", "Ingénieur·e").
_GENDERED = re.compile(r"(?<=\w)[·•:*_/](?:in|innen|e|es|euse|rice|a|o)\b")
WORD = re.compile(r"[^\W_][\w+#./&’'-]*")
# In characters; a title has 14 words at the most.
_LONGEST_TITLE = 160
_NOT_IN_TITLE = re.compile(r"[.!?:;]\s|[.!?;]$|https?://|\$|@|\b(?!20\d\d\b)\d{4,}")
# A title without capitals is short, and holds few of the words that make a sentence.
_SMALL_TITLE = 7
# How many words the name of a team has at the most.
_NAME_LINE = 4
_IN_SMALL_TITLE = frozenset({"of", "and", "for", "in", "on"})


@cache
def words_of(kind: str) -> frozenset[str]:
    """A list of `words.yaml`."""
    return frozenset(load("words")[kind])


# Each line is asked about by more than one step of the reading.
@lru_cache(maxsize=4096)
def reads_as_title(text: str, company: str | None) -> bool:
    """Whether a line reads as a job title: a title's word, capitals, no sentence."""
    if len(text) > _LONGEST_TITLE or not has_title_word(text):
        return False
    text = without_number(text)
    own = _ASIDE.sub("", text) if "(" in text else text
    # "Data Scientist (GS-1560-12)": numbers in brackets are of the title.
    if _NOT_IN_TITLE.search(own):
        return False
    own = _GENDERED.sub("", own)
    capitals = [w for w in WORD.findall(own) if w.casefold() not in words_of("stop") and w[0].isalpha()]
    upper = sum(not w[0].islower() for w in capitals)
    return bool(capitals) and upper >= 0.7 * len(capitals) and len(text.split()) <= 14 and text != company


@cache
def _number() -> re.Pattern[str]:
    return compiled(load("header")["filed"])


def without_number(title: str) -> str:
    """A title without the number under which it is filed ("[REQ-3402] UX Researcher")."""
    return _number().sub("", title) if any(map(str.isdigit, title)) else title


def in_small_letters(text: str, *, small: bool) -> bool:
    """Whether a line may be a title in which no word, or the first one alone, begins with a capital: few words, no
    sentence ("junior game programmer", "Analista de datos"). `small`: the posting is written without capitals."""
    own = _GENDERED.sub("", _ASIDE.sub("", text))
    words = own.casefold().split()
    if not 0 < len(words) <= _SMALL_TITLE or not has_title_word(own) or _NOT_IN_TITLE.search(text):
        return False
    if any(w in words_of("stop") and w not in _IN_SMALL_TITLE for w in words) or text[-1] in ",:":
        return False
    # What one does is no title ("Lead workshops"); a title names who.
    ends = (words[0], words[1], words[-1]) if len(words) > 1 else ()
    return small or (text[:1].isupper() and any(is_title_word(w) for w in ends))


def labelled(head: Sequence[Line]) -> str | None:
    """The title behind a label ("Position: Data Engineer")."""
    matches = (_TITLE_LABEL.match(line.text) for line in head)
    return next((m.group(1) for m in matches if m), None)


def title_line(head: Sequence[Line], company: str | None) -> str | None:
    """The first line of `head` that reads as a title, down to the first section heading."""
    if head and company and head[0].text.startswith("#"):
        named = re.match(rf"#+\s+{re.escape(company)}\s*[:–—|-]\s+(\S.{{3,80}})$", head[0].text)
        if named and named.group(1)[-1] not in ".!?":
            return capitalised(named.group(1))
    for number, line in enumerate(head[:12]):
        if line.head or line.bullet:
            # What stands below the first section heading is text, not a title.
            if number and line.head and not line.text.startswith("#"):
                break
            continue
        words = line.body.split()
        if len(words) <= 14 and len(line.text) <= 110 and reads_as_title(line.body, company):
            return line.body
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(p) for p in load("cues")["titles"]["patterns"])


def sought(head: Sequence[Line]) -> str | None:
    """The title in a phrase that names the person sought ("we are looking for a Data Engineer")."""
    for line in head[:12]:
        for pattern in _patterns():
            match = pattern.search(line.text)
            if match and has_title_word(match.group(1)):
                return capitalised(match.group(1))
    return None


def capitalised(text: str) -> str:
    """The text, its first letter a capital."""
    return text[:1].upper() + text[1:]


def is_name_line(line: Line, below: Line | None) -> bool:
    """Whether a line over a role's text is the name of its team: a few capitalised words, text right below."""
    words = line.text.split()
    plain = len(words) <= _NAME_LINE and not line.bullet and line.text[-1:].isalnum() and line.text[:1].isupper()
    if not plain or below is None or below.gap or line.head or line.text.startswith("#"):
        return False
    if words[-1].casefold() in {"team", "group"}:
        return False
    named = all(w[:1].isupper() or w.casefold() in words_of("stop") or w == "&" for w in words)
    return named and not any(map(str.isdigit, line.text)) and len(below.text) > len(line.text)


def named_by(top: Sequence[Line]) -> str | None:
    """The team's name that the first line of `top` is, if it is one."""
    first, below = (top[0], top[1]) if len(top) > 1 else (None, None)
    return first.text if first and is_name_line(first, below) else None
