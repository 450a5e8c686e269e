"""Postings that are odd in one way or another are read all the same, and nothing is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Document, Role
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles


def read(text: str, source: str = "posting.txt") -> tuple[list[Role], str]:
    posting = normalize(Document(source, text))
    return read_roles(posting), posting.text


def test_a_role_of_one_line() -> None:
    roles, text = read("Pastry chef wanted, 3 years of experience, full-time.")
    assert len(roles) == 1
    assert roles[0].stated("years")[0].years == 3
    assert roles[0].stated("employment_type")[0].kinds == ("full-time",)
    assert roles[0].span.of(text) == text


def test_no_company_anywhere_is_none_not_a_guess() -> None:
    roles, _ = read("Data Engineer\n\nRequirements\n- Five years of SQL\n- A calm mind in noisy rooms\n")
    assert roles[0].company is None
    assert roles[0].name == "Data Engineer"


def test_capitals_are_read_like_other_letters() -> None:
    roles, text = read("DATA ENGINEER\n\nREQUIREMENTS:\n- 5+ YEARS OF EXPERIENCE WITH SQL\n\nBENEFITS:\n- FRUIT\n")
    musts = [r.span.of(text) for r in roles[0].requirements if r.kind == "must"]
    assert musts == ["5+ YEARS OF EXPERIENCE WITH SQL"]
    assert roles[0].stated("years")[0].years == 5


def test_chinese_headings_and_facts() -> None:
    roles, text = read(
        "高级数据工程师\n\n岗位职责\n负责数据平台建设与维护\n\n任职要求\n三年以上经验，本科及以上学历\n5年经验优先\n\n工作地点：上海\n"
    )
    kinds = {r.kind for r in roles[0].requirements}
    assert {"duty", "must"} <= kinds
    assert roles[0].stated("degree")
    assert "上海" in roles[0].stated("location")[0].span.of(text)


def test_arabic_is_read_without_inventing() -> None:
    roles, text = read("مهندس بيانات\n\nنبحث عن مهندس بيانات لديه خبرة في بناء الأنظمة\n\nالراتب غير محدد\n")
    assert len(roles) == 1
    assert roles[0].stated("salary") == ()
    assert roles[0].span.of(text) == text


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "·", "▪", "●", "○", "✓", "1.", "a)", "➢"])
def test_bullets_of_every_kind(bullet: str) -> None:
    roles, text = read(f"Chemist\n\nRequirements\n{bullet} Experience with acids\n{bullet} Experience with bases\n")
    assert [r.span.of(text) for r in roles[0].requirements] == ["Experience with acids", "Experience with bases"]


@pytest.mark.parametrize(
    "pay", ["Salary: DOE", "Competitive salary", "Pay depends on experience", "Salary: to be agreed"]
)
def test_pay_that_is_left_open_is_no_figure(pay: str) -> None:
    roles, _ = read(f"Chemist\n\nRequirements\n- Experience with acids\n\n{pay}\n")
    assert [fact for fact in roles[0].stated("salary") if fact.pay] == []


def test_a_table_in_a_page_is_read_row_by_row(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><h1>Chemist</h1><table><tr><td>Salary</td><td>£31,365 to £37,890 a year pro rata</td></tr>"
        "<tr><td>Location</td><td>Leeds</td></tr></table><h2>Requirements</h2><ul><li>Acids</li></ul></body></html>"
    )
    document = next(d for d in load(page, "page.html") if isinstance(d, Document))
    role = read_roles(normalize(document))[0]
    pay = role.stated("salary")[0].pay
    assert pay is not None
    assert (pay.low, pay.high, pay.currency, pay.period) == (31_365, 37_890, "GBP", "year")
    assert role.stated("location")[0].value == "Leeds"
