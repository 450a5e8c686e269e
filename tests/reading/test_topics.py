"""Mentions of topics: which words count, which do not, and exactly where."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Span
from assistant.reading.topics import all_topics, mentions, topic, topics_of


def named(text: str, span: Span | None = None) -> list[tuple[str, str]]:
    return [(m.topic, m.span.of(text)) for m in mentions(text, span)]


def test_mentions_come_in_order_with_exact_offsets() -> None:
    text = "Experience with Python, Kubernetes and vector search (FAISS)."
    assert named(text) == [
        ("python", "Python"),
        ("kubernetes", "Kubernetes"),
        ("vector-search", "vector search"),
        ("vector-search", "FAISS"),
    ]
    assert topics_of(text) == ("python", "kubernetes", "vector-search")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fine-tuning, fine tuning and finetuning", ["fine-tuning"]),
        ("large language models; a LARGE-LANGUAGE MODEL", ["large-language-models"]),
        ("nearest neighbors, approximate nearest neighbour search", ["vector-search"]),
        ("data modelling and data modeling", ["database-design"]),
        ("containerisation", ["containers"]),
        ("ontologies", ["graph-databases"]),
        ("Java Script, javascript", ["javascript"]),
        ("health & safety", ["health-safety"]),
        ("health and safety", ["health-safety"]),
        ("CI/CD, CI / CD, CI-CD and CICD pipelines", ["ci-cd"]),
        ("A/B tests", ["ab-testing"]),
        ("SPF/DKIM/DMARC", ["email-authentication"]),
        ("RLHF or tree search", ["rlhf", "planning-search"]),
        ("global KVcache systems", ["kv-cache"]),
        ("熟悉Python和Kubernetes", ["python", "kubernetes"]),
        ("İstanbul: PyTorch", ["pytorch"]),
    ],
)
def test_spellings_need_no_alias_each(text: str, found: list[str]) -> None:
    assert list(topics_of(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We write C++.", [("cpp", "C++")]),
        ("Rust / C++\nJAX", [("rust", "Rust"), ("cpp", "C++"), ("jax", "JAX")]),
        ("C/C++ or C#", [("cpp", "C/C++"), ("dotnet", "C#")]),
        ("(C++17)", [("cpp", "C++17")]),
        (".NET and ASP.NET Core", [("dotnet", ".NET"), ("dotnet", "ASP.NET Core")]),
        ("the net result", []),
        ("Node.js", [("nodejs", "Node.js")]),
        ("nodejs", [("nodejs", "nodejs")]),
    ],
)
def test_marks_belong_to_the_word(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("distributed training", ["distributed-training"]),
        ("Machine learning system design", ["ml-system-design"]),
        ("Spring Boot", ["spring-framework"]),
        ("security incident response", ["security-operations"]),
        ("search engine optimization", ["seo"]),
        ("AWS Lambda", ["aws"]),
    ],
)
def test_the_longest_alias_wins(text: str, found: list[str]) -> None:
    assert [m.topic for m in mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Experience in Go", ["go"]),
        ("Go developer", ["go"]),
        ("Python, Go and Rust", ["python", "go", "rust"]),
        ("python, go, rust", ["python", "go", "rust"]),
        ("Tech Stack\nPython\nJax\nRust", ["python", "jax", "rust"]),
        ("abilities in Spark, Ray, and other frameworks", ["spark", "ray"]),
        ("statistics in R", ["statistics", "r-language"]),
        ("Proficient in Excel", ["excel"]),
        ("C and C++", ["c", "cpp"]),
        ("Spark / Ray", []),
    ],
)
def test_ambiguous_words_count_beside_a_cue_or_their_like(text: str, found: list[str]) -> None:
    assert [m.topic for m in mentions(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Go the extra mile for our customers",
        "You go above and beyond; go-live is in May",
        "Python\nGo above and beyond",
        "R&D at C-level, hepatitis C",
        "Excel in a fast team",
        "Starting Spring 2026, or this Spring",
        "a spark of genius, a ray of light, rust on steel, swift answers",
        "Ray will contact you",
        "Head Chef wanted",
        "a 5 ml dose",
        "a rag, the rest of the day, some rust",
    ],
)
def test_the_same_words_in_another_meaning_do_not(text: str) -> None:
    ambiguous = {"go", "r-language", "c", "excel", "spring-framework", "spark", "ray", "rust", "swift",
                 "configuration-management", "machine-learning", "rag", "rest-apis"}  # fmt: skip
    assert not ambiguous & set(topics_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "jobs@kubernetes.io",
        "https://example.com/python/kafka",
        "see www.python.org",
        "grafana.com",
        "include alert.html",
        "cassandra.smith@example.org",
    ],
)
def test_addresses_and_file_names_mention_nothing(text: str) -> None:
    assert topics_of(text) == ()


def test_words_inside_other_words_do_not_count() -> None:
    assert topics_of("Pythonic javascripting, unredistributed, scalar") == ()


def test_two_lines_are_not_one_phrase() -> None:
    assert topics_of("Machine\nlearning") == ()


def test_a_span_bounds_what_is_found_and_the_text_around_it_what_it_means() -> None:
    text = "Our stack:\n- Python\n- Go\n- Kafka"
    line = Span(text.index("Go"), text.index("Go") + 2)
    assert named(text, line) == [("go", "Go")]
    assert named("Go", Span(0, 2)) == []
    assert named(text, Span(0, 4)) == []


def test_a_span_may_reach_beyond_the_text() -> None:
    assert named("Kafka", Span(0, 99)) == [("kafka", "Kafka")]
    assert named("Kafka", Span(50, 99)) == []


def test_topics_are_found_by_id() -> None:
    assert topic("kv-cache").name == "KV cache"
    assert topic("go").aliases[-1] == "Go"
    assert len({t.id for t in all_topics()}) == len(all_topics()) >= 200
    with pytest.raises(KeyError):
        topic("no-such-topic")


ALIASES = st.sampled_from([alias for t in all_topics() for alias in t.aliases])
PIECES = st.one_of(ALIASES, st.text(max_size=12), st.sampled_from([" ", ", ", "\n", " and ", "- ", "/", ".", "İ", "ß"]))


@given(st.lists(PIECES, max_size=12).map("".join))
def test_mentions_are_ordered_apart_and_within_the_text(text: str) -> None:
    found = mentions(text)
    spans = [m.span for m in found]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(m.span.of(text) == m.span.of(text).strip() != "" for m in found)
    assert set(topics_of(text)) == {m.topic for m in found}


@given(st.lists(PIECES, max_size=8).map("".join), st.integers(0, 40), st.integers(0, 40))
def test_what_is_found_in_a_span_lies_in_it(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    assert all(span.contains(m.span) for m in mentions(text, span))


@given(ALIASES, st.sampled_from(["", "\n", "Skills: ", "("]), st.sampled_from(["", "\n", ".", ", etc.", ")"]))
def test_every_alias_beside_its_like_names_its_topic(alias: str, before: str, behind: str) -> None:
    owner = next(t.id for t in all_topics() if alias in t.aliases)
    text = f"{before}Python, {alias}{behind}"
    assert owner in topics_of(text)


def test_importing_reads_no_file() -> None:
    code = "import sys, assistant.reading.topics; print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
