"""A case file as a stream: one top-level value after the other, and of `tests` one item after the other.

Nothing is kept of an item once the next is asked for (but for its anchors), so memory does not grow with the file.
Every node knows its line. Tags, unknown aliases, keys that stand twice, and aliases that would unfold without end are
mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml import events

from assistant.errors import InvalidCases
from assistant.evals.faults import Fault
from assistant.evals.nodes import Node
from assistant.evals.yaml_nodes import Composer, Event

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Note = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level key with its value, or (`is_test`) one item of its `tests`. `line` is the key's, or the item's."""

    key: str
    line: int
    node: Node
    is_test: bool = False


def entries(path: Path, note: Note, *, loader: Any = None) -> Iterator[Entry]:
    """The top-level entries of a case file in its order. `note(line, message)` is told of what is wrong but can be read
    over. `loader` is a PyYAML loader class (default: the fastest at hand).

    Raises Fault where nothing after it can be read, InvalidCases where the file cannot be opened.
    """
    with _opened(path, loader) as stream:
        yield from _Document(stream, note).entries()


@contextmanager
def _opened(path: Path, loader: Any) -> Iterator[Iterator[Event]]:
    chosen = loader or getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        with path.open(encoding="utf-8") as text:
            yield yaml.parse(text, Loader=chosen)
    except OSError as error:
        raise InvalidCases(f"{path}: cannot be read ({error.strerror or error}); name a YAML file of cases") from error
    except UnicodeDecodeError as error:
        line = _first_line(path, lambda s: not _is_utf8(s))
        raise Fault(line, "this is not UTF-8; save the file with that encoding") from error
    except yaml.reader.ReaderError as error:
        line = _first_line(path, lambda s: bool(_NOT_YAML.search(s.decode("utf-8", "replace"))))
        raise Fault(line, "a control character, which YAML does not allow; delete it") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(filter(None, (error.context, error.problem)))
        place = f" at column {mark.column + 1}" if mark else ""
        begun = error.context_mark.line + 1 if error.context_mark else None
        since = f" (begun on line {begun})" if begun is not None and mark and begun != mark.line + 1 else ""
        fault = f"not YAML{place}: {said}{since}; look at the indentation, quotes and brackets here and above"
        raise Fault(mark.line + 1 if mark else 1, fault) from error


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first_line(path: Path, is_wrong: Callable[[bytes], bool]) -> int:
    with path.open("rb") as lines:
        return next((n for n, line in enumerate(lines, 1) if is_wrong(line)), 1)


class _Document:
    """The one document of a case file, read off PyYAML's events."""

    def __init__(self, stream: Iterator[Event], note: Note) -> None:
        self._events = stream
        self._note = note
        self._composer = Composer(stream, note)

    def entries(self) -> Iterator[Entry]:
        self._skip(events.StreamStartEvent)
        first = next(self._events)
        if isinstance(first, events.StreamEndEvent):
            return
        top = next(self._events)
        if isinstance(top, events.ScalarEvent) and not top.value:
            return
        if not isinstance(top, events.MappingStartEvent):
            raise Fault(_line(top), "expected a mapping with `tests:` at the top of the file; put the cases under it")
        yield from self._pairs()
        self._skip(events.DocumentEndEvent)
        after = next(self._events)
        if not isinstance(after, events.StreamEndEvent):
            raise Fault(_line(after), "a second document begins here; a case file has one: delete the line with `---`")

    def _pairs(self) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        while not isinstance(key := next(self._events), events.MappingEndEvent):
            line, name = _line(key), self._composer.key(key)
            if name in seen:
                raise Fault(line, f"{name!r} stands already on line {seen[name]}; keep one of them")
            seen[name] = line
            value = next(self._events)
            if name == "tests" and isinstance(value, events.SequenceStartEvent):
                yield from self._items()
            else:
                yield from _unfolded(name, line, self._composer.node(value))

    def _items(self) -> Iterator[Entry]:
        while not isinstance(item := next(self._events), events.SequenceEndEvent):
            yield Entry("tests", _line(item), self._composer.node(item), is_test=True)

    def _skip(self, kind: type[Event]) -> None:
        event = next(self._events)
        assert isinstance(event, kind), event


def _unfolded(name: str, line: int, node: Node) -> Iterator[Entry]:
    """The entry itself; of `tests` that are an alias of a list its items."""
    if name == "tests" and isinstance(node.value, list):
        yield from (Entry(name, item.line, item, is_test=True) for item in node.value)
    else:
        yield Entry(name, line, node)


def _line(event: Event) -> int:
    line: int = event.start_mark.line
    return line + 1
