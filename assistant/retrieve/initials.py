"""Short forms in questions that only a role's name explains: "CPN" for a Community Psychiatric Nurse."""

from __future__ import annotations

import re

from assistant.retrieve.language import TOKEN, content_words
from assistant.retrieve.lookup import Lookup

_SHORT_FORM = re.compile(r"\b[A-Z]{3,5}s?\b")
_LOOKED_AT = 20


def spelled_out(question: str, library: Lookup) -> str:
    """`question` with short forms that stand nowhere as the words of a role's name that begin with their letters.

    Such a role is looked for by the question's other words.
    """
    short = [m.group() for m in _SHORT_FORM.finditer(question) if not library.document_frequency(m.group())]
    if not short:
        return question
    others = " ".join(w for w in content_words(question) if w not in short)
    found = library.search_roles(others, limit=_LOOKED_AT) if others else []
    for role in library.roles([id for id, _ in found]):
        for form in short:
            if meant := words_of(form.rstrip("s"), role.title):
                question = re.sub(rf"\b{form}\b", meant, question)
    return question


def words_of(form: str, title: str) -> str | None:
    """The words in a row of `title` of which `form` has the first letters."""
    row = TOKEN.findall(title)
    initials = "".join(w[0].upper() for w in row)
    at = initials.find(form)
    return " ".join(row[at : at + len(form)]) if at >= 0 else None
