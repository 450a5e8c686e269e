"""What of a posting a prompt may hold: words for a candidate. Words for a machine stay out, marks are made harmless."""

from __future__ import annotations

import re
import secrets
import unicodedata

from assistant.domain import Span
from assistant.reading.orders import speaks_to_machines
from assistant.reading.sentences import unmarked

# What could pass for a marker, a fence, a tag of ours, or a role of the conversation.
_MARKER = re.compile(r"\[\s*\^?(\d[\d\s,;–-]*)\]")
_TAG = re.compile(r"<(?=[/|!?A-Za-z])")
_RULE = re.compile(r"^\s*(?:-{3,}|={3,}|`{3,}|~{3,}|#{3,})", re.MULTILINE)
_SIGNAL = re.compile(r"\bNOT[ _-]STATED\b")


def new_fence() -> str:
    """A code that no posting can know: 16 hex digits, other ones for each request."""
    return secrets.token_hex(8)


def told_to_candidates(text: str, span: Span) -> list[Span]:
    """The sentences of `text` within `span` that a prompt may hold, without bullets, in order."""
    return [found for found in unmarked(text, span) if not speaks_to_machines(found.of(text))]


def neutral(text: str, fence: str) -> str:
    """The text as it stands in a prompt: without invisible characters, and with nothing in it that could pass for a
    marker, for the fence, or for the line by which the model says that nothing is stated."""
    seen = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))
    seen = _MARKER.sub(r"(\1)", seen.replace(fence, ""))
    seen = _SIGNAL.sub("not stated", _RULE.sub("", seen))
    return _TAG.sub("‹", seen)
