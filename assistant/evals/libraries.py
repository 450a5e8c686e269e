"""Libraries of the postings that case files name: each built once, kept by the hash of what went in, found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from assistant.domain import IngestReport
from assistant.errors import InvalidCases
from assistant.evals import fingerprint
from assistant.evals.intake import Product
from assistant.evals.plan import Progress

_DONE = "built.json"
_LISTED = 5


class Buildable(Product, Protocol):
    """A product into whose library postings can be read."""

    def ingest(self, paths: list[Path], progress: Progress | None = None) -> IngestReport:
        """See `Assistant.ingest`."""
        ...

    def close(self) -> None:
        """See `Assistant.close`."""
        ...


class Libraries:
    """The products over the libraries that case files ask for.

    `own` is the one over the user's library; `build` makes one over the library in a folder. `recipe` is what a library
    depends on besides its postings: how they are read, cut and embedded.
    """

    def __init__(
        self,
        own: Product,
        build: Callable[[Path], Buildable],
        *,
        folder: Path,
        recipe: str,
        progress: Progress | None = None,
    ) -> None:
        self._own = own
        self._build = build
        self._folder = folder
        self._recipe = recipe
        self._progress = progress
        self._open: dict[str, Buildable] = {}

    def of(self, postings: Path | None) -> Product:
        """The product over a library of just these postings (a folder, or a file), or over the user's own for None.

        A library that is not there yet is built, which takes as long as `prep ingest`. Raises InvalidCases where the
        postings cannot be read, naming them.
        """
        if postings is None:
            return self._own
        key = self._key(postings)
        if key not in self._open:
            self._open[key] = self._made(postings, self._folder / key)
        return self._open[key]

    def close(self) -> None:
        """Lets go of the libraries that were opened; the user's own stays open."""
        for product in self._open.values():
            product.close()
        self._open.clear()

    def _key(self, postings: Path) -> str:
        if not postings.exists():
            raise InvalidCases(f"there are no postings at {postings}; correct config.postings (relative to its file)")
        content = fingerprint.of_folder(postings) if postings.is_dir() else fingerprint.of_file(postings)
        # A posting's source is named by its folder: other cases may see that name in answers.
        return fingerprint.of_texts([postings.resolve().name, content, self._recipe])

    def _made(self, postings: Path, home: Path) -> Buildable:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        product = self._build(home)
        if not (home / _DONE).exists():
            report = product.ingest([postings], progress=self._progress)
            if report.failed:
                product.close()
                raise InvalidCases(_unread(postings, report))
            (home / _DONE).write_text(json.dumps({"roles": report.roles, "chunks": report.chunks}), "utf-8")
        return product


def _unread(postings: Path, report: IngestReport) -> str:
    """What could not be read, in a line: answers from half of the postings would be judged as from all."""
    named = "; ".join(f"{failure.source}: {failure.error}" for failure in report.failed[:_LISTED])
    more = f" and {len(report.failed) - _LISTED} more" if len(report.failed) > _LISTED else ""
    return f"{len(report.failed)} of the postings at {postings} cannot be read ({named}{more}); mend or remove them"
