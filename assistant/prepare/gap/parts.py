"""What requirements are judged by: a résumé with its lines, and parts of which each is judged alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain import Span
from assistant.preparation import Resume
from assistant.prepare.resume.layout import Row, rows

# From this share on a part counts as met.
ENOUGH = 0.7
_TOLD = ("work", "project", "education")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A résumé and its lines."""

    resume: Resume
    rows: tuple[Row, ...]

    def lines_with(self, pattern: re.Pattern[str]) -> tuple[Span, ...]:
        """The lines that the pattern fits, contact details left out."""
        private = [contact.span for contact in self.resume.contacts]
        return tuple(
            row.span
            for row in self.rows
            if not row.heading and pattern.search(row.words) and not any(row.span.overlaps(p) for p in private)
        )

    def done(self) -> tuple[Row, ...]:
        """The lines that tell what was done: no headings, degrees, lists of skills or words about oneself. Of a résumé
        without sections all lines."""
        apart = [e.heading for e in self.resume.experiences] + [s.span for s in self.resume.schooling]
        apart += [contact.span for contact in self.resume.contacts]
        told = [row for row in self.rows if row.kind in _TOLD] or [row for row in self.rows if row.kind == "top"]
        return tuple(r for r in told if not r.heading and not any(r.span.overlaps(span) for span in apart))


def candidate(resume: Resume) -> Candidate:
    """The résumé, cut into its lines once."""
    return Candidate(resume, tuple(rows(resume.text)))


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one part the résumé shows, from 0 (nothing) to 1 (all of it), in words for people, and where."""

    share: float
    said: str
    evidence: tuple[Span, ...] = ()
