"""Text to search terms, the same for indexing, for questions and for whoever compares words.

A term is a lower-case English stem ("interviews" -> "interview"); what the stemmer would spoil keeps its shape:
"c++", "c#", ".net", "3.5", "180000" (from "180,000"). Accents are folded. Runs of Chinese, Japanese and Korean
characters, which are written without spaces, become overlapping pairs. Joined words are found both ways: "KV-cache"
gives "kv" and "cach", and beside them the compound "kvcach", so that "KV cache" finds it and "kv-cache" finds it first.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f"
_UNIT = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)+"  # 180,000  3.5
    r"|\.net(?![^\W_])"
    r"|[^\W_]*[^\W\d_](?:\+\+|\#)(?![^\W_])"  # c++  c#
    r"|[^\W_]+"
)
_UNITS = re.compile(_UNIT)
_RUNS = re.compile(rf"(?:{_UNIT})(?:[-\u2010/.&_]?(?:{_UNIT}))*")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_MARKS = re.compile("[\u0300-\u036f]")
_CJK_RUN = re.compile(f"[{_CJK}]+")
_LONGEST_TERM = 64
# Longer texts than this are no sentences, and their words are not kept.
_SENTENCE = 500

_FUNCTION_WORDS = """
    a about am an and any are as at be been being but by can could did do does for from had has have having he her
    here him his how i if in into is its let may me might must my of on or our shall she should so some tell than
    that the their them then there these they this those to was we were what when where which while who whom whose
    why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of joined words, analysed: its `terms` in order, those that a question asks for (`asked`: without
    function words), and what is indexed beside them: the `compound` and the single `characters` of CJK text."""

    terms: tuple[str, ...]
    asked: tuple[str, ...]
    compound: tuple[str, ...]
    characters: tuple[str, ...]


def words(text: str) -> list[str]:
    """The terms of `text` in reading order, compounds left out: what to compare words by."""
    return list(_of_sentence(text) if len(text) <= _SENTENCE else _words(text))


# Sentences of postings are compared again with every question.
@lru_cache(maxsize=1 << 14)
def _of_sentence(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    return (term for run in _runs(text) for term in run.terms)


def index_terms(text: str) -> list[str]:
    """What is indexed for `text`: its `words` in order, so that phrases can be found, then compounds and single
    characters of Chinese, Japanese and Korean."""
    runs = _runs(text)
    inline = [term for run in runs for term in run.terms]
    return inline + [term for run in runs for term in (*run.compound, *run.characters)]


def query_terms(text: str) -> list[str]:
    """The distinct terms to search for: words and compounds, without function words where anything else is left."""
    runs = _runs(text)
    asked = dict.fromkeys(term for run in runs for term in (*run.asked, *run.compound))
    return list(asked or dict.fromkeys(term for run in runs for term in run.terms))


def _runs(text: str) -> list[_Run]:
    folded = unicodedata.normalize("NFKC", text).lower()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFD", folded)
        folded = _CJK_RUN.sub(r" \g<0> ", unicodedata.normalize("NFC", _MARKS.sub("", decomposed)))
    folded = _APOSTROPHE.sub("", _POSSESSIVE.sub("", folded))
    return [_analysed(match.group()) for match in _RUNS.finditer(folded)]


@lru_cache(maxsize=1 << 16)
def _analysed(run: str) -> _Run:
    units = _UNITS.findall(run)
    terms = [(unit, _terms(unit)) for unit in units]
    return _Run(
        terms=tuple(term for _, some in terms for term in some),
        asked=tuple(term for unit, some in terms if unit not in FUNCTION_WORDS for term in some),
        compound=_compound(units),
        characters=tuple(character for unit in units if _is_cjk(unit) and len(unit) > 1 for character in unit),
    )


def _terms(unit: str) -> list[str]:
    if _is_cjk(unit):
        return [unit[i : i + 2] for i in range(len(unit) - 1)] or [unit]
    return [_stem(unit)]


def _compound(units: list[str]) -> tuple[str, ...]:
    parts = [unit for unit in units if not _is_cjk(unit)]
    return (_stem("".join(parts)),) if 2 <= len(parts) <= 4 else ()


def _is_cjk(unit: str) -> bool:
    return not unit.isascii() and _CJK_RUN.match(unit) is not None


def _stem(unit: str) -> str:
    if unit[0].isdigit():
        return unit.replace(",", "")[:_LONGEST_TERM]
    if not unit.isalpha() or not unit.isascii():
        return unit[:_LONGEST_TERM]
    return str(_stemmer().stemWord(unit[:_LONGEST_TERM]))


_threads = threading.local()


def _stemmer() -> Any:
    """This thread's stemmer: the object keeps its state between calls, so threads cannot share one."""
    if not hasattr(_threads, "stemmer"):
        import snowballstemmer

        _threads.stemmer = snowballstemmer.stemmer("english")
    return _threads.stemmer
