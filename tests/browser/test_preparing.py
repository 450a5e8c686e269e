"""From a résumé to the real interview: plan, interview and review tabs, as a candidate uses them.

The journey goes through `python ui.py` on the sample postings; what needs odd roles or several users, through the fake.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import axe, violations
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.conftest import ROOT
from tests.web.attacking import PASSWORDS, many_users
from tests.web.serving import Served, free_port, running, serving

RESUME = ROOT / "tests" / "gold" / "resumes" / "senior-backend.txt"
INTERVIEW = (date.today() + timedelta(days=20)).isoformat()
STORY = (
    "At Lumiko search had become slow and every release made it slower. I owned the ranking service and was asked to "
    "halve the latency within a quarter. I profiled the queries, moved the features into a cache and split the index "
    "by region. In the end latency fell from 240 to 90 milliseconds, and I learnt to measure before I change anything."
)
LEARNT = (
    "Last year I learnt to profile before I change anything. Search at Lumiko had become slow, so I read about "
    "sampling profilers, tried three of them on our queries and showed my colleagues what I had found. In the end "
    "latency fell from 240 to 90 milliseconds, and all of my team now use the profiling notebook that I wrote."
)
Open = Callable[..., Screen]


@pytest.fixture(scope="module")
def real(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app as it is, with the sample postings read."""
    port = free_port()
    home = tmp_path_factory.mktemp("home")
    with running([str(ROOT / "ui.py"), "--port", str(port)], port, PREP_HOME=str(home)) as served:
        yield served


def at(open_screen: Open, served: Served, tab: str, **options: object) -> Screen:
    """The page opened on a tab, which is drawn."""
    screen = open_screen(url=f"{served.url}?tab={tab}", **options)
    screen.settled(tab)
    return screen


def with_plan(screen: Screen, role: int = 1) -> None:
    """Makes a plan for a role of the list, by hand."""
    if screen.page.get_attribute("#plan .tab-page", "data-part") != "plan":
        screen.step("plan", "[data-plan-part=plan]")
    if screen.page.locator("#plan .plan-form").count() == 0:
        screen.step("plan", "[data-k=new-plan]")
    if screen.page.locator("#plan [name=days]").count() == 0:
        screen.page.select_option("#plan [name=add]", index=role)
        screen.step("plan", "[data-k=add-role]")
    screen.page.fill("#plan [name=days]", INTERVIEW)
    screen.step("plan", "[data-k=make]")
    screen.wait("#plan .session")


def start_interview(screen: Screen, **choices: str) -> None:
    """Starts an interview, after leaving the one that an earlier test left open."""
    leave_interview(screen)
    if choices.pop("mode", "practice") == "live":
        screen.page.check("#interview [value=live]")
    for name, value in choices.items():
        screen.page.select_option(f"#interview [name={name}]", value)
    screen.step("interview", "[data-k=start]")


def leave_interview(screen: Screen) -> None:
    if screen.page.locator("#interview .sitting-head").count():
        screen.page.click("#interview details.sure summary")
        screen.step("interview", "[data-k=quit]")
    if screen.page.locator("#interview [data-k=leave]").count():
        screen.step("interview", "[data-k=leave]")


# ---- the journey ---------------------------------------------------------------------------------------------------


