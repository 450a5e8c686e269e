"""The composition root: settings in, a ready `Assistant` out. The only place that builds things."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Answer, IngestReport, Posting, Role
from assistant.errors import UnknownSource, UsageError
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

    from assistant.index.library import Library
    from assistant.index.repair import Health

__all__ = ["Assistant", "Settings", "build", "read_settings", "sample_postings"]

# A question longer than this is a pasted document, not a question.
LONGEST_QUESTION = 4_000
_NO_MODEL = "the llm engine is not part of this version; the extractive engine answered"

# Called with the files done (a fraction where one is half done), the files to do, and the name of the one at hand.
Progress = Callable[[float, int, str], None]


def build(settings: Settings | None = None) -> Assistant:
    """A ready assistant over the library in `settings.home` (default: settings from the environment).

    Opens nothing yet: the library opens at its first use. Raises InvalidSetting for an embedding that cannot be used.
    """
    from assistant.index.embedding import embeddings_from_setting
    from assistant.index.library import Library

    chosen = settings or read_settings()
    library = Library(
        chosen.home,
        embeddings_from_setting(chosen.embedding),
        chunk_size=chosen.chunk_size,
        chroma_url=chosen.chroma_url,
        catalog_url=chosen.catalog_url,
    )
    return Assistant(chosen, library)


def sample_postings() -> Path:
    """The folder of sample postings that comes with the source tree."""
    return Path(__file__).resolve().parent.parent / "corpus"


class Assistant:
    """Everything the product does, for terminal, browser and scripts alike. Safe to use from several threads."""

    def __init__(self, settings: Settings, library: Library) -> None:
        self.settings = settings
        self.library = library

    def ingest(self, paths: Sequence[Path], progress: Progress | None = None) -> IngestReport:
        """Reads files and folders into the library; see `Library.ingest`."""
        return self.library.ingest(paths, progress=progress)

    def remove(self, role_or_source: str) -> None:
        """Removes a role, or a file with all its postings. Raises UnknownRole where there is neither."""
        self.library.remove(role_or_source)

    def roles(self, *, limit: int = 500) -> list[Role]:
        """The library's roles by company, then title."""
        found = self.library.catalog.list_roles(limit)
        return sorted(found, key=lambda role: ((role.company or "~").casefold(), role.title.casefold()))

    def role(self, role_id: str) -> Role:
        """The role of that id. Raises UnknownRole, naming close matches."""
        return self.library.role(role_id)

    def posting(self, posting_id: str) -> Posting:
        """The posting into whose `text` the spans of its roles point."""
        posting = self.library.catalog.posting(posting_id)
        if posting is None:
            raise UnknownSource(f"no posting {posting_id!r} in the library; it may have been removed meanwhile")
        return posting

    def companies(self, *, limit: int = 500) -> list[str]:
        """The first `limit` companies that the library has roles of, in alphabetical order."""
        return self.library.catalog.company_names(limit)

    def ask(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Answer:
        """Answers `question` from the postings, every statement cited, or abstains.

        `roles` (ids) narrow it to those roles; `history` are the earlier questions, oldest first. Raises UsageError for
        an empty or oversized question and UnknownRole for a role that is not there.
        """
        from assistant.answer import abstain, extractive
        from assistant.answer.view import View
        from assistant.retrieve.query import understand

        start = time.perf_counter()
        asked = _checked(question)
        scope = [self.role(role).id for role in roles]
        view = View(self.library)
        if not self.library.catalog.list_roles(1):
            answer = abstain.empty_library(asked)
        else:
            query = understand(asked, [_checked(h) for h in history if h.strip()][-20:], scope, view)
            answer = extractive.answer(query, view, tuple(self.companies()) if query.unknown else ())
        degraded = _NO_MODEL if (engine or self.settings.engine) == "llm" else None
        return replace(answer, question=asked, degraded=degraded, seconds=time.perf_counter() - start)

    def stream(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Iterator[str | Answer]:
        """Like `ask`, as pieces of text that add up to the answer's, then the `Answer` itself."""
        answer = self.ask(question, roles=roles, history=history, engine=engine)
        yield from answer.text.splitlines(keepends=True)
        yield answer

    def compare(self, roles: Sequence[str]) -> Answer:
        """The roles side by side. Raises UsageError for fewer than two, UnknownRole for one that is not there."""
        from assistant.answer.compare import compare
        from assistant.answer.view import View
        from assistant.retrieve.query import Query

        start = time.perf_counter()
        found = [self.role(role) for role in dict.fromkeys(roles)]
        if len(found) < 2:
            raise UsageError("comparing takes at least two different roles; `prep roles` lists them")
        question = "Compare " + " and ".join(role.name for role in found)
        answer = compare(Query(question, "compare"), found, (), View(self.library))
        return replace(answer, seconds=time.perf_counter() - start)

    def retriever(self, k: int = 8) -> BaseRetriever:
        """The library as a LangChain retriever that returns `k` documents."""
        from assistant.retrieve.retriever import PostingRetriever

        return PostingRetriever(library=self.library, k=k)

    def example_questions(self) -> list[str]:
        """Questions that this library can answer, for a first-time user; empty for an empty library."""
        roles = self.roles(limit=200)
        examples = []
        process = next((r for r in roles if r.process), None)
        if process:
            examples.append(f"What is the interview process for {_spoken(process)}?")
        paid = next((r for r in roles if r.stated("salary")), None)
        if paid:
            examples.append(f"What is the maximum salary for {_spoken(paid)}?")
        stack = [r for r in roles if r.stated("tech_stack")]
        if len(stack) > 1:
            examples.append(
                f"Which roles mention {stack[0].stated('tech_stack')[0].value.split('/')[0].split(',')[0].strip()}?"
            )
        nice = next((r for r in roles if any(q.kind == "nice" for q in r.requirements)), None)
        if nice:
            examples.append(f"What would make me stand out for {_spoken(nice)}?")
        return examples

    def health(self, *, repair: bool = False) -> Health:
        """Whether the library is sound; `repair` first rebuilds what is derived from the catalog."""
        if repair:
            self.library.repair()
        return self.library.check()

    def close(self) -> None:
        """Lets go of the library's files."""
        self.library.close()


def _checked(question: str) -> str:
    asked = question.strip()
    if not any(c.isalnum() for c in asked):
        raise UsageError("the question is empty; ask something like “What is the salary for the Zoom role?”")
    if len(asked) > LONGEST_QUESTION:
        raise UsageError(
            f"the question has {len(asked):,} characters, the most is {LONGEST_QUESTION:,}; "
            "ask about one thing at a time, and ingest long texts as postings"
        )
    return asked


def _spoken(role: Role) -> str:
    """A role as a person would name it in a question."""
    return f"{role.company}'s {role.title} role" if role.company else f"the {role.title} role"
