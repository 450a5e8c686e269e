"""What a case file says of a run of it: the postings that the cases are about, and the least that it must reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.evals.faults import Fault, Faults, nearest, spoken
from assistant.evals.nodes import Node, plain


def postings_of(path: Path, found: Mapping[str, Node], faults: Faults) -> Path | None:
    """The one `config.postings` of the providers, from the file's own folder."""
    places = {str(node.value): node for key in ("providers", "targets") for node in _named(found.get(key), faults)}
    if len(places) > 1:
        last = list(places.values())[-1]
        faults.note(last.line, "the providers name different postings; give each set of postings a file of its own")
    for place, node in places.items():
        if not (path.parent / place).exists():
            faults.note(node.line, f"no postings at {place!r}, seen from the folder of this file; correct the path")
        return path.parent / place
    return None


def _named(node: Node | None, faults: Faults) -> Iterator[Node]:
    for provider in node.value if node is not None and isinstance(node.value, list) else ():
        config = provider.value.get("config") if isinstance(provider.value, dict) else None
        postings = config.value.get("postings") if config is not None and isinstance(config.value, dict) else None
        if postings is not None and isinstance(postings.value, str) and postings.value.strip():
            yield postings
        elif postings is not None:
            faults.note(postings.line, f"expected `postings` as a path, got {spoken(plain(postings))}")


def gates_of(metadata: Node | None, faults: Faults) -> dict[str, float]:
    """The `gates` of the file's metadata: least values, from 0 to 1, by the name of a metric that is better high."""
    if metadata is None or metadata.value is None:
        return {}
    gates = metadata.value.get("gates") if isinstance(metadata.value, dict) else metadata
    if gates is None or gates.value is None:
        return {}
    if not isinstance(gates.value, dict):
        what = "`metadata` as a mapping" if gates is metadata else "`gates` as metrics with numbers"
        faults.note(gates.line, f"expected {what}, got {spoken(plain(gates))}")
        return {}
    for name, node in gates.value.items():
        with faults.noting():
            _gate(name, node)
    return {name: float(str(node.value)) for name, node in gates.value.items()} if not faults.found else {}


def _gate(name: str, node: Node) -> None:
    from assistant.evals.metrics import METRICS

    metrics = {metric.name: metric for metric in METRICS if metric.better == "higher"}
    if name not in metrics:
        lower = any(metric.name == name for metric in METRICS)
        why = "has no least value, since less is better; use an assert" if lower else nearest(name, metrics)
        raise Fault(node.line, f"no gate for {name!r}: {why}" if lower else f"no metric is called {name!r}; {why}")
    if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not math.isfinite(node.value):
        raise Fault(node.line, f"expected a number for the gate {name!r}, got {spoken(plain(node))}")
    if not 0 <= node.value <= 1:
        raise Fault(node.line, f"the gate {name!r} must be a share from 0 to 1, it is {spoken(plain(node))}")
