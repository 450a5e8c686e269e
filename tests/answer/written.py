"""A library of postings that a test writes itself, and what it asks of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from assistant.app import Assistant, Settings, build
from assistant.domain import Answer


def library_of(postings: Mapping[str, str], factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A ready assistant over postings by the names of their files, closed when it is gone on with."""
    folder = factory.mktemp("postings")
    for name, text in postings.items():
        (folder / name).write_text(text, encoding="utf-8")
    built = build(Settings(home=factory.mktemp("home")))
    built.ingest([folder])
    yield built
    built.close()


def quotes(answer: Answer) -> str:
    """What an answer cites, a quote a line."""
    return "\n".join(citation.quote for citation in answer.citations)


def cited(answer: Answer) -> set[str]:
    """The first words of the companies whose roles an answer cites."""
    return {citation.role.partition("-")[0] for citation in answer.citations}