def test_from_a_resume_to_a_plan_that_is_ticked_off_and_taken_along(
    open_screen: Open, real: Served, tmp_path: Path
) -> None:
    screen = at(open_screen, real, "plan", color_scheme="light")
    screen.page.set_input_files("#resume-file", RESUME)
    screen.wait("#plan .chips-list")
    assert "Kubernetes" in screen.text("#plan .chips-list")
    assert "kept private" in screen.text("#plan")

    screen.step("plan", "[data-plan-part=gap]")
    assert "must-haves met" in screen.text("#plan .figure")
    screen.picture("desktop-light-gap")
    # A quote opens the posting at its words; the close button gives the tab its width back.
    quote = screen.page.locator("#plan .gap-table .quote").first
    words = quote.inner_text().strip("“”")
    quote.click()
    screen.wait("#plan-panel mark.chosen")
    assert screen.page.locator("#plan-panel mark.chosen").first.inner_text().split() == words.split()
    screen.page.click("#plan-panel [data-close]")
    screen.page.wait_for_selector("#plan-panel .source", state="hidden")
    # Filters hide by verdict.
    rows = screen.page.locator("#plan tr[data-verdict=missing]:visible")
    assert rows.count() > 0
    screen.page.uncheck("#plan [data-verdict-filter=missing]")
    assert rows.count() == 0
    with screen.page.expect_download() as markdown:
        screen.page.click("#plan [data-k=gap-file]")
    assert markdown.value.suggested_filename.endswith(".md")

    screen.step("plan", "[data-k=gap-plan]")
    screen.page.fill("#plan [name=days]", INTERVIEW)
    screen.step("plan", "[data-k=make]")
    screen.wait("#plan .timeline")
    assert "The plan is ready" in screen.note("plan")
    screen.picture("desktop-light-plan")
    first = screen.page.locator("#plan .session").first
    item = first.get_attribute("data-item")
    screen.step("plan", f'[data-plan-done="{item}"]')
    assert "done" in (screen.page.locator(f'[data-item="{item}"]').first.get_attribute("class") or "")
    assert screen.page.evaluate("document.activeElement.dataset.planDone") == item
    skipped = screen.page.locator("#plan .session.open").first.get_attribute("data-item")
    screen.step("plan", f'.acts [data-item="{skipped}"]')
    assert "skipped" in (screen.page.locator(f'li[data-item="{skipped}"]').get_attribute("class") or "")

    # What is done is there after a reload, and after planning anew.
    screen.page.reload()
    screen.wait("#plan .session.done")
    screen.step("plan", "[data-k=replan]")
    assert screen.page.locator(f'li.done[data-item="{item}"]').count() == 1

    screen.page.click("#plan .files summary")
    for form, start in (
        ("md", b"# "),
        ("ics", b"BEGIN:VCALENDAR"),
        ("anki", b"PK"),
        ("html", b"<!doctype"),
        ("json", b"{"),
    ):
        with screen.page.expect_download() as download:
            screen.page.click(f"#plan [data-k=export-{form}]")
        target = tmp_path / form
        download.value.save_as(target)
        assert target.read_bytes().startswith(start), form
    assert json.loads((tmp_path / "json").read_text("utf-8"))["items"]


def test_several_plans_stand_side_by_side(open_screen: Open, real: Served) -> None:
    screen = at(open_screen, real, "plan", color_scheme="light")
    with_plan(screen, role=3)
    screen.step("plan", "[data-k=new-plan]")
    with_plan(screen, role=5)
    tabs = screen.page.locator("#plan .plan-tabs [data-plan-open]")
    assert tabs.count() >= 2
    shown = screen.page.get_attribute("#plan .tab-page", "data-plan")
    other = next(t for t in tabs.all() if t.get_attribute("data-plan-open") != shown)
    name = other.get_attribute("data-plan-open")
    screen.step("plan", f'[data-plan-open="{name}"]')
    assert screen.page.get_attribute("#plan .tab-page", "data-plan") == name
    before = tabs.count()
    screen.page.click("#plan header details.sure summary")
    screen.step("plan", "[data-k=delete]")
    assert tabs.count() == before - 1


def test_dates_and_hours_that_cannot_be_are_sentences_and_the_form_stays_filled(
    open_screen: Open, real: Served
) -> None:
    screen = at(open_screen, real, "plan", color_scheme="light")
    screen.step("plan", "[data-plan-part=plan]")
    if screen.page.locator("#plan .plan-form").count() == 0:
        screen.step("plan", "[data-k=new-plan]")
    if screen.page.locator("#plan [name=days]").count() == 0:
        screen.page.select_option("#plan [name=add]", index=2)
        screen.step("plan", "[data-k=add-role]")
    screen.page.fill("#plan [name=days]", INTERVIEW)
    screen.page.fill("#plan [name=week]", "400")
    screen.step("plan", "[data-k=make]")
    assert "400" in screen.note("plan")
    assert screen.page.locator("#plan .tab-note.bad").count() == 1
    assert screen.page.input_value("#plan [name=days]") == INTERVIEW
    assert screen.page.input_value("#plan [name=week]") == "400"
    screen.page.fill("#plan [name=week]", "many")
    screen.step("plan", "[data-k=make]")
    assert "write them as 8 or 1.5" in screen.note("plan")


