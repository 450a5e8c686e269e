"""What a role is called: its stated title, else a name from its own words, stable from run to run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from assistant.domain import Posting, Role, Section, SectionKind, Span
from assistant.knowledge import load
from assistant.reading.companies import has_title_word, known_company, ordinary_words
from assistant.reading.lines import Line, heading, lines

_TITLE_LABEL = re.compile(
    r"^(?:Job\s+)?(?:Title|Position|Role|Cargo|Puesto|Stelle|Poste|职位|岗位)\s*[:：]\s*(.{3,100})$", re.I
)
_ASIDE = re.compile(r"\s*\([^)]*\)")
_AND = re.compile(r"\s(?:and|or)\s+")
_WORD = re.compile(r"[^\W_][\w+#./&’'-]*")
# In characters; a title has 14 words at the most.
_LONGEST_TITLE = 160
_NOT_IN_TITLE = re.compile(r"[.!?:;]\s|[.!?;]$|https?://|\$|@|\b(?!20\d\d\b)\d{4,}")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("words")[kind])


def title_of(posting: Posting, span: Span, parts: Sequence[Section], company: str | None, *, only: bool) -> str:
    """The role's title. `only` says that the posting holds no other role, so what it states is the role's.

    In this order: stated by the format, a label, a title-like line at the top, a phrase that names the person sought, a
    team's name with the role's own key phrase, the key phrases alone.
    """
    head = [line for line in lines(posting.text, span)][:40]
    boilerplate = [s.span for s in parts if s.kind is SectionKind.NAVIGATION]
    top = [line for line in head if not any(b.contains(line.span) for b in boilerplate)]
    stated = posting.hints.get("title") if only else None
    found = stated or _labelled(head) or _title_line(top, company) or _sought(top)
    if not found and only:
        found = _from_source(posting, company)
    if found:
        return _clean(found, company)
    subject = _subject_of_source(posting, company) if only else None
    team = _team([x for x in top if not _in(parts, x, SectionKind.RESPONSIBILITIES, SectionKind.MUST)], company)
    duty = _first_duty(posting.text, parts)
    if team:
        return f"{team} team" + (f", {duty}" if duty else "")
    if subject and duty and subject.casefold() not in duty.casefold():
        return f"{subject}, {duty}"
    work = [duty] if duty else _key_phrases(_own_words(posting.text, span, parts), exclude=company or "")
    return _capitalised(", ".join(work)) or "Untitled role"


def told_apart(posting: Posting, role: Role) -> str:
    """A longer title for a role whose title another role of the posting has: with what its work is about."""
    text = posting.text
    own = _key_phrases(_own_words(text, role.span, role.sections), exclude=role.name)
    more = _first_duty(text, role.sections) or next(iter(own), None)
    return f"{role.title}, {more}" if more else role.title


def slug(*words: str | None) -> str:
    """Lower-case ASCII words joined by hyphens; characters of other scripts stay as they are. At most 60 characters."""
    joined = " ".join(w for w in words if w)
    plain = unicodedata.normalize("NFKD", joined.replace("++", " plus plus").replace("#", " sharp"))
    kept = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[\W_]+", "-", kept).strip("-")
    # Cut between words where that keeps at least half.
    cut = text.rfind("-", 30, 61) if len(text) > 60 else -1
    return (text[:cut] if cut > 0 else text[:60]).rstrip("-") or "role"


def _labelled(head: Sequence[Line]) -> str | None:
    matches = (_TITLE_LABEL.match(line.text) for line in head)
    return next((m.group(1) for m in matches if m), None)


def _title_line(head: Sequence[Line], company: str | None) -> str | None:
    if head and company and head[0].text.startswith("#"):
        named = re.match(rf"#+\s+{re.escape(company)}\s*[:–—|-]\s+(\S.{{3,80}})$", head[0].text)
        if named and named.group(1)[-1] not in ".!?":
            return _capitalised(named.group(1))
    for number, line in enumerate(head[:12]):
        if heading(line) or line.bullet:
            # What stands below the first section heading is text, not a title.
            if number and heading(line) and not line.text.startswith("#"):
                break
            continue
        words = line.body.split()
        if len(words) <= 14 and len(line.text) <= 110 and reads_as_title(line.body, company):
            return line.body
    return None


def reads_as_title(text: str, company: str | None) -> bool:
    """Whether a line reads as a job title: a title's word, capitals, no sentence."""
    if len(text) > _LONGEST_TITLE or not has_title_word(text) or _NOT_IN_TITLE.search(text):
        return False
    capitals = [w for w in _WORD.findall(text) if w.casefold() not in _words("stop") and w[0].isalpha()]
    upper = sum(not w[0].islower() for w in capitals)
    return bool(capitals) and upper >= 0.7 * len(capitals) and len(text.split()) <= 14 and text != company


