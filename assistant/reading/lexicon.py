"""The topics of `knowledge/topics.yaml` and the words by which a text names them, as one table, built at first use.

An alias stands for all its usual spellings: a space, a hyphen or nothing between its words ("fine-tuning",
"fine tuning", "finetuning"; "JavaScript", "Java Script"), singular and plural, British and American,
"and" and "&". Its other marks ("CI/CD", "Node.js") stand as written or fall away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from itertools import accumulate, compress, count, product
from operator import add
from typing import Any

from assistant.domain import Span
from assistant.knowledge import load

# Whatever is no letter of a Latin script, digit, + or # ends a word and stands alone, so that a word's offset is the
# sum of what came before it, and "熟悉Python" holds the word "python".
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")
_BREAK = re.compile("[^0-9a-zß-\u024f+#]")


Pairs = tuple[tuple[str, str], ...]


class Trust(Enum):
    """What an alias needs, besides standing in the text, to count as a mention; the values are the YAML file's keys."""

    ANY = "aliases"
    CASED = "cased"
    GUARDED = "guarded"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can study and be asked about. `area` and `kind` are of the closed lists of the YAML file;
    `aliases` are all its spellings as written there, whatever trust they need."""

    id: str
    name: str
    area: str
    kind: str
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of a topic. `topic` is empty for phrases that hold an alias and mean something else; `marks` are the
    signs other than hyphens that may stand between its words."""

    topic: str
    written: str
    trust: Trust
    marks: frozenset[str]


@dataclass(slots=True)
class Branch:
    """The aliases that end at a word, and by each word that may follow, where the longer ones go on.

    Where a topic has one spelling with two kinds of trust ("JAX" cased, "Jax" guarded), both are here, in that order.
    """

    aliases: tuple[Alias, ...] = ()
    then: dict[str, Branch] = field(default_factory=dict)

    def add(self, words: Iterable[str], alias: Alias) -> None:
        """Puts an alias at the end of its words."""
        branch = self
        for word in words:
            branch = branch.then.setdefault(word, Branch())
        branch.aliases += (alias,)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The topics by id, and the tree of the words of their aliases.

    `technical` are the topics beside which a guarded alias counts; `before` and `after` the words beside which it does.
    """

    topics: Mapping[str, Topic]
    aliases: Branch
    technical: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The table of this installation, read once a process."""
    content = load("topics")
    topics = {entry["id"]: _topic(entry) for entry in content["topics"]}
    pairs, tree = tuple((one, other) for one, other in content["spellings"]), Branch()
    for alias in aliases(content):
        for words in spellings(alias, pairs):
            tree.add(words, alias)
    technical = frozenset(t.id for t in topics.values() if t.area in content["technical"])
    before, after = (frozenset(content["cues"][side]) for side in ("before", "after"))
    return Lexicon(topics, tree, technical, before, after)


def _topic(entry: Mapping[str, Any]) -> Topic:
    written = tuple(a for trust in Trust for a in entry.get(trust.value, ()))
    return Topic(entry["id"], entry["name"], entry["area"], entry["kind"], written, entry["description"])


def aliases(content: Mapping[str, Any]) -> Iterator[Alias]:
    """Every alias of the parsed YAML file, in its order, then the phrases that are to be ignored."""
    for entry in content["topics"]:
        for trust in Trust:
            yield from (_alias(entry["id"], written, trust) for written in entry.get(trust.value, ()))
    yield from (_alias("", written, Trust.ANY) for written in content["ignored"])


def _alias(topic: str, written: str, trust: Trust) -> Alias:
    marks = frozenset(re.findall(r"[^\w\s+#-]", written)) | ({"&"} if " and " in written else set())
    return Alias(topic, written, trust, marks)


def words_in(text: str, span: Span) -> tuple[list[str], list[int]]:
    """The words of `span`, in lower case, and where in `text` each begins."""
    pieces = _BREAK.split(_lower(span.of(text)))
    # One sign stands between each piece and the next. (Several times as fast without a Python loop.)
    starts = map(add, accumulate(map(len, pieces), initial=span.start), count())
    return list(filter(None, pieces)), list(compress(starts, pieces))


def _lower(text: str) -> str:
    """`text` in lower case, of the same length."""
    low = text.lower()
    # A few capitals have a lower case of two characters ("İ"), which would move everything behind them.
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def spellings(alias: Alias, pairs: Pairs) -> set[tuple[str, ...]]:
    """The word sequences that count as `alias`: spelled by either of `pairs`, in the plural, with words run together.

    "JavaScript" is two words run together already. A guarded alias, being short and ambiguous, has no plural.
    """
    written = _HUMP.sub(" ", alias.written) if alias.trust is Trust.ANY else alias.written
    words, _ = words_in(written, Span(0, len(written)))
    forms = [_forms(word, pairs) for word in words]
    if alias.trust is not Trust.GUARDED:
        forms[-1] |= {plural for form in forms[-1] for plural in _plurals(form)}
    return {joined for spelled in product(*forms) for joined in _run_together(spelled)}


@cache
def _forms(word: str, pairs: Pairs) -> frozenset[str]:
    """`word` and its other spellings; "and" may be missing, its sign being no word."""
    others = {word.replace(one, other) for a, b in pairs for one, other in ((a, b), (b, a)) if one in word}
    return frozenset({word, ""} if word == "and" else {word} | others)


def _plurals(word: str) -> tuple[str, ...]:
    if len(word) < 2 or not word[-1].isalpha():
        return ()
    if word[-1] == "y" and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "es",) if word.endswith(("s", "x", "ch", "sh")) else (word + "s",)


def _run_together(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """`words`; with two neighbours written as one: ("fine", "tuning") and ("finetuning",); and all as one."""
    present = tuple(word for word in words if word)
    yield present
    yield ("".join(present),)
    for i in range(1, len(present)):
        yield (*present[: i - 1], present[i - 1] + present[i], *present[i + 1 :])