def test_a_photo_is_no_resume_and_says_so(open_screen: Open, real: Served, tmp_path: Path) -> None:
    photo = tmp_path / "me.pdf"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 200)
    screen = at(open_screen, real, "plan", color_scheme="light")
    screen.step("plan", "[data-plan-part=resume]")
    if screen.page.locator("#plan details:has(#resume-file)").count():
        screen.page.click("#plan details:has(#resume-file) > summary")
    screen.page.set_input_files("#resume-file", photo)
    screen.wait("#plan .upload-state:has-text('me.pdf')")
    assert "not what its name says" in screen.text("#plan .upload-state")


def test_a_practice_interview_gives_help_and_feedback_and_loses_nothing(open_screen: Open, real: Served) -> None:
    screen = at(open_screen, real, "interview", color_scheme="light")
    start_interview(screen, stage="behavioural", n="6")
    assert screen.page.evaluate("document.activeElement.classList.contains('asked')")
    screen.picture("desktop-light-interview")
    assert "learnt in the last year" in screen.text("#interview .asked"), "another question needs another answer"
    # What cannot be scored is said, and not scored.
    screen.page.fill("#interview [name=text]", "fine")
    screen.step("interview", "[data-k=answer]")
    assert "Not scored" in screen.text("#interview .feedback")
    screen.step("interview", "[data-k=retry]")
    assert screen.page.input_value("#interview [name=text]") == ""
    # A reload in the middle of an answer loses neither the interview nor the words.
    screen.page.fill("#interview [name=text]", LEARNT)
    screen.page.reload()
    screen.wait("#interview .answer-form")
    assert screen.page.input_value("#interview [name=text]") == LEARNT
    before = screen.settled("interview")
    screen.page.focus("#interview [name=text]")
    screen.page.keyboard.press("Control+Enter")
    screen.drawn_anew("interview", before)
    assert "of 100" in screen.text("#interview .feedback .score")
    quotes = screen.page.locator("#interview .points blockquote").all_inner_texts()
    assert quotes
    assert all(quote.strip("“”") in LEARNT for quote in quotes)
    screen.picture("desktop-light-feedback")
    screen.step("interview", "[data-k=next]")
    screen.step("interview", "[data-k=pause]")
    screen.page.reload()
    screen.wait("#interview [data-k=resume]")
    screen.step("interview", "[data-k=resume]")
    screen.step("interview", "[data-k=skip]")
    screen.page.click("#interview details.sure summary")
    screen.step("interview", "[data-k=quit]")
    assert "ended early" in screen.text("#interview .report")
    screen.page.click("#interview .asked-one summary")
    screen.picture("desktop-light-report")
    # What was scored is in the progress at once.
    screen.page.click("#tab-review")
    screen.settled("review")
    screen.step("review", "[data-review-part=progress]")
    assert screen.page.locator("#review .heat table").count() == 1
    screen.picture("desktop-light-progress")


def test_the_model_answer_is_shown_after_trying(open_screen: Open, real: Served) -> None:
    screen = at(open_screen, real, "interview", color_scheme="light")
    start_interview(screen, stage="coding", n="3")
    assert screen.page.locator("#interview [data-k=reveal]").count() == 0
    screen.page.fill("#interview [name=text]", STORY)
    screen.step("interview", "[data-k=answer]")
    screen.step("interview", "[data-k=reveal]")
    assert screen.page.is_visible("#interview .sample")


def test_a_live_interview_runs_a_clock_and_gives_no_help(open_screen: Open, real: Served) -> None:
    screen = at(open_screen, real, "interview", color_scheme="light")
    start_interview(screen, mode="live", n="3")
    assert screen.page.locator("#interview [data-k=hint]").count() == 0
    shown = screen.text("#interview .clock")
    assert "left" in shown
    screen.page.wait_for_timeout(1500)
    assert screen.text("#interview .clock") != shown
    screen.page.fill("#interview [name=text]", STORY)
    screen.step("interview", "[data-k=answer]")
    # Feedback comes at the end; a follow-up may come before the next question.
    assert screen.page.locator("#interview .feedback").count() == 0
    screen.page.click("#interview details.sure summary")
    screen.step("interview", "[data-k=quit]")
    screen.wait("#interview .report")


