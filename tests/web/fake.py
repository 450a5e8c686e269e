"""A small Assistant in memory, with canned answers for everything that the browser app has to show."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from assistant.answer.beside import beside
from assistant.domain import Answer, Citation, IngestReport, Posting, Role
from assistant.errors import InvalidCases, LibraryBusy, UnknownRole
from assistant.index.testing import HashEmbeddings
from assistant.matrix import Matrix
from assistant.planner import Planner
from assistant.reading.topics import all_topics
from assistant.records import Records
from assistant.settings import Settings
from assistant.trainer import Trainer
from tests.web.library import POSTINGS, ROLES

EXAMPLES = [
    "What does Northwind AI pay?",
    "How do they interview?",
    "Which roles ask for Go?",
    "What do the postings say about parental leave?",
]
_NO_MODEL = "no chat model is set, so the rules judged"
TEXTS = {role.id: next(p.text for p in POSTINGS if p.id == role.posting_id) for role in ROLES}
PAY = "The base salary for this role is $285,000 - $340,000 a year, plus equity."
TASK = "A take-home task of at most four hours, which we pay for."
MONTHLY = "薪资:每月 45,000 至 60,000 元,十六薪。"


def cite(n: int, role_id: str, quote: str) -> Citation:
    """The citation of `quote`, which must stand in that role's posting."""
    role = next(role for role in ROLES if role.id == role_id)
    start = TEXTS[role_id].index(quote)
    return Citation(n, role_id, role.company, role.title, role.source, start, start + len(quote), quote)


def _interview(question: str) -> Answer:
    quotes = [
        "A 30-minute call with a recruiter.",
        "A 60-minute coding interview in your own editor.",
        TASK,
        "A day of five conversations with the team.",
    ]
    steps = [
        "A recruiter call of 30 minutes",
        "An hour of coding in your own editor",
        "A paid take-home task",
        "A day with the team: five conversations",
    ]
    text = "**Northwind AI** interviews in four steps:\n\n" + "\n".join(
        f"{n}. {step} [{n}]" for n, step in enumerate(steps, 1)
    )
    return Answer(question, "answered", text, tuple(cite(n, ROLES[2].id, q) for n, q in enumerate(quotes, 1)))


def _across(question: str) -> Answer:
    text = (
        "Two roles ask for Go:\n\n| Role | What it says |\n|---|---|\n"
        "| Contoso | The team runs on Go and PostgreSQL [1] |\n| 星河科技 | 五年以上 Java 或 Go 开发经验 [2] |\n\n"
        "Northwind AI asks for Python instead [3]."
    )
    return Answer(
        question,
        "answered",
        text,
        (
            cite(1, ROLES[0].id, "The team runs on Go and PostgreSQL."),
            cite(2, ROLES[3].id, "五年以上 Java 或 Go 开发经验"),
            cite(3, ROLES[2].id, "5+ years of software engineering, most of it in Python."),
        ),
    )


def _overlap(question: str) -> Answer:
    return Answer(
        question,
        "answered",
        "The whole line [1], its middle [2] and its end [3].",
        (
            cite(1, ROLES[2].id, PAY),
            cite(2, ROLES[2].id, "$285,000 - $340,000"),
            cite(3, ROLES[2].id, "$340,000 a year, plus equity.\n\nHow we interview"),
        ),
    )


def _abstain(question: str) -> Answer:
    text = "None of your 4 roles says anything about **parental leave**: I looked at benefits, pay and policies."
    return Answer(
        question,
        "abstained",
        text,
        ask_the_recruiter=("What parental leave do you offer, and from which day of employment does it apply?",),
    )


