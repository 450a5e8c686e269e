"""What scripted cases are run with: libraries of the postings that files name, and a chat model as judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.models import model_name

if TYPE_CHECKING:
    from assistant.app import Assistant, Outcome, Plan, Progress
    from assistant.evals.bench import Bench
    from assistant.evals.judge import Judge
    from assistant.evals.sweep import Swept
    from assistant.settings import Settings

Build = Callable[["Settings"], "Assistant"]


def evaluate(assistant: Assistant, build: Build, plan: Plan, progress: Progress | None) -> Outcome:
    """Runs the plan's cases over `assistant`; `build` makes others over the postings that files name."""
    from assistant.evals.run import run

    with bench(assistant, build, progress) as opened:
        return run(plan, opened, progress)


def sweep(assistant: Assistant, build: Build, path: Path, plan: Plan, progress: Progress | None) -> Swept:
    """Runs the plan under each of the settings that the file at `path` lists."""
    from assistant.evals.sweep import sweep as swept

    @contextmanager
    def varied(progress: Progress | None, **changes: object) -> Iterator[Bench]:
        other = build(assistant.settings.model_copy(update=changes))
        try:
            with bench(other, build, progress) as opened:
                yield opened
        finally:
            other.close()

    return swept(path, plan, varied, progress)


@contextmanager
def bench(assistant: Assistant, build: Build, progress: Progress | None) -> Iterator[Bench]:
    """What cases are run with, over `assistant`; the libraries that it builds with `build` are closed after it."""
    from assistant.evals.bench import Bench
    from assistant.evals.fingerprint import of_code
    from assistant.evals.libraries import Libraries

    chosen = assistant.settings
    home = chosen.home / "evals"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    # How a library comes out of postings: by the code that reads and cuts them, the chunk size, the embedding.
    recipe = f"{of_code('reading', 'knowledge', 'index')}/{chosen.chunk_size}/{chosen.embedding}"

    def over(folder: Path) -> Assistant:
        return build(chosen.model_copy(update={"home": folder, "chroma_url": None, "catalog_url": None}))

    libraries = Libraries(assistant, over, folder=home / "libraries", recipe=recipe, progress=progress)
    kept = {"chunk_size": chosen.chunk_size, "dense_share": chosen.dense_share}
    settings = {**kept, "k": chosen.evidence_k, "embedding": chosen.embedding}
    model = model_name(chosen.model)
    with ExitStack() as stack:
        stack.callback(libraries.close)
        judge = partial(_judge, model, home, stack)
        yield Bench(home, libraries.of, settings, chosen.engine, model, judge, model)


def _judge(model: str | None, home: Path, stack: ExitStack, run: int) -> Judge | None:
    """The chat model as a judge, its replies in that run kept as long as `stack` is open; None without a model."""
    if model is None:
        return None
    from assistant.evals.cache import ReplyCache
    from assistant.evals.judge import chat_judge
    from assistant.models import chat_model

    cache = ReplyCache(home / "replies.sqlite3", run=run)
    stack.callback(cache.close)
    return chat_judge(chat_model(model, cache=cache))
