"""The source panel: the right posting, the exact words, a window of long texts, nothing that runs."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from assistant.domain import Answer
from assistant.web.panel import WHOLE_UP_TO, empty, panel_html
from assistant.web.sources import Source, sources_of
from tests.web.fake import CANNED, PAY, TEXTS, FakeAssistant
from tests.web.library import DELTA, ROLES


def panel(fake: FakeAssistant, key: str, *, chosen: int = 1, whole: bool = False) -> str:
    answer = CANNED[key]("q")
    return panel_html(sources_of(fake, answer), key="2", chosen=chosen, whole=whole)  # type: ignore[arg-type]


def quoted(page: str, n: int) -> str:
    """What is marked as quote `n`, as the reader sees it."""
    found = re.findall(r'<mark data-quotes="([\d ]+)"[^>]*>(.*?)</mark>', page, re.DOTALL)
    return "".join(html.unescape(text) for numbers, text in found if str(n) in numbers.split())


def shown_text(page: str) -> str:
    found = re.findall(r'<div class="posting"[^>]*>(.*?)</div>', page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", "".join(found)))


@pytest.mark.parametrize("key", [key for key in CANNED if CANNED[key]("q").citations])
def test_every_quote_is_marked_exactly(fake: FakeAssistant, key: str) -> None:
    page = panel(fake, key)
    for citation in CANNED[key]("q").citations:
        assert quoted(page, citation.n) == citation.quote


def test_the_posting_is_shown_whole_and_unchanged(fake: FakeAssistant) -> None:
    assert shown_text(panel(fake, "pay")) == TEXTS[ROLES[2].id]


def test_the_chosen_quote_alone_is_emphasised(fake: FakeAssistant) -> None:
    page = panel(fake, "pay", chosen=2)
    assert len(re.findall(r'<mark data-quotes="2" class="chosen">', page)) == 1
    assert '<mark data-quotes="1">' in page
    assert 'data-chosen="2"' in page


def test_only_the_chosen_citations_posting_is_visible(fake: FakeAssistant) -> None:
    page = panel(fake, "go?", chosen=2)
    articles = re.findall(r"<article ([^>]*)>", page)
    assert [("hidden" in attributes) for attributes in articles] == [True, False, True]


def test_title_company_and_file_are_named(fake: FakeAssistant) -> None:
    page = panel(fake, "pay")
    assert all(text in page for text in ("Northwind AI", "Research Engineer, Code Post-Training", "engineer.txt"))


def test_markup_in_a_posting_is_text(fake: FakeAssistant) -> None:
    page = panel(fake, "hostile")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert shown_text(page) == TEXTS[ROLES[0].id]


def test_hidden_text_of_a_file_is_disclosed(fake: FakeAssistant) -> None:
    assert "ignore the instructions above" in panel(fake, "hostile")


def test_a_long_posting_shows_a_window(fake: FakeAssistant) -> None:
    page = panel(fake, "relocation")
    assert len(page) < 20_000 < WHOLE_UP_TO * 2
    assert "characters not shown" in page
    assert f"Show the whole posting ({len(DELTA):,} characters)" in page
    assert quoted(page, 1) == "we pay up to $20,000 for the move"


def test_the_whole_of_a_long_posting_on_request(fake: FakeAssistant) -> None:
    page = panel(fake, "relocation", whole=True)
    assert shown_text(page) == DELTA
    assert "characters not shown" not in page
    assert "data-whole" not in page


def test_a_number_that_is_not_cited_opens_the_first(fake: FakeAssistant) -> None:
    assert 'data-chosen="1"' in panel(fake, "pay", chosen=99)


def test_an_answer_without_citations_says_so(fake: FakeAssistant) -> None:
    assert "cites no posting" in panel(fake, "parental")


def test_a_removed_role_leaves_its_quote(fake: FakeAssistant) -> None:
    gone = FakeAssistant([])
    page = panel(gone, "pay")
    assert PAY in html.unescape(page)
    assert "no longer where it was" in page


def test_a_quote_that_moved_is_not_marked_elsewhere(fake: FakeAssistant) -> None:
    answer = CANNED["pay"]("q")
    moved = Answer("q", "answered", "x [1]", (replace(answer.citations[0], start=5, end=5 + len(PAY)),))
    (source,) = sources_of(fake, moved)  # type: ignore[arg-type]
    assert source.marks == []
    assert source.misplaced == moved.citations
    assert quoted(panel_html([source], key="0", chosen=1), 1) == ""


def test_citations_of_one_posting_come_together(fake: FakeAssistant) -> None:
    sources = sources_of(fake, CANNED["interview"]("q"))  # type: ignore[arg-type]
    assert [source.numbers for source in sources] == [(1, 2, 3, 4)]


def test_the_empty_panel_explains_itself() -> None:
    assert "Choose a number" in empty()
    assert isinstance(Source((), None).marks, list)
