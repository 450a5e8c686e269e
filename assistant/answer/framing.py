"""What in an answer is framing: words and lines that speak of the answer and assert nothing of a job."""

from __future__ import annotations

import re
from functools import cache

from assistant.index.analysis import FUNCTION_WORDS, words
from assistant.knowledge import load

_SLOTS = {
    "role": r"\*\*.+?\*\*",
    "count": r"\d[\d,]*",
    "quoted": r"“[^”]*”(?:(?:, | and | or )“[^”]*”)*(?: (?:and|or) \d+ more)?",
    "rest": r".+",
}


def own_line(markdown: str) -> bool:
    """Whether a statement, without its markers, is one of the product's own connecting lines or says that postings do
    not say. Those of the second kind are true or not by what was read, and no citation could prove them."""
    return bool(_lines().fullmatch(markdown.strip(" …;").rstrip(".:")))


def known_label(words_: str) -> bool:
    """Whether a heading or label only names a slot of a posting, or its roles: "Pay", "Interview process"."""
    found = stems(words_)
    return bool(found) and found <= label_stems() | framing_stems()


def stems(text: str) -> frozenset[str]:
    """The terms of the text without function words."""
    return frozenset(words(text)) - function_stems()


@cache
def framing_stems() -> frozenset[str]:
    """Terms that speak of postings and answers."""
    return frozenset(words(" ".join(load("framing")["words"])))


@cache
def label_stems() -> frozenset[str]:
    """Terms that name what a posting may state: those of slots, and of what is asked for (`phrases.yaml`)."""
    asks = [str(entry["name"]) for entry in load("phrases").values()]
    return frozenset(words(" ".join([*map(str, load("framing")["labels"]), *asks]))) - function_stems()


@cache
def function_stems() -> frozenset[str]:
    """Terms that never carry content."""
    return frozenset(words(" ".join(map(str, load("words")["stop"])))) | FUNCTION_WORDS


@cache
def everyday_stems() -> frozenset[str]:
    """Terms of everyday words, of questions and of any posting: content, but not telling."""
    listed, asked = load("words"), load("asking")
    every = {*map(str, [*listed["common"], *listed["generic"], *asked["fillers"]])} - set(map(str, listed["tools"]))
    return frozenset(words(" ".join(every)))


@cache
def _lines() -> re.Pattern[str]:
    asks = "|".join(sorted((re.escape(str(e["name"])) for e in load("phrases").values()), key=len, reverse=True))
    slots = {**_SLOTS, "ask": rf"(?:{asks})(?:(?:, | and | or )(?:{asks}))*"}
    entry = load("framing")
    lines = [re.sub(r"\{([a-z]+)\}", lambda m: slots[m.group(1)], line) for line in entry["phrases"] + entry["silence"]]
    return re.compile("|".join(f"(?:{line})" for line in lines), re.DOTALL)
