"""Two questions in one: each is answered, or said not to be, and the answers make one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.domain import Answer, Citation

# A quotation, whose figures are the posting's, or a marker.
_QUOTED_OR_MARKER = re.compile(r"“[^”]*”|\[(\d+)\]")


def together(question: str, answers: Sequence[Answer]) -> Answer | None:
    """The answers below each other, citations numbered through; None where none of them answers."""
    if not any(answer.status == "answered" for answer in answers):
        return None
    texts: list[str] = []
    citations: list[Citation] = []
    for answer in answers:
        texts.append(_QUOTED_OR_MARKER.sub(partial(_moved, by=len(citations)), answer.text))
        citations += [replace(citation, n=citation.n + len(citations)) for citation in answer.citations]
    recruiter = dict.fromkeys(q for answer in answers for q in answer.ask_the_recruiter)
    return Answer(question, "answered", "\n\n".join(texts), tuple(citations), tuple(recruiter))


def _moved(found: re.Match[str], by: int) -> str:
    return f"[{int(found[1]) + by}]" if found[1] else found[0]
