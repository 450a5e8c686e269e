"""The composition root: settings in, a ready `Assistant` out. The only place that builds things."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from assistant.asked import checked, known_engine
from assistant.domain import Answer, Chunk, Hit, IngestReport, Posting, Role
from assistant.errors import UnknownSource, UsageError
from assistant.evals.outcome import Outcome
from assistant.evals.plan import ExportFormat, Plan
from assistant.models import model_name
from assistant.processors import available_processors
from assistant.settings import Settings, read_settings
from assistant.writing import Writing, told

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

    from assistant.answer.view import View
    from assistant.curator import Curator
    from assistant.evals.sweep import Swept as Swept
    from assistant.index.library import Library
    from assistant.index.minilm import MiniLMEmbeddings
    from assistant.index.repair import Health
    from assistant.matrix import Matrix
    from assistant.planner import Planner
    from assistant.records import Records
    from assistant.retrieve.query import Query
    from assistant.trainer import Trainer as Trainer

__all__ = [
    "Assistant",
    "ExportFormat",
    "Outcome",
    "Plan",
    "Settings",
    "build",
    "read_settings",
    "sample_postings",
]

# As many threads work out answers as there are processors; more would only take the interpreter from each other.
_TURNS = BoundedSemaphore(available_processors())

# Called with the files done (a fraction where one is half done), the files to do, and the name of the one at hand.
Progress = Callable[[float, int, str], None]


def build(settings: Settings | None = None) -> Assistant:
    """A ready assistant over the library in `settings.home` (default: settings from the environment).

    Opens nothing yet: the library opens at its first use. Raises InvalidSetting for an embedding that cannot be used.
    """
    from assistant.index.embedding import embeddings_from_setting

    chosen = settings or read_settings()
    return _built(chosen, embeddings_from_setting(chosen.embedding))


def _built(chosen: Settings, embeddings: Embeddings, parent: Assistant | None = None) -> Assistant:
    from assistant.index.library import Library

    library = Library(
        chosen.home,
        embeddings,
        chunk_size=chosen.chunk_size,
        chroma_url=chosen.chroma_url,
        catalog_url=chosen.catalog_url,
    )
    return Assistant(chosen, library, embeddings, parent)


def sample_postings() -> Path:
    """The folder of sample postings that comes with the source tree."""
    return Path(__file__).resolve().parent.parent / "corpus"


class Assistant:
    """Everything the product does, for terminal, browser and scripts alike. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        embeddings: Embeddings | None = None,
        parent: Assistant | None = None,
    ) -> None:
        """`parent` is the assistant whose records and local embedding model this one shares."""
        self.settings = settings
        self.library = library
        self._embeddings = embeddings
        self._parent = parent
        self._writing = Writing(settings)

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

    def roles_of(self, posting_id: str) -> list[Role]:
        """The roles of a posting, in text order."""
        return sorted(self.library.catalog.roles_of_posting(posting_id), key=lambda role: role.span)

    def role(self, role_id: str) -> Role:
        """The role of that id. Raises UnknownRole, naming close matches."""
        return self.library.role(role_id)

    def posting(self, posting_id: str) -> Posting:
        """The posting into whose `text` the spans of its roles point."""
        posting = self.library.catalog.posting(posting_id)
        if posting is None:
            raise UnknownSource(f"no posting {posting_id!r} in the library; it may have been removed meanwhile")
        return posting

    def postings_of(self, role_ids: Sequence[str]) -> dict[str, Posting]:
        """The postings in which these roles stand, by the role's id; roles that are not there are left out."""
        return self.library.catalog.postings_of_roles(role_ids)

    def chunks_of(self, role_id: str) -> list[Chunk]:
        """The role's chunks, in text order. Raises UnknownRole."""
        return self.library.catalog.chunks_of_roles([self.role(role_id).id])

    def fingerprint(self) -> str:
        """A hash of what the library holds and how it was read, cut and embedded: the same on every machine."""
        from assistant.evals.fingerprint import of_library

        return of_library(self.library.catalog)

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
        for piece in self.stream(question, roles=roles, history=history, engine=engine):
            if isinstance(piece, Answer):
                return piece
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Iterator[str | Answer]:
        """Like `ask`, as pieces of text that add up to the answer's, then the `Answer` itself.

        Where a chat model breaks off after some of its text was given out, the answer of the extractive engine takes
        the place of that text: its `degraded` says so. Closing the iterator hangs up on the model.
        """
        start = time.perf_counter()
        asked = checked(question)
        wanted = known_engine(engine or self.settings.engine)
        with _TURNS:
            query, view = self._understood(asked, roles, history)
            plain = self._extracted(query, view)
        pieces = self._writing.stream(query, plain, view, history) if wanted == "llm" else told(plain)
        with closing(pieces):
            for piece in pieces:
                if isinstance(piece, Answer):
                    yield replace(piece, question=asked, seconds=time.perf_counter() - start)
                else:
                    yield piece

    def _extracted(self, query: Query, view: View) -> Answer:
        """The answer without a model."""
        from assistant.answer import abstain, extractive

        if not self.library.catalog.list_roles(1):
            return abstain.empty_library(query.question)
        return extractive.answer(query, view, tuple(self.companies()) if query.unknown else ())

    def search(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), k: int | None = None
    ) -> list[Hit]:
        """The `k` chunks that an open question is answered from, best first; None: as many as the settings say.

        `roles`, `history` and errors are those of `ask`.
        """
        from assistant.answer.search import search

        query, view = self._understood(checked(question), roles, history)
        return search(query, view, k=k or self.settings.evidence_k)

    def _understood(self, asked: str, roles: Sequence[str], history: Sequence[str]) -> tuple[Query, View]:
        """The question taken apart, and the library as it is seen while answering it."""
        from assistant.retrieve.query import understand

        scope = [self.role(role).id for role in roles]
        view = self._view()
        return understand(asked, [checked(h) for h in history if h.strip()][-20:], scope, view), view

    def _view(self) -> View:
        from assistant.answer.view import View

        return View(self.library, evidence_k=self.settings.evidence_k, dense_share=self.settings.dense_share)

    def compare(self, roles: Sequence[str]) -> Answer:
        """The roles side by side. Raises UsageError for fewer than two, UnknownRole for one that is not there."""
        from assistant.answer.compare import compare
        from assistant.retrieve.query import Query

        start = time.perf_counter()
        found = [self.role(role) for role in dict.fromkeys(roles)]
        if len(found) < 2:
            raise UsageError("comparing takes at least two different roles; `prep roles` lists them")
        question = "Compare " + " and ".join(role.name for role in found)
        answer = compare(Query(question, "compare"), found, self._view())
        return replace(answer, seconds=time.perf_counter() - start)

    def matrix(self, roles: Sequence[str]) -> Matrix:
        """The roles side by side, cell by cell. Raises UsageError for fewer than two, UnknownRole for one not there."""
        from assistant.answer.beside import beside

        found = [self.role(role) for role in dict.fromkeys(roles)]
        if len(found) < 2:
            raise UsageError("comparing takes at least two different roles; pick another one")
        return beside(found, self._view().posting_text)

    def follow_ups(self, answer: Answer, *, roles: Sequence[str] = (), history: Sequence[str] = ()) -> list[str]:
        """Questions that go on from `answer` and that the library answers; it was asked with `roles` and `history`."""
        from assistant.answer.suggest import suggestions
        from assistant.answer.targets import targets

        found = self.library.roles(list(dict.fromkeys([*(c.role for c in answer.citations), *roles])))
        if not found:
            found = targets(*self._understood(answer.question, history, ()))[:2]
        return suggestions(answer, found, self._view().posting_text, history)

    def retriever(self, k: int = 8) -> BaseRetriever:
        """The library as a LangChain retriever that returns `k` documents."""
        from assistant.retrieve.retriever import PostingRetriever

        return PostingRetriever(library=self.library, k=k, dense_share=self.settings.dense_share)

    def example_questions(self) -> list[str]:
        """Questions that this library can answer, for a first-time user; empty for an empty library."""
        from assistant.answer.examples import examples

        return examples(self.roles(limit=200))

    def evaluate(self, plan: Plan, progress: Progress | None = None) -> Outcome:
        """Runs scripted cases; see `assistant.evals.run.run`. Files that name postings are run on those alone."""
        from assistant.proving import evaluate

        return evaluate(self, build, plan, progress)

    def sweep(self, path: Path, plan: Plan, progress: Progress | None = None) -> Swept:
        """Runs scripted cases under each of the settings that the file lists; see `assistant.evals.sweep.sweep`."""
        from assistant.proving import sweep

        return sweep(self, build, path, plan, progress)

    def save_case(
        self,
        answer: Answer,
        *,
        history: Sequence[str] = (),
        roles: Sequence[str] = (),
        right: bool = False,
        file: Path | None = None,
    ) -> Path:
        """Adds `answer` as a case to a case file (default: `cases.yaml` in the home folder), which is returned.

        An answer that is not `right` becomes a known failure, to be completed with what would be. `history` and `roles`
        are those that it was asked with. Raises InvalidCases where the file is none that a case can be added to.
        """
        from assistant.evals.stub import save

        return save(file or self.settings.home / "cases.yaml", answer, history=history, roles=roles, right=right)

    @cached_property
    def _local(self) -> MiniLMEmbeddings:
        """The embedding model on this machine, to which users' own texts may go; loaded once, whoever needs it."""
        from assistant.index.minilm import MiniLMEmbeddings

        if self._parent is not None:
            return self._parent._local
        return self._embeddings if isinstance(self._embeddings, MiniLMEmbeddings) else MiniLMEmbeddings()

    def private(self, user: str) -> Assistant:
        """The same assistant over a library of the user's own, always an embedded one, in a folder of the home folder.

        What is kept of users stays together: a user's records are the same with either library.
        """
        from assistant.households import folder_of

        home = folder_of(self.settings.home, user)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        changes = {"home": home, "chroma_url": None, "catalog_url": None}
        return _built(self.settings.model_copy(update=changes), self._embeddings or self._local, self)

    def chat_model(self) -> str | None:
        """The chat model that answers where one is asked for, as "provider:model"; None where none can be reached."""
        return model_name(self.settings.model)

    @cached_property
    def records(self) -> Records:
        """What is kept of users."""
        from assistant.records import Records

        if self._parent is not None:
            return self._parent.records
        return Records(self.settings.home, self.settings.records_url)

    @cached_property
    def curator(self) -> Curator:
        """Looking after the library: postings in, corrected, and out again."""
        from assistant.curator import Curator

        return Curator(self.library, self.settings.home)

    @cached_property
    def planner(self) -> Planner:
        """Résumés, gaps and study plans of users."""
        from assistant.planner import Planner
        from assistant.tailoring import tailor_of

        embed = self._local.embed_documents
        return Planner(self.library, self.records, lambda some: embed(list(some)), partial(tailor_of, self.settings))

    @cached_property
    def trainer(self) -> Trainer:
        """Questions, mock interviews, feedback, review and progress of users."""
        from assistant.coaching import coach_of
        from assistant.prepare.feedback.meaning import Meaning
        from assistant.prepare.questions.vectors import vectors_of
        from assistant.trainer import Trainer

        planner = self.planner

        def resume(user: str) -> str:
            kept = planner.resume(user)
            return kept.text if kept else ""

        def dates(user: str) -> dict[str, date]:
            return {role: day for plan in reversed(planner.plans(user)) for role, day in plan.wish.interviews}

        meaning = Meaning(self._local.embed_array, partial(vectors_of, self._local.model))
        coach = partial(coach_of, self.settings)
        return Trainer(self.library, self.records, meaning, coach, planner.find, resume=resume, dates=dates)

    def topic_names(self) -> dict[str, str]:
        """What people call each topic, by its id."""
        from assistant.reading.topics import all_topics

        return {topic.id: topic.name for topic in all_topics()}

    def forget(self, user: str) -> int:
        """Deletes all that is kept of the user, a private library too; returns how many records that was.

        Raises RecordsUnusable where some of it could not be deleted.
        """
        from assistant.households import forget_folder

        forget_folder(self.settings.home, user)
        return self.records.forget(user)

    def health(self, *, repair: bool = False) -> Health:
        """Whether the library is sound; `repair` first rebuilds what is derived from the catalog."""
        if repair:
            self.library.repair()
        return self.library.check()

    def close(self) -> None:
        """Lets go of the files of the library and of the records."""
        self.library.close()
        if self._parent is None and "records" in self.__dict__:
            self.records.close()
