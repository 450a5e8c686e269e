"""Files that visitors hand over: checked, kept apart by visitor under random names, deleted once they were read.

In the page (`assets/upload.js`):

    import { upload, ACCEPTED } from "./upload.js";
    const { id, name } = await upload(file, (share) => …);   // throws an Error whose message is a sentence to show
    send("library-paste", "prep:read", { uploads: [id] });    // then tell your handler

In the handler, which takes `request: gr.Request`:

    with uploads.opened(request, sent(event).get("uploads"), kinds=uploads.RESUMES) as files:
        for file in files:                                    # file.path to read, file.name for people
            planner.save_resume(user, file.path, file.name)
    # here they are deleted, also when reading failed

Only the visitor who sent a file can open it; an id that is none, or another visitor's, is left out without a word.
`POST /prep-upload?name=FILE` takes one file as the body (10 MB at most) and replies `{"id", "name", "bytes"}`, or 4xx
with `{"error": "a sentence"}`. A file that is not opened within 30 minutes is deleted; a visitor has at most 100
(200 MB).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import UsageError

if TYPE_CHECKING:
    import gradio as gr

    from assistant.web.stash import Stash

_KEY = "prep.uploads"
POSTINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".csv", ".tsv")
RESUMES = (".txt", ".md", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a visitor sent: where it lies for as long as it is open, and what they called it."""

    path: Path
    name: str


def offered(scope: MutableMapping[str, Any], stash: Stash) -> None:
    """Lets the handlers of this request find the files."""
    scope[_KEY] = stash


@contextmanager
def opened(request: gr.Request, ids: object, *, kinds: tuple[str, ...] = POSTINGS) -> Iterator[list[Upload]]:
    """The visitor's files of these ids, for as long as the block runs; afterwards they are deleted.

    `ids` is what the browser sent and may be anything. Raises UsageError for a file whose suffix is none of `kinds`.
    """
    from assistant.web.visitor import visitor

    stash = _stash(request.request.scope if request.request is not None else {})
    wanted = [i for i in ids if isinstance(i, str)] if isinstance(ids, list) else []
    found = stash.take(visitor(request), wanted)
    try:
        for upload in found:
            if upload.path.suffix not in kinds:
                raise UsageError(f"{upload.name} cannot be used here; choose a file of the kinds {' '.join(kinds)}")
        yield found
    finally:
        for upload in found:
            upload.path.unlink(missing_ok=True)


def _stash(scope: Mapping[str, Any]) -> Stash:
    found = scope.get(_KEY)
    if found is None:
        raise UsageError("no file can be taken here; reload the page and try again")
    return found  # type: ignore[no-any-return]
