"""`python ui.py` itself, on an empty library and the sample postings: from nothing to a cited answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.browser.screen import Screen
from tests.conftest import ROOT
from tests.web.serving import free_port, running


def test_from_an_empty_library_to_a_cited_answer(open_screen: Callable[..., Screen], tmp_path: Path) -> None:
    port = free_port()
    with running([str(ROOT / "ui.py"), "--port", str(port)], port, PREP_HOME=str(tmp_path)) as served:
        visitor = open_screen(url=served.url, color_scheme="light")
        visitor.page.locator(".chip").first.click()
        visitor.wait('[data-turn="0"][data-state="answered"]')
        visitor.page.wait_for_timeout(300)
        assert visitor.text("#latest .answer")
        assert visitor.highlighted()
        assert visitor.highlight_in_view()
        visitor.picture("desktop-light-samples")
        visitor.ask("Do they offer a company car with a chauffeur?")
        assert visitor.text(".abstained h3") == "The postings do not say"
