"""The chat as a visitor meets it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.fake import CANNED, EXAMPLES, MONTHLY, PAY, TASK
from tests.web.library import DELTA


def test_the_box_has_the_focus_and_enter_sends(screen: Screen) -> None:
    screen.page.keyboard.type("What does Northwind AI pay?")
    screen.page.keyboard.press("Enter")
    screen.wait('[data-turn="0"][data-state="answered"]')
    assert "$285,000 to $340,000" in screen.text("#latest .answer")
    assert screen.page.input_value("#question-box textarea") == ""


def test_an_example_is_asked_with_one_click(screen: Screen) -> None:
    assert screen.page.locator(".chip").all_inner_texts() == EXAMPLES
    screen.picture("desktop-light-welcome")
    screen.page.locator(".chip").first.click()
    screen.wait('[data-turn="0"][data-state="answered"]')
    assert screen.text(".turn h2") == EXAMPLES[0]
    assert not screen.page.locator(".welcome").is_visible()


def test_an_answer_streams_and_can_be_stopped(screen: Screen) -> None:
    screen.type("slow")
    screen.wait('[data-turn="0"][data-state="asking"]')
    screen.page.wait_for_function("document.querySelector('#latest .answer').innerText.includes('A slow answer')")
    early = len(screen.text("#latest .answer"))
    screen.page.wait_for_function(f"document.querySelector('#latest .answer').innerText.length > {early}")
    assert screen.page.locator("#stop").is_visible()
    assert not screen.page.locator("#send").is_visible()
    screen.picture("desktop-light-streaming")
    screen.page.click("#stop")
    screen.wait('[data-turn="0"][data-state="stopped"]')
    kept = screen.text("#latest .answer")
    screen.page.wait_for_timeout(500)
    assert screen.text("#latest .answer") == kept
    assert "Stopped here." in kept
    assert screen.page.locator("#send").is_visible()
    screen.ask("how many were abandoned?")
    assert re.search(r"[1-9]\d* streams were abandoned", screen.text("#latest .answer"))


def test_the_first_source_opens_by_itself_and_a_click_switches(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    assert screen.highlighted() == PAY
    assert screen.highlight_in_view()
    screen.picture("desktop-light-answer")
    screen.cite(2)
    assert screen.highlighted() == TASK
    assert screen.highlight_in_view()
    assert "northwind-research-engineer.txt" in screen.text("#source-panel article:not([hidden]) header")


def test_overlapping_quotes_are_each_highlighted_exactly(screen: Screen) -> None:
    screen.ask("overlap")
    for citation in CANNED["overlap"]("q").citations:
        screen.cite(citation.n)
        assert screen.highlighted() == citation.quote


def test_sources_of_several_postings_and_of_earlier_answers(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    screen.ask("Which roles ask for Go?")
    screen.picture("desktop-light-table")
    screen.cite(2)
    assert screen.highlighted() == "五年以上 Java 或 Go 开发经验"
    screen.cite(2, turn=0)
    screen.page.wait_for_selector('[data-panel-key="0"]')
    assert screen.highlighted() == TASK
    screen.cite(3, turn=1)
    screen.page.wait_for_selector('[data-panel-key="1"]')
    assert screen.highlighted() == "5+ years of software engineering, most of it in Python."


def test_citations_work_from_the_keyboard(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    button = screen.page.locator('#latest .answer .cite[data-cite="2"]')
    button.focus()
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_timeout(150)
    assert screen.highlighted() == TASK
    assert button.get_attribute("aria-label") == "Source 2: Northwind AI: Research Engineer, Code Post-Training"
    assert button.evaluate("element => element === document.activeElement")


def test_an_abstention_looks_different_and_offers_the_question(screen: Screen) -> None:
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.ask("What about parental leave?")
    assert screen.text(".callout.abstained h3") == "The postings do not say"
    screen.picture("desktop-light-abstention")
    screen.page.click(".recruiter [data-copy]")
    screen.page.wait_for_selector("text=Copied")
    copied = screen.page.evaluate("navigator.clipboard.readText()")
    assert copied == "What parental leave do you offer, and from which day of employment does it apply?"


def test_the_role_filter_is_searched_and_applied(screen: Screen) -> None:
    assert screen.page.get_attribute("#roles input", "placeholder") == "All roles"
    screen.page.click("#roles input")
    screen.page.keyboard.type("northw")
    options = screen.page.locator("[data-testid=dropdown-option]")
    assert [text.strip("✓ \n") for text in options.all_inner_texts()] == [
        "Northwind AI: Research Engineer, Code Post-Training"
    ]
    options.first.click()
    screen.picture("desktop-light-filter")
    screen.page.keyboard.press("Escape")
    screen.ask("What do they pay?")
    assert screen.text(".limited") == "Asked of Northwind AI: Research Engineer, Code Post-Training"


def test_a_follow_up_knows_the_earlier_questions(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    screen.ask("What did I ask before?")
    assert screen.text("#latest .answer") == "Before that: What does Northwind AI pay?"


def test_two_visitors_do_not_share_a_conversation(open_screen: Callable[..., Screen]) -> None:
    one, two = open_screen(), open_screen()
    one.ask("What does Northwind AI pay?")
    two.ask("What did I ask before?")
    assert two.text("#latest .answer") == "Before that: nothing"
    assert two.turns == 1


def test_a_new_conversation_forgets_the_old_one(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    screen.page.click("#clear")
    screen.page.wait_for_selector(".welcome", state="visible")
    assert screen.turns == 0
    screen.wait("text=Choose a number")
    screen.ask("What did I ask before?")
    assert screen.text("#latest .answer") == "Before that: nothing"


def test_a_new_conversation_ends_a_running_answer(screen: Screen) -> None:
    screen.type("slow")
    screen.wait('[data-state="asking"]')
    screen.page.click("#clear")
    screen.page.wait_for_selector(".welcome", state="visible")
    screen.page.wait_for_timeout(800)
    assert screen.turns == 0


def test_asking_twice_at_once_asks_once(screen: Screen) -> None:
    screen.type("slow")
    screen.wait('[data-state="asking"]')
    screen.type("another one")
    screen.page.wait_for_timeout(400)
    assert screen.turns == 1
    assert screen.page.input_value("#question-box textarea") == "another one"
    screen.page.click("#stop")
    screen.wait('[data-state="stopped"]')


@pytest.mark.parametrize("width", [900, 1280, 1440])
def test_every_tab_is_seen_whole(screen: Screen, width: int) -> None:
    screen.page.set_viewport_size({"width": width, "height": 800})
    hidden = screen.page.evaluate("(bar => bar.scrollWidth - bar.clientWidth)(document.querySelector('.tab-bar'))")
    assert hidden == 0


def test_what_is_typed_behind_a_question_that_is_not_seen_yet_stays(screen: Screen) -> None:
    # An answer that takes its time is announced only after a while: until then the question stands in the box.
    screen.type("slow")
    screen.page.wait_for_timeout(200)
    screen.page.keyboard.type(" and then")
    screen.wait('[data-state="asking"], [data-state="answered"]')
    assert screen.page.locator(".turn h2").inner_text() == "slow"
    assert screen.page.input_value("#question-box textarea") == " and then"


def test_errors_are_sentences_and_the_question_comes_back(screen: Screen) -> None:
    screen.ask("busy")
    assert "The library is being written to by another program" in screen.text(".callout.failed")
    assert screen.page.input_value("#question-box textarea") == "busy"
    screen.picture("desktop-light-error")
    screen.ask("crash")
    assert "secret" not in screen.page.content()


def test_a_degraded_answer_says_so(screen: Screen) -> None:
    screen.ask("degraded")
    assert "No key for a chat model is set" in screen.text(".degraded")


def test_chinese_is_answered_and_highlighted(screen: Screen) -> None:
    screen.ask("星河科技的薪资是多少?")
    assert screen.highlighted() == MONTHLY
    screen.picture("desktop-light-chinese")


def test_a_long_posting_shows_a_window_and_can_be_shown_whole(screen: Screen) -> None:
    screen.ask("relocation")
    assert screen.highlighted() == "we pay up to $20,000 for the move"
    assert screen.highlight_in_view()
    screen.picture("desktop-light-long")
    screen.page.click("[data-whole]")
    screen.page.wait_for_selector("[data-whole]", state="detached")
    screen.page.wait_for_timeout(500)
    assert len(screen.page.locator(".posting").text_content() or "") == len(DELTA)
    assert screen.highlight_in_view()


def test_answers_are_read_out_once_and_in_order(screen: Screen) -> None:
    screen.ask("How do they interview?")
    said = screen.page.locator(".prep-announcer p").all_inner_texts()
    assert said[0] == "Northwind AI interviews in four steps:"
    assert said[1:] == screen.page.locator("#latest .answer li").all_inner_texts()
    assert screen.page.get_attribute(".prep-announcer", "aria-live") == "polite"


def test_an_answer_is_judged_by_mouse_or_keyboard_and_stays_judged(screen: Screen) -> None:
    screen.ask("What does Northwind AI pay?")
    wrong = screen.page.get_by_role("button", name="This answer is wrong: save it to be mended")
    right = screen.page.get_by_role("button", name="This answer is right: keep it so")
    assert [wrong.get_attribute("aria-pressed"), right.get_attribute("aria-pressed")] == ["false", "false"]
    wrong.focus()
    screen.page.keyboard.press("Enter")
    screen.wait("text=Saved as a case in cases.yaml: say there what is right.")
    assert wrong.get_attribute("aria-pressed") == "true"
    assert wrong.evaluate("element => element === document.activeElement")
    assert screen.page.locator(".prep-announcer p").last.inner_text() == screen.text(".judged")
    assert "secret" not in screen.page.content()
    screen.picture("desktop-light-judged")
    right.click()
    screen.wait("text=Saved as a case in cases.yaml: it is to stay so.")
    assert [wrong.get_attribute("aria-pressed"), right.get_attribute("aria-pressed")] == ["false", "true"]
    screen.ask("What about parental leave?")
    assert screen.page.locator('[data-turn="0"] [data-judge="right"]').get_attribute("aria-pressed") == "true"
    assert screen.page.locator('[data-turn="1"] [aria-pressed="true"]').count() == 0
    screen.page.locator('[data-turn="1"] [data-judge="wrong"]').click()
    screen.wait('[data-turn="1"] .judged:not(:empty)')
    screen.page.click("#clear")
    screen.page.wait_for_selector(".welcome", state="visible")
    screen.ask("What does Northwind AI pay?")
    assert screen.page.locator('[data-turn="0"] [aria-pressed="true"]').count() == 0


def test_a_reload_in_the_middle_loses_nothing(screen: Screen) -> None:
    screen.type("slow")
    screen.wait('[data-state="asking"]')
    screen.page.wait_for_function("location.search.includes('chat=')")
    screen.page.reload()
    # The answer went on meanwhile, and is watched to its end.
    screen.wait('.turn[data-turn="0"][data-state="answered"]')
    assert screen.text(".turn h2") == "slow"
    assert "The end" in screen.text("#latest .answer")
    screen.ask("What did I ask before?")
    assert screen.text("#latest .answer") == "Before that: slow"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_cut_off_and_the_panel_slides_over(
    open_screen: Callable[..., Screen], scheme: str
) -> None:
    phone = open_screen(**PHONE, color_scheme=scheme)
    fits = "document.documentElement.scrollWidth <= innerWidth && document.body.scrollWidth <= innerWidth"
    assert phone.page.evaluate(fits)
    phone.picture(f"phone-{scheme}-welcome")
    for question in ("What about parental leave?", "How do they interview?", "Which roles ask for Go?"):
        phone.ask(question)
        assert phone.page.evaluate(fits)
    phone.picture(f"phone-{scheme}-answer")
    assert not phone.page.locator("#source-panel").is_visible()
    phone.cite(2)
    assert phone.highlighted() == "五年以上 Java 或 Go 开发经验"
    phone.page.wait_for_timeout(250)
    assert phone.highlight_in_view()
    phone.picture(f"phone-{scheme}-panel")
    phone.page.click("[data-close]")
    phone.page.wait_for_timeout(250)
    assert not phone.page.locator("#source-panel").is_visible()
    assert phone.page.evaluate("document.activeElement.dataset.cite") == "2"


def test_dark_follows_the_system_and_the_address(open_screen: Callable[..., Screen]) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light, dark = open_screen(color_scheme="light"), open_screen(color_scheme="dark")
    assert light.page.evaluate(paper) != dark.page.evaluate(paper)
    dark.ask("What does Northwind AI pay?")
    dark.picture("desktop-dark-answer")
    dark.ask("parental leave")
    dark.picture("desktop-dark-abstention")
    forced = open_screen(url=light.page.url + "?__theme=dark", color_scheme="light")
    assert forced.page.evaluate(paper) == dark.page.evaluate(paper)