def _hostile(question: str) -> Answer:
    text = (
        "<script>window.attacked = 'answer'</script><img src=x onerror=\"window.attacked = 'tag'\"> "
        "![pixel](http://attacker.invalid/a.png) [click](javascript:window.attacked=1) <http://attacker.invalid/> "
        "They pay $160k-$190k [1], it says [2]. `${window.attacked = 'template'}` {{value}}"
    )
    quotes = ["We pay $160k-$190k depending on level.", "</div></section><script>window.attacked = 'text'</script>"]
    return Answer(question, "answered", text, tuple(cite(n, ROLES[0].id, quote) for n, quote in enumerate(quotes, 1)))


def _simple(role: int, text: str, *quotes: str, degraded: str | None = None) -> Callable[[str], Answer]:
    def answer(question: str) -> Answer:
        cited = tuple(cite(n, ROLES[role].id, quote) for n, quote in enumerate(quotes, 1))
        return Answer(question, "answered", text, cited, degraded=degraded)

    return answer


CANNED: dict[str, Callable[[str], Answer]] = {
    "parental": _abstain,
    "interview": _interview,
    "go?": _across,
    "overlap": _overlap,
    "hostile": _hostile,
    "薪资": _simple(3, "星河科技的薪资为每月 45,000 至 60,000 元,十六薪 [1]。", MONTHLY),
    "relocation": _simple(1, "Fabrikam pays up to **$20,000** for the move [1].", "we pay up to $20,000 for the move"),
    "degraded": _simple(
        2,
        "The salary is $285,000 - $340,000 [1].",
        PAY,
        degraded="No key for a chat model is set, so the answer is quoted instead of written.",
    ),
    "slow": _simple(2, "A slow answer. " * 80 + "The end [1].", PAY),
    "pay": _simple(
        2,
        "Northwind AI pays a base salary of **$285,000 to $340,000** a year, plus equity [1]. "
        "The take-home task is paid as well [2].",
        PAY,
        TASK,
    ),
}


