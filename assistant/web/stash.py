"""The files that visitors have sent: what is taken, and where it lies until it is read.

A file is what its first bytes say, and that has to be what its name says. HTML is taken as a posting, for saved pages
are one, but nothing that was uploaded is ever served again.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from assistant.web.uploads import POSTINGS, Upload

MOST, MOST_BYTES, MOST_BYTES_IN_ALL = 100, 200 * 2**20, 2 * 2**30
_SECONDS = 30 * 60.0
_HEAD = 4096
_LONGEST_NAME = 120
_EXECUTABLE = (b"\x7fELF", b"#!/", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\x00asm")
_BINARY = (
    b"PK\x03\x04",
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc",
    b"Rar!",
    b"\xd0\xcf",
)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?(html|svg|script|body|head)\b", re.I | re.S
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class Refused(Exception):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Kept:
    user: str
    upload: Upload
    size: int
    until: float


class Stash:
    """The files, each under a random name in a private folder. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._folder = Path(tempfile.mkdtemp(prefix="prep-uploads-"))
        self._kept: dict[str, _Kept] = {}
        self._guard = Lock()

    def begin(self, user: str, name: str) -> Path:
        """Where to write a file of that name. Raises Refused where its kind is not taken or there are too many."""
        suffix = _suffix(name)
        with self._guard:
            self._sweep()
            mine = [kept.size for kept in self._kept.values() if kept.user == user]
            full = sum(kept.size for kept in self._kept.values()) >= MOST_BYTES_IN_ALL
            if len(mine) >= MOST or sum(mine) >= MOST_BYTES or full:
                waiting = f"{len(mine)} of your files still wait" if mine else "Too many files of others wait"
                raise Refused(f"{waiting} to be read. Read yours first, or try again in half an hour.")
        return self._folder / f"{secrets.token_hex(16)}{suffix}"

    def keep(self, user: str, name: str, path: Path) -> str:
        """Keeps a written file, and returns its id. Raises Refused for one that is not what its name says."""
        try:
            with path.open("rb") as file:
                check(path.suffix, file.read(_HEAD), shown(name))
        except Refused:
            path.unlink(missing_ok=True)
            raise
        key = secrets.token_urlsafe(16)
        with self._guard:
            self._kept[key] = _Kept(user, Upload(path, shown(name)), path.stat().st_size, self._clock() + _SECONDS)
        return key

    def take(self, user: str, ids: list[str]) -> list[Upload]:
        """The user's files of these ids, which are the caller's to delete from now on."""
        with self._guard:
            self._sweep()
            mine = [i for i in dict.fromkeys(ids) if i in self._kept and self._kept[i].user == user]
            return [self._kept.pop(i).upload for i in mine]

    def forget(self, user: str) -> None:
        """Deletes what the user has sent."""
        for upload in self.take(user, [*self._kept]):
            upload.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Deletes everything."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _sweep(self) -> None:
        now = self._clock()
        for key in [key for key, kept in self._kept.items() if kept.until < now]:
            self._kept.pop(key).upload.path.unlink(missing_ok=True)


def shown(name: str) -> str:
    """The file's name as people see it: no folders, no control or direction marks, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ").strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:10]}" if dot and stem else f"file.{suffix[:10]}"


def check(suffix: str, head: bytes, name: str) -> None:
    """Raises Refused where a file that begins like this is not of the kind that its suffix says."""
    if not head.strip(b"\x00 \t\r\n"):
        raise Refused(f"{name} is empty. Save it again and try once more.")
    # "MZ" alone may begin a text; a Windows program has null bytes soon after.
    if head.startswith(_EXECUTABLE) or (head.startswith(b"MZ") and b"\x00" in head):
        raise Refused(f"{name} is a program, not a document.")
    markup = _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf"))
    if markup and markup[1].lower() == b"svg":
        raise Refused(f"{name} is a drawing (SVG), not a document.")
    if not _fits(suffix, head, bool(markup)):
        raise Refused(f"{name} is not what its name says ({suffix}). Save it in its own format and try again.")


def _fits(suffix: str, head: bytes, markup: bool) -> bool:
    if suffix == ".pdf":
        return b"%PDF-" in head[:1024] and not markup
    if suffix == ".docx":
        return head.startswith(b"PK\x03\x04")
    if head.startswith(_BINARY) or (b"\x00" in head and not head.startswith(_WIDE)):
        return False
    return suffix in (".html", ".htm") or not markup


def _suffix(name: str) -> str:
    suffix = Path(shown(name)).suffix.lower()
    if suffix not in POSTINGS:
        raise Refused(f"{shown(name)} is not taken; send one of {', '.join(POSTINGS)}.")
    return suffix
