"""A posting in Arabic: written from right to left, without capitals, and with prefixes on its words."""

from __future__ import annotations

import pytest

from assistant.domain import Document, Role, SectionKind
from assistant.reading.names import has_title_word
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

HEADED = """مهندس بيانات
شركة النخيل، الرياض

عن الشركة
نحن شركة تقنية نبني منصات البيانات للمستشفيات.

المسؤوليات
• بناء خطوط البيانات باستخدام Python و Airflow
• تحسين أداء قواعد البيانات

المتطلبات
• خبرة لا تقل عن 3 سنوات في هندسة البيانات
• درجة البكالوريوس في علوم الحاسب أو ما يعادلها
• إجادة SQL

يفضل
• معرفة باللغة الفرنسية

المزايا
• تأمين طبي
الراتب: 12,000 - 15,000 ريال شهرياً
نوع الدوام: دوام كامل
"""
FORM = """المسمى الوظيفي: مطور برمجيات أول
الشركة: بيت الحكمة
الموقع: دبي، الإمارات العربية المتحدة

الوصف الوظيفي
نبحث عن زميل جديد للانضمام إلى فريقنا.

المهام والمسؤوليات:
- تطوير واجهات برمجية باستخدام Java
- مراجعة الشيفرة

المؤهلات والمهارات المطلوبة:
- خبرة 5 سنوات
- معرفة بـ Kubernetes و Docker
"""


def read(text: str) -> tuple[Role, str]:
    posting = normalize(Document("saved.txt", text))
    (role,) = read_roles(posting)
    return role, posting.text


def asked(role: Role, text: str, kind: str) -> list[str]:
    return [r.span.of(text) for r in role.requirements if r.kind == kind]


def test_title_company_and_place_stand_on_top() -> None:
    role, _ = read(HEADED)
    assert (role.title, role.company) == ("مهندس بيانات", "شركة النخيل")
    assert [f.value for f in role.stated("location")] == ["الرياض"]


def test_title_company_and_place_stand_behind_labels() -> None:
    role, _ = read(FORM)
    assert (role.title, role.company) == ("مطور برمجيات أول", "بيت الحكمة")
    assert [f.value for f in role.stated("location")] == ["دبي، الإمارات العربية المتحدة"]


def test_duties_requirements_and_wishes_are_told_apart() -> None:
    role, text = read(HEADED)
    assert asked(role, text, "duty") == ["بناء خطوط البيانات باستخدام Python و Airflow", "تحسين أداء قواعد البيانات"]
    assert [words.split()[0] for words in asked(role, text, "must")] == ["خبرة", "درجة", "إجادة"]
    assert asked(role, text, "nice") == ["معرفة باللغة الفرنسية"]
    assert "python" in role.requirements[0].topics
    other, text = read(FORM)
    assert asked(other, text, "must") == ["خبرة 5 سنوات", "معرفة بـ Kubernetes و Docker"]
    assert {s.kind for s in other.sections} >= {SectionKind.RESPONSIBILITIES, SectionKind.MUST, SectionKind.LOCATION}


def test_facts_are_read_as_values() -> None:
    role, _ = read(HEADED)
    (pay,) = role.stated("salary")
    assert pay.pay is not None
    assert (pay.pay.low, pay.pay.high, pay.pay.currency, pay.pay.period) == (12_000, 15_000, "SAR", "month")
    assert [f.years for f in role.stated("years")] == [3]
    assert [f.degree.minimum for f in role.stated("degree") if f.degree] == ["Bachelor"]
    assert [f.kinds for f in role.stated("employment_type")] == [("full-time",)]


@pytest.mark.parametrize("words", ["المهام الرئيسية", "فنيات العمل الحديثة", "نظام مديرية"])
def test_a_titles_letters_within_another_word_make_no_title(words: str) -> None:
    assert not has_title_word(words)
