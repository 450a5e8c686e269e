"""How text becomes search terms: what is the same word, and what must stay apart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.analysis import index_terms, query_terms, words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Interviews, interviewing INTERVIEW", ["interview"] * 3),
        ("C++, C# and F#", ["c++", "c#", "and", "f#"]),
        ("C", ["c"]),
        (".NET and ASP.NET", [".net", "and", "asp", ".net"]),
        ("$180,000–$250,000.50", ["180000", "250000.50"]),
        ("3.5 years, 5+ years", ["3.5", "year", "5", "year"]),
        ("CI/CD", ["ci", "cd"]),
        ("a 15-minute call", ["a", "15", "minut", "call"]),
        ("company’s company's", ["compani", "compani"]),
        ("don't", ["dont"]),
        ("Résumé naïve", ["resum", "naiv"]),
        ("ＡＩ", ["ai"]),
        ("远程工作", ["远程", "程工", "工作"]),
        ("东", ["东"]),
        ("5年经验", ["5", "年经", "经验"]),
        ("東京で働く", ["東京", "京で", "で働", "働く"]),
        ("한국어", ["한국", "국어"]),
        ("", []),
        (' " ( ) ^ ~ : * ', []),
    ],
)
def test_words(text: str, terms: list[str]) -> None:
    assert words(text) == terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KV-cache", "kv cache"),
        ("Node.js", "nodejs"),
        ("CI/CD", "CICD"),
        ("15-minute", "15 minutes"),
        ("front-end", "frontend"),
        ("180,000", "180000"),
        ("工作", "远程工作吗"),
        ("front-end engineers", "frontend engineer"),
    ],
)
def test_the_same_thing_written_otherwise_is_found(one: str, other: str) -> None:
    assert set(query_terms(one)) & set(index_terms(other))
    assert set(query_terms(other)) & set(index_terms(one))


@pytest.mark.parametrize(("one", "other"), [("C++", "C"), ("C#", "C"), ("Java", "JavaScript"), (".NET", "net")])
def test_different_things_are_kept_apart(one: str, other: str) -> None:
    assert not set(query_terms(one)) & set(index_terms(other))


def test_a_single_chinese_character_is_found_in_longer_words() -> None:
    assert set(query_terms("東")) <= set(index_terms("東京"))


def test_questions_are_asked_without_function_words() -> None:
    assert query_terms("What is the salary of the nurse?") == ["salari", "nurs"]
    assert query_terms("Who are you?") == ["who", "are", "you"], "unless nothing else is left"
    assert query_terms("the IT role in the US") == ["it", "role", "us"]


@given(st.text())
def test_any_text_can_be_analysed(text: str) -> None:
    terms = index_terms(text)
    assert all(term and len(term) <= 64 and not term.isspace() and " " not in term for term in terms)
    assert set(words(text)) <= set(terms)
    assert set(query_terms(text)) <= set(terms)
    assert bool(query_terms(text)) == bool(terms)


def test_a_long_run_without_spaces_takes_no_long_time() -> None:
    assert len(index_terms("a" * 1_000_000)) == 1
    assert len(index_terms("ab-" * 300_000)) == 300_000
    assert len(words("1." * 300_000)) <= 300_000


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"engineering{n} relational{n} running policies" for n in range(500)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(words, texts)) == [words(text) for text in texts]