def _in(parts: Sequence[Section], line: Line, *kinds: SectionKind) -> bool:
    return any(part.kind in kinds and part.span.contains(line.span) for part in parts)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in load("cues")["titles"]["patterns"])


def _sought(head: Sequence[Line]) -> str | None:
    for line in head[:12]:
        for pattern in _patterns():
            match = pattern.search(line.text)
            if match and has_title_word(match.group(1)):
                return _capitalised(match.group(1))
    return None


def _team(head: Sequence[Line], company: str | None) -> str | None:
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
            return _capitalised(name)
    return None


def _from_source(posting: Posting, company: str | None) -> str | None:
    """A title that the file's name holds ("zoom-nlp-scientist.txt"), its words spelled as the text spells them."""
    words = _words_of_source(posting, company)
    return _spelled(posting, words) if has_title_word(" ".join(words)) else None


def _subject_of_source(posting: Posting, company: str | None) -> str | None:
    """What a file's name says besides the company ("zoom-nlp.pdf"), where the text speaks of it too."""
    words = _words_of_source(posting, company)
    written = {w.casefold() for w in _WORD.findall(posting.text)}
    telling = all(w.casefold() in written and w.casefold() not in ordinary_words() for w in words)
    return _spelled(posting, words) if words and telling and len(words) <= 3 else None


def _words_of_source(posting: Posting, company: str | None) -> list[str]:
    words = [w for w in re.split(r"[\W_]+", PurePath(posting.source.split("#")[0]).stem) if w and not w.isdigit()]
    return [w for w in words if company is None or w.casefold() != company.casefold()]


def _spelled(posting: Posting, words: Sequence[str]) -> str:
    written = set(_WORD.findall(posting.text))
    capitals = (w.upper() if w.upper() in written else w for w in words)
    return " ".join(_capitalised(w) for w in capitals)


def _own_words(text: str, span: Span, parts: Sequence[Section]) -> str:
    """The text of the sections that tell roles apart, or all of it where there is none."""
    own = [p.span.of(text) for p in parts if p.kind in (SectionKind.RESPONSIBILITIES, SectionKind.MUST)]
    return "\n".join(own) or span.of(text)


def _clean(title: str, company: str | None) -> str:
    text = (
        re.split(r"\s+[|·–—]\s+", title.strip(" #*-–—|:"))[0] if "|" in title or "·" in title else title.strip(" #*:")
    )
    if company and company.casefold() in text.casefold():
        text = re.sub(rf"^{re.escape(company)}\s*(?:[-–—:|·]\s*)+(?=\w.{{3}})", "", text, flags=re.IGNORECASE)
        text = re.sub(rf"\s+(?:at|@|bei|chez)\s+{re.escape(company)}\s*$", "", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", text).strip(" ,-–—") or title.strip()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_duty(text: str, parts: Sequence[Section]) -> str | None:
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
    return re.compile(load("cues")["titles"][name], re.IGNORECASE)


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


def _key_phrases(text: str, exclude: str) -> list[str]:
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
