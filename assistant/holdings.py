"""What the library holds, as those see it who look after it: files, the postings in them, the roles in these."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Posting, Role


@dataclass(frozen=True, slots=True)
class HeldPosting:
    """A posting with its roles in text order. `corrected`: a person has corrected what was read."""

    posting: Posting
    roles: tuple[Role, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A file of the library: the name that people see, and what it holds. `own`: it lies in the library's own folder,
    where what is pasted or dropped is kept, and goes when it is removed."""

    name: str
    postings: tuple[HeldPosting, ...]
    own: bool = False
