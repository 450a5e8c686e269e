"""An interview process as an ordered list, each step in the posting's words."""

from __future__ import annotations

from assistant.answer.draft import Draft
from assistant.answer.phrases import bold
from assistant.domain import Role
from assistant.reading.process import remarks


def say_process(draft: Draft, role: Role, text: str) -> None:
    """Writes the role's rounds in order, numbered, and what the posting says about the process as a whole."""
    draft.say(f"The posting for {bold(role)} describes these steps:\n")
    steps = {r.span: r.order for r in role.process}
    notes = [span for span in remarks(text, role.sections, role.process) if span.end - span.start > 3]
    for span in sorted([*steps, *notes]):
        words = f"{draft.words(role, span)} {draft.cite(role, span)}"
        draft.say(f"{steps[span]}. {words}" if span in steps else f"   - {words}")
    draft.say()
