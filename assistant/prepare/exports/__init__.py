"""A plan in other forms, each as bytes: Markdown, JSON, calendar (.ics), Anki deck (.apkg), a page to print."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from assistant.preparation import Plan

# Format -> suffix, media type. The module of that name has `export(plan) -> bytes`.
FORMATS: dict[str, tuple[str, str]] = {
    "md": (".md", "text/markdown; charset=utf-8"),
    "json": (".json", "application/json"),
    "ics": (".ics", "text/calendar; charset=utf-8"),
    "anki": (".apkg", "application/octet-stream"),
    "html": (".html", "text/html; charset=utf-8"),
}
_MODULES = {"md": "markdown", "json": "scripts", "ics": "calendar", "anki": "anki", "html": "page"}


def export(plan: Plan, form: str) -> bytes:
    """The plan in a form of `FORMATS`. Raises KeyError for another."""
    return cast("bytes", import_module(f"{__name__}.{_MODULES[form]}").export(plan))
