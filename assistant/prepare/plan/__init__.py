"""Roles, a calendar and a candidate -> dated sessions up to the interview. Pure, deterministic; `make` is the way in.

needs (what the texts ask, weighed) -> tasks (rounds, stories, mocks) placed on days -> course (topics in order, minutes
shared out) cut into sittings along the rest of each day -> reviews in between -> coverage, warnings, sheet.
"""

from assistant.prepare.plan.make import make

__all__ = ["make"]
