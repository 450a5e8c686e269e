"""What the tests of preparing share: roles read from text, résumés of our own, a planner over a temporary home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from assistant.domain import Document, Role
from assistant.index.minilm import MiniLMEmbeddings
from assistant.preparation import Resume, Target
from assistant.prepare.resume import read
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from tests.conftest import ROOT

TODAY = date(2026, 11, 30)
RESUMES = ROOT / "tests" / "gold" / "resumes"

POSTING = """Brightwater Analytics
Senior Data Engineer

About us
Brightwater measures rivers and lakes, and tells towns when the water rises.

What you will do
- Build data pipelines in Python and Spark that never lose a measurement.
- Run Kafka for the sensors of four countries.

What you need
- Expert knowledge of Python.
- Strong SQL and PostgreSQL.
- Experience with Kubernetes.
- A Bachelor's degree in Computer Science or a related field.
- 5+ years of experience with data pipelines.
- You have led a project from the first idea to its users.
- Authorization to work in Germany.

Nice to have
- Terraform.
- Experience with Airflow or Dagster.

Interview process
1. Phone screen, 30 minutes
2. Coding interview, 60 minutes
3. System design interview with the team
"""


def target(text: str = POSTING, *, days: int = 21) -> Target:
    """The first role of a posting, with its interview in so many days."""
    posting = normalize(Document("posting.txt", text))
    return Target(read_roles(posting)[0], posting.text, TODAY + timedelta(days=days))


@cache
def corpus_roles() -> tuple[tuple[Role, str], ...]:
    """Every role of the sample postings with its posting's text; of those with one id the first."""
    return tuple(_roles_in(sorted((ROOT / "corpus").iterdir())))


def _roles_in(paths: Sequence[Path]) -> Iterator[tuple[Role, str]]:
    seen: set[str] = set()
    for path in paths:
        for document in load(path, path.name):
            if isinstance(document, Document):
                posting = normalize(document)
                for role in read_roles(posting):
                    if role.id not in seen:
                        seen.add(role.id)
                        yield role, posting.text


def roles_of(folder: Path) -> list[tuple[Role, str]]:
    """The roles of a folder of postings."""
    return list(_roles_in(sorted(p for p in folder.iterdir() if p.is_file())))


@cache
def resume(name: str) -> Resume:
    """One of the résumés of `tests/gold/resumes`."""
    return read(RESUMES / name, name, TODAY)


@cache
def model() -> MiniLMEmbeddings:
    """The local embedding model, loaded once."""
    return MiniLMEmbeddings()


def embed(texts: Sequence[str]) -> list[list[float]]:
    """Vectors of the local embedding model."""
    return model().embed_documents(list(texts))
