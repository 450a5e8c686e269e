"""Gaps, computed once for a résumé and a posting as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from assistant.domain import Role
from assistant.preparation import Gap, Resume

if TYPE_CHECKING:
    from assistant.prepare.gap import Likeness

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
_KEPT = 64


class Comparisons:
    """The latest gaps, in memory alone. Safe to use from several threads."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._guard = Lock()
        self._gaps: OrderedDict[tuple[str, str, str], Gap] = OrderedDict()
        self._likeness: OrderedDict[str, Likeness] = OrderedDict()

    def gap(self, role: Role, text: str, resume: Resume) -> Gap:
        """The role (its posting's `text`) against the résumé."""
        from assistant.prepare.gap import compare

        key = (resume.id, role.posting_id, role.id)
        with self._guard:
            if key in self._gaps:
                self._gaps.move_to_end(key)
                return self._gaps[key]
        gap = compare(role, text, resume, self._likeness_of(resume))
        with self._guard:
            self._gaps[key] = gap
            while len(self._gaps) > _KEPT:
                self._gaps.popitem(last=False)
        return gap

    def forget(self) -> None:
        """Drops everything that was computed from résumés."""
        with self._guard:
            self._gaps.clear()
            self._likeness.clear()

    def _likeness_of(self, resume: Resume) -> Likeness:
        from assistant.prepare.gap import Likeness

        with self._guard:
            found = self._likeness.setdefault(resume.id, Likeness(resume, self._embed))
            while len(self._likeness) > _KEPT:
                self._likeness.popitem(last=False)
            return found
