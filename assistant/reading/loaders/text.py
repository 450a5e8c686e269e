"""Plain text files. A web page that was saved as .txt is read as the page it is."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain import Document
from assistant.errors import BrokenFile, EmptyFile
from assistant.reading.encoding import decode, not_text
from assistant.reading.loaders import limits, webpage
from assistant.reading.loaders.columns import columned
from assistant.reading.loaders.markup import looks_like_markup, plain
from assistant.reading.loaders.record import has_text
from assistant.reading.loaders.wrapped import unwrapped

# A file that starts with a tag is a page; elsewhere a tag or two may well be what the text is about.
_MIN_TAGS = 5


def load(path: Path, name: str, limit: int) -> Iterator[Document]:
    """One document. Raises `BrokenFile` for what is no text, `EmptyFile` where nothing stands in it."""
    text = read(path, name, limit)
    if is_page(text):
        yield from webpage.documents(text, name)
        return
    if _marked_up(text):
        page = plain(text)
        yield Document(name, page.text, hidden=page.hidden, boilerplate=page.furniture)
    else:
        yield Document(name, unwrapped(columned(text)))


def read(path: Path, name: str, limit: int) -> str:
    """The text of a file that should be text."""
    data = limits.content(path, name, limit)
    if what := not_text(data):
        raise BrokenFile(f"{name} is named as a text but looks like {what}: give it its own suffix, or save it as text")
    text = decode(data)
    if not has_text(text):
        raise EmptyFile(f"{name} holds no text: save the posting again")
    return text


def is_page(text: str) -> bool:
    """Whether the text is HTML by itself, tags and all."""
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body")):
        return True
    return start.startswith("<") and looks_like_markup(start) and text.count("</") >= _MIN_TAGS


def _marked_up(text: str) -> bool:
    tags = max(text.count("</"), text.count("&lt;") + text.count("&amp;lt;"), text.lower().count("<br"))
    return tags >= _MIN_TAGS and looks_like_markup(text)