def test_two_tabs_in_one_interview(open_screen: Open, real: Served) -> None:
    one = at(open_screen, real, "interview", color_scheme="light")
    start_interview(one, n="3")
    two = at(open_screen, real, "interview", color_scheme="light")
    question = one.text("#interview .asked")
    assert two.text("#interview .asked") == question
    one.step("interview", "[data-k=skip]")
    two.page.fill("#interview [name=text]", STORY)
    two.step("interview", "[data-k=answer]")
    # The second tab is told, and shows how it stands; what was typed is not lost.
    assert "another tab" in two.note("interview")
    assert two.text("#interview .asked") == one.text("#interview .asked") != question
    one.page.click("#interview details.sure summary")
    one.step("interview", "[data-k=quit]")


def test_a_debrief_becomes_cards(open_screen: Open, real: Served) -> None:
    screen = at(open_screen, real, "review", color_scheme="light")
    screen.step("review", "[data-review-part=debrief]")
    screen.page.fill("#review [data-k=question-0]", "How would you find out why a query has become slow?")
    screen.page.select_option("#review [name=went_0]", "badly")
    screen.step("review", "[data-k=more-lines]")
    assert screen.page.input_value("#review [data-k=question-0]").startswith("How would you find")
    screen.step("review", "[data-k=debrief]")
    assert "Kept" in screen.note("review")
    assert screen.page.input_value("#review [data-k=question-0]") == ""
    screen.picture("desktop-light-debrief")
    screen.step("review", "[data-review-part=cards]")
    screen.page.click("#review .when summary")
    assert screen.page.locator("#review .when tbody tr").count() > 0


# ---- odd roles, several users --------------------------------------------------------------------------------------


def test_keys_show_and_grade_a_card(open_screen: Open) -> None:
    with serving("--due") as served:
        screen = at(open_screen, served, "review", color_scheme="light")
        card = screen.page.get_attribute("#review .card-box", "data-card")
        screen.page.locator("#review .card-box h3").focus()
        screen.page.keyboard.press("3")  # nothing is graded before the answer is seen
        assert screen.page.get_attribute("#review .card-box", "data-card") == card
        screen.page.keyboard.press("Space")
        screen.wait("#review .card-answer:visible")
        screen.picture("desktop-light-card")
        before = screen.settled("review")
        screen.page.keyboard.press("3")
        screen.drawn_anew("review", before)
        assert "good" in screen.note("review")
        assert screen.page.locator(f'#review .card-box[data-card="{card}"]').count() == 0
        # The next card's answer is hidden again.
        assert not screen.page.is_visible("#review .card-answer")


def test_text_of_postings_runs_nowhere(open_screen: Open, app: Served) -> None:
    screen = at(open_screen, app, "plan", color_scheme="light")
    screen.step("plan", "[data-plan-part=resume]")
    screen.page.click("#plan details.behind summary")
    hostile = (
        "<img src=x onerror=\"window.attacked='resume'\"> Engineer at <b>Acme</b>, 2019 - 2024: Python, Go, Kubernetes"
    )
    screen.page.fill("#plan [name=text]", hostile)
    screen.step("plan", "[data-k=paste]")
    screen.step("plan", "[data-plan-part=gap]")
    with_plan(screen, role=1)
    interview = at(open_screen, app, "interview", color_scheme="light")
    interview.step("interview", "[data-k=start]")
    interview.page.fill("#interview [name=text]", f"{hostile} {STORY}")
    interview.step("interview", "[data-k=answer]")
    for one in (screen, interview):
        assert one.page.evaluate("window.attacked") is None
    assert screen.page.locator("#plan b, #plan img").count() == 0


def test_users_do_not_see_each_others_plans_interviews_or_drafts(open_screen: Open, tmp_path: Path) -> None:
    with many_users(tmp_path) as served:
        ann, bob = (signed_in_at(open_screen, served, name) for name in ("ann", "bob"))
        with_plan(ann)
        plan = ann.page.get_attribute("#plan .tab-page", "data-plan")
        ann.step("plan", "[data-plan-part=resume]")
        ann.page.fill("#plan [name=strong]", "Python")
        ann.step("plan", "[data-plan-part=plan]")
        ann.page.click("#plan .files summary")
        with ann.page.expect_download():
            ann.step("plan", "[data-k=export-ics]")
        address = ann.page.get_attribute("#plan .tab-page", "data-download")
        status = "address => fetch(address).then(reply => reply.status)"
        assert ann.page.evaluate(status, address) == 200
        assert bob.page.evaluate(status, address) == 404
        # Naming another's plan or interview shows and deletes nothing.
        bob.step("plan", "[data-plan-part=plan]")
        assert bob.page.locator("#plan [data-plan-open]").count() == 0
        raised(bob, "plan", {"act": "delete", "plan": plan, "part": "plan"})
        assert "there is no one plan" in bob.note("plan").lower()
        ann.page.click("#tab-interview")
        ann.settled("interview")
        ann.step("interview", "[data-k=start]")
        interview = ann.page.get_attribute("#interview .tab-page", "data-interview")
        bob.page.click("#tab-interview")
        bob.settled("interview")
        raised(bob, "interview", {"act": "open", "which": interview})
        assert bob.page.locator("#interview .asked").count() == 0
        ann.page.click("#tab-plan")
        ann.step("plan", "[data-plan-part=plan]")
        assert ann.page.locator(f'#plan [data-plan-open="{plan}"]').count() == 1
        # Signing out takes the drafts along.
        ann.page.click("#tab-settings")
        ann.page.click('[data-settings="sign-out"]')
        ann.wait("#username")
        assert ann.page.evaluate("Object.keys(sessionStorage).filter(k => k.startsWith('prep-draft'))") == []


