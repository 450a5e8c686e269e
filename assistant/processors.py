"""How many processors there are to work with."""

from __future__ import annotations

import os


def available_processors() -> int:
    """How many processors this process may use, its affinity respected where the system tells it."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
