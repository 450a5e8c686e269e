"""An answer in the making: text in which every statement names the span that proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.domain import Answer, Citation, Role, Span

# Quotes longer than this are shortened in the answer's text; the citation always holds all of it.
_SHOWN = 420


@dataclass(slots=True)
class Draft:
    """Collects lines of Markdown and numbers citations in the order in which they are first used.

    `text_of` gives a posting's normalised text by its id; quotes are cut out of it and nowhere else, so a citation is
    verbatim by construction.
    """

    text_of: Callable[[str], str]
    lines: list[str] = field(default_factory=list)
    _cited: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def cite(self, role: Role, span: Span) -> str:
        """The marker "[n]" for that span of the role's posting; the same span keeps its number."""
        key = (role.posting_id, span.start, span.end)
        known = self._cited.get(key)
        if known is None:
            known = self._cited[key] = Citation(
                n=len(self._cited) + 1,
                role=role.id,
                company=role.company,
                title=role.title,
                source=role.source,
                start=span.start,
                end=span.end,
                quote=span.of(self.text_of(role.posting_id)),
            )
        return f"[{known.n}]"

    def quote(self, role: Role, span: Span) -> str:
        """The span's words in quotation marks, on one line, with their marker."""
        return f"“{self.words(role, span)}” {self.cite(role, span)}"

    def words(self, role: Role, span: Span) -> str:
        """The span's words on one line, shortened in the middle where they are very long; cites nothing."""
        shown = " ".join(span.of(self.text_of(role.posting_id)).split())
        return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 80]} … {shown[-60:]}"

    def say(self, line: str = "") -> None:
        """Adds a line of Markdown."""
        self.lines.append(line)

    def bullets(self, items: Iterable[str]) -> None:
        """Adds a bullet for each item."""
        self.lines.extend(f"- {item}" for item in items)

    @property
    def empty(self) -> bool:
        """Whether nothing has been cited."""
        return not self._cited

    def answer(self, question: str) -> Answer:
        """The finished answer, with its citations in order of number."""
        return Answer(question, "answered", "\n".join(self.lines).strip(), tuple(self._cited.values()))
