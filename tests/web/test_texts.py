"""What the app says is said in each language: the same files, the same keys, the same values to put in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import yaml

from assistant.web import texts
from assistant.web.texts import DEFAULT, FOLDER, languages, say
from tests.conftest import ROOT

ENGLISH = sorted(file.name for file in (FOLDER / DEFAULT).iterdir())
OTHERS = [language for language in languages() if language != DEFAULT]
# Punctuation that Chinese writes in its own, wide form, beside a Chinese character.
_HAN, _NARROW_ONES = r"[\u3400-\u9fff\uff08\uff09]", r"[,;:!?()]"
_NARROW = re.compile(f"{_HAN}{_NARROW_ONES}|{_NARROW_ONES}{_HAN}")


def entries(language: str, file: str) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((FOLDER / language / file).read_text("utf-8"))
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_english_and_chinese() -> None:
    assert languages()[0] == "en"
    assert "zh" in languages()


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_files_of_english(language: str) -> None:
    assert sorted(file.name for file in (FOLDER / language).iterdir()) == ENGLISH


@pytest.mark.parametrize("file", ENGLISH)
@pytest.mark.parametrize("language", OTHERS)
def test_a_file_has_the_keys_of_english_with_the_same_values_to_put_in(language: str, file: str) -> None:
    english, other = entries(DEFAULT, file), entries(language, file)
    assert list(other) == list(english)
    assert {key: fields(text) for key, text in other.items()} == {key: fields(text) for key, text in english.items()}
    assert [key for key, text in other.items() if not isinstance(text, str) or not text.strip()] == []


@pytest.mark.parametrize("language", languages())
def test_no_key_stands_twice(language: str) -> None:
    lines = [
        line.split(":")[0]
        for file in ENGLISH
        for line in (FOLDER / language / file).read_text("utf-8").splitlines()
        if re.match(r"\w+:", line)
    ]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("file", ENGLISH)
def test_chinese_is_punctuated_as_chinese(file: str) -> None:
    assert [text for text in entries("zh", file).values() if _NARROW.search(text)] == []


def test_every_text_that_the_app_asks_for_is_there() -> None:
    asked = re.compile(r'(?:say|told)\((?:language, |DEFAULT, |asked\.language, )?"([a-z]+_[a-z0-9_]+)"')
    known = {key for file in ENGLISH for key in entries(DEFAULT, file)}
    used = {key for path in sorted((ROOT / "assistant" / "web").glob("*.py")) for key in asked.findall(_read(path))}
    assert used - known == set()
    assert len(used) > 200


def test_values_are_put_in_and_what_a_language_lacks_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("en", "roles_many", n="2,000") == "2,000 roles"
    assert say("xx", "roles_many", n=3) == "3 roles"
    monkeypatch.setattr(texts, "_texts", lambda language: {"a": "A"} if language == "en" else {})
    assert say("zh", "a") == "A"


def _read(path: Path) -> str:
    return path.read_text("utf-8")
