"""Bytes to text: every encoding that saved postings come in, and what is no text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.encoding import decode, mend, not_text

ENGLISH = "We’re hiring – “curious” people.\nSalary: £50,000\n"
LANGUAGES = [
    (
        "Nous recherchons un ingénieur expérimenté pour notre équipe à Paris, motivé et créatif. 50 000 € par an.",
        "cp1252",
    ),
    ("Wir suchen eine erfahrene Entwicklerin für unser Büro in München. Größe und Qualität sind wichtig.", "cp1252"),
    ("Descrição da vaga: você será responsável pela manutenção de aplicações. Requisitos: inglês avançado.", "cp1252"),
    ("Poszukujemy doświadczonego inżyniera oprogramowania do zespołu w Łodzi. Oferujemy możliwość pracy.", "cp1250"),
    ("Мы ищем опытного инженера машинного обучения в нашу команду. Требования: опыт от трёх лет.", "cp1251"),
    ("Мы ищем опытного инженера машинного обучения в нашу команду. Требования: опыт от трёх лет.", "koi8_r"),
    ("Deneyimli yazılım mühendisi arıyoruz. İstanbul ofisimizde çalışacak, öğrenmeye açık kişiler.", "cp1254"),
    ("我们正在寻找一位经验丰富的机器学习工程师。要求：三年以上工作经验，良好的沟通能力。", "gb18030"),
    ("機械学習エンジニアを募集しています。三年以上の経験がある方を歓迎します。勤務地は東京です。", "shift_jis"),
    ("機械学習エンジニアを募集しています。三年以上の経験がある方を歓迎します。勤務地は東京です。", "euc_jp"),
    ("경력 3년 이상의 머신러닝 엔지니어를 모집합니다. 파이썬에 능숙하신 분을 우대합니다.", "euc_kr"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english_in_any_encoding_with_or_without_a_mark(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(("text", "encoding"), LANGUAGES)
def test_other_languages_in_their_old_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_text_pasted_together_from_two_encodings_is_read_as_both() -> None:
    data = "café – résumé\n".encode() * 3 + "it’s naïve\n".encode("cp1252") + "Zürich\n".encode()
    assert decode(data) == "café – résumé\n" * 3 + "it’s naïve\nZürich\n"


def test_the_declared_encoding_decides_where_the_bytes_do_not() -> None:
    assert decode("Über".encode("cp1252"), "iso-8859-1") == "Über"
    assert decode("ćwiczenia".encode("iso8859_2"), "iso-8859-2") == "ćwiczenia"
    assert decode("Über".encode(), "iso-8859-1") == "Über", "what is valid UTF-8 is UTF-8, whatever the page says"
    assert decode("Über".encode("cp1252"), "no-such-encoding") == "Über"


@given(st.binary(max_size=300))
def test_decoding_never_fails(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(st.text(st.characters(codec="utf-8"), max_size=200).filter(lambda text: "\x00" not in text))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"PK\x03\x04....", "a zip archive (a Word, Excel or OpenDocument file?)"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
        (random.Random(1).randbytes(4096), "binary data"),
        (b"text\x00" + bytes(range(32)) * 20, "binary data"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    assert not_text(data) == what


@pytest.mark.parametrize(
    "data", [b"", b"plain", ENGLISH.encode("utf-16"), ENGLISH.encode("utf-16-le"), "日本".encode()]
)
def test_what_may_be_text_is_let_through(data: bytes) -> None:
    assert not_text(data) is None


def test_mojibake_is_mended_line_by_line_and_nothing_else_is_touched() -> None:
    assert mend("Itâ€™s a cafÃ© â€“ Â£30,000") == "It’s a café – £30,000"
    assert mend("SÃO PAULO, BRASIL\nĂ and Â alone") == "SÃO PAULO, BRASIL\nĂ and Â alone"
    assert mend("Itâ€™s\nÂge et Âme") == "It’s\nÂge et Âme"
    assert mend(ENGLISH) is ENGLISH
