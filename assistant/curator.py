"""Looking after the library: postings in, what was read of them corrected, and out again.

What is pasted or dropped is kept in a folder of the home folder, so that it can be read again by later rules.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.domain import FACT_NAMES, IngestReport, Posting, Role, Span
from assistant.errors import UnknownSource, UsageError
from assistant.holdings import HeldPosting, Holding
from assistant.wire import role_json

if TYPE_CHECKING:
    from assistant.index.catalog import Source
    from assistant.index.corrections import Correction, Place
    from assistant.index.library import Library

Progress = Callable[[float, int, str], None]
_FOLDER = "postings"
_LONGEST_NAME = 200


class Curator:
    """The library as it is looked after. Every change goes through the library's own journal, one at a time."""

    def __init__(self, library: Library, home: Path) -> None:
        self._library = library
        self._folder = home / _FOLDER

    def holdings(self, words: str = "", *, limit: int = 200) -> list[Holding]:
        """The first `limit` files, those in whose name or roles all of `words` stand: what was pasted or dropped last
        comes first, then the others by name."""
        wanted = words.casefold().split()
        found: list[Holding] = []
        for source in sorted(self._library.catalog.sources(), key=self._order):
            held = self._holding(source)
            names = [held.name, *(role.name for part in held.postings for role in part.roles)]
            if all(word in "\n".join(names).casefold() for word in wanted):
                found.append(held)
            if len(found) == limit:
                break
        return found

    def add(self, files: Sequence[tuple[Path, str]], progress: Progress | None = None) -> IngestReport:
        """Takes files (where each lies, and its name) into the library's own folder and reads them.

        A file of known name and other content gets a number behind its name. Raises what `Library.ingest` does.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = [self._keep(path, name) for path, name in files]
        try:
            report = self._library.ingest(kept, progress=progress)
        finally:
            # What holds nothing that could be read, or was cancelled, is not kept.
            for path in kept:
                if self._library.catalog.source(path=str(path)) is None:
                    path.unlink(missing_ok=True)
        return report

    def reread(self, name: str, progress: Progress | None = None) -> IngestReport:
        """Reads the file of that name again, where it or the rules have changed. Raises UnknownSource."""
        return self._library.ingest([Path(self._source(name).path)], progress=progress)

    def remove(self, name: str) -> None:
        """Takes a file out of the library, and deletes it where it is the library's own. Raises UnknownSource."""
        path = self._source(name).path
        self._library.remove(name)
        if self._is_own(path):
            Path(path).unlink(missing_ok=True)

    def rename(self, role_id: str, title: str, company: str) -> None:
        """Gives a role another title and company ("": none is named); its id stays. UsageError without a title."""
        from assistant.index.corrections import Naming

        title, company = " ".join(title.split()), " ".join(company.split())
        if not title:
            raise UsageError("the title is empty; give the role a title")
        if max(len(title), len(company)) > _LONGEST_NAME:
            raise UsageError(f"a title or company has at most {_LONGEST_NAME} characters; give a shorter one")
        role, posting, so_far = self._at(role_id)
        self._library.correct(posting.id, so_far.named(Naming(_place(posting, role.span), title, company)))

    def state(self, role_id: str, fact: str, quotes: Sequence[str]) -> None:
        """Says in which words of the posting a role states a fact; without any: that it does not state it.

        Raises UsageError for an unknown fact and for words that do not stand in the posting.
        """
        from assistant.index.corrections import Statement

        if fact not in FACT_NAMES:
            raise UsageError(f"there is no fact {fact!r}; choose one of {', '.join(FACT_NAMES)}")
        role, posting, so_far = self._at(role_id)
        places = [_place(posting, _found(posting, role, quote)) for quote in quotes if quote.strip()]
        changed = so_far.stated(Statement(_place(posting, role.span), fact, tuple(places)))
        self._library.correct(posting.id, changed)

    def split(self, role_id: str, first_words: str) -> None:
        """Makes two roles of one: the second begins with these words of it. Raises UsageError where they are not in it,
        or it would leave nothing to the first."""
        role, posting, so_far = self._at(role_id)
        at = _found(posting, role, first_words)
        if not role.span.start <= at.start < role.span.end:
            raise UsageError(
                "these words stand in another role of the posting; give the first words of the second role"
            )
        if not posting.text[role.span.start : at.start].strip():
            raise UsageError("these words stand at the beginning of the role; give the first words of the second role")
        halves = [Span(role.span.start, at.start), Span(at.start, role.span.end)]
        self._divide(posting, so_far, [role], halves)

    def merge(self, role_id: str) -> None:
        """Makes one role of this one and the next in its posting. Raises UsageError where it is the last."""
        role, posting, so_far = self._at(role_id)
        roles = self._library.catalog.roles_of_posting(posting.id)
        after = [other for other in roles if other.span.start > role.span.start]
        if not after:
            raise UsageError("this is the last role of its posting; open the one before it and merge that with this")
        following = min(after, key=lambda other: other.span.start)
        both = Span(role.span.start, max(role.span.end, following.span.end))
        self._divide(posting, so_far, [role, following], [both])

    def is_corrected(self, posting: Posting) -> bool:
        """Whether a person has corrected what was read of the posting."""
        return bool(self._library.catalog.correction(posting))

    def undo(self, posting_id: str) -> None:
        """Forgets all that was corrected in a posting: it is as it was read."""
        from assistant.index.corrections import Correction

        self._library.correct(posting_id, Correction())

    def export(self) -> list[dict[str, Any]]:
        """Every role of the library as `prep roles --json` prints it, with the text of its posting under "text"."""
        return list(self._exported())

    def _exported(self) -> Iterator[dict[str, Any]]:
        for role in self._library.catalog.list_roles():
            text = self._library.catalog.posting_text(role.posting_id) or ""
            yield {**role_json(role, text), "text": text}

    def _divide(self, posting: Posting, so_far: Correction, gone: Sequence[Role], new: Sequence[Span]) -> None:
        roles = self._library.catalog.roles_of_posting(posting.id)
        left = [role.span for role in roles if role.id not in {one.id for one in gone}]
        places = [_place(posting, span) for span in sorted([*left, *new])]
        self._library.correct(posting.id, so_far.divided(places))

    def _at(self, role_id: str) -> tuple[Role, Posting, Correction]:
        role = self._library.role(role_id)
        posting = self._library.catalog.posting(role.posting_id)
        if posting is None:
            raise UnknownSource(f"the posting of {role_id!r} was removed meanwhile")
        return role, posting, self._library.catalog.correction(posting)

    def _holding(self, source: Source) -> Holding:
        catalog = self._library.catalog
        entries = catalog.entries(catalog.held(source))
        held = (HeldPosting(e.posting, e.roles, bool(catalog.correction(e.posting))) for e in entries)
        return Holding(source.name, tuple(held), own=self._is_own(source.path))

    def _order(self, source: Source) -> tuple[bool, int, str]:
        own = self._is_own(source.path)
        return not own, -source.mtime_ns if own else 0, source.name

    def _is_own(self, path: str) -> bool:
        return Path(path).parent == self._folder.resolve()

    def _source(self, name: str) -> Source:
        found = self._library.catalog.source(name=name)
        if found is None:
            raise UnknownSource(f"no file {name!r} in the library; it may have been removed meanwhile")
        return found

    def _keep(self, path: Path, name: str) -> Path:
        """Copies a file into the library's folder, under a name that is free or holds the same."""
        content = path.read_bytes()
        wanted = Path(name.replace("/", "_").replace("\\", "_").lstrip(".") or "posting.txt")
        kept, number = (self._folder / wanted.name).resolve(), 1
        while kept.exists() and kept.read_bytes() != content:
            number += 1
            kept = (self._folder / f"{wanted.stem} ({number}){wanted.suffix}").resolve()
        if not kept.exists():
            shutil.copyfile(path, kept)
            kept.chmod(0o600)
        return kept


def _place(posting: Posting, span: Span) -> Place:
    from assistant.index.corrections import Place

    return Place.of(posting.text, span)


def _found(posting: Posting, role: Role, quote: str) -> Span:
    """Where the words stand: in the role, else in its posting; however their blanks and line breaks are set."""
    import re

    words = quote.split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    inside = pattern.search(posting.text, role.span.start, role.span.end) if words else None
    found = inside or (pattern.search(posting.text) if words else None)
    if found is None:
        shown = " ".join(words)[:80] or "nothing"
        raise UsageError(f"“{shown}” does not stand in the posting; copy the words from it exactly")
    return Span(found.start(), found.end())
