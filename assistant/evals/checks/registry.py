"""Every kind of check by its name, ours and promptfoo's, and what to use in place of promptfoo's others."""

from __future__ import annotations

from types import MappingProxyType

from assistant.evals.checks import (
    as_json,
    cites,
    contains,
    facts,
    grounded,
    judged,
    limits,
    matches,
    retrieves,
    rounds,
    status,
)
from assistant.evals.checks.kind import Kind
from assistant.evals.faults import nearest

_FAMILIES = (status, facts, cites, grounded, retrieves, rounds, judged, contains, matches, as_json, limits)

KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {name: kind for family in _FAMILIES for name, kind in family.KINDS.items()}
)

# promptfoo's kinds that need another model, another program or another tool's idea of an answer.
_INSTEAD = {
    "llm-rubric": "judge",
    "g-eval": "judge",
    "factuality": "facts",
    "model-graded-closedqa": "judge",
    "model-graded-factuality": "facts",
    "answer-relevance": "judge",
    "context-faithfulness": "grounded",
    "context-recall": "retrieves",
    "context-relevance": "retrieves",
    "is-refusal": "abstains",
    "similar": "facts",
}


def unknown(name: str) -> str:
    """What to tell somebody who asks for a kind of check that there is not."""
    bare = name.removeprefix("not-")
    if bare in _INSTEAD:
        return f"prep eval does not run promptfoo's {bare!r}; use {_INSTEAD[bare]!r}"
    names = [*KINDS, *(f"not-{known}" for known in KINDS)] if name.startswith("not-") else list(KINDS)
    return f"no kind of check is called {name!r}; {nearest(name, names)}"
