"""The eval report as a reader meets it: from disk, with no network, light and dark, on a phone and on paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from assistant.evals.report import render
from tests.browser.axe import axe
from tests.browser.conftest import DESKTOP, PHONE, SCREENSHOTS
from tests.evals.html_page import run_of
from tests.evals.run_parts import Json, answer, case, check, turn
from tests.evals.sample_run import sample_run

WIDE: dict[str, Any] = {"viewport": {"width": 1400, "height": 900}}
HOSTILE = "</style></script><img src=x onerror='window.attacked = 1'><script>window.attacked = 2</script>"


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a run's report from disk: `opened(run, **PHONE)`. Fails on errors in the page and on any request."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_(run: Json | None = None, place: str = "", **options: Any) -> Page:
        file = tmp_path / f"{len(contexts)}.html"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(render(run or sample_run()))
        context = chromium.new_context(**{**DESKTOP, "offline": True, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("request", lambda request: wrong.append(request.url) if "file:" not in request.url else None)
        page.goto(file.as_uri() + place)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def shown(page: Page) -> list[str]:
    """The descriptions of the cases that are to be seen."""
    return page.locator("details.case:visible > summary .what").all_text_contents()


# ---- reading


@pytest.mark.parametrize("options", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_nothing(opened: Callable[..., Page], options: dict[str, Any], scheme: str) -> None:
    # One case of each kind and a few more: axe looks at every element against every other.
    run = sample_run()
    page = opened({**run, "cases": run["cases"][:10]}, color_scheme=scheme, **options)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = "phone" if options is PHONE else "wide"
    page.screenshot(path=SCREENSHOTS / f"report-{name}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(f"{axe()}; 0")
    found = page.evaluate("axe.run()")["violations"]
    assert [f"{one['id']}: {json.dumps(one['nodes'][0]['html'][:200])}" for one in found] == []


def test_light_and_dark_follow_the_system(opened: Callable[..., Page]) -> None:
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    papers = {opened(color_scheme=scheme).evaluate(paper) for scheme in ("light", "dark")}
    assert len(papers) == 2


def test_the_first_screen_says_what_was_asked_and_what_is_wrong(opened: Callable[..., Page]) -> None:
    page = opened()
    assert page.title() == "5 of 40 cases failed, 1 gate missed: eval report"
    for text in ("32 of 40 cases came out right (80%).", "Contoso’s search job pays in a range"):
        box = page.get_by_text(text).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 900


def test_drawings_have_their_size_and_hatched_parts_their_pattern(opened: Callable[..., Page]) -> None:
    page = opened()
    track = page.locator(".metrics .chart.interval").first.bounding_box()
    assert track
    assert (track["width"], track["height"]) == (160, 16)
    whole = page.locator("#totals .chart").bounding_box()
    passed = page.locator("#totals .part.passed").bounding_box()
    assert whole
    assert passed
    assert abs(passed["width"] / whole["width"] - 31 / 40) < 0.01
    assert "hatch-failed" in page.locator("#totals .part.failed").evaluate("part => getComputedStyle(part).fill")


def test_on_paper_it_is_light_without_the_filter(opened: Callable[..., Page]) -> None:
    page = opened(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(28, 25, 23)"
    assert not page.locator("#tools").is_visible()
    assert page.locator("#case-contoso-pay .question").is_visible()


# ---- finding a case


def test_words_filter_the_cases_and_are_counted(opened: Callable[..., Page]) -> None:
    page = opened()
    page.fill("#words", "LISBON contoso")
    page.get_by_text("1 of 40 shown").wait_for()
    assert shown(page) == ["Contoso states its location"]
    assert page.locator("#failing .unmatched").is_visible()
    assert not page.locator("#passed .unmatched").is_visible()
    page.fill("#words", "")
    page.get_by_text("40 of 40 shown").wait_for()
    assert len(shown(page)) == 40


def test_words_in_answers_evidence_and_checks_are_found_too(opened: Callable[..., Page]) -> None:
    page = opened()
    for words, description in (
        ("sum on signing", "Contoso’s search job pays in a range, and both ends are said"),
        ("time away", "Parental leave is found under another name"),
    ):
        page.fill("#words", words)
        page.get_by_text("1 of 40 shown").wait_for()
        assert shown(page) == [description]
        page.fill("#words", "")
        page.get_by_text("40 of 40 shown").wait_for()


def test_a_status_is_hidden_by_its_box(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_label("Passed (31)").uncheck()
    assert page.locator("#count").inner_text() == "9 of 40 shown"
    assert len(shown(page)) == 9


def test_without_scripts_all_can_be_read_and_statuses_hidden(opened: Callable[..., Page]) -> None:
    page = opened(java_script_enabled=False)
    assert not page.locator("#words").is_visible()
    assert len(shown(page)) == 40
    page.get_by_label("Passed (31)").uncheck()
    assert len(shown(page)) == 9
    assert page.locator("#case-contoso-pay .question").is_visible()


def test_all_that_is_shown_opens_and_closes_at_once(opened: Callable[..., Page]) -> None:
    page = opened()
    page.fill("#words", "lisbon")
    page.get_by_text("7 of 40 shown").wait_for()
    page.get_by_role("button", name="Open all shown").click()
    assert page.locator("#passed details.case[open]").count() == 6
    page.get_by_role("button", name="Close all").click()
    assert page.locator("details.case[open]").count() == 0


# ---- getting about


def test_a_link_opens_its_case_even_where_it_was_filtered_away(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_label("Passed (31)").uncheck()
    page.fill("#words", "nothing of that kind")
    page.get_by_text("0 of 40 shown").wait_for()
    page.locator("#comparison").get_by_role("link", name="Northwind states its salary").click()
    question = page.locator("#case-northwind-pay .question")
    question.wait_for()
    box = question.bounding_box()
    assert box
    assert 0 <= box["y"] < 900


def test_a_case_has_an_address(opened: Callable[..., Page]) -> None:
    page = opened(place="#case-dogs")
    page.locator("#case-dogs .question").wait_for()


def test_a_marker_leads_to_the_quote(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#case-steps-in-order").get_by_role("link", name="Citation [3]").first.click()
    assert page.locator("li:target q").inner_text().strip("“”\"'") == "Project deep-dive"


def test_it_is_used_from_the_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the failing cases"
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#failing"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details').id") == "case-contoso-pay"
    page.keyboard.press("Enter")
    assert page.locator("#case-contoso-pay[open]").count() == 0


# ---- safety


def test_nothing_that_a_posting_or_an_answer_holds_runs(opened: Callable[..., Page]) -> None:
    given = {**answer(HOSTILE, f"{HOSTILE}\n\n`{HOSTILE}`\n\n[x](javascript:alert(1))", [HOSTILE]), "degraded": HOSTILE}
    hostile = turn(HOSTILE, answer=given, history=[HOSTILE], checks=[check(HOSTILE, HOSTILE, False, reason=HOSTILE)])
    page = opened(run_of(case(HOSTILE, HOSTILE, "failed", kind=HOSTILE, file=HOSTILE, turns=[hostile])))
    page.fill("#words", "onerror")
    page.get_by_text("1 of 1 shown").wait_for()
    assert page.evaluate("window.attacked") is None
    assert page.locator("img, iframe, a[href^='java']").count() == 0
    assert page.locator("script").count() == 1
    assert HOSTILE in page.locator(".question").inner_text()
