"""An answer's Markdown keeps its shape and loses everything that could run or load."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.markdown import to_html

NAMES = {1: "Northwind AI: Engineer", 2: 'A "quoted" <b>: title'}
# The only tags that may come out, whatever goes in.
BLOCKS = {"p", "br", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "pre", "div"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = BLOCKS | TABLES | {"strong", "em", "s", "code", "button", "span"}


def tags(html: str) -> set[str]:
    return set(re.findall(r"</?([a-zA-Z][^\s>/]*)", html))


def test_markers_become_labelled_buttons() -> None:
    html = to_html("Paid well [1].", NAMES)
    assert '<button type="button" class="cite" data-cite="1" aria-label="Source 1: Northwind AI: Engineer">[1]' in html


def test_a_label_is_escaped() -> None:
    assert 'aria-label="Source 2: A &quot;quoted&quot; &lt;b&gt;: title"' in to_html("[2]", NAMES)


def test_a_marker_without_citation_stays_text() -> None:
    assert to_html("See [7].", NAMES) == "<p>See [7].</p>\n"


def test_while_streaming_every_marker_waits() -> None:
    assert '<span class="cite waiting">[3]</span>' in to_html("so far [3]", {}, streaming=True)


def test_markers_in_code_are_code() -> None:
    assert "<code>a[1]</code>" in to_html("`a[1]`", NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![pixel](http://attacker.invalid/a.png)",
        "[click](javascript:alert(1))",
        "<http://attacker.invalid/>",
        "http://attacker.invalid/",
        "[a]\n\n[a]: http://attacker.invalid/",
        "<!-- --><svg/onload=alert(1)>",
        "```html\n<iframe src=//attacker.invalid></iframe>\n```",
        "&lt;img src=x onerror=alert(1)&gt;",
    ],
)
def test_nothing_runs_or_loads(text: str) -> None:
    html = to_html(text, NAMES)
    assert tags(html) <= TAGS
    assert not re.search(r"<[^>]*\s(?:src|href|on\w+)\s*=", html)


@given(st.text(alphabet=st.sampled_from("<>[]()!`*_|#-\n &;:/\"'ab1hrefsconim="), max_size=80))
def test_only_known_tags_come_out_of_any_text(text: str) -> None:
    html = to_html(text, NAMES)
    assert tags(html) <= TAGS
    assert not re.search(r"<[^>]*\s(?:src|href|on\w+)\s*=", html)


def test_headings_start_below_the_question() -> None:
    assert "<h3>Pay</h3>" in to_html("# Pay", NAMES)


def test_tables_scroll_by_themselves() -> None:
    html = to_html("|a|b|\n|-|-|\n|1|[1]|", NAMES)
    assert html.startswith('<div class="wide" tabindex="0"')
    assert "data-cite" in html
