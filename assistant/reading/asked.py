"""The labels of a form in a header: "Job Locations" above or before the place, "Business Unit" before the team."""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load
from assistant.reading.chips import says

# "Site: Osterdal"; a label has no more characters than this.
_LONGEST = 40
_INLINE = re.compile(r"^\W{0,4}([^:：\n]{2,40}?)[\s*_]*[:：][\s*_]*(?=\S)")


@cache
def _labels() -> dict[str, str]:
    return {str(label): kind for kind, listed in load("header")["labels"].items() for label in listed}


def label_of(words: str) -> str | None:
    """What a line that is nothing but a label asks for ("place", "company", "other" …), or None."""
    kind = _labels().get(words.casefold().strip(" :：*_#•-?")) if len(words) <= _LONGEST else None
    # "Remote" and "Contract" by themselves answer.
    return None if kind is None or says(words) else kind


def asked(words: str) -> tuple[str, int] | None:
    """What the label asks for that a line begins with, and where its value begins."""
    if ":" not in words and "：" not in words:
        return None
    match = _INLINE.match(words)
    kind = _labels().get(match.group(1).casefold()) if match else None
    return (kind, match.end()) if match and kind else None
