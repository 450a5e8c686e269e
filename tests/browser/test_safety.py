"""What a hostile posting, a hostile page and a curious network see of the app. And that all can use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.axe import axe, violations
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.fake import CANNED, EXAMPLES
from tests.web.serving import Served, serving


def test_nothing_that_a_posting_or_an_answer_holds_runs(screen: Screen) -> None:
    screen.page.click("#roles input")
    screen.page.locator("[data-testid=dropdown-option]").first.click()
    screen.page.keyboard.press("Escape")
    screen.ask("hostile")
    screen.cite(1)
    screen.ask("hostile <img src=x onerror=\"window.attacked='question'\">")
    screen.page.locator(".source details").first.evaluate("element => element.open = true")
    screen.picture("desktop-light-hostile")
    assert screen.page.evaluate("window.attacked") is None
    assert screen.highlighted() == CANNED["hostile"]("q").citations[0].quote
    assert screen.page.locator("#workspace :is(img, iframe, script, a[href])").count() == 0


def test_even_markup_that_got_in_could_not_run(screen: Screen) -> None:
    """The second line of defence: the content security policy."""
    screen.page.evaluate(
        """() => { document.getElementById("latest").innerHTML =
            '<img src=x onerror="window.attacked = 1"><a id=bad href="javascript:window.attacked = 2">x</a>' }"""
    )
    screen.page.wait_for_timeout(300)
    screen.page.evaluate("document.getElementById('bad').click()")
    screen.page.wait_for_timeout(200)
    assert screen.page.evaluate("window.attacked") is None


def test_the_page_asks_no_other_host(open_screen: Callable[..., Screen], app: Served) -> None:
    screens = [open_screen(), open_screen(**PHONE, color_scheme="dark")]
    for screen in screens:
        for question in [*EXAMPLES, "hostile", "relocation"]:
            screen.ask(question)
        screen.page.wait_for_timeout(500)
        assert screen.hosts == {urlsplit(app.url).netloc}


def test_another_site_can_neither_read_nor_frame_the_app(screen: Screen, app: Served, tmp_path: Path) -> None:
    with serving() as other:
        page = screen.page.context.new_page()
        page.goto(other.url)
        read = """async url => {
            try { return (await fetch(url + "config", {credentials: "include"})).status }
            catch (error) { return "refused" }
        }"""
        assert page.evaluate(read, app.url) == "refused"
        # The other app's own policy stands in the way too; without it the guard must hold alone.
        bare = screen.page.context.browser.new_context(bypass_csp=True).new_page()  # type: ignore[union-attr]
        bare.goto(other.url)
        assert bare.evaluate(read, app.url) == "refused"
        bare.evaluate(
            "url => { const f = document.createElement('iframe'); f.src = url; document.body.append(f) }", app.url
        )
        bare.wait_for_timeout(800)
        assert all("Interview" not in frame.content() for frame in bare.frames[1:])
        bare.context.close()


def test_signing_in(open_screen: Callable[..., Screen]) -> None:
    with serving("ann:pw:1") as closed:
        visitor = open_screen(url=closed.url)
        visitor.picture("desktop-light-signin")
        # The cursor is in the first field: nothing needs to be clicked.
        visitor.page.keyboard.type("ann")
        visitor.page.keyboard.press("Tab")
        visitor.page.keyboard.type("wrong")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector('[role="alert"]')
        visitor.picture("desktop-light-signin-wrong")
        assert "do not fit together" in visitor.text('[role="alert"]')
        assert visitor.page.locator(".chip").count() == 0
        # The name is still there, the cursor in the password's field.
        visitor.page.keyboard.type("pw:1")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".chip")
        # The page that now loads is not to miss its server.
        visitor.page.close()


def test_an_empty_library_says_what_to_do(open_screen: Callable[..., Screen]) -> None:
    with serving("--empty") as empty:
        visitor = open_screen(url=empty.url)
        assert "prep ingest FOLDER" in visitor.text(".welcome")
        visitor.picture("desktop-light-empty")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_screen: Callable[..., Screen], scheme: str) -> None:
    script = axe()
    desktop, phone = open_screen(color_scheme=scheme), open_screen(**PHONE, color_scheme=scheme)
    for screen in (desktop, phone):
        found = violations(screen, script)
        for question in (
            "What does Northwind AI pay?",
            "parental leave",
            "degraded",
            "busy",
            "Which roles ask for Go?",
        ):
            screen.ask(question)
            found += violations(screen, script)
        screen.cite(1)
        screen.page.wait_for_timeout(300)
        found += violations(screen, script)
        assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_roles(open_screen: Callable[..., Screen], app: Served, scheme: str) -> None:
    script = axe()
    for options in ({}, PHONE):
        screen = open_screen(url=f"{app.url}?tab=roles", color_scheme=scheme, **options)
        screen.wait(".card")
        found = violations(screen, script)
        screen.page.locator(".card a").first.click()
        screen.wait("article[data-role]")
        screen.page.wait_for_timeout(200)
        found += violations(screen, script)
        assert found == []
