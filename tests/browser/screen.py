"""The page as a visitor uses it, and what it asked of the network meanwhile."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request


class Screen:
    """A page that is open. `errors` are what went wrong in it, `hosts` every host that it asked."""

    def __init__(self, page: Page, url: str, screenshots: Path) -> None:
        self.page = page
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self._screenshots = screenshots
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note)
        page.goto(url)
        page.wait_for_selector(".welcome, form[action=login]", state="attached")
        # Ready is when the script has taken hold, not when the first words stand there.
        page.wait_for_selector('#conversation[role="log"], form[action=login]', state="attached")

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob"):
            self.hosts.add(parts.netloc)

    @property
    def turns(self) -> int:
        return self.page.locator(".turn").count()

    def type(self, question: str) -> None:
        """Type a question and press Enter."""
        self.page.fill("#question-box textarea", question)
        self.page.keyboard.press("Enter")

    def ask(self, question: str) -> None:
        """Ask, and wait until the answer is there."""
        at = self.turns
        self.type(question)
        self.wait(f'.turn[data-turn="{at}"]:not([data-state="asking"])')
        self.page.wait_for_timeout(100)

    def wait(self, selector: str) -> None:
        """Wait until it is to be seen; patiently, for the machine may have other things to do."""
        self.page.wait_for_selector(selector, timeout=90_000)

    def settled(self, tab: str) -> str | None:
        """Wait until the tab is drawn and nothing of it is under way; which drawing it is."""
        self.wait(f"#{tab} .tab-page:not([aria-busy])")
        return self.page.get_attribute(f"#{tab} .tab-page", "data-drawn")

    def drawn_anew(self, tab: str, before: str | None) -> None:
        """Wait until the tab is drawn after the drawing `before`."""
        self.wait(f'#{tab} .tab-page:not([data-drawn="{before}"]):not([aria-busy])')

    def step(self, tab: str, selector: str) -> str:
        """Click something in the tab, wait until it is drawn anew, and give what it says."""
        before = self.settled(tab)
        self.page.locator(f"#{tab} {selector}").first.click()
        self.drawn_anew(tab, before)
        return self.note(tab)

    def note(self, tab: str) -> str:
        """What the tab says of its last step."""
        return self.page.locator(f"#{tab} .tab-note").text_content() or ""

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def cite(self, n: int, turn: int = -1) -> None:
        """Click [n] in an answer."""
        self.page.locator(".turn").nth(turn).locator(f'.answer .cite[data-cite="{n}"]').first.click()
        self.page.wait_for_timeout(150)

    def highlighted(self) -> str:
        """The text of the emphasised quote in the panel."""
        marks = self.page.locator("#source-panel article:not([hidden]) mark.chosen")
        return "".join(marks.all_text_contents())

    def highlight_in_view(self) -> bool:
        """Whether the emphasised quote lies within the visible part of the posting."""
        mark = self.page.locator("#source-panel article:not([hidden]) mark.chosen").first.bounding_box()
        box = self.page.locator("#source-panel article:not([hidden]) .posting").bounding_box()
        return bool(mark and box and box["y"] <= mark["y"] and mark["y"] + mark["height"] <= box["y"] + box["height"])

    def picture(self, name: str) -> None:
        self._screenshots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._screenshots / f"{name}.png")
