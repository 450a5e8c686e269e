"""Names for roles that state no title: made of a team's name, of what the first duty is about, of key phrases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from assistant.domain import Section, SectionKind, Span
from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.lines import Line, lines
from assistant.reading.names import known_company, ordinary_words
from assistant.reading.titles import WORD as _WORD
from assistant.reading.titles import capitalised
from assistant.reading.titles import words_of as _words

_ASIDE = re.compile(r"\s*\([^)]*\)")
_AND = re.compile(r"\s(?:and|or)\s+")


def team_of(head: Sequence[Line], company: str | None) -> str | None:
    """The team that one of the first lines introduces, without the company's name."""
    pattern = _cue("team")
    for line in head[:8]:
        match = pattern.search(line.text) if not line.bullet and len(line.text) > 30 else None
        name = (
            re.sub(r"^(?:the|our)\s+", "", (match.group(1) or match.group(2)).strip(), flags=re.IGNORECASE)
            if match
            else None
        )
        if name and company and name.casefold().startswith(company.casefold()):
            name = re.sub(rf"^{re.escape(company)}(?:[’']s)?\s+", "", name, flags=re.IGNORECASE)
        if name and name.casefold() not in (
            "our",
            "your",
            "this",
            "my",
            "about the",
            "about",
            "meet the",
            company or "",
        ):
            return capitalised(name)
    return None


def own_words(text: str, span: Span, parts: Sequence[Section]) -> str:
    """The text of the sections that tell roles apart, or all of it where there is none."""
    own = [p.span.of(text) for p in parts if p.kind in (SectionKind.RESPONSIBILITIES, SectionKind.MUST)]
    return "\n".join(own) or span.of(text)


def first_duty(text: str, parts: Sequence[Section]) -> str | None:
    """What the first duty is about: its line without the leading verbs, up to the first clause that qualifies it."""
    for part in parts:
        if part.kind is not SectionKind.RESPONSIBILITIES:
            continue
        for line in list(lines(text, part.span))[:_TELLING_DUTIES]:
            found = _object_of(line.body) if line.span != part.heading else None
            if found:
                return found
    return None


@cache
def _cue(name: str) -> re.Pattern[str]:
    return compiled(load("cues")["titles"][name])


# The first duties tell what a role is about; what comes later is what every role does besides.
_TELLING_DUTIES = 4
# A single word names what a duty is about only if it is no short one.
_TELLING_WORD = 6


def _object_of(duty: str) -> str | None:
    rest = duty.split(":", 1)[1].strip() if 0 < duty.find(":") < 45 else duty
    bare = _cue("verbs").sub("", rest, count=1)
    if bare == rest:
        return None
    bare = _ASIDE.sub("", bare)
    frame = _cue("frame").match(bare)
    if frame:
        bare = bare[frame.end() :]
        # What "to" leads up to is what is done after all ("apply your expertise to improve the quality").
        bare = _cue("verbs").sub("", bare, count=1) if frame.group().rstrip().endswith("to") else bare
    found = _WORD.findall(_without_next_verb(_cue("clause").split(bare, maxsplit=1)[0]))[:7]
    while found and found[-1].casefold() in _words("stop"):
        found.pop()
    if not found or found[0].casefold() in _words("stop"):
        return None
    names = len(found) > 1 or (len(found[0]) >= _TELLING_WORD and found[0].casefold() not in ordinary_words())
    return " ".join(found) if names else None


def _without_next_verb(words: str) -> str:
    """What a duty is about, without a second duty behind it ("the service and operate …")."""
    cut = next((m.start() for m in _AND.finditer(words) if _cue("verbs").match(words, m.end())), len(words))
    return words[:cut]


def key_phrases(text: str, exclude: str) -> list[str]:
    """The role's own two- and three-word phrases, the most telling first.

    A phrase counts by how often it stands, more when it stands early; it neither starts nor ends in a word that every
    posting has. Looking at nothing but the role's own text keeps names stable when other roles come or go.
    """
    taken = {w.casefold() for w in _WORD.findall(exclude)}
    weights: Counter[str] = Counter()
    shown: dict[str, str] = {}
    position = 0
    for run in re.split(r"[.,;:()\n/]|\s[–—-]\s", text):
        words = _WORD.findall(run)
        for start in range(len(words)):
            position += 1
            for size in (2, 3):
                gram = words[start : start + size]
                if len(gram) == size and _telling(gram, taken):
                    key = " ".join(gram).casefold()
                    weights[key] += (1 + 0.3 * (size == 3)) * (1 + 2 / (1 + position / 60))  # type: ignore[assignment]
                    shown.setdefault(key, " ".join(gram))
    chosen: list[str] = []
    for key, _ in sorted(weights.items(), key=lambda kv: (-kv[1], kv[0])):
        if not any(set(key.split()) & set(c.casefold().split()) for c in chosen):
            chosen.append(shown[key])
        if len(chosen) == 2:
            break
    # Capitals that only begin a sentence are not the phrase's own.
    return [c.lower() if c.istitle() and c.lower() in text else c for c in chosen]


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _telling(gram: Sequence[str], taken: set[str]) -> bool:
    low = [w.casefold() for w in gram]
    stop, generic = _words("stop"), _words("generic")
    if any(w in stop or _bare(w) in taken or w.isdigit() or len(w) < 3 for w in low) or known_company(" ".join(gram)):
        return False
    return low[0] not in generic and low[-1] not in generic
