"""The words of questions: what they ask for, how they point at a role, which of them carry content.

All of it is data in `knowledge/asking.yaml`; here are the mechanisms.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.knowledge import load
from assistant.knowledge.patterns import compiled
from assistant.reading.companies import has_title_word

TOKEN = re.compile(r"[^\W_](?:[\w+#./&-]*[\w+#])?", re.UNICODE)
POSSESSIVE = re.compile(r"[’']s?\b")
CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
# A text's language shows in so many of its characters.
_SAMPLE = 3000
# Where Chinese or Japanese characters stand right beside letters.
_SCRIPTS = re.compile(f"(?<={CJK.pattern})(?=[^\\W_])(?!{CJK.pattern})|(?<=[^\\W_])(?<!{CJK.pattern})(?={CJK.pattern})")
# Names of places whose words are everyday words.
_PLACE = re.compile(r"\b(?:New|United|San|Los|North|South|West|East)\s+[A-Z]\w+")
# What stands in place of words that have been understood.
MASK = "·"


@cache
def pattern(group: str, name: str | None = None) -> re.Pattern[str]:
    """A compiled pattern of `knowledge/asking.yaml`."""
    entry = load("asking")[group]
    return compiled(entry if name is None else entry[name])


@cache
def ask_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each thing that can be asked for, with the words that ask for it, in order of precedence."""
    return tuple((name, compiled(p)) for name, p in load("asking")["asks"].items())


@cache
def bridges() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What people ask about in other words than postings use: how asked and how stated, finer ones first."""
    listed = load("asking")["bridges"]
    return tuple((compiled(b["asked"]), compiled(b["stated"])) for b in listed)


@cache
def _point_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in load("asking")["points"])


@cache
def fillers() -> frozenset[str]:
    """The words of a question that carry no content, in every language that questions come in."""
    entry, words = load("asking"), load("words")
    return frozenset(map(str, [*entry["fillers"], *words["stop"], *words["common"], *abroad()]))


@cache
def slot_words() -> frozenset[str]:
    """The words that name a slot ("salary", "office")."""
    return frozenset(map(str, load("asking")["slot_words"]))


def forms(word: str) -> tuple[str, ...]:
    """The word, and what it is short for: "UK" is the United Kingdom, too."""
    full = load("words")["short_for"].get(word)
    return (word, str(full)) if full else (word,)


@cache
def tech_titles() -> frozenset[str]:
    """Titles that people use for each other: an engineer may be called a developer, a scientist a researcher."""
    return frozenset(map(str, load("cues")["titles"]["alike"]))


@cache
def abroad() -> frozenset[str]:
    """The function words of questions in other languages than English."""
    return frozenset(str(w) for listed in load("words")["abroad"].values() for w in listed)


def is_abroad(question: str) -> bool:
    """Whether a question is in another language than English: its words then need not stand in the postings."""
    found = [w for w in TOKEN.findall(question.casefold()) if w in abroad() and w not in load("words")["stop"]]
    return len(found) > 1 or bool(CJK.search(question))


@lru_cache(maxsize=256)
def reads_abroad(text: str) -> bool:
    """Whether a text is in another language than English: of its first words, so many are that language's little ones
    or none of the Latin script."""
    found = TOKEN.findall(text[:_SAMPLE].casefold())
    little = sum(w in abroad() and w not in load("words")["stop"] for w in found)
    english = sum(w in load("words")["stop"] for w in found)
    return little > english or len(CJK.findall(text[:_SAMPLE])) > len(found)


@cache
def _cjk_fillers() -> re.Pattern[str]:
    """Chinese words that carry no content; they stand in a run with those that do."""
    return re.compile("|".join(sorted(map(str, load("words")["cjk"]), key=len, reverse=True)))


@cache
def _translations() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How other languages name jobs and subjects, and what postings in English call them; longer names first."""
    listed = {str(own): str(en) for en, names in load("words")["translated"].items() for own in names}
    return tuple(
        (re.compile(re.escape(own) if CJK.search(own) else rf"\b{re.escape(own)}\b", re.IGNORECASE), f" {en} ")
        for own, en in sorted(listed.items(), key=lambda item: -len(item[0]))
    )


