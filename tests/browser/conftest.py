"""A real Chromium on the fake Assistant's app.

Skipped, visibly, where there is no Chromium, unless PREP_REQUIRE_BROWSER=1 asks for a failure. Screenshots go to
.artifacts/screenshots/, which is not committed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.screen import Screen
from tests.web.serving import Served, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# No sandbox: containers rarely allow one. The rest keeps the browser itself from asking the network for anything.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).resolve().parents[2] / ".artifacts" / "screenshots"

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}


def pytest_itemcollected(item: pytest.Item) -> None:
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.browser)
        # One worker has them all, with its servers and its browser: two beside each other take as long.
        item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("PREP_REQUIRE_BROWSER") == "1":
            pytest.fail("PREP_REQUIRE_BROWSER=1, but no Chromium was found on the PATH")
        pytest.skip("no Chromium on the PATH; set PREP_REQUIRE_BROWSER=1 to make this a failure")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(chromium: Browser) -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture
def open_screen(chromium: Browser, app: Served) -> Iterator[Callable[..., Screen]]:
    """Opens the page as a new visitor: `open_screen(**PHONE, color_scheme="dark")`. Fails on errors in the page."""
    contexts: list[BrowserContext] = []
    screens: list[Screen] = []

    def open_(url: str = app.url, **options: Any) -> Screen:
        context = chromium.new_context(**{**DESKTOP, **options})
        contexts.append(context)
        screens.append(Screen(context.new_page(), url, SCREENSHOTS))
        return screens[-1]

    yield open_
    for context in contexts:
        context.close()
    assert [error for screen in screens for error in screen.errors] == []


@pytest.fixture
def screen(open_screen: Callable[..., Screen]) -> Screen:
    """The page on a desktop, light."""
    return open_screen(color_scheme="light")
