"""How much of a file is read, and what is refused unread. The one place for these numbers."""

import stat
from pathlib import Path

from assistant.errors import FileTooLarge, UnreadableFile

MEGABYTE = 1024 * 1024
# A posting is kilobytes; 50 MB leaves room for exports and scanned PDFs and still is read within seconds.
FILE_LIMIT = 50 * MEGABYTE
# Record formats are read record by record, so their size costs time, not memory.
STREAM_LIMIT = 1024 * MEGABYTE
# One record of such a file.
RECORD_LIMIT = 10 * MEGABYTE
# What a zipped file may become when unpacked, in total; and how much tighter than its content one part may be packed.
UNPACKED_LIMIT = 200 * MEGABYTE
PACKING_LIMIT = 200


def check(path: Path, name: str, limit: int) -> None:
    """Raises `UnreadableFile` unless `path` is a regular file, `FileTooLarge` if it has over `limit` bytes.

    Only the file's status is read, nothing of its content.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be opened: {error.strerror or error}") from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(f"{name} is not a file but a folder or device: give the files in it instead")
    if status.st_size > limit:
        raise FileTooLarge(
            f"{name} has {megabytes(status.st_size)}, the limit is {megabytes(limit)}: "
            "save the posting's own text instead, or split the file"
        )


def content(path: Path, name: str, limit: int) -> bytes:
    """The bytes of the file, at most `limit` of them; `FileTooLarge` if it grew beyond while it was read."""
    check(path, name, limit)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be read: {error.strerror or error}") from error
    if len(data) > limit:
        raise FileTooLarge(f"{name} has more than the limit of {megabytes(limit)}")
    return data


def megabytes(size: int) -> str:
    """A size in words, such as "52.4 MB"."""
    return f"{size / MEGABYTE:,.1f} MB"
