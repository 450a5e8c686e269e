"""A plan as JSON, for scripts."""

from __future__ import annotations

import json

from assistant.preparation import Plan
from assistant.preparation_wire import plan_json


def export(plan: Plan) -> bytes:
    """The JSON of the design, UTF-8, indented."""
    return (json.dumps(plan_json(plan), ensure_ascii=False, indent=2) + "\n").encode()
