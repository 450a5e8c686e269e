"""What happens to a page in the middle of things: the line is cut, the app starts again, cookies are off, back is
pressed; and the conversations that are kept through it all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESKTOP, SCREENSHOTS
from tests.browser.screen import Screen
from tests.web.serving import SCRIPT, free_port, running, serving

Open = Callable[..., Screen]
LOOK = "window.dispatchEvent(new Event('focus'))"


def test_a_lost_connection_is_said_and_found_again(screen: Screen) -> None:
    screen.ask("What is the salary?")
    first = screen.text("#latest .answer")
    screen.page.context.set_offline(True)
    screen.wait(".connection:has-text('does not answer')")
    screen.type("What is the process?")
    screen.picture("desktop-light-away")
    # What was answered stays, and what was asked is not lost.
    assert first in screen.text("#conversation, #latest")
    with screen.page.expect_navigation(timeout=60_000):  # it is loaded anew by itself
        screen.page.context.set_offline(False)
    screen.wait('#conversation:has-text("What is the salary?")')
    assert screen.page.input_value("#question-box textarea") == "What is the process?"
    screen.page.focus("#question-box textarea")
    screen.page.keyboard.press("Enter")
    screen.wait('.turn[data-turn="1"]:not([data-state="asking"])')
    assert "What is the process?" in screen.text('.turn[data-turn="1"]')


def test_a_page_that_was_left_open_goes_on_with_the_app_that_was_started_again(
    open_screen: Open, tmp_path: Path
) -> None:
    port = free_port()
    command = [str(SCRIPT), str(port), f"--real={tmp_path}"]
    with running(command, port) as served:
        left, typing = open_screen(url=served.url), open_screen(url=served.url)
        left.ask("Which roles are there?")
        typing.page.fill("#question-box textarea", "A question that is half")
    for screen in (left, typing):
        screen.page.evaluate(LOOK)
        screen.wait(".connection:has-text('does not answer')")
    with running(command, port):
        # Nothing is typed that could be lost: the page goes on by itself, with its conversation.
        left.wait('#conversation:has-text("Which roles are there?")')
        left.page.wait_for_selector(".connection[hidden]", state="attached", timeout=60_000)
        left.ask("And where are they?")
        # Here something is: the page says what to do, and a reload keeps it.
        typing.wait(".connection button")
        typing.page.click(".connection button")
        typing.wait('#conversation[role="log"]')
        assert typing.page.input_value("#question-box textarea") == "A question that is half"
        for screen in (left, typing):
            screen.page.close()


def test_without_cookies_it_works_and_a_sign_in_says_why_it_cannot(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "Default").mkdir()
    off = {"profile": {"default_content_setting_values": {"cookies": 2}}}  # also blocks what pages store
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(off), encoding="utf-8")
    with (
        serving() as app,
        serving("ann:pw:1") as closed,
        chromium.browser_type.launch_persistent_context(
            str(tmp_path), executable_path=CHROMIUM, args=ARGUMENTS, **DESKTOP
        ) as context,
    ):
        open_ = Screen(context.new_page(), app.url, SCREENSHOTS)
        assert open_.page.evaluate("() => { try { return !localStorage; } catch { return true; } }")
        open_.ask("What is the salary?")
        assert open_.text("#latest .answer")
        open_.page.click("#tab-roles")
        open_.wait("#role-list .card")
        assert open_.errors == []
        door = Screen(context.new_page(), closed.url, SCREENSHOTS)
        door.page.keyboard.type("ann")
        door.page.keyboard.press("Tab")
        door.page.keyboard.type("pw:1")
        with door.page.expect_navigation():
            door.page.keyboard.press("Enter")
        assert "without cookies this page comes back" in door.text("body")


def test_conversations_are_named_searched_exported_and_deleted(open_screen: Open) -> None:
    with serving() as app:
        screen = open_screen(url=app.url)
        page = screen.page
        screen.ask("What is the salary?")
        page.click("#clear")
        page.wait_for_function("document.querySelectorAll('.turn').length === 0")
        screen.ask("How many rounds does the interview have?")
        page.click("[data-history]")
        screen.wait("#history .drawer")
        assert page.locator("#history .talks > li").count() == 2
        # The drawer has the focus, and Escape gives it back.
        assert page.evaluate("document.activeElement.name") == "words"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('[data-history]')")
        page.keyboard.press("Enter")
        screen.wait("#history .drawer")
        second = page.locator("#history .talks > li", has_text="salary")
        second.locator("[data-talk=rename]").click()
        page.keyboard.press("Control+A")
        page.keyboard.type("Money <b>matters</b> 🚀")
        page.keyboard.press("Enter")
        screen.wait("#history .talk:has-text('Money <b>matters</b> 🚀')")
        screen.picture("desktop-light-history")
        page.fill("#history [name=words]", "rounds")
        page.wait_for_function("document.querySelectorAll('#history .talks > li').length === 1")
        assert "Money" not in screen.text("#history .talks")
        page.fill("#history [name=words]", "")
        page.wait_for_function("document.querySelectorAll('#history .talks > li').length === 2")
        money = page.locator("#history .talks > li", has_text="Money")
        with page.expect_download() as download:
            money.locator("[data-talk=export]").click()
        assert (
            download.value.path().read_text("utf-8").startswith("# Money <b>matters</b> 🚀\n\n## What is the salary?")
        )
        money.locator("[data-talk=open]").click()
        screen.wait('#conversation:has-text("What is the salary?")')
        # Back and forward go through the conversations.
        page.go_back()
        screen.wait('#conversation:has-text("How many rounds")')
        page.click("[data-history]")
        screen.wait("#history .drawer")
        money.locator("[data-talk=delete]").click()
        money.locator("[data-talk=delete-yes]").click()
        page.wait_for_function("document.querySelectorAll('#history .talks > li').length === 1")
        page.keyboard.press("Escape")
        page.reload()
        screen.wait('#conversation:has-text("How many rounds")')
        page.close()


def test_a_step_sent_twice_is_done_once(open_screen: Open) -> None:
    with serving() as app:  # one of its own: it leaves an interview open
        screen = open_screen(url=f"{app.url}?tab=interview")
        screen.settled("interview")
        screen.page.locator("#interview [data-k=start]").dblclick()
        screen.wait("#interview .asked")
        screen.settled("interview")
        assert screen.page.locator("#interview .asked").count() == 1
        assert not screen.page.locator("#interview .tab-note.bad").count()
        screen.page.close()
