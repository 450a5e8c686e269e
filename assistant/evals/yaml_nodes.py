"""YAML events to nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from yaml import events

from assistant.evals.faults import Fault
from assistant.evals.nodes import Node
from assistant.evals.yaml_scalars import Scalar, plain_scalar

# PyYAML's events, whose stubs know neither anchors nor that a parsed event has its marks.
Event = Any

# Far more than any case needs, and few enough that a hostile file cannot fill the memory: values in one item counted
# with what its aliases stand for, nesting, and anchors of a file.
MOST_VALUES, DEEPEST, MOST_ANCHORS = 20_000, 40, 500


class Composer:
    """Makes nodes of a stream of events. Remembers anchors; an alias is the very node that it names."""

    def __init__(self, stream: Iterator[Event], note: Callable[[int, str], None]) -> None:
        self._events = stream
        self._note = note
        self._anchors: dict[str, Node | None] = {}
        self._depth = 0

    def node(self, event: Event) -> Node:
        """The node that begins with `event`; takes the rest of its events. Raises Fault where it cannot be had."""
        if isinstance(event, events.AliasEvent):
            return self._aliased(event)
        anchor, line = event.anchor, event.start_mark.line + 1
        if event.tag is not None:
            self._note(line, f"the tag {event.tag!r} is not read; write a plain value, in quotes if it is text")
        self._begin(anchor, line)
        if isinstance(event, events.ScalarEvent):
            node = Node(self._scalar(event), line)
        elif isinstance(event, events.SequenceStartEvent):
            node = self._list(event)
        else:
            node = self._mapping(event)
        if node.size > MOST_VALUES:
            raise Fault(line, f"more than {MOST_VALUES:,} values in one place; split it up, or use fewer aliases")
        if anchor is not None:
            self._anchors[anchor] = node
        return node

    def key(self, event: Event) -> str:
        """The key that `event` is, as text. Raises Fault where it is a list or mapping."""
        if isinstance(event, events.AliasEvent):
            value = self._aliased(event).value
            return value if isinstance(value, str) else str(value)
        if not isinstance(event, events.ScalarEvent):
            raise Fault(event.start_mark.line + 1, "a list or mapping stands where a key should; check the colons")
        text: str = event.value
        return text

    def _begin(self, anchor: str | None, line: int) -> None:
        if anchor is None:
            return
        if len(self._anchors) >= MOST_ANCHORS and anchor not in self._anchors:
            raise Fault(line, f"more than {MOST_ANCHORS} anchors in one file; write out what is used once")
        self._anchors[anchor] = None

    def _aliased(self, event: Event) -> Node:
        name, line = event.anchor, event.start_mark.line + 1
        if name not in self._anchors:
            raise Fault(line, f"nothing above is named by the anchor &{name}; put it before the alias *{name}")
        node = self._anchors[name]
        if node is None:
            raise Fault(line, f"the alias *{name} stands inside what it names; write the value out")
        return node

    def _scalar(self, event: Event) -> Scalar:
        text: str = event.value
        if not event.implicit[0]:
            return text
        try:
            return plain_scalar(text)
        except ValueError as error:
            self._note(event.start_mark.line + 1, str(error))
            return text

    def _list(self, start: Event) -> Node:
        items: list[Node] = []
        with_aliases = 1
        self._descend(start)
        while not isinstance(event := next(self._events), events.SequenceEndEvent):
            items.append(self._counted(event, with_aliases))
            with_aliases += items[-1].size
        self._depth -= 1
        return Node(items, start.start_mark.line + 1, with_aliases)

    def _mapping(self, start: Event) -> Node:
        own: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        with_aliases = 1
        self._descend(start)
        while not isinstance(event := next(self._events), events.MappingEndEvent):
            line, name = event.start_mark.line + 1, self.key(event)
            node = self._counted(next(self._events), with_aliases)
            with_aliases += node.size
            if name == "<<" and event.implicit[0]:
                merged = {**_merged(node), **merged}
            elif name in own:
                self._note(line, f"{name!r} stands already on line {own[name].line}; keep one of them")
            else:
                own[name] = node
        self._depth -= 1
        return Node({**merged, **own}, start.start_mark.line + 1, with_aliases)

    def _counted(self, event: Event, so_far: int) -> Node:
        node = self.node(event)
        if so_far + node.size > MOST_VALUES:
            raise Fault(node.line, f"more than {MOST_VALUES:,} values in one place; split it up, or use fewer aliases")
        return node

    def _descend(self, start: Event) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Fault(start.start_mark.line + 1, f"nested more than {DEEPEST} deep; no case needs that")


def _merged(node: Node) -> dict[str, Node]:
    """What `<<:` brings in; of several mappings the first has the last word."""
    if isinstance(node.value, dict):
        return node.value
    if isinstance(node.value, list) and all(isinstance(item.value, dict) for item in node.value):
        brought: dict[str, Node] = {}
        for item in reversed(node.value):
            brought.update(_merged(item))
        return brought
    raise Fault(node.line, "`<<` takes a mapping, or a list of mappings; name one by an alias")
