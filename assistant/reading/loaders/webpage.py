"""Saved web pages: what the page shows, and what it states to search engines as schema.org JobPosting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Document, Span
from assistant.errors import BrokenFile, EmptyFile
from assistant.reading.encoding import decode, not_text
from assistant.reading.loaders import limits, record
from assistant.reading.loaders.markup import Page, page, parse
from assistant.reading.loaders.record import Record, has_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# A JobPosting that has this share of what the page says outside its navigation stands for the page.
_MOST = 0.6
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# How deep JobPostings lie in `@graph`, lists and `mainEntity`.
_MAX_DEPTH = 6


def load(path: Path, name: str, limit: int) -> Iterator[Document]:
    """One document, or one for each JobPosting where the page states several."""
    data = limits.content(path, name, limit)
    if what := not_text(data):
        raise BrokenFile(f"{name} is named as a web page but looks like {what}: give it its own suffix")
    yield from documents(decode(data, _declared(data)), name)


def documents(text: str, name: str) -> Iterator[Document]:
    """The documents of a page's source. Raises `EmptyFile` where it shows and states nothing."""
    parsed = parse(text)
    shown = page(parsed)
    stated = list(job_postings(parsed))
    if len(stated) > 1:
        yield from (record.document(posting, f"{name}#{n}") for n, posting in enumerate(stated, 1))
        return
    title = _title(parsed)
    if not stated and not has_text(shown.text):
        raise EmptyFile(f"{name} shows no text: it may be filled in by a script; save the page as PDF or copy its text")
    yield _merged(shown, stated[0], name) if stated else _shown(shown, title, parsed, name)


def job_postings(parsed: LexborHTMLParser) -> Iterator[Record]:
    """The JobPostings that the page states as JSON-LD, in order; a block that is not JSON is passed over."""
    for node in parsed.css("script[type='application/ld+json' i]"):
        try:
            value = json.loads(node.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _postings(value, 0)


def _postings(value: object, depth: int) -> Iterator[Record]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _postings(part, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if types == "JobPosting" or (isinstance(types, list) and "JobPosting" in types):
            yield value
            return
        for part in value.values():
            yield from _postings(part, depth + 1)


def _merged(shown: Page, posting: Record, name: str) -> Document:
    """The JobPosting where it says most of what the page says; else the page, headed by what it states besides."""
    stated = record.document(posting, name)
    content = len(shown.text) - sum(span.end - span.start for span in shown.furniture)
    if len(stated.text) >= _MOST * content:
        return replace(stated, hidden=(*stated.hidden, *shown.hidden))
    on_page = " ".join(shown.text.split())
    head = [line for line in record.document(_without_text(posting), name).text.split("\n") if line.strip()]
    missing = [line for line in head if line.partition(": ")[2] not in on_page or ": " not in line]
    missing = [line for line in missing if line not in on_page]
    text = "\n".join(missing) + "\n\n" if missing else ""
    furniture = tuple(Span(s.start + len(text), s.end + len(text)) for s in shown.furniture)
    return Document(name, text + shown.text, stated.hints, shown.hidden, furniture)


def _without_text(posting: Record) -> Record:
    """The posting's one-line statements: title, company, salary and the like."""
    return {key: value for key, value in posting.items() if record.is_line(key)}


def _shown(shown: Page, title: str, parsed: LexborHTMLParser, name: str) -> Document:
    window = _window(parsed)
    # What a window's bar says besides the title may be whose the posting is.
    stated = (("title", title), ("url", _url(parsed)), ("window", window if window != title else ""))
    hints = {key: value for key, value in stated if value}
    # A page whose title stands in the window's bar only: it is part of what people read.
    lead = "" if not title or title in " ".join(shown.text.split()) else f"{title}\n\n"
    furniture = tuple(Span(s.start + len(lead), s.end + len(lead)) for s in shown.furniture)
    return Document(name, lead + shown.text, hints, shown.hidden, furniture)


def _title(parsed: LexborHTMLParser) -> str:
    """The page's one main heading, else the title that it gives itself."""
    headings = [" ".join(node.text().split()) for node in parsed.css("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    return _meta(parsed, "og:title") or _window(parsed)


def _window(parsed: LexborHTMLParser) -> str:
    """What the page puts into the window's bar."""
    node = parsed.css_first("title")
    return " ".join(node.text().split()) if node is not None else ""


def _url(parsed: LexborHTMLParser) -> str:
    node = parsed.css_first("link[rel='canonical']")
    url = (node.attributes.get("href") if node is not None else None) or _meta(parsed, "og:url")
    return url if url.startswith(("http://", "https://")) else ""


def _meta(parsed: LexborHTMLParser, name: str) -> str:
    node = parsed.css_first(f"meta[property='{name}']")
    return " ".join(((node.attributes.get("content") if node is not None else None) or "").split())


def _declared(data: bytes) -> str | None:
    """The encoding that the page's head names."""
    match = _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii", "ignore") if match else None
