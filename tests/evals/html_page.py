"""A report taken apart, so that tests can ask what is in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from assistant.evals.report import render
from tests.evals.run_parts import Json
from tests.evals.sample_run import sample_run

INLINE = {"a", "bdi", "code", "q", "strong"}


class Page(HTMLParser):
    """A page taken apart: its text, its elements with their attributes, what its scripts and styles hold."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source, self.text = source, ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": [], "title": []}
        self._within = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._within = tag if tag in self.raw else ""
        self.text += "" if tag in INLINE else " "

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.raw[self._within].append(data)
        else:
            self.text += data

    def every(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        found = [have for name, have in self.elements if name == tag]
        return [have for have in found if all(have.get(key.strip("_")) == value for key, value in attributes.items())]

    def words(self) -> str:
        return " ".join(self.text.split())


def page_of(run: Json) -> Page:
    return Page("".join(render(run)))


def run_of(*cases: Json, **more: Any) -> Json:
    """A run of these cases, with nothing measured."""
    return {**sample_run(), "cases": list(cases), "gates": [], "metrics": [], "comparison": None, **more}