def in_english(question: str) -> str:
    """A question in another language with the names of jobs and subjects in English, and with spaces where its words
    are written together ("Zoom的", "Meta-Stelle", "faut-il"); an English one as it is."""
    if is_abroad(question):
        for own, english in _translations():
            question = own.sub(english, question)
        question = pattern("compounds").sub(" ", _SCRIPTS.sub(" ", question))
    return question


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` that carry content, as written, without repeats."""
    bare = pattern("asides").sub(" ", _cjk_fillers().sub(" ", POSSESSIVE.sub("", text)))
    places = {w for found in _PLACE.findall(bare) for w in found.split()}
    return tuple(
        dict.fromkeys(t for t in TOKEN.findall(bare) if t in places or t.casefold().strip(".") not in fillers())
    )


def title_words(text: str) -> tuple[str, ...]:
    """The words of a title that is made of everyday words alone ("policy lead"), but for its function words."""
    stop = load("words")["stop"]
    return tuple(t for t in TOKEN.findall(text) if t.casefold() not in stop)


def asks_of(text: str) -> tuple[tuple[str, ...], str]:
    """What `text` asks for, and what is left of it without the words that ask."""
    left, found = text, []
    for name, wanted in ask_patterns():
        if wanted.search(text):
            found.append(name)
            left = wanted.sub(_used_up, left)
    if len(found) > 1:
        # "Which degree is required?" asks for the degree; "required" only frames it.
        kept = pattern("all_required").search(text)
        found = [name for name in found if name != "section:must" or kept]
    return tuple(found), left


def _used_up(match: re.Match[str]) -> str:
    """The match's words used up, but for those of its capturing groups: gaps, in which a name may stand."""
    kept = [match.span(i) for i in range(1, (match.re.groups or 0) + 1) if match.span(i)[0] >= 0]
    return "".join(c if any(a <= i < b for a, b in kept) else MASK for i, c in enumerate(match.group(), match.start()))


def anchored(question: str) -> tuple[str, ...]:
    """The words of a question that may name a role each by itself, by what stands before them."""
    found = (match.group("word") for match in pattern("anchored").finditer(question))
    return tuple(w for w in dict.fromkeys(found) if w.casefold() not in fillers())


def described_role(rest: str) -> tuple[str, str]:
    """How the question describes the role it means, and the question without that description."""
    rest = pattern("superior").sub(lambda found: MASK * len(found.group()), rest)
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
    return _by_job_title(rest)


def _by_job_title(rest: str) -> tuple[str, str]:
    """The words up to a job title's word ("the kitchen automation technician"), and the question without them."""
    tokens = list(TOKEN.finditer(rest))
    last = next((i for i in range(len(tokens) - 1, -1, -1) if _ends_title(rest, tokens, i)), None)
    if last is None or _are_many(rest, tokens, last):
        return "", rest
    first = _first_of(rest, tokens, last)
    start, end = tokens[first].start(), tokens[last].end()
    return rest[start:end], masked(rest, start, end)


def _first_of(rest: str, tokens: list[re.Match[str]], last: int) -> int:
    """Where the words begin that go together with the one there; with an everyday word, other everyday words do too."""
    plain = POSSESSIVE.sub("", tokens[last].group()).casefold() in fillers()
    while last > 0 and _goes_with(rest, tokens[last - 1], tokens[last], plain=plain):
        last -= 1
    return last


def _ends_title(rest: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the word there is the last of a job's title. An everyday word ("lead") is one only behind others."""
    low = POSSESSIVE.sub("", tokens[at].group()).casefold()
    if not has_title_word(low) or low not in fillers():
        return has_title_word(low)
    first = _first_of(rest, tokens, at)
    return first < at and bool(pattern("before_title").search(rest[: tokens[first].start()]))


def _are_many(rest: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the word there names people in general ("less experienced engineers"), and no role."""
    return tokens[at].group().casefold().endswith("s") and not re.search(
        r"\bthe\s+(?:\S+\s+){0,3}$", rest[: tokens[at].start()]
    )


def _goes_with(rest: str, one: re.Match[str], other: re.Match[str], *, plain: bool = False) -> bool:
    beside = rest[one.end() : other.start()].strip(" ,/-") == ""
    low = one.group().casefold()
    if plain:
        return beside and low not in load("words")["stop"] and MASK not in low
    return beside and low not in fillers() and low not in slot_words() and MASK not in low


def _last_determiner(text: str) -> int:
    found = list(pattern("determiners").finditer(text))
    return found[-1].end() if found else 0


def masked(text: str, start: int, end: int) -> str:
    """`text` with that stretch used up: neither a word nor a gap between words."""
    return text[:start] + MASK * (end - start) + text[end:]
