"""Hashes and marks by which two runs are known to be of the same input: files, code, prompts, library, repository."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.index.catalog import Catalog

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE = (".py", ".yaml", ".json", ".onnx")
_GIT_SECONDS = 10.0
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit of a repository, and whether files differ from it; both None outside one."""

    id: str | None = None
    dirty: bool | None = None


def of_texts(parts: Iterable[str]) -> str:
    """The SHA-256 of a sequence of texts, each apart from the next, as 32 hex digits."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(encoded)}:".encode() + encoded)
    return digest.hexdigest()[:32]


def of_value(value: object) -> str:
    """The hash of a value that JSON can hold; the order of keys does not count."""
    return of_texts([json.dumps(value, sort_keys=True, default=str)])


def of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_folder(folder: Path) -> str:
    """The hash of the names and contents of the files under a folder, hidden ones left out. Raises OSError."""
    return of_texts(part for path in _visible(folder) for part in (_name(path, folder), of_file(path)))


def of_code(*rooms: str) -> str:
    """The hash of this program, or of some rooms of it: what one version has done is of no use to another."""
    folders = [_PACKAGE / room for room in rooms] or [_PACKAGE]
    found = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in _CODE and p.is_file())
    # A large file (the embedding model) goes by its size: reading it takes longer than most runs.
    return of_texts(
        part
        for path in found
        for part in (_name(path, _PACKAGE), str(path.stat().st_size) if path.suffix == ".onnx" else of_file(path))
    )


def of_library(catalog: Catalog) -> str:
    """The hash of what a library holds and how it was read, cut and embedded: the same on every machine for the same
    postings. Reads the ids of all postings and chunks."""
    return of_texts(_library(catalog))


def commit_of(folder: Path) -> Commit:
    """The state of the git repository that `folder` is in; an empty one outside a repository or without git."""
    found = _git(folder, "rev-parse", "HEAD")
    if found is None:
        return Commit()
    changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return Commit(found, None if changed is None else bool(changed))


def _library(catalog: Catalog) -> Iterator[str]:
    state = catalog.state()
    yield from (str(state.model), str(state.dimensions))
    page: list[str] = []
    for posting in catalog.posting_ids():
        page.append(posting)
        if len(page) == _PAGE:
            yield from _readings(catalog, page)
            page.clear()
    yield from _readings(catalog, page)


def _readings(catalog: Catalog, postings: list[str]) -> Iterator[str]:
    """Each posting with the version of the reading and the chunk size by which it was stored; and its chunks, whose ids
    are hashes of their place, their section, and the name of their role."""
    marks = catalog.readings(postings)
    yield from (f"{posting} {marks.get(posting)}" for posting in postings)
    yield from sorted(catalog.chunk_ids_of_postings(postings))


def _visible(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts))


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=_GIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
