"""What a text asks one to do, as phrases: "build and maintain data pipelines" out of a line that says also why.

    verb where an action may begin -> the words behind it -> up to a word or sign that ends it -> Span

By word lists (`knowledge/actions.yaml`), not by grammar: quick, and right often enough to word a question with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.domain import Span
from assistant.knowledge import load

_TOKEN = re.compile(r"[\w'’&/+#.-]*\w[+#]*|[^\w\s]|\n")
_LONGEST = 14
_LOOSE = frozenset({"and", "&", "the", "a", "an", "our", "with", "in", "on", "of", "across", "into", "from"})


@dataclass(frozen=True, slots=True)
class _Verbs:
    base: frozenset[str]
    ing: frozenset[str]
    before_base: frozenset[str]
    before_ing: frozenset[str]
    ends: frozenset[str]

    def begin(self, token: str, previous: str) -> bool:
        """Whether `token` begins an action behind `previous` (empty at the start of a text)."""
        word, after = token.lower(), previous.lower()
        opens = not re.search(r"\w", previous) or token.istitle()
        if word in self.base:
            return opens or after in self.before_base
        return word in self.ing and (opens or after in self.before_ing)


def actions(text: str, span: Span | None = None) -> list[Span]:
    """The phrases within `span` (default: all of `text`) that name an action, in order, without overlap.

    Each begins with a verb and has at least two words.
    """
    inside = span or Span(0, len(text))
    tokens = [Span(*m.span()) for m in _TOKEN.finditer(text, inside.start, inside.end)]
    return list(_actions([t.of(text) for t in tokens], tokens, _verbs()))


def _actions(words: Sequence[str], tokens: Sequence[Span], verbs: _Verbs) -> Iterator[Span]:
    at = 0
    while at < len(words):
        if not verbs.begin(words[at], words[at - 1] if at else ""):
            at += 1
            continue
        end = _end(words, at, verbs)
        if end - at > 1:
            yield Span(tokens[at].start, tokens[end - 1].end)
        at = end


def _end(words: Sequence[str], start: int, verbs: _Verbs) -> int:
    """The number of the word behind the action that begins with word `start`."""
    end = start + 1
    while end < min(len(words), start + _LONGEST) and not _stops(words, start, end, verbs):
        end += 1
    while end > start + 1 and words[end - 1].lower() in _LOOSE:
        end -= 1
    return end


def _stops(words: Sequence[str], start: int, at: int, verbs: _Verbs) -> bool:
    """Whether the action that begins with word `start` has ended before word `at`."""
    word = words[at].lower()
    if word in verbs.ends or not re.search(r"\w|&", word):
        return True
    verb = word in verbs.base or word in verbs.ing
    # "build and run services" is one action, "build services and run them" and "Build services Run them" are two.
    return verb and at - start > 2 and (words[at].istitle() or words[at - 1] in ("and", "&"))


@cache
def _verbs() -> _Verbs:
    content = load("actions")
    doubling = frozenset(content["doubling"])
    lists = (frozenset(content[key]) for key in ("before_base", "before_ing", "ends"))
    return _Verbs(frozenset(content["verbs"]), frozenset(_ing(v, v in doubling) for v in content["verbs"]), *lists)


def _ing(verb: str, doubles: bool) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + verb[-1] * doubles + "ing"
