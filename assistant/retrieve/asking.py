"""The sentence that asks, out of all that people write around it.

A greeting, a story, a premise ("Since it pays 500K, …"), orders to the answerer ("Reply only with …") and quotations
("[1] Zoom: …") are no part of the question. What they name may still say which role is meant.
"""

from __future__ import annotations

import re

from assistant.retrieve.language import pattern

_SENTENCE = re.compile(r"(?<=[.!?。！？])[\"”’)]*\s+|(?<=[。！？])(?=\S)|\n+")
_LABEL = re.compile(r"^(?P<label>[^:?]{2,60}):\s+(?=\S.*\?)", re.DOTALL)


def asking(question: str) -> tuple[str, str]:
    """The sentences of `question` that ask, and the others that may say what it is about; all of it asks where none
    plainly does. Orders are in neither."""
    meant = _meant(question)
    asked = [s for s in meant if _asks(s)]
    if not asked:
        return (" ".join(meant) or question, "")
    story = [s for s in meant if s not in asked and any(c.isalpha() for c in s)]
    bare = []
    for sentence in asked:
        premise, rest = _without_premise(sentence)
        story += [premise] if premise else []
        bare.append(rest)
    return " ".join(bare), ". ".join(part.rstrip(".") for part in story)


def one_by_one(question: str) -> list[str]:
    """The questions that `question` asks, also those of one sentence, each with what is told before it (behind the last
    one, too); all of it where none plainly asks."""
    found: list[str] = []
    told: list[str] = []
    for sentence in _meant(question):
        if not _asks(sentence):
            told.append(sentence)
            continue
        first, *others = (clause for clause in pattern("clauses").split(sentence) if clause.strip())
        found += [" ".join([*told, first]), *others]
        told = []
    return [*found[:-1], " ".join([*found[-1:], *told])] if found else [question]


def _meant(question: str) -> list[str]:
    """The sentences without orders; the only one is taken as it is."""
    kept = [s.strip() for s in _SENTENCE.split(question) if s.strip()]
    return [s for s in kept if not pattern("orders").search(s)] if len(kept) > 1 else kept


def _asks(sentence: str) -> bool:
    return sentence.rstrip('"”’) ').endswith(("?", "？")) or bool(pattern("imperative").search(sentence))


def _without_premise(sentence: str) -> tuple[str, str]:
    """What stands before the question proper, and that question."""
    told = pattern("told").match(sentence)
    if told and pattern("fit").match(sentence[told.end() :]):
        return told["told"].strip(), sentence[told.end() :]
    found = pattern("premise").match(sentence) or _LABEL.match(sentence)
    if not found or (found.re is _LABEL and not pattern("labels").search(found.group())):
        return "", sentence
    return found.group().strip(" ,:"), sentence[found.end() :]
