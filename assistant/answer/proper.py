"""The proper names of a claim: what must stand in the cited words by name, whatever else they share."""

from __future__ import annotations

import re
from functools import cache

from assistant.answer.framing import everyday_stems, framing_stems, function_stems, label_stems
from assistant.index.analysis import words

_WORD = re.compile(r"\.?[^\W\d_][\w’'.&/-]*(?:\+\+|\#)?|\d+[^\W\d_]\w*")
# Letters that no everyday word has: a capital inside or two of them, digits, "++", "#", a dot before.
_ODD = re.compile(r"[^\W_].*[A-ZÀ-ÖØ-Þ]|^[^\W\d_]+\d|^\d+[^\W\d_]|\+\+$|#$|^\.")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;。]|\n)[\s\"“”'‘(\[*-]*$")
_INFLECTED = re.compile(r"(?:ing|ed|ly|tion|tions|ment|ments|ness|ies|ers|ees|ants|ents|ates|ity)$")


def proper_names(text: str) -> list[str]:
    """The proper names in `text`, in order: capitalised words inside a sentence, acronyms, words with capitals, digits
    or signs inside ("SGLang", "H100", "C++", ".NET"). A capitalised first word of a sentence is one only where it is
    neither an everyday word nor has the ending of one."""
    found = []
    for match in _WORD.finditer(text):
        for word in _parts(match.group()):
            if _is_name(word, bool(_SENTENCE_START.search(text[max(0, match.start() - 8) : match.start()]))):
                found.append(word)
    return list(dict.fromkeys(found))


def _parts(word: str) -> list[str]:
    """ "Python/Rust" is two words, "CI/CD" and "C++" are one, and an end mark or possessive belongs to none."""
    bare = re.sub(r"(?:[’']s?|[.’'&/-])+$", "", word)
    return [part for part in re.split(r"(?<=[a-z]{2})[/&-]|-(?=[A-Z][a-z])", bare) if part]


def _is_name(word: str, first: bool) -> bool:
    if word in ("I", "A") or (not any(c.isupper() or c.isdigit() for c in word) and not _ODD.search(word)):
        return False
    if _ODD.search(word):
        return True
    if not first:
        return word[0].isupper()
    return word[0].isupper() and not _INFLECTED.search(word) and not set(words(word)) <= _known()


@cache
def _known() -> frozenset[str]:
    return everyday_stems() | framing_stems() | function_stems() | label_stems()
