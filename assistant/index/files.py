"""Finding the files to ingest, and naming them so that people know them again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Failure


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `named` is whether it was asked for by its own name and not found in a folder; `names` are
    what it may be called, the shortest first, the last (its whole path) no other file's."""

    path: Path
    names: tuple[str, ...]
    named: bool

    @property
    def key(self) -> str:
        """The whole path in printable characters: what the catalog knows the file by."""
        return printable(str(self.path))


def find(paths: Sequence[Path]) -> tuple[list[Found], list[Failure]]:
    """The files that `paths` (files, and folders with all that is in them) name, each once, folders sorted.

    In folders hidden files are passed over, and links that stay inside, since what they lead to is found anyway. A link
    that leads out of the folder is refused: whoever ingests a folder has not looked at what lies elsewhere.
    """
    found: dict[Path, Found] = {}
    failures: list[Failure] = []
    for path in paths:
        for item in _under(Path(path)):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                found.setdefault(item.path, item)
    return list(found.values()), failures


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def printable(name: str) -> str:
    """`name` with line breaks, control characters and undecodable bytes written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)


def _under(path: Path) -> Iterator[Found | Failure]:
    shown = printable(str(path))
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, RuntimeError) as error:
        yield Failure(shown, f"cannot be opened: {_reason(error)}; check the path")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(real, real)
    elif stat.S_ISREG(mode):
        yield Found(real, _names(real, real.parent), named=True)
    else:
        yield Failure(shown, "is neither a file nor a folder; save the posting as a file first")


def _folder(root: Path, folder: Path) -> Iterator[Found | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(_names(folder, root.parent)[0], f"cannot be opened: {_reason(error)}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_symlink():
            yield from _refused(root, path)
        elif entry.is_dir():
            yield from _folder(root, path)
        elif entry.is_file():
            yield Found(path, _names(path, root.parent), named=False)


def _refused(root: Path, link: Path) -> Iterator[Failure]:
    name = _names(link, root.parent)[0]
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        yield Failure(name, "is a link that leads nowhere; delete it or mend it")
        return
    if not target.is_relative_to(root):
        shown = printable(str(target))
        yield Failure(name, f"is a link that leads out of the folder, to {shown}; ingest that file by its own path")


def _names(path: Path, parent: Path) -> tuple[str, ...]:
    """What `path` may be called: its path below `parent`, then with ever more of the folders above, then all of it."""
    parts = path.relative_to(parent).parts
    above = [part for part in parent.parts if part != parent.anchor]
    longer = [(*above[at:], *parts) for at in range(len(above), 0, -1)]
    return (*(printable("/".join(parts)) for parts in longer), printable(str(path)))


def _reason(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
