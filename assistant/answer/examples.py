"""Questions that a library can answer, to begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.phrases import spoken
from assistant.domain import Role

_FIRST_TOOL = re.compile(r"[^/,]+")


def examples(roles: Sequence[Role]) -> list[str]:
    """A question of each kind that these roles can answer: process, pay, tools across roles, standing out."""
    found = []
    if process := next((r for r in roles if r.process), None):
        found.append(f"What is the interview process for {spoken(process)}?")
    if paid := next((r for r in roles if r.stated("salary")), None):
        found.append(f"What is the maximum salary for {spoken(paid)}?")
    stacks = [r.stated("tech_stack")[0].value for r in roles if r.stated("tech_stack")]
    if len(stacks) > 1 and (tool := _FIRST_TOOL.search(stacks[0])):
        found.append(f"Which roles mention {tool.group().strip()}?")
    if nice := next((r for r in roles if any(q.kind == "nice" for q in r.requirements)), None):
        found.append(f"What would make me stand out for {spoken(nice)}?")
    return found
