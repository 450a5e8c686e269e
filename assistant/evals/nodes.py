"""What a case file holds, with lines: plain values that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evals.yaml_scalars import Scalar


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a case file and its line. `size` counts the values in it, those that aliases stand for with them."""

    value: Scalar | list[Node] | dict[str, Node]
    line: int
    size: int = 1


def plain(node: Node) -> object:
    """The node's value without lines: text, number, truth value, None, list, dict."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    return node.value


def at(node: Node, path: tuple[str | int, ...]) -> Node:
    """The node that `path` (keys and indexes) leads to, as far as it leads."""
    for step in path:
        inside: dict[str | int, Node] = {}
        if isinstance(node.value, dict):
            inside.update(node.value)
        elif isinstance(node.value, list):
            inside.update(enumerate(node.value))
        node = inside.get(step, node)
    return node
