"""The library tab as a candidate uses it: postings in, what was understood checked and corrected, and out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import axe, violations
from tests.browser.conftest import PHONE
from tests.browser.screen import Screen
from tests.web.serving import Served, serving

Open = Callable[..., Screen]
FIRST = """{company}
Senior Perception Engineer

Location: Lyon, France (hybrid, 2 days a week in the office)
Salary: EUR 70,000 - 85,000 per year

What you will do
- Build perception pipelines for warehouse robots.

Requirements
- 5+ years of C++ and Python
- Experience with ROS 2

We are eight people who build robots in the open.

Interview process
1. Recruiter call (30 min)
2. Technical interview (60 min)
"""
SECOND = """
Also open in the same house: Field Technician
You keep robots alive on site, wherever they stand and whatever has happened to them.
Salary: EUR 35,000 per year
"""
MARK = """words => {
    const walker = document.createTreeWalker(document.querySelector("#library-panel .posting"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        return true;
    }
    return false;
}"""
PASTE = """([selector, text]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    return document.querySelector(selector).dispatchEvent(paste);
}"""
BOX, READ = "#library textarea[name=text]", "[data-k=paste-do]"


@pytest.fixture(scope="module")
def real(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product over a library that is empty at first."""
    with serving(f"--real={tmp_path_factory.mktemp('home')}") as served:
        yield served


@pytest.fixture
def library(open_screen: Open, real: Served) -> Screen:
    return at(open_screen, real)


def at(open_screen: Open, served: Served, **options: object) -> Screen:
    screen = open_screen(url=f"{served.url}?tab=library", **{"color_scheme": "light", **options})
    screen.settled("library")
    return screen


def step(screen: Screen, selector: str) -> str:
    return screen.step("library", selector)


def paste(screen: Screen, company: str, text: str = FIRST) -> None:
    """Pastes a posting, which is then the first of the list."""
    screen.page.fill(BOX, text.format(company=company))
    assert "Read: " in step(screen, READ)
    assert company in screen.text("#library .holdings > li")


def fact(screen: Screen, name: str) -> str:
    """What is said of a fact."""
    return screen.page.locator(
        "#library .understood > div", has=screen.page.locator(f"[data-k=change-{name}]")
    ).evaluate("row => [...row.querySelectorAll('.line, .absent')].map(one => one.innerText).join(' | ')")


def test_a_dropped_posting_appears_with_what_was_understood_and_is_asked_about(library: Screen) -> None:
    page = library.page
    page.click("#tab-roles")
    library.wait("#role-list :is(.nothing-here, .card)")
    page.click("#tab-library")
    before = library.settled("library")
    dropped = page.evaluate_handle(
        """text => {
            const files = new DataTransfer();
            files.items.add(new File([text], "dropped.txt"));
            return files;
        }""",
        FIRST.format(company="Dropped Robotics"),
    )
    page.dispatch_event("#library [data-drop]", "drop", {"dataTransfer": dropped})
    library.drawn_anew("library", before)
    assert library.note("library") == "Read: 1 role in 1 file."
    said = library.text("#library .holdings > li")
    assert "dropped.txt" in said
    assert "Dropped Robotics: Senior Perception Engineer" in said
    assert "2 interview rounds" in said
    library.picture("library-desktop-light")
    # The other tabs know it without a reload.
    page.click("#tab-roles")
    library.wait('.card a[data-open="dropped-robotics-senior-perception-engineer"]')
    page.click("#tab-library")
    step(library, "[data-library=open]")
    assert fact(library, "salary") == "Salary: EUR 70,000 - 85,000 per year"
    assert fact(library, "visa") == "○ not stated"
    library.wait("#library-panel mark.chosen")
    library.picture("library-role-desktop-light")
    page.click("#library [data-ask]")
    library.wait("#roles .token")
    library.ask("What is the salary?")
    assert "70,000" in library.text("#latest .answer")


def test_a_fact_is_corrected_by_words_that_are_marked_in_the_posting(library: Screen) -> None:
    paste(library, "Marked Robotics")
    step(library, "[data-library=open]")
    library.wait("#library-panel .posting")
    library.page.click("#library [data-k=change-team]")
    assert library.page.evaluate(MARK, "We are eight people")
    library.page.click("#library form[data-fact=team] [data-library-selection]")
    assert library.page.input_value("#library [data-k=quotes-team]") == "We are eight people"
    assert step(library, "[data-k=state-team]").startswith("Saved.")
    assert fact(library, "team") == "We are eight people"
    # Its form has done its work; who used the keyboard stands where they were.
    assert library.page.locator("#library .change[open]").count() == 0
    assert library.page.evaluate("document.activeElement.dataset.k") == "change-team"
    library.page.click("#library [data-k=change-salary]")
    step(library, "form[data-fact=salary] [data-library=not-stated]")
    assert fact(library, "salary") == "○ not stated"
    library.page.fill("#library [name=title]", "Chief Engineer")
    step(library, "[data-k=rename]")
    assert "Marked Robotics: Chief Engineer" in library.text("#library h3")
    assert "corrected by you" in library.text("#library h3")
    assert step(library, "[data-library=undo]") == "The posting is as it was read."
    assert fact(library, "salary") == "Salary: EUR 70,000 - 85,000 per year"
    assert "Senior Perception Engineer" in library.text("#library h3")


def test_words_that_the_posting_does_not_have_stay_in_the_box(library: Screen) -> None:
    paste(library, "Refused Robotics")
    step(library, "[data-library=open]")
    library.page.click("#library [data-k=change-visa]")
    library.page.fill("#library [data-k=quotes-visa]", "we sponsor everybody")
    assert "does not stand in the posting" in step(library, "[data-k=state-visa]")
    assert library.page.input_value("#library [data-k=quotes-visa]") == "we sponsor everybody"
    assert library.page.locator("#library .change[open]").count() == 1
    assert fact(library, "visa") == "○ not stated"


def test_a_posting_is_split_into_two_roles_and_merged_again(library: Screen) -> None:
    paste(library, "Split Robotics", FIRST + SECOND)
    roles = library.page.locator("#library .holdings > li").first.locator(".held-role")
    before = roles.count()
    step(library, "[data-library=open]")
    if before > 1:  # read as two already: then first as one
        library.page.click("#library .divide > summary")
        step(library, "[data-library=merge]")
    if library.page.locator("#library .divide[open]").count() == 0:
        library.page.click("#library .divide > summary")
    library.page.fill("#library [data-k=split-words]", "Also open in the same house")
    assert step(library, "[data-k=split]") == "Split into two roles."
    step(library, "[data-library=list]")
    assert roles.count() == 2
    step(library, "[data-library=open]")
    library.page.click("#library .divide > summary")
    assert step(library, "[data-library=merge]") == "Merged into one role."
    step(library, "[data-library=list]")
    assert roles.count() == 1
    assert step(library, "[data-library=reread]") == "Nothing has changed since this was read."
    assert roles.count() == 1


def test_what_is_deleted_is_gone_and_what_is_exported_is_whole(library: Screen) -> None:
    paste(library, "Kept Robotics")
    paste(library, "Deleted Robotics")
    with library.page.expect_download() as download:
        library.page.click("#library [data-library=export]")
    exported = json.loads(download.value.path().read_text("utf-8"))
    assert {"Kept Robotics", "Deleted Robotics"} <= {role["company"] for role in exported}
    assert all(role["text"] for role in exported)
    library.page.locator("#library .holdings > li").first.locator("details.sure > summary").click()
    assert "deleted" in step(library, ".holdings > li .danger")
    library.page.fill("#library input[name=words]", "robotics deleted")
    library.wait("#library .held > p")
    assert "No file or role has all of these words." in library.text("#library .held")
    library.page.fill("#library input[name=words]", "robotics kept")
    library.wait("#library .holdings > li")
    assert library.page.evaluate("document.activeElement.name") == "words"


def test_a_role_that_is_deleted_while_it_is_picked_is_no_longer_asked_about(library: Screen) -> None:
    paste(library, "Left Robotics")
    paste(library, "Picked Robotics")
    step(library, "[data-library=open]")
    library.page.click("#library [data-ask]")
    library.wait("#roles .token")
    library.page.click("#tab-library")
    library.page.click("#library .row > details.sure > summary")
    step(library, ".row .danger")
    library.page.click("#tab-chat")
    library.page.wait_for_selector("#roles .token", state="detached")
    library.ask("What does Left Robotics pay?")
    assert "Left Robotics" in library.text("#latest .answer")


def test_what_cannot_be_read_is_a_sentence(library: Screen) -> None:
    def give(name: str, content: bytes) -> str:
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        library.page.set_input_files("#library [data-library-files]", file)
        library.page.wait_for_function(
            "name => document.querySelector('.upload-state').textContent.startsWith(name)", arg=name
        )
        return library.text(".upload-state")

    assert "is not taken" in give("setup.exe", b"MZ\x90\x00")
    assert "is not taken" in give("drawing.svg", b"<svg/>")
    assert "is a drawing" in give("hidden.html", b"<svg onload=alert(1)>")
    assert "the most is 10 MB" in give("long.txt", b"x" * (11 * 2**20))
    library.page.fill(BOX, " \n ")
    library.page.click(f"#library {READ}")
    assert library.text(".upload-state") == "Paste the text of a posting, or choose a file."
    # Of several files those that can be read are read.
    before = library.settled("library")
    library.page.set_input_files(
        "#library [data-library-files]",
        [
            {"name": "tool.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
            {"name": "fine.txt", "mimeType": "text/plain", "buffer": FIRST.format(company="Fine Robotics").encode()},
        ],
    )
    library.drawn_anew("library", before)
    assert library.note("library") == "Read: 1 role in 1 file."
    assert "tool.exe is not taken" in library.text(".upload-state")


def test_half_a_million_letters_are_pasted_and_read(library: Screen) -> None:
    day = "what you would do all day, every day of the week and of the year, " * 10
    lines = "".join(f"- Part {n} of {day}in our company.\n" for n in range(750))
    text = FIRST.format(company="Long Robotics").replace("\nRequirements", f"{lines}\nRequirements")
    library.page.focus(BOX)
    # The page takes a long text over from the browser, which would need seconds.
    assert library.page.evaluate(PASTE, [BOX, text]) is False
    assert len(library.page.input_value(BOX)) == len(text) > 500_000
    assert "Read: 1 role" in step(library, READ)
    assert library.page.input_value(BOX) == ""
    step(library, "[data-library=open]")
    library.wait("#library-panel mark.chosen")
    assert fact(library, "salary") == "Salary: EUR 70,000 - 85,000 per year"


def test_a_long_reading_shows_how_far_it_is_and_can_be_cancelled(library: Screen) -> None:
    many = "\n".join(
        json.dumps({"title": f"Engineer {n}", "company": "Many", "text": FIRST.format(company="Many")})
        for n in range(3_000)
    )
    library.page.set_input_files(
        "#library [data-library-files]", {"name": "many.jsonl", "mimeType": "a/b", "buffer": many.encode()}
    )
    library.wait(".reading-now:has-text('Reading many.jsonl (1 of 1)')")
    # Loading the page again does not end it.
    library.page.reload()
    library.wait(".reading-now")
    library.page.click("[data-library-cancel]")
    library.page.wait_for_selector(".reading-now", state="detached")
    assert library.note("library").startswith("Cancelled.")


def test_right_to_left_and_small_pictures_are_shown_as_they_are(library: Screen) -> None:
    library.page.fill("#library input[name=name]", "🚀🎯")
    library.page.fill(BOX, "شركة النيل\nمهندس برمجيات أول\n\nالمتطلبات\n- خبرة خمس سنوات في بايثون\n")
    assert step(library, READ) == "Read: 1 role in 1 file."
    assert "🚀🎯.txt" in library.text("#library .holdings > li")
    step(library, "[data-library=open]")
    assert library.page.locator("#library h3").evaluate("h => getComputedStyle(h).direction") == "rtl"
    library.picture("library-role-right-to-left")


def test_on_a_phone_in_chinese(open_screen: Open, real: Served) -> None:
    phone = open_screen(url=f"{real.url}?tab=library&lang=zh", color_scheme="light", **PHONE)
    phone.settled("library")
    assert "粘贴职位" in phone.text("#library")
    # The tab that is shown is to be seen in the bar.
    box = phone.page.locator("#tab-library").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    phone.page.fill(BOX, FIRST.format(company="手机机器人"))
    assert "1 个职位" in step(phone, READ)
    phone.picture("library-phone-zh")
    step(phone, "[data-library=open]")
    assert "薪资" in phone.text("#library .understood")
    phone.picture("library-role-phone-zh")
    assert phone.page.evaluate("document.getElementById('library-column').scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_screen: Open, real: Served, scheme: str) -> None:
    script = axe()
    screen = at(open_screen, real, color_scheme=scheme, **(PHONE if scheme == "dark" else {}))
    paste(screen, f"Axe {scheme}")
    assert violations(screen, script) == []
    screen.page.locator("#library details.sure > summary").first.click()
    assert violations(screen, script) == []
    step(screen, "[data-library=open]")
    screen.page.click("#library [data-k=change-salary]")
    screen.page.click("#library .divide > summary")
    screen.picture(f"library-role-{scheme}")
    assert violations(screen, script) == []
