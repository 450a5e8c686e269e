"""The settings tab and signing in and out, as people use them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.axe import axe, violations
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.serving import serving


def open_settings(screen: Screen) -> None:
    screen.page.click("#tab-settings")
    screen.wait("#view-settings .settings h2")


def sign_in(screen: Screen, name: str = "ann", password: str = "pw:1") -> None:
    screen.page.fill("#username", name)
    screen.page.fill("#password", password)
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_selector('#conversation[role="log"]', state="attached")


def test_the_tab_says_what_answers_and_where_data_are(open_screen: Callable[..., Screen]) -> None:
    # A server of its own: what other tests ask elsewhere is kept.
    with serving() as served:
        screen = open_screen(url=served.url)
        open_settings(screen)
        said = screen.text("#settings")
        assert "extractive engine" in said
        assert "is not set" in said
        assert "Nothing is kept of you yet" in said
        assert "open to this computer only" in said
        assert screen.page.url.endswith("?tab=settings")


def test_data_are_exported_and_deleted(open_screen: Callable[..., Screen], tmp_path: Path) -> None:
    with serving("--kept") as served:
        screen = open_screen(url=served.url)
        open_settings(screen)
        assert "your résumé and 2 plans" in screen.text("#settings")
        with screen.page.expect_download() as download:
            screen.page.click('[data-settings="export"]')
        assert download.value.suggested_filename == "interview-prep-data.json"
        download.value.save_as(tmp_path / "data.json")
        exported = json.loads((tmp_path / "data.json").read_text("utf-8"))
        assert exported["records"]["resume"] == [{"text": "Ten years of Go"}]
        # Asked first; Escape and "Keep" leave everything.
        screen.page.click('[data-settings="ask-forget"]')
        assert screen.page.evaluate("document.activeElement.dataset.settings") == "keep"
        screen.picture("desktop-light-settings-forget")
        screen.page.keyboard.press("Escape")
        assert not screen.page.is_visible("#forget-sure")
        screen.page.click('[data-settings="ask-forget"]')
        screen.page.click('[data-settings="forget"]')
        screen.wait("text=Deleted: 3 records")
        # The page comes anew, so that no other tab shows what is gone.
        screen.wait("text=Nothing is kept of you yet")


def test_the_language_is_remembered(screen: Screen) -> None:
    open_settings(screen)
    screen.page.select_option("#settings-language", "zh")
    screen.wait("text=您的数据在哪里")
    screen.page.reload()
    screen.wait('#settings [lang="zh"]')
    screen.picture("desktop-light-settings-zh")


def test_signing_out_ends_the_session(open_screen: Callable[..., Screen]) -> None:
    with serving("ann:pw:1") as closed:
        screen = open_screen(url=closed.url + "?tab=settings")
        sign_in(screen)
        # The address that was asked for is the one that opens.
        assert screen.page.url.endswith("?tab=settings")
        screen.wait("#view-settings .settings h2")
        assert "Signed in as ann" in " ".join(screen.text("#settings").split())
        screen.page.click('[data-settings="sign-out"]')
        screen.wait("#username")
        assert screen.page.evaluate("fetch('config').then(reply => reply.status)") == 401
        assert screen.page.context.cookies() == []


def test_guests_with_one_password_do_not_see_each_other(open_screen: Callable[..., Screen]) -> None:
    with serving("--guests=a-guest-password") as shared:
        one, two = open_screen(url=shared.url), open_screen(url=shared.url)
        for guest in (one, two):
            sign_in(guest, "guest", "a-guest-password")
        one.ask("What does Northwind AI pay?")
        assert two.turns == 0
        open_settings(two)
        assert "a guest" in two.text("#settings")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_settings_and_at_the_door(open_screen: Callable[..., Screen], scheme: str) -> None:
    script = axe()
    with serving("--kept") as kept, serving("ann:pw:1") as closed:
        for name, options in (("desktop", {}), ("phone", PHONE)):
            screen = open_screen(url=kept.url, color_scheme=scheme, **options)
            open_settings(screen)
            screen.page.wait_for_timeout(300)
            screen.picture(f"{name}-{scheme}-settings")
            assert violations(screen, script) == []
            screen.page.click('[data-settings="ask-forget"]')
            assert violations(screen, script) == []
            door = open_screen(url=closed.url, color_scheme=scheme, **options)
            door.picture(f"{name}-{scheme}-signin")
            assert violations(door, script) == []
