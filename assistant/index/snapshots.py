"""Folders of vectors that are written once and then only read: how Chroma is shared between processes.

Chroma's embedded engine keeps its graph in memory and saves it whole. A second process that has the same folder open
does not see what the first one adds, and its own next save throws it away (measured with 1.5.9); a process killed while
saving leaves a torn file. So each change is made to a copy, and the catalog says which copy is in force. A copy is
sealed when it is done: of a damaged graph Chroma finds less and says nothing, or crashes the process.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

_DATABASE = "chroma.sqlite3"  # the one file that Chroma touches when it merely opens a folder
_SEAL = "seal.json"


def copy(source: Path, target: Path) -> None:
    """Copies a Chroma folder that others may be reading."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{_DATABASE}*", _SEAL))
    # SQLite's own copy: a plain one could be torn by a reader that is just tidying up Chroma's log.
    with closing(_read_only(source)) as old, closing(sqlite3.connect(target / _DATABASE)) as new:
        old.backup(new)


def seal(folder: Path) -> None:
    """Notes what each file of `folder` is like, and has the system write all of it to the disk, so that it is whole
    even after a power cut."""
    marks = {str(path.relative_to(folder)): [path.stat().st_size, _sha256(path)] for path in _graph(folder)}
    (folder / _SEAL).write_text(json.dumps(marks))
    for path in (*folder.rglob("*"), folder):
        if os.name == "posix" or path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def damage(folder: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with a sealed folder, in a few words: files that are gone or of another size, or with `thorough`
    of other content. None where it is whole."""
    try:
        marks: dict[str, list[object]] = json.loads((folder / _SEAL).read_text())
        sizes = {name: (folder / name).stat().st_size for name in (*marks, _DATABASE)}
    except (OSError, ValueError) as error:
        return f"incomplete: {error}"
    for name, (size, digest) in marks.items():
        if sizes[name] != size or (thorough and _sha256(folder / name) != digest):
            return f"{name} is not as it was written"
    return _database_damage(folder) if thorough else None


def remove(folder: Path) -> None:
    """Deletes a folder as far as it can be deleted now; `discard` sees to the rest another time."""
    shutil.rmtree(folder, ignore_errors=True)


def discard(parent: Path, keep: Collection[str | None]) -> None:
    """Deletes the folders in `parent` whose names are not in `keep`; what cannot be deleted now stays for next time."""
    if parent.is_dir():
        for folder in parent.iterdir():
            if folder.name not in keep:
                remove(folder)


def _graph(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((_DATABASE, _SEAL)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _database_damage(folder: Path) -> str | None:
    try:
        with closing(_read_only(folder)) as database:
            [found] = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    return None if found == "ok" else f"{_DATABASE}: {found}"


def _read_only(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{(folder / _DATABASE).absolute().as_uri()}?mode=ro", uri=True)
