# ruff: noqa: E501 -- markup and what is read of it are best seen side by side
"""Saved web pages: lines as a browser shows them, hidden text apart, navigation marked, JobPostings read as such."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain import Document
from assistant.errors import EmptyFile
from assistant.reading.loaders import load
from assistant.reading.loaders.markup import fragment, plain
from assistant.reading.loaders.nesting import flattened
from assistant.reading.normalize import normalize

SHOWN = [
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("<h2>Duties</h2><ul><li>Build</li><li>Test</li></ul><p>End</p>", "Duties\n\n• Build\n• Test\n\nEnd"),
    ("<ul><li>One<ul><li>nested</li></ul></li><li><p>Two</p></li><li></li></ul>", "• One\n  • nested\n• Two"),
    ("a<br>b<br><br>c<div>d</div>e", "a\nb\n\nc\nd\ne"),
    ("a \n  b\t c&nbsp;d", "a\nb c d"),
    ("<div>a \n  b</div>", "a b"),
    ("<table><tr><th>Salary</th><td>£30k</td></tr><tr><td><p>Place:</p></td><td><p>Lisbon</p></td></tr></table>", "Salary: £30k\nPlace: Lisbon"),
    ("<table><tr><td>a</td><td></td><td>b</td><td>c</td></tr></table>", "a | b | c"),
    ("<table><tr><td><p>A long first cell with much to say for itself.</p><p>More.</p></td><td>x</td></tr></table>", "A long first cell with much to say for itself.\n\nMore.\nx"),
    ("<table><tr><td>" + "word " * 10 + "</td><td>x</td></tr></table>", ("word " * 10).strip() + " | x"),
    ("<dl><dt>Type</dt><dd>Full-time</dd><dt>Pay:</dt><dd><p>£30k</p></dd><dt>Team</dt><dd></dd></dl>", "Type: Full-time\nPay: £30k\nTeam"),
    ("<b>W</b>ord and <i>letters</i>", "Word and letters"),
    ("<span>Location</span><span>Lisbon</span> <a>One</a><a>two</a>", "Location Lisbon One two"),
    ("<span>Py</span><span>thon</span>", "Python"),
    ("<div><pre>  x\n y</pre></div>", "x\ny"),
    ("<p>Kept</p><script>var a</script><style>b{}</style><noscript>c</noscript><template>d</template><svg><text>e</text></svg><!-- f --><select><option>g</option></select>", "Kept"),
    ("<job-title>Engineer</job-title><button>Apply</button>now", "Engineer\nApply\nnow"),
    ("R&amp;D &lt;3 &quot;x&quot; &#8211; &euro;", "R&D <3 \"x\" – €"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), SHOWN)
def test_a_page_reads_as_a_browser_shows_it(source: str, text: str) -> None:
    assert fragment(source).text == text


HIDDEN = [
    '<i style="display: none">X y z</i>',
    '<i style="visibility:hidden">X y z</i>',
    '<i style="font-size:0">X y z</i>',
    '<i style="font-size: 0px; color: red">X y z</i>',
    '<i style="font-size:1px">X y z</i>',
    '<i style="opacity:0">X y z</i>',
    '<i style="opacity: 0.0;">X y z</i>',
    "<i hidden>X y z</i>",
    '<i aria-hidden="true">X y z</i>',
    '<i style="color:#fff">X y z</i>',
    '<i style="color: white">X y z</i>',
    '<font color="#FFFFFF">X y z</font>',
    '<i style="color:rgb(254, 254, 254)">X y z</i>',
    '<i style="background:#123456;color:#123457">X y z</i>',
    '<b style="background-color:black"><i style="color:#010101">X y z</i></b>',
    '<i style="color:transparent">X y z</i>',
    '<i style="text-indent:-9999px">X y z</i>',
    '<i style="position:absolute;left:-10000px">X y z</i>',
    '<i style="height:0;overflow:hidden">X y z</i>',
    '<style>.x1, #y{display:none}</style><i class="x1">X y z</i>',
    '<style>/* c */ @media print{.x1{color:red}} i#y { visibility : hidden }</style><i id="y">X <b>y</b> z</i>',
]
SEEN = [
    '<div style="background:#000"><i style="color:#fff">X y z</i></div>',
    '<h1 style="color:white">X y z</h1>',
    '<a style="color:#fff" class="button">X y z</a>',
    '<i style="color:#333;font-size:10px;opacity:0.9;line-height:0">X y z</i>',
    '<i style="opacity:1;font-size:1em">X y z</i>',
    '<i style="background-color:white">X y z</i>',
    '<i style="border-color:white">X y z</i>',
    '<i style="margin-left:-20px;left:0">X y z</i>',
    '<style>@media (max-width: 600px){.x1{display:none}}</style><i class="x1">X y z</i>',
    "<details><summary>More</summary>X y z</details>",
]


@pytest.mark.parametrize("source", HIDDEN)
def test_hidden_text_goes_to_hidden_and_not_into_the_text(source: str) -> None:
    page = fragment(f"<p>Before {source} after</p>")
    assert page.text == "Before after"
    assert page.hidden == ("X y z",)


@pytest.mark.parametrize("source", SEEN)
def test_text_that_is_seen_is_not_taken_for_hidden(source: str) -> None:
    page = fragment(source)
    assert "X y z" in page.text
    assert page.hidden == ()


def test_text_with_inline_markup_only_keeps_its_own_lines() -> None:
    assert plain("We <b>build</b>.\nWe test.\r\nAT&amp;T").text == "We build.\nWe test.\nAT&T"
    assert plain("No markup, AT&T, 3 < 4, &c.").text == "No markup, AT&T, 3 < 4, &c."


PAGE = """<!DOCTYPE html><html><head><title>Data Engineer | Initech</title><link rel="canonical" href="https://initech.example/7">{head}
</head><body><nav><a>Home</a><a>Jobs</a></nav><header>Initech</header>
<main><h1>Data Engineer</h1><p>We move data, and we would like you to move it with us, every day and at night.</p>
<footer>Inside of main</footer></main><aside>Lisbon</aside><footer>Imprint <a>Terms</a></footer></body></html>"""
POSTING = {
    "@context": "https://schema.org/", "@type": "JobPosting", "title": "Data Engineer", "hiringOrganization": "Initech",
    "validThrough": "2031-02-03T00:00", "description": "<p>Short.</p>",
}  # fmt: skip


def write(folder: Path, source: str, encoding: str = "utf-8") -> Path:
    path = folder / "page.html"
    path.write_bytes(source.encode(encoding))
    return path


def read(folder: Path, source: str, encoding: str = "utf-8") -> list[Document]:
    return [item for item in load(write(folder, source, encoding), "page.html") if isinstance(item, Document)]


def script(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def test_a_page_has_its_heading_as_title_its_link_and_its_navigation_marked(tmp_path: Path) -> None:
    (document,) = read(tmp_path, PAGE.format(head=""))
    url = "https://initech.example/7"
    assert document.hints == {"title": "Data Engineer", "url": url, "window": "Data Engineer | Initech"}
    posting = normalize(document)
    assert posting.text.startswith("Home Jobs\nInitech\n\nData Engineer\n\nWe move data")
    assert [span.of(posting.text) for span in posting.boilerplate] == ["Home Jobs", "Imprint Terms"]


def test_a_title_that_only_the_window_shows_heads_the_text(tmp_path: Path) -> None:
    (document,) = read(tmp_path, "<title>Engineer at Initech</title><nav>Menu here</nav><p>We build.</p>")
    assert document.text.startswith("Engineer at Initech\n\nMenu here")
    assert [span.of(document.text) for span in document.boilerplate] == ["Menu here"]


def test_a_stated_posting_that_says_most_of_the_page_is_taken_for_it(tmp_path: Path) -> None:
    whole = {
        **POSTING,
        "description": "<p>We move data, and we would like you to move it with us, every day and at night.</p>",
    }
    (document,) = read(tmp_path, PAGE.format(head=script(whole)))
    assert document.text == (
        "Data Engineer\n\nCompany: Initech\nClosing date: 2031-02-03\n\n"
        "We move data, and we would like you to move it with us, every day and at night."
    )
    assert document.source == "page.html"


def test_else_the_page_is_taken_headed_by_what_only_the_posting_states(tmp_path: Path) -> None:
    page = PAGE.replace("every day", "every day " * 20)
    (document,) = read(tmp_path, page.format(head=script({"@graph": [{"@type": "WebPage"}, POSTING]})))
    assert document.text.startswith("Closing date: 2031-02-03\n\nHome Jobs\nInitech\n\nData Engineer\n\nWe move data")
    assert document.hints["closes"] == "2031-02-03"
    assert [span.of(document.text) for span in document.boilerplate] == ["Home Jobs", "Imprint Terms"]


def test_several_stated_postings_are_several_documents(tmp_path: Path) -> None:
    other = {**POSTING, "@type": ["JobPosting", "Thing"], "title": "Analyst"}
    found = read(tmp_path, PAGE.format(head=script([POSTING, other], {"@type": "Organization"})))
    assert [(item.source, item.hints["title"]) for item in found] == [
        ("page.html#1", "Data Engineer"),
        ("page.html#2", "Analyst"),
    ]


def test_a_broken_statement_is_passed_over(tmp_path: Path) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "JobPosting", </script><script type="application/ld+json">'
        + "[" * 9999
    )
    assert "We move data" in read(tmp_path, PAGE.format(head=head + "</script>"))[0].text


def test_a_page_that_a_script_would_fill_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match="shows no text: it may be filled in by a script"):
        read(tmp_path, "<html><body><div id=root></div><script>render()</script></body></html>")


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("cp1252", "iso-8859-1"), ("shift_jis", "shift_jis"), ("utf-8", "latin-1"), ("utf-16", "x")],
)
def test_the_encoding_is_the_bytes_own_then_the_declared_one(tmp_path: Path, encoding: str, charset: str) -> None:
    text = "東京" if encoding == "shift_jis" else "Zürich – “now”"
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>{text}</p>'
    assert read(tmp_path, page, encoding)[0].text == text


STRESS = [
    "<div>", "<ul><li>", "<b>", "<table><tr><td>", "<a href=x>", "<p><b x=1><i>", "<div/>", "<tr><td>x</td>", "<!--", "<", "<a b=\"",
    "<li>", "<x-y>", "&lt;p&gt;", "<span>A</span>", "<button>", "<dl><dd>", "<style>/*", "<svg><g>",
]  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", STRESS)
def test_absurd_markup_is_no_trap(piece: str) -> None:
    assert fragment("<p>Engineer</p>" + piece * (1_000_000 // len(piece))).text.startswith("Engineer")


def test_fifty_thousand_levels_and_a_thousand_attributes_are_read() -> None:
    assert fragment("<div>" * 50_000 + "deep" + "</div>" * 50_000 + "<p>after").text == "deep\n\nafter"
    assert fragment("<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">text").text == "text"
    assert fragment(f'<p style="{"color:red;" * 20_000}">text').text == "text"


def test_a_sane_page_is_not_flattened() -> None:
    page = "<div><p>a<p>b<br><li>c" * 200 + "</div>" * 200 + " " * 20_000
    assert flattened(page) is page


def test_a_huge_table_is_read_row_by_row() -> None:
    page = fragment("<table>" + "<tr><td>Name</td><td>Value</td></tr>" * 50_000 + "</table>")
    assert page.text == "\n".join(["Name: Value"] * 50_000)
    assert fragment("<tr>" + "<td>x</td>" * 50_000).text.count("x") == 50_000
