"""What the app itself says, in each language: `texts/LANGUAGE/TAB.yaml`. A new language is a new folder.

A key begins with its tab's name (`settings_sign_out`). What postings, answers and the question bank say is not
translated: it stands as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

FOLDER = Path(__file__).parent / "texts"
DEFAULT = "en"
COOKIE = "prep-lang"


def say(language: str, key: str, **values: object) -> str:
    """The text of that key with the values put in; in English where the language does not have it. Raises KeyError."""
    text = _texts(language).get(key) or _texts(DEFAULT)[key]
    return text.format(**values) if values else text


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, English first."""
    found = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
    return (DEFAULT, *(name for name in found if name != DEFAULT))


def language_of(request: gr.Request | None) -> str:
    """The visitor's language: asked for in the address (`?lang=`), remembered, or the browser's first that we have."""
    if request is None or request.request is None:
        return DEFAULT
    asked = request.request
    return chosen(asked.query_params, asked.cookies, asked.headers.get("accept-language", ""))


def chosen(query: Mapping[str, str], cookies: Mapping[str, str], accepted: str) -> str:
    """The first language of address, cookie and Accept-Language that we have; English where there is none."""
    wanted = [query.get("lang", ""), cookies.get(COOKIE, ""), *(part.split(";")[0] for part in accepted.split(","))]
    codes = (text.strip().lower() for text in wanted)
    return next((code[:2] for code in codes if code[:2] in languages()), DEFAULT)


@cache
def _texts(language: str) -> dict[str, str]:
    """All texts of a language; none for one that there is not."""
    import yaml

    found: dict[str, str] = {}
    if language in languages():
        for file in sorted((FOLDER / language).glob("*.yaml")):
            found |= yaml.safe_load(file.read_text("utf-8"))
    return found