def raised(screen: Screen, tab: str, detail: dict[str, object]) -> None:
    """Sends what no button of the page sends."""
    before = screen.settled(tab)
    screen.page.evaluate(
        "([id, detail]) => document.querySelector(`#${id} [data-listens]`)"
        ".dispatchEvent(new CustomEvent('prep:step', { detail }))",
        [tab, detail],
    )
    screen.drawn_anew(tab, before)


def signed_in_at(open_screen: Open, served: Served, name: str) -> Screen:
    screen = open_screen(url=served.url + "?tab=plan")
    sign_in(screen, name, PASSWORDS[name])
    screen.settled("plan")
    return screen


def sign_in(screen: Screen, name: str, password: str) -> None:
    screen.page.fill("#username", name)
    screen.page.fill("#password", password)
    screen.page.keyboard.press("Enter")
    screen.page.wait_for_selector('#conversation[role="log"]', state="attached")


def test_a_picked_role_stays_picked_across_tabs(open_screen: Open, app: Served) -> None:
    screen = at(open_screen, app, "interview", color_scheme="light")
    leave_interview(screen)
    screen.page.select_option("#interview [name=role]", "northwind-research-engineer")
    screen.page.wait_for_timeout(600)
    screen.page.click("#tab-plan")
    screen.settled("plan")
    screen.step("plan", "[data-plan-part=gap]")
    assert screen.page.input_value("#plan [data-pick-role]") == "northwind-research-engineer"


def test_chinese(open_screen: Open, app: Served) -> None:
    screen = at(open_screen, app, "plan", color_scheme="light", locale="zh-CN")
    assert "简历" in screen.text("#plan .parts")
    screen.page.click("#tab-interview")
    screen.settled("interview")
    screen.page.click("#tab-review")
    screen.wait("#review .parts:has-text('复习')")


# ---- looks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_serious(open_screen: Open, real: Served, scheme: str, size: str) -> None:
    script = axe()
    options = {"color_scheme": scheme, **(PHONE if size == "phone" else {})}
    screen = at(open_screen, real, "plan", **options)

    def check(name: str) -> None:
        screen.page.wait_for_timeout(300)
        screen.picture(f"{size}-{scheme}-{name}")
        wide = "document.documentElement.scrollWidth > innerWidth + 1"
        assert not screen.page.evaluate(wide), name
        assert violations(screen, script) == [], name

    for part in ("resume", "gap", "plan"):
        screen.step("plan", f"[data-plan-part={part}]")
        check(f"plan-{part}")
    with_plan(screen, role=1)
    check("plan-made")
    screen.page.evaluate("for (const one of document.querySelectorAll('#plan details.behind')) one.open = true")
    check("plan-open")
    screen.page.click("#tab-interview")
    screen.settled("interview")
    leave_interview(screen)
    check("interview-start")
    start_interview(screen, stage="behavioural")
    check("interview-question")
    screen.page.fill("#interview [name=text]", STORY)
    screen.step("interview", "[data-k=answer]")
    check("interview-feedback")
    screen.page.click("#interview details.sure summary")
    screen.step("interview", "[data-k=quit]")
    check("interview-report")
    screen.page.click("#tab-review")
    screen.settled("review")
    for part in ("cards", "progress", "debrief"):
        screen.step("review", f"[data-review-part={part}]")
        check(f"review-{part}")
