"""The roles tab as a visitor meets it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.fake import PAY, TASK
from tests.web.library import CONTOSO, NORTHWIND
from tests.web.serving import Served, serving

FITS = """document.documentElement.scrollWidth <= innerWidth
    && ["browse", "role-column"].every(id => document.getElementById(id).scrollWidth <= innerWidth)"""


def open_roles(screen: Screen) -> None:
    screen.page.click("#tab-roles")
    screen.wait(".card")


def open_role(screen: Screen, role_id: str) -> None:
    screen.page.click(f'[data-open="{role_id}"]')
    screen.wait(f'article[data-role="{role_id}"]')
    screen.page.wait_for_selector(f'#role-panel [data-panel-key="{role_id}"]', state="attached")
    screen.page.wait_for_timeout(150)


def titles(screen: Screen) -> list[str]:
    return screen.page.locator(".card h3").all_inner_texts()


def count_says(screen: Screen, text: str) -> None:
    screen.page.wait_for_function("text => document.querySelector('.count p')?.innerText === text", arg=text)


def role_marks(screen: Screen) -> str:
    return "".join(screen.page.locator("#role-panel mark.chosen").all_text_contents())


def line(screen: Screen, text: str) -> None:
    screen.page.locator(".line", has_text=text).first.click()
    screen.page.wait_for_timeout(150)


def test_the_list_filters_counts_and_sorts(screen: Screen) -> None:
    open_roles(screen)
    count_says(screen, "4 roles")
    assert not screen.page.locator("#send").is_visible()
    screen.picture("roles-desktop-light")
    screen.page.locator("[name=text]").press_sequentially("engineer north", delay=30)
    count_says(screen, "1 of 4 roles")
    assert titles(screen) == [NORTHWIND.title]
    assert screen.page.locator(".prep-announcer p").last.inner_text() == "1 of 4 roles"
    screen.page.click("[data-clear-filters]")
    count_says(screen, "4 roles")
    assert screen.page.input_value("[name=text]") == ""
    screen.page.locator(".tick", has_text="Salary").click()
    count_says(screen, "3 of 4 roles")
    screen.page.select_option("[name=mode]", "hybrid")
    count_says(screen, "1 of 4 roles")
    screen.page.select_option("[name=mode]", "")
    screen.page.select_option("[name=sort]", "title")
    screen.page.wait_for_timeout(300)
    assert titles(screen)[1] == NORTHWIND.title
    screen.page.select_option("[name=company]", "星河科技")
    count_says(screen, "1 of 4 roles")


def test_a_fact_opens_the_exact_words(screen: Screen) -> None:
    open_roles(screen)
    open_role(screen, NORTHWIND.id)
    assert role_marks(screen) == "$285,000 - $340,000 a year"
    screen.picture("role-open-desktop")
    line(screen, "Take-home task")
    assert role_marks(screen) == TASK
    mark = screen.page.locator("#role-panel mark.chosen").first.bounding_box()
    box = screen.page.locator("#role-panel .posting").bounding_box()
    assert mark
    assert box
    assert box["y"] <= mark["y"] <= box["y"] + box["height"]
    assert screen.page.locator(".line[aria-current]").all_inner_texts()[0].startswith("Take-home task")
    line(screen, "Contributions to open-source")
    assert role_marks(screen) == "Contributions to open-source developer tools."


def test_it_works_from_the_keyboard(screen: Screen) -> None:
    screen.page.focus("#tab-chat")
    screen.page.keyboard.press("ArrowRight")
    screen.wait(".card")
    assert screen.page.evaluate("document.activeElement.id") == "tab-roles"
    screen.page.focus(f'[data-open="{NORTHWIND.id}"]')
    screen.page.keyboard.press("Enter")
    screen.wait("article[data-role]")
    assert screen.page.evaluate("document.activeElement.textContent") == NORTHWIND.title
    # The link to check it in the library, the button to ask, the salary, the place.
    for _ in range(4):
        screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_timeout(150)
    assert role_marks(screen) == "San Francisco"
    screen.page.focus("[data-back]")
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_timeout(200)
    assert screen.page.evaluate("document.activeElement.dataset.open") == NORTHWIND.id


def test_asking_about_a_role_picks_it_in_the_chat(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    open_roles(screen)
    open_role(screen, NORTHWIND.id)
    screen.page.click("[data-ask]")
    screen.wait("#roles .token")
    assert NORTHWIND.name in screen.text("#roles .token")
    assert screen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert screen.turns == 1
    assert screen.highlighted() == PAY
    screen.ask("What do they pay?")
    assert screen.text("#latest .limited") == f"Asked of {NORTHWIND.name}"
    screen.page.click("#tab-roles")
    screen.wait(f'article[data-role="{NORTHWIND.id}"]')
    screen.page.click("#tab-roles")
    screen.wait(".picked")
    assert screen.page.locator(".picked").count() == 1
    screen.page.click("#tab-chat")
    assert NORTHWIND.name in screen.text("#roles .token")


def test_addresses_lead_to_the_tab_and_to_a_role(open_screen: Callable[..., Screen], app: Served) -> None:
    listed = open_screen(url=f"{app.url}?tab=roles")
    listed.wait(".card")
    assert not listed.page.locator("#question-box").is_visible()
    opened = open_screen(url=f"{app.url}?role={quote(NORTHWIND.id)}")
    opened.wait(f'article[data-role="{NORTHWIND.id}"]')
    opened.page.wait_for_timeout(200)
    assert role_marks(opened) == "$285,000 - $340,000 a year"
    opened.page.click("[data-back]")
    opened.wait(".card")
    assert opened.page.url.endswith("?tab=roles")
    opened.page.go_back()
    opened.wait(f'article[data-role="{NORTHWIND.id}"]')
    gone = open_screen(url=f"{app.url}?role=nowhere")
    gone.wait("#role .nothing-here")
    assert "No role 'nowhere' in the library" in gone.text("#role")
    unknown = open_screen(url=f"{app.url}?tab=moon")
    assert unknown.page.locator("#question-box").is_visible()


def test_nothing_that_a_role_holds_runs(screen: Screen) -> None:
    open_roles(screen)
    open_role(screen, CONTOSO.id)
    line(screen, "pixel.png")
    assert "This file hides text from its readers" in screen.text("#role")
    assert screen.page.evaluate("window.attacked") is None
    assert screen.page.locator("#view-roles :is(img, iframe, script, b)").count() == 0
    assert CONTOSO.title in screen.text("#role h2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(open_screen: Callable[..., Screen], scheme: str) -> None:
    phone = open_screen(**PHONE, color_scheme=scheme)
    assert phone.page.locator("#masthead").bounding_box()["height"] <= 52  # type: ignore[index]
    open_roles(phone)
    phone.picture(f"roles-phone-{scheme}")
    assert phone.page.evaluate(FITS)
    phone.page.click(".more-filters")
    phone.page.locator(".tick", has_text="Tech stack").click()
    count_says(phone, "1 of 4 roles")
    assert phone.text(".more-filters") == "Filters (1)"
    assert phone.page.evaluate(FITS)
    phone.picture(f"roles-phone-{scheme}-filters")
    open_role(phone, NORTHWIND.id)
    assert phone.page.evaluate(FITS)
    phone.picture(f"role-open-phone-{scheme}")
    assert not phone.page.locator("#role-panel").is_visible()
    line(phone, "Take-home task")
    phone.page.wait_for_timeout(250)
    assert role_marks(phone) == TASK
    mark, close = phone.page.locator("#role-panel mark.chosen").first, phone.page.locator("#role-panel [data-close]")
    assert mark.evaluate("e => e.getBoundingClientRect().bottom < innerHeight")
    phone.picture(f"role-panel-phone-{scheme}")
    close.click()
    phone.page.wait_for_selector("#role-panel", state="hidden")
    assert "Take-home task" in phone.page.evaluate("document.activeElement.innerText")


def test_dark(open_screen: Callable[..., Screen]) -> None:
    dark = open_screen(color_scheme="dark")
    open_roles(dark)
    dark.picture("roles-desktop-dark")
    open_role(dark, CONTOSO.id)
    dark.picture("role-open-desktop-dark")
    red, green, blue = dark.page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    assert max(red, green, blue) < 80


def test_five_hundred_roles_are_drawn_a_hundred_at_a_time(open_screen: Callable[..., Screen]) -> None:
    with serving("--many") as big:
        visitor = open_screen(url=big.url)
        open_roles(visitor)
        assert visitor.page.locator(".card").count() == 100
        visitor.page.click("[data-show-more]")
        visitor.page.wait_for_function("document.querySelectorAll('.card').length === 200")
        visitor.page.wait_for_timeout(100)
        in_focus = "[...document.querySelectorAll('.card a')].indexOf(document.activeElement)"
        assert visitor.page.evaluate(in_focus) == 100
        visitor.page.fill("[name=text]", "engineer 499")
        count_says(visitor, "0 of 500 roles")


def test_an_empty_library_says_what_to_do(open_screen: Callable[..., Screen]) -> None:
    with serving("--empty") as empty:
        visitor = open_screen(url=f"{empty.url}?tab=roles")
        visitor.wait("#role-list .nothing-here")
        assert "prep ingest FOLDER" in visitor.text("#role-list")
        visitor.page.click("#role-list [data-go]")
        assert visitor.page.url == f"{empty.url}?tab=library"
        visitor.page.click("#tab-chat")
        visitor.page.click(".welcome [data-go]")
        assert visitor.page.url == f"{empty.url}?tab=library"
        assert visitor.page.evaluate("document.activeElement.id") == "tab-library"
