"""A reading small enough to see through, and the one thing that must hold after every test."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.domain import Document, Fact, Failure, Posting, Requirement, Role, Section, SectionKind, Span
from assistant.errors import BrokenFile, EmptyFile, UnsupportedFile
from assistant.index.library import Library
from assistant.index.reader import Reader

_SECTIONS = {"Must": SectionKind.MUST, "Pay": SectionKind.COMPENSATION, "Legal": SectionKind.LEGAL}


class LineReader:
    """Reads a plain format: postings are parted by lines of `=`, roles by lines of `-`; a role begins with
    `Company: Title`; its sections begin with a word of `_SECTIONS` alone on a line. Counts the files it loads."""

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.loaded: list[str] = []

    def reader(self) -> Reader:
        return Reader(self.load, normalize, read_roles, self.version)

    def load(self, path: Path, name: str) -> Iterable[Document | Failure]:
        if path.suffix not in (".txt", ".csv"):
            raise UnsupportedFile(f"{name}: no loader for {path.suffix} files; save it as text")
        self.loaded.append(name)
        text = path.read_text()
        if text == "broken":
            raise BrokenFile(f"{name} is damaged; save it again")
        if not text.strip():
            raise EmptyFile(f"{name} is empty; save the posting's text")
        parts = text.split("\n===\n")
        for number, part in enumerate(parts, 1):
            source = f"{name}#{number}" if len(parts) > 1 else name
            yield Failure(source, "cannot be read; save it again") if part == "broken" else Document(source, part)


def normalize(document: Document) -> Posting:
    text = document.text.strip()
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Posting(digest, document.source, text, {"title": "x"}, ("hidden words",), (Span(0, 0),))


def read_roles(posting: Posting) -> list[Role]:
    return [_role(posting, span) for span in _parts(posting.text, r"\n---\n")]


def _parts(text: str, boundary: str) -> Iterator[Span]:
    start = 0
    for match in re.finditer(boundary, text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _role(posting: Posting, span: Span) -> Role:
    first = span.of(posting.text).split("\n")[0]
    company, colon, title = first.partition(": ")
    line = Span(span.start, span.start + len(first))
    return Role(
        id=re.sub(r"\W+", "-", first.lower()).strip("-"),
        posting_id=posting.id,
        source=posting.source,
        company=company if colon else None,
        title=title or company,
        span=span,
        sections=tuple(_sections(posting.text, span)),
        facts=(Fact("team", title, line),),
        requirements=(Requirement("must", line, ("python",)),),
    )


def _sections(text: str, span: Span) -> Iterator[Section]:
    kind, start = SectionKind.ROLE, span.start
    for match in re.finditer(rf"^({'|'.join(_SECTIONS)})$", span.of(text), re.MULTILINE):
        at = span.start + match.start()
        if at > start:
            yield Section(kind, Span(start, at))
        kind, start = _SECTIONS[match.group()], at
    yield Section(kind, Span(start, span.end))


def posting(*roles: str, pay: str = "") -> str:
    """The text of a posting with these roles ("Company: Title"), in `LineReader`'s format."""
    return "\n---\n".join(
        f"{role}\nWe look for somebody who likes {role.split()[-1]} work.\nMust\nPython and SQL.\nPay\n"
        f"{pay or '100,000 a year'}.\nLegal\nEqual opportunity."
        for role in roles
    )


def assert_consistent(library: Library) -> None:
    """The three stores hold the same chunks and roles, and nothing is left undone. Uses the library's own check, which
    compares them item by item (`test_repair` holds that it sees each kind of difference)."""
    problems = library.check().problems
    assert not problems, problems
