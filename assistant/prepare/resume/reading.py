"""The way in: a file, or pasted text, to a `Resume`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from assistant.domain import Document
from assistant.errors import BrokenFile, EmptyFile, FileTooLarge, UnreadableFile, UnsupportedFile
from assistant.knowledge import load
from assistant.preparation import Resume
from assistant.prepare.resume.abilities import abilities
from assistant.prepare.resume.contacts import contacts
from assistant.prepare.resume.dates import months_of
from assistant.prepare.resume.entries import experiences, schooling
from assistant.prepare.resume.layout import rows
from assistant.reading.loaders import load as load_file
from assistant.reading.normalize import normalize

SUFFIXES: tuple[str, ...] = (".pdf", ".docx", ".md", ".markdown", ".txt", ".text")
"""The suffixes of files that are read as résumés."""
# A long academic CV has 60,000 characters; a book has more than twice as many.
LONGEST = 120_000
_FILE_LIMIT = 10 * 1024 * 1024
_PICTURES = (".png", ".jpg", ".jpeg", ".heic", ".webp", ".gif", ".tif", ".tiff", ".bmp")
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def read(path: Path, name: str, today: date) -> Resume:
    """The résumé in a file; `name` is how people see it. Present jobs last until `today`.

    Raises an UnreadableFile that says what to do: for pictures, empty and damaged files, books, other kinds of file.
    """
    suffix = path.suffix.lower()
    if suffix in _PICTURES:
        raise UnsupportedFile(
            f"{name} is a picture; a résumé is read as {_kinds()}: export it from where it was written"
        )
    if suffix not in SUFFIXES:
        raise UnsupportedFile(f"{name} cannot be read as a résumé ({suffix or 'no suffix'}); save it as {_kinds()}")
    try:
        found = next(iter(load_file(path, name, _FILE_LIMIT)), None)
    except EmptyFile as error:
        raise EmptyFile(_empty(name)) from error
    except FileTooLarge as error:
        raise FileTooLarge(f"{name} is larger than 10 MB; give the résumé alone, as {_kinds()}") from error
    except BrokenFile as error:
        raise BrokenFile(str(error).replace("posting", "résumé")) from error
    if not isinstance(found, Document):
        raise UnreadableFile(f"{name} cannot be read as a résumé; save it as {_kinds()}")
    return read_text(found.text, name, today)


def read_text(text: str, name: str, today: date) -> Resume:
    """The résumé in a text. Raises EmptyFile without a letter, FileTooLarge for a text that must be something else."""
    if len(text) > LONGEST:
        raise FileTooLarge(
            f"{name} has {len(text):,} characters, which is a book, not a résumé; give the résumé alone "
            f"(at most {LONGEST:,} characters)"
        )
    try:
        posting = normalize(Document(name, text))
    except EmptyFile as error:
        raise EmptyFile(_empty(name)) from error
    settled = posting.text
    lines = rows(settled)
    entries = experiences(lines, today)
    private = contacts(settled, lines)
    return Resume(
        id=posting.id,
        source=name,
        text=settled,
        contacts=private,
        experiences=entries,
        abilities=abilities(settled, lines, entries, private),
        schooling=schooling(lines),
        years=_years([(e.first, e.last) for e in entries if e.kind == "work" and e.first and e.last], settled),
        english=_is_english(settled),
    )


def _years(worked: list[tuple[date, date]], text: str) -> float | None:
    """Time in dated jobs; what the résumé says in words where no job is dated."""
    if worked:
        return round(months_of(worked) / 12, 1)
    said = re.search(load("resume")["years_in_all"], text, re.IGNORECASE)
    return float(said["n"]) if said else None


def _is_english(text: str) -> bool:
    """Whether English function words outnumber those of other languages."""
    known, tokens = load("words"), [w.casefold() for w in _WORD.findall(text)]
    english = frozenset(map(str, known["stop"]))
    abroad = frozenset(str(w) for listed in known["abroad"].values() for w in listed) - english
    theirs = sum(w in abroad for w in tokens)
    return theirs <= sum(w in english for w in tokens) + 3 and len(_CJK.findall(text)) * 5 <= len(text)


def _empty(name: str) -> str:
    return f"{name} holds no text that can be read (a scan or a photo?); save it as {_kinds()} with real text"


def _kinds() -> str:
    return "PDF, DOCX, Markdown or plain text"
