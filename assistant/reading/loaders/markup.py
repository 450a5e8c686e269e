"""HTML to text: what a browser would show, line by line, and apart from it what the page hides."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Span
from assistant.reading.loaders.nesting import flattened
from assistant.reading.loaders.pagelines import SEAM, PageLines
from assistant.reading.loaders.styles import hides, hiding_selectors
from assistant.reading.loaders.tags import tags

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TAG = re.compile(
    r"<(?:/(?:p|div|li|ul|ol|h[1-6]|span|strong|b|em|i|u|table|tr|td|section|body|html|a|font)\s*>"
    r"|(?:br|p|li|ul|ol|hr)\s*/?>|(?:p|div|span|ul|h[1-6])\s[^<>]*>|!doctype html)",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|table|tr|section|article|br|hr|dl|dt|dd|pre)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&(?:amp;)*lt;(?:/|(?:br|p|div|li|ul|ol|h[1-6]|strong|b|em|span|table|section|html|body)\b)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, what of it is furniture by its own marking, and the runs of text that it hides."""

    text: str
    furniture: tuple[Span, ...] = ()
    hidden: tuple[str, ...] = ()


def looks_like_markup(text: str) -> bool:
    """Whether the text holds HTML tags, as they are or escaped."""
    return ("<" in text and _TAG.search(text) is not None) or ("lt;" in text and _ESCAPED.search(text) is not None)


def plain(text: str) -> Page:
    """A piece of text that may be HTML, escaped HTML, or have entities left in it, as text with line structure."""
    for _ in range(3):
        if "lt;" not in text or not _ESCAPED.search(text):
            break
        text = _unescaped(text)
    if "<" in text and _TAG.search(text):
        return fragment(text)
    return Page(_ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text)


def _unescaped(text: str) -> str:
    """The same as `html.unescape`, several times as fast where nearly all entities are those of tags."""
    return "&".join(map(_without_tag_entities, text.split("&amp;")))


def _without_tag_entities(text: str) -> str:
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return html.unescape(text) if "&" in plain else plain


def fragment(text: str) -> Page:
    """A run of HTML as text. Where it has no block elements its line breaks are taken as they are."""
    if "\n" in text and not _BLOCK_TAG.search(text):
        text = _NEWLINE.sub("<br>", text)
    return page(parse(text))


def parse(text: str) -> LexborHTMLParser:
    """The parsed page; absurdly deep nesting is flattened first, because the parser's time is quadratic in it."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(flattened(text))


def page(parsed: LexborHTMLParser) -> Page:
    """What the parsed page shows."""
    walk = _Walk(_hidden_by_rules(parsed))
    if parsed.root is not None:
        walk.through(parsed.root)
    text, furniture = walk.lines.page()
    return Page(text, furniture, tuple(walk.hidden))


def _hidden_by_rules(parsed: LexborHTMLParser) -> frozenset[int]:
    sheets = [node.text() for node in parsed.css("style")]
    selectors = [selector for sheet in sheets for selector in hiding_selectors(sheet)]
    return frozenset(node.mem_id for selector in selectors for node in parsed.css(selector))


class _Walk:
    """One pass through the tree, without recursion: `open` and `close` see each element in document order."""

    def __init__(self, hidden_nodes: frozenset[int]) -> None:
        self.lines = PageLines()
        self._tags = tags()
        self.hidden: list[str] = []
        self._hidden_nodes = hidden_nodes
        self._attributes: list[Mapping[str, str | None]] = []
        self._lists = 0
        self._in_main = 0
        self._preformatted = 0
        self._marks: list[int] = []

    def through(self, root: LexborNode) -> None:
        """Walks the tree under `root`."""
        path: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            child = None
            if tag == "-text":
                self._text(node.text_content or "")
            elif self._open(node, tag):
                child = node.first_child
                if child is None:
                    self._close(tag)
            if child is not None:
                path.append((node, tag))
                node = child
                continue
            following = node.next
            while following is None and path:
                node, tag = path.pop()
                self._close(tag)
                following = node.next if path else None
            node = following

    def _text(self, text: str) -> None:
        if not self._preformatted:
            self.lines.text(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.lines.line_break()
            self.lines.text(line)

    def _open(self, node: LexborNode, tag: str) -> bool:
        """Whether the element's content is to be read; if so, `_close` follows."""
        if tag in self._tags.silent or tag[:1] == "-":
            return tag == "-document"
        attributes = node.attributes
        if (attributes and hides(tag, attributes, self._attributes)) or node.mem_id in self._hidden_nodes:
            hidden = " ".join(node.text(separator=" ").split())
            if hidden:
                self.hidden.append(hidden)
            return False
        self._attributes.append(attributes)
        self._marks.append(self._furniture_mark(tag, attributes))
        if tag in self._tags.seamed:
            if (before := node.prev) is not None and before.tag in self._tags.seamed:
                self.lines.text(" " if tag == "a" else SEAM)
        else:
            self._structure(tag)
        return True

    def _structure(self, tag: str) -> None:
        if tag in _OPENING:
            _OPENING[tag](self.lines)
        elif tag in self._tags.spaced:
            self.lines.gap()
        elif tag in self._tags.blocks or "-" in tag:
            self.lines.line_break()
        if tag in self._tags.lists:
            self._lists += 1
        elif tag == "li":
            self.lines.item(min(max(1, self._lists), 6))
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "main" or tag == "article":
            self._in_main += 1

    def _furniture_mark(self, tag: str, attributes: Mapping[str, str | None]) -> int:
        """The mark where furniture starts, -1 for what is content."""
        role = attributes.get("role")
        if tag == "nav" or role == "navigation" or (not self._in_main and (tag == "footer" or role == "contentinfo")):
            return self.lines.mark()
        return -1

    def _close(self, tag: str) -> None:
        if tag == "-document":
            return
        self._attributes.pop()
        if (mark := self._marks.pop()) >= 0:
            self.lines.furniture(mark)
        if tag in _CLOSING:
            _CLOSING[tag](self.lines)
        elif tag in self._tags.spaced:
            self.lines.gap()
        elif tag in self._tags.blocks or "-" in tag:
            self.lines.line_break()
        if tag in self._tags.lists:
            self._lists -= 1
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "main" or tag == "article":
            self._in_main -= 1


_OPENING: dict[str, Callable[[PageLines], None]] = {
    "br": PageLines.new_line,
    "tr": PageLines.row,
    "td": PageLines.cell,
    "th": PageLines.cell,
    "dt": PageLines.line_break,
    "dd": PageLines.definition,
}
_CLOSING: dict[str, Callable[[PageLines], None]] = {
    "li": PageLines.end_item,
    "tr": PageLines.end_row,
    "dt": PageLines.term,
    "dd": PageLines.end_definition,
}