class FakeAssistant:
    """Stands in for `assistant.app.Assistant`. Remembers what it was asked in `asked` and which streams were closed."""

    def __init__(self, roles: Sequence[Role] = ROLES, library: Literal["shared", "private"] = "shared") -> None:
        self._roles = list(roles)
        self._library: Literal["shared", "private"] = library
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self.saved: list[tuple[str, tuple[str, ...], tuple[str, ...], bool]] = []
        self.abandoned = 0
        self.closed = False

    @cached_property
    def settings(self) -> Settings:
        folder = tempfile.TemporaryDirectory(prefix="prep-fake-")
        self._folder = folder  # it goes with the fake
        return Settings(home=Path(folder.name), library=self._library)

    def private(self, user: str) -> FakeAssistant:
        own = FakeAssistant(self._roles if user == "ann" else [])
        own.__dict__.update(settings=self.settings, records=self.records)
        return own

    @cached_property
    def records(self) -> Records:
        return Records(self.settings.home)

    @cached_property
    def planner(self) -> Planner:
        """The real one, over the fake's roles."""
        return Planner(_Shelf(self), self.records, HashEmbeddings().embed_documents, lambda: _NO_MODEL)  # type: ignore[arg-type]

    @cached_property
    def trainer(self) -> Trainer:
        """The real one, over the fake's roles."""
        return Trainer(_Shelf(self), self.records, _vectors, lambda: _NO_MODEL, self.planner.find)  # type: ignore[arg-type]

    def topic_names(self) -> dict[str, str]:
        return {topic.id: topic.name for topic in all_topics()}

    def forget(self, user: str) -> int:
        return self.records.forget(user)

    def chat_model(self) -> str | None:
        return self.settings.model

    def roles(self, *, limit: int = 500) -> list[Role]:
        return self._roles[:limit]

    def role(self, role_id: str) -> Role:
        for role in self._roles:
            if role.id == role_id:
                return role
        raise UnknownRole(f"no role {role_id!r} in the library; prep roles lists them")

    def posting(self, posting_id: str) -> Posting:
        return next(posting for posting in POSTINGS if posting.id == posting_id)

    def postings_of(self, role_ids: Sequence[str]) -> dict[str, Posting]:
        held = {role.id: role.posting_id for role in self._roles if role.id in role_ids}
        return {role: self.posting(id) for role, id in held.items() if id in {p.id for p in POSTINGS}}

    def roles_of(self, posting_id: str) -> list[Role]:
        return [role for role in self._roles if role.posting_id == posting_id]

    def matrix(self, roles: Sequence[str]) -> Matrix:
        """The real one, over the fake's roles."""
        return beside([self.role(role) for role in roles], lambda id: self.posting(id).text)

    def companies(self, *, limit: int = 500) -> list[str]:
        return [role.company or "" for role in self._roles][:limit]

    def example_questions(self) -> list[str]:
        return EXAMPLES

    def ask(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Answer:
        self.asked.append((question, tuple(roles), tuple(history)))
        for role_id in roles:
            self.role(role_id)
        if "busy" in question:
            raise LibraryBusy("the library is being written to by another program; try again in a moment")
        if "crash" in question:
            raise RuntimeError("a secret detail of the inside")
        if "abandoned" in question:
            return Answer(question, "answered", f"{self.abandoned} streams were abandoned.")
        if "before" in question:
            return Answer(question, "answered", "Before that: " + "; ".join(history or ["nothing"]))
        known = (answer(question) for word, answer in CANNED.items() if word in question.lower())
        return next(known, Answer(question, "abstained", "No posting mentions that.", ask_the_recruiter=(question,)))

    def follow_ups(self, answer: Answer, *, roles: Sequence[str] = (), history: Sequence[str] = ()) -> list[str]:
        return (
            [f"And the interview, and {answer.question}"] if answer.citations and "slow" not in answer.question else []
        )

    def stream(
        self, question: str, *, roles: Sequence[str] = (), history: Sequence[str] = (), engine: str | None = None
    ) -> Iterator[str | Answer]:
        answer = self.ask(question, roles=roles, history=history, engine=engine)
        try:
            for word in answer.text.split(" ") if answer.status == "answered" else []:
                time.sleep(0.04 if "slow" in question else 0.01)
                yield word + " "
            yield answer
        except GeneratorExit:
            self.abandoned += 1
            raise

    def ingest(self, paths: Sequence[Path], progress: object = None) -> IngestReport:
        self._roles = list(ROLES)
        return IngestReport(len(POSTINGS), len(ROLES), 12, 0, (), 0.1)

    def save_case(
        self,
        answer: Answer,
        *,
        history: Sequence[str] = (),
        roles: Sequence[str] = (),
        right: bool = False,
        file: Path | None = None,
    ) -> Path:
        if "unwritable" in answer.question:
            raise InvalidCases("/a/secret/folder/cases.yaml has mistakes; mend them first")
        self.saved.append((answer.question, tuple(history), tuple(roles), right))
        return Path("/a/secret/folder/cases.yaml")

    def close(self) -> None:
        self.closed = True


class _Shelf:
    """What the planner and the trainer ask of a library. It is its own catalog."""

    def __init__(self, fake: FakeAssistant) -> None:
        self._fake = fake

    @property
    def catalog(self) -> _Shelf:
        return self

    def role(self, role_id: str) -> Role:
        return self._fake.role(role_id)

    def roles(self, ids: Sequence[str]) -> list[Role]:
        return [role for role in self._fake.roles() if role.id in ids]

    def roles_named(self, name: str) -> list[Role]:
        return [role for role in self._fake.roles() if role.name == name]

    def list_roles(self, limit: int) -> list[Role]:
        return self._fake.roles(limit=limit)

    def posting(self, posting_id: str) -> Posting | None:
        return next((posting for posting in POSTINGS if posting.id == posting_id), None)


def _vectors(texts: Sequence[str]) -> Any:
    return np.array(HashEmbeddings().embed_documents(list(texts)), np.float32)
