"""Roles side by side, from the Roles tab: ticked, compared, each cell opened at its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.axe import axe, violations
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.library import CONTOSO, FABRIKAM, NORTHWIND, XINGHE
from tests.web.serving import Served

Open = Callable[..., Screen]


def tick(screen: Screen, *ids: str) -> None:
    for id in ids:
        screen.page.check(f'[data-compare-tick][value="{id}"]')


def open_roles(screen: Screen) -> None:
    screen.page.click("#tab-roles")
    screen.wait(".card")


def compare(screen: Screen, *ids: str) -> None:
    open_roles(screen)
    tick(screen, *ids)
    screen.page.click("[data-compare-do]")
    screen.wait(f'.comparison[data-role="{" ".join(ids)}"]')


def address(served: Served, *ids: str) -> str:
    return f"{served.url}?{'&'.join(f'compare={id}' for id in ids)}"


def open_quote(screen: Screen, text: str) -> str:
    """Opens a quote, and gives the words that are marked in its posting."""
    screen.page.locator(".comparison .line", has_text=text).first.click()
    screen.wait("#role-panel article:not([hidden]) mark.chosen")
    screen.page.wait_for_function(
        "text => document.querySelector('#role-panel mark.chosen')?.textContent.includes(text)", arg=text
    )
    return "".join(screen.page.locator("#role-panel article:not([hidden]) mark.chosen").all_text_contents())


def row(screen: Screen, name: str) -> list[str]:
    """The cells of a row."""
    return screen.page.locator(".matrix tr", has=screen.page.locator(f"th:has-text('{name}')")).first.evaluate(
        "row => [...row.cells].slice(1).map(cell => cell.innerText.trim())"
    )


def test_two_ticked_roles_stand_side_by_side_with_their_words(screen: Screen) -> None:
    open_roles(screen)
    assert not screen.page.locator(".compare-bar").is_visible()
    tick(screen, NORTHWIND.id)
    assert screen.text(".compare-bar p") == "1 role ticked. Tick another one to compare them."
    assert screen.page.is_disabled("[data-compare-do]")
    tick(screen, XINGHE.id)
    assert screen.text(".compare-bar p") == "2 roles ticked"
    screen.page.click("[data-compare-do]")
    screen.wait(".comparison")
    screen.picture("compare-desktop-light")
    assert row(screen, "Salary") == ["$285,000 - $340,000 a year", "薪资:每月 45,000 至 60,000 元,十六薪。"]
    assert row(screen, "Work mode") == ["hybrid, 3 days in the office", "○ not stated"]
    assert "None of them states: employment type" in screen.text(".comparison")
    # Until a quote is opened the comparison has the whole width.
    assert not screen.page.locator("#role-panel").is_visible()
    assert open_quote(screen, "hybrid, 3 days") == "hybrid, 3 days in the office"
    assert open_quote(screen, "薪资") == "薪资:每月 45,000 至 60,000 元,十六薪。"
    screen.picture("compare-desktop-light-source")
    screen.page.click("#role-panel [data-close]")
    screen.page.wait_for_selector("#role-panel", state="hidden")


def test_the_way_back_and_the_address(open_screen: Open, app: Served) -> None:
    screen = open_screen(url=app.url)
    compare(screen, NORTHWIND.id, XINGHE.id)
    assert screen.page.url == address(app, NORTHWIND.id, XINGHE.id)
    screen.page.click("[data-back]")
    screen.wait(".card")
    assert screen.page.evaluate("'compareDo' in document.activeElement.dataset")
    assert screen.page.is_checked(f'[data-compare-tick][value="{XINGHE.id}"]')
    screen.page.go_back()
    screen.wait(".comparison")
    screen.page.locator(f'.matrix thead [data-open="{NORTHWIND.id}"]').click()
    screen.wait(f'article[data-role="{NORTHWIND.id}"]')
    assert screen.page.locator("#role-panel").is_visible()
    gone = open_screen(url=address(app, NORTHWIND.id, "nowhere"))
    gone.wait("#role .nothing-here")
    assert "No role 'nowhere' in the library" in gone.text("#role")
    crowd = open_screen(url=address(app, *(f"role-{n}" for n in range(7))))
    crowd.wait("#role .nothing-here")
    assert "At most 6 roles fit side by side" in crowd.text("#role")


def test_roles_are_taken_away_and_all_are_asked_about(screen: Screen) -> None:
    compare(screen, CONTOSO.id, NORTHWIND.id, XINGHE.id)
    assert screen.page.evaluate("window.attacked") is None
    screen.page.locator(".matrix thead [data-compare]").first.click()
    screen.wait(f'.comparison[data-role="{NORTHWIND.id} {XINGHE.id}"]')
    assert screen.page.locator(".matrix thead [data-compare]").count() == 0
    screen.page.click(".comparison [data-ask]")
    screen.page.wait_for_function("document.querySelectorAll('#roles .token').length === 2")
    screen.ask("What do they pay?")
    assert NORTHWIND.name in screen.text("#latest .limited")
    assert XINGHE.name in screen.text("#latest .limited")


def test_it_works_from_the_keyboard(screen: Screen) -> None:
    open_roles(screen)
    for id in (NORTHWIND.id, FABRIKAM.id):
        screen.page.focus(f'[data-compare-tick][value="{id}"]')
        screen.page.keyboard.press("Space")
    # In the list, ticks and names are steps of the tab key; the button comes after the last.
    screen.page.focus(f'[data-compare-tick][value="{XINGHE.id}"]')
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Enter")
    screen.wait(".comparison")
    screen.page.wait_for_function("document.activeElement.tagName === 'H2'")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Space")
    assert screen.page.is_checked("[data-compare-only]")
    screen.page.focus(".comparison .line >> nth=0")
    screen.page.keyboard.press("Enter")
    screen.wait("#role-panel mark.chosen")


def test_a_filter_keeps_the_ticks_and_clearing_takes_them(screen: Screen) -> None:
    open_roles(screen)
    tick(screen, NORTHWIND.id, XINGHE.id)
    screen.page.fill("#role-filters [name=text]", "operations")
    screen.page.wait_for_function("document.querySelectorAll('.card').length === 1")
    assert screen.text(".compare-bar p") == "2 roles ticked"
    screen.page.fill("#role-filters [name=text]", "")
    screen.page.wait_for_function("document.querySelectorAll('.card').length === 4")
    assert screen.page.locator("[data-compare-tick]:checked").count() == 2
    screen.page.click("[data-compare-clear]")
    assert screen.page.locator("[data-compare-tick]:checked").count() == 0
    assert not screen.page.locator(".compare-bar").is_visible()


def test_on_a_phone(open_screen: Open, app: Served) -> None:
    phone = open_screen(url=address(app, NORTHWIND.id, XINGHE.id), color_scheme="light", **PHONE)
    phone.wait(".comparison")
    phone.picture("compare-phone-light")
    assert phone.page.evaluate("document.getElementById('role-column').scrollWidth <= innerWidth")
    # Each cell says whose it is.
    name = "getComputedStyle(document.querySelector('.matrix td'), '::before').content"
    assert NORTHWIND.title in phone.page.evaluate(name)
    assert open_quote(phone, "hybrid, 3 days") == "hybrid, 3 days in the office"
    phone.page.click("#role-panel [data-close]")
    phone.page.wait_for_selector("#role-panel", state="hidden")
    assert "hybrid, 3 days" in phone.page.evaluate("document.activeElement.innerText")


def test_in_chinese(open_screen: Open, app: Served) -> None:
    screen = open_screen(url=f"{address(app, NORTHWIND.id, XINGHE.id)}&lang=zh")
    screen.wait(".comparison")
    assert "2 个职位并排比较" in screen.text(".comparison h2")
    assert row(screen, "工作方式") == ["hybrid, 3 days in the office", "○ 未说明"]
    screen.page.click("[data-back]")
    screen.wait(".card")
    screen.page.wait_for_function("document.querySelector('#back').textContent.includes('全部职位')")
    tick(screen, NORTHWIND.id)
    assert "已选 1 个职位" in screen.text(".compare-bar p")
    screen.picture("roles-desktop-zh")
    assert "Not stated" not in screen.text("#view-roles")
    assert "Search" not in screen.text("#view-roles")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_screen: Open, app: Served, scheme: str) -> None:
    script = axe()
    screen = open_screen(color_scheme=scheme, **(PHONE if scheme == "dark" else {}))
    open_roles(screen)
    tick(screen, NORTHWIND.id, XINGHE.id, CONTOSO.id)
    assert violations(screen, script) == []
    screen.page.click("[data-compare-do]")
    screen.wait(".comparison")
    screen.picture(f"compare-{scheme}")
    assert violations(screen, script) == []
    open_quote(screen, "hybrid, 3 days")
    assert violations(screen, script) == []
