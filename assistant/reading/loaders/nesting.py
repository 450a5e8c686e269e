"""Keeps absurdly deep HTML from costing absurd time.

An HTML parser looks up the stack of open elements at every tag, so fifty thousand nested elements cost seconds and a
million cost hours. No page that people read nests beyond a few hundred.
"""

import re
from collections import Counter

from assistant.reading.loaders.tags import tags

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_MAX_DEPTH = 300
# Attributes are compared with one another: thousands of them on one element are quadratic too.
_MAX_ATTRIBUTES = 20_000
# A shorter text cannot nest deeply enough to matter.
_SHORT = 20_000


def flattened(text: str) -> str:
    """`text`, with elements that are nested deeper than 300 levels replaced by line breaks (inline ones by nothing),
    and without attributes that are longer than a page."""
    if len(text) < _SHORT or not _too_deep(text):
        return text
    flat = _Flat()
    return _TAG.sub(flat.tag, text)


def _too_deep(text: str) -> bool:
    flat = _Flat()
    return any(flat.dropped(match) or len(match.group(3)) > _MAX_ATTRIBUTES for match in _TAG.finditer(text))


class _Flat:
    """Counts open elements while tags go by. Counts are per name, since a stray end tag closes nothing."""

    def __init__(self) -> None:
        self._tags = tags()
        self._open: Counter[str] = Counter()
        self._depth = 0

    def dropped(self, match: re.Match[str]) -> bool:
        """Whether this tag goes beyond the depth that is kept."""
        name = match.group(2).lower()
        if name in self._tags.void:
            return False
        if match.group(1):
            return self._closed(name)
        if name in self._tags.implied:
            return False
        self._open[name] += 1
        self._depth += 1
        return self._depth > _MAX_DEPTH

    def _closed(self, name: str) -> bool:
        if not self._open[name]:
            return False
        beyond = self._depth > _MAX_DEPTH
        self._open[name] -= 1
        self._depth -= 1
        return beyond

    def tag(self, match: re.Match[str]) -> str:
        """What stands in the flattened text for this tag."""
        if not self.dropped(match):
            return match.group() if len(match.group(3)) <= _MAX_ATTRIBUTES else f"<{match.group(1)}{match.group(2)}>"
        return "" if match.group(2).lower() in self._tags.formatting else "<br>"
