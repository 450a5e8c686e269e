"""The words of questions: what they ask for, how they point at a role, which of them carry content.

All of it is data in `knowledge/questions.yaml`; here are the mechanisms.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.knowledge import load

TOKEN = re.compile(r"[^\W_](?:[\w+#./&-]*[\w+#])?", re.UNICODE)
POSSESSIVE = re.compile(r"[’']s?\b")
# What stands in place of words that have been understood.
MASK = "·"


@cache
def pattern(group: str, name: str | None = None) -> re.Pattern[str]:
    """A compiled pattern of `knowledge/questions.yaml`."""
    entry = load("questions")[group]
    return re.compile(entry if name is None else entry[name], re.IGNORECASE)


@cache
def ask_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each thing that can be asked for, with the words that ask for it, in order of precedence."""
    return tuple((name, re.compile(p, re.IGNORECASE)) for name, p in load("questions")["asks"].items())


@cache
def _point_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in load("questions")["points"])


@cache
def fillers() -> frozenset[str]:
    return frozenset(map(str, load("questions")["fillers"])) | frozenset(map(str, load("words")["stop"]))


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` that carry content, as written, without repeats."""
    bare = POSSESSIVE.sub("", text)
    return tuple(dict.fromkeys(t for t in TOKEN.findall(bare) if t.casefold().strip(".") not in fillers()))


def asks_of(text: str) -> tuple[tuple[str, ...], str]:
    """What `text` asks for, and what is left of it without the words that ask."""
    left, found = text, []
    for name, wanted in ask_patterns():
        if wanted.search(text):
            found.append(name)
            left = wanted.sub(lambda m: MASK * len(m.group()), left)
    if len(found) > 1:
        # "Which degree is required?" asks for the degree; "required" only frames it.
        found = [name for name in found if name != "section:must"]
    return tuple(found), left


def described_role(rest: str) -> tuple[str, str]:
    """How the question describes the role it means, and the question without that description."""
    for point in _point_patterns():
        forward = point.pattern.endswith("}") or point.pattern.endswith("})")
        for match in point.finditer(rest):
            start, end = match.span("role")
            text = match.group("role")
            if not forward and (cut := _last_determiner(text)):
                start, text = start + cut, text[cut:]
            if forward and (stop := re.search(rf"\s(?:at|from|with)\s+{MASK}|\s+at\s|,|{MASK}", text)):
                end, text = start + stop.start(), text[: stop.start()]
            if content_words(asks_of(text)[1] if forward else text):
                return text, masked(rest, start, end)
    return "", rest


def _last_determiner(text: str) -> int:
    found = list(
        re.finditer(r"\b(?:the|an?|this|that|for|as|at|of|on|in|to|does|do|is|would|my|your)\s+", text, re.IGNORECASE)
    )
    return found[-1].end() if found else 0


def masked(text: str, start: int, end: int) -> str:
    """`text` with that stretch used up: neither a word nor a gap between words."""
    return text[:start] + MASK * (end - start) + text[end:]
