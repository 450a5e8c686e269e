"""Markdown: front matter as stated fields; template tags, comments and inline marks gone; headings kept with `#`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from assistant.domain import Document
from assistant.errors import EmptyFile
from assistant.reading.loaders import record, text, webpage
from assistant.reading.loaders.columns import columned
from assistant.reading.loaders.fields import readable, squeezed
from assistant.reading.loaders.frontmatter import Value, split
from assistant.reading.loaders.wrapped import unwrapped

_LIQUID_VALUE = re.compile(r"\{\{-?\s{0,9}([^{}|]{0,99}?)\s{0,9}(?:\|[^{}]{0,99})?-?\}\}")
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_ARGUMENT = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HTML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Inline marks, each with the sign without which it cannot stand.
_INLINE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("[", re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    ("[", re.compile(r"\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\1"),
    ("[", re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    ("[", re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ ]+\S+[^\n]*$", re.MULTILINE), ""),
    ("<", re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>"), r"\1"),
    ("**", re.compile(r"(?<![\\*])\*\*(?=\S)((?:[^*\n]|\*(?!\*))+)(?<=\S)\*\*"), r"\1"),
    ("__", re.compile(r"(?<![\\_])__(?=\S)((?:[^_\n]|_(?!_))+)(?<=\S)__"), r"\1"),
    ("*", re.compile(r"(?<![\\*\w])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![*\w])"), r"\1"),
    ("_", re.compile(r"(?<![\\_\w])_(?=[^\s_])([^_\n]*[^\s_])_(?![_\w])"), r"\1"),
    ("~", re.compile(r"~~(?=\S)([^~\n]*\S)~~"), r"\1"),
    ("`", re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]+)\1(?!`)"), r"\2"),
    ("<", re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    ("<", re.compile(r"</?(?:a|b|i|u|em|strong|span|small|sup|sub|p|div|center|font|img|kbd|details|summary)(?:\s[^<>]*)?/?>", re.IGNORECASE), ""),  # noqa: E501
    ("\\", re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)  # fmt: skip
# A label in bold and the line below it are one paragraph.
_LABEL = re.compile(r"^([ \t]*(?:\*\*|__)[^*_\n]{2,60}:(?:\*\*|__))[ \t]*\n(?=[^\s#>|*+-])", re.MULTILINE)
# In Markdown a line break is a space anyway, so little evidence is enough.
_SHARE = 0.02
# A line that is longer is prose, whatever it starts with.
_LONG = 1000
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DROPPED_LINE = re.compile(r"[ ]{0,3}(?:(?:[-*_][ \t]*){3,}|={3,}|```.*|~~~.*|\|?[ \t:|-]*-{3,}[ \t:|-]*\|?)[ \t]*$")
_CLOSED_HEADING = re.compile(r"^([ ]{0,3}#{1,6}[ \t]+.*?)[ \t]+#+[ \t]*$")
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")


def load(path: Path, name: str, limit: int) -> Iterator[Document]:
    """One document. Raises as the loader of plain text does."""
    source = text.read(path, name, limit)
    if text.is_page(source):
        yield from webpage.documents(source, name)
        return
    yield document(source, name)


def document(source: str, name: str) -> Document:
    """The Markdown source as a document."""
    values, body = split(source.replace("\r\n", "\n"))
    body = plain_markdown(without_template(body, values))
    stated = {key: _inline(value) for key, value in values.items()}
    # Under a key that no front matter can have, so that no key of the file stands in its way.
    made = record.document({**stated, "Markdown": body} if body.strip() else stated, name) if values else None
    shown = made.text if made else body
    if not record.has_text(shown):
        raise EmptyFile(f"{name} holds no text: save the posting again")
    return Document(name, shown, made.hints if made else {}, made.hidden if made else ())


def without_template(body: str, values: Mapping[str, Value]) -> str:
    """The body as its site builder would show it, as far as that can be told: comments gone, known values filled in."""
    first, *tagged = _HTML_COMMENT.sub("", body).split("{%")
    pieces = [first]
    in_comment = False
    for part in tagged:
        tag, closed, rest = part.partition("%}")
        name, _, arguments = tag.strip("- \t\n").partition(" ")
        in_comment = closed != "" and (name == "comment" or (in_comment and name != "endcomment"))
        if not in_comment:
            pieces.append(_shown(name, arguments, values) + rest if closed else "{%" + part)
    shown = _LIQUID_VALUE.sub(_filled(values), "".join(pieces))
    return _GAPS.sub("\n\n", shown) if tagged else shown


def _shown(name: str, arguments: str, values: Mapping[str, Value]) -> str:
    """What stands in the page for a tag; the target of a link counts for the width of its line."""
    if name == "include":
        return _included(arguments, values)
    return "-".join(arguments.split()) if name == "link" else ""


def _included(arguments: str, values: Mapping[str, Value]) -> str:
    """What an include would show: the list that it is named after, or its arguments ("Salary range: $1 - $2")."""
    words = arguments.split(None, 1)
    if not words:
        return ""
    template = words[0].rsplit("/", 1)[-1].partition(".")[0]
    listed = next((value for key, value in values.items() if squeezed(key) == squeezed(template)), "")
    if isinstance(listed, list):
        return "\n".join(f"• {item}" for item in listed)
    given = [double or single for _, double, single in _ARGUMENT.findall(arguments) if (double or single).strip()]
    return f"{readable(template)}: {' - '.join(given)}" if given else ""


def _filled(values: Mapping[str, Value]) -> Callable[[re.Match[str]], str]:
    def value(match: re.Match[str]) -> str:
        found = values.get(match.group(1).removeprefix("page."), "")
        return found if isinstance(found, str) else ", ".join(found)

    return value


def plain_markdown(body: str) -> str:
    """The body without inline marks, with the lines of a paragraph joined, headings as they are."""
    joined = _LABEL.sub(r"\1 ", unwrapped("\n".join(_lines(columned(body))), share=_SHARE))
    return str(_inline(joined))


def _lines(body: str) -> Iterator[str]:
    above = ""
    for line in body.split("\n"):
        below, above = above, line
        if len(line) > _LONG:
            yield line
        elif not below.strip() and _RULE.match(line):
            # What parts one role from the next in notes; right below a line it underlines a heading.
            yield "---"
        elif not _DROPPED_LINE.match(line):
            line = _QUOTE.sub("", line) if ">" in line else line
            yield _row(_CLOSED_HEADING.sub(r"\1", line) if "#" in line else line)


def _inline(value: Value) -> Value:
    if isinstance(value, list):
        return [str(_inline(item)) for item in value]
    for sign, pattern, shown in _INLINE:
        if sign in value:
            value = pattern.sub(shown, value)
    return value


def _row(line: str) -> str:
    """A table's row as "a | b", of two cells as "a: b"."""
    match = _ROW.match(line) if "|" in line else None
    if not match:
        return line
    cells = [cell.strip() for cell in match.group(1).split("|") if cell.strip()]
    if len(cells) == 2 and len(cells[0]) <= 40:
        return f"{cells[0].rstrip(':')}: {cells[1]}"
    return " | ".join(cells)
