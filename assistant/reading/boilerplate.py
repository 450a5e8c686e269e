"""Finds what of a posting's text is no part of the posting: the page's navigation, and legal text.

It errs on the side of content: a requirement that is taken for boilerplate is lost, a menu that is not is only noise.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from assistant.domain import Span
from assistant.reading.folding import Folded, fold
from assistant.reading.legal import legal_spans
from assistant.reading.mail import mail_spans
from assistant.reading.navigation import navigation_spans

Kind = Literal["navigation", "legal"]


# The normalised posting keeps the spans, and reading its roles asks for them again with their kinds.
@lru_cache(maxsize=4)
def boilerplate_spans(text: str) -> tuple[tuple[Kind, Span], ...]:
    """The runs of navigation and legal text in a normalised text, in order, without overlap.

    A span covers whole lines, or whole sentences of a line. Lines of one kind that follow each other are one span.
    """
    folded = fold(text)
    outside = dict.fromkeys([*navigation_spans(folded), *mail_spans(folded)])
    found: list[tuple[Kind, Span]] = [("navigation", span) for span in outside]
    taken = {span.start for span in outside}
    found.extend(("legal", span) for span in legal_spans(folded) if span.start not in taken)
    found.sort(key=lambda entry: (entry[1].start, -entry[1].end))
    return tuple(_joined(folded, found))


def _joined(folded: Folded, found: list[tuple[Kind, Span]]) -> list[tuple[Kind, Span]]:
    joined: list[tuple[Kind, Span]] = []
    for kind, span in found:
        if joined and span.start < joined[-1][1].end:
            continue
        if joined and joined[-1][0] == kind and not folded.text[joined[-1][1].end : span.start].strip():
            joined[-1] = (kind, Span(joined[-1][1].start, span.end))
        else:
            joined.append((kind, span))
    return joined
