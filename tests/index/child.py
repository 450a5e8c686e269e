"""What the tests run as another process: `child.py HOME WORK [--kill MODULE/CLASS:FUNCTION:before|after:N] ...`.

`--kill` has the process die (SIGKILL, no clean-up) around the N-th call of a function; `--largest` has the system
refuse to make any file larger, as if the disk were full. The work is `ingest PATH...`, `remove NAME`, or
`search FILE TEXT`, which searches over and over until FILE is there, and prints each distinct number of hits. An error
of the product's own ends the process with code 3 and its name on the output.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings
from tests.index.doubles import LineReader, assert_consistent

_ROOT = Path(__file__).parents[2]


def start(home: Path, *work: str | Path, kill: str = "", largest: int = 0) -> subprocess.Popen[str]:
    """Starts this file as a process of its own."""
    options = ["--kill", kill, "--largest", str(largest)]
    command = [sys.executable, "-m", "tests.index.child", *options, str(home), *map(str, work)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(home: Path, *work: str | Path, kill: str = "") -> int:
    """Runs `start` to its end and returns the exit code (-9 where it was killed)."""
    process = start(home, *work, kill=kill)
    _, errors = process.communicate(timeout=120)
    if process.returncode not in (0, -signal.SIGKILL):
        raise AssertionError(errors)
    return process.returncode


def _deadly(spec: str) -> None:
    place, name, when, count = spec.split(":")
    module, _, owner = place.partition("/")
    holder: Any = importlib.import_module(module)
    holder = getattr(holder, owner) if owner else holder
    original: Callable[..., Any] = getattr(holder, name)
    left = int(count)

    def call(*args: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **options)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, call)


def _search(library: Library, stop: Path, text: str) -> None:
    seen, last = set(), False
    while not last:
        last = stop.exists()  # once more after that: what was written before it must be seen
        for search in (library.search_dense, library.search_lexical):
            found = library.catalog.chunks(id for id, _ in search(text, limit=500))
            assert all(chunk.span.of(library.catalog.posting_text(chunk.posting_id) or "") for chunk in found)
            seen.add((search.__name__, len(found)))
    print(sorted(seen))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kill", default="")
    parser.add_argument("--largest", type=int, default=0)
    parser.add_argument("home", type=Path)
    parser.add_argument("work", nargs="+")
    arguments = parser.parse_args()
    if arguments.kill:
        _deadly(arguments.kill)
    if arguments.largest:
        import resource  # Unix only

        resource.setrlimit(resource.RLIMIT_FSIZE, (arguments.largest, arguments.largest))
    try:
        _work(arguments)
    except AssistantError as error:
        print(type(error).__name__, error)
        sys.exit(3)


def _work(arguments: argparse.Namespace) -> None:
    with Library(arguments.home, HashEmbeddings(), reader=LineReader().reader()) as library:
        what, *rest = arguments.work
        if what == "ingest":
            print(library.ingest(rest).files)
        elif what == "remove":
            library.remove(rest[0])
        else:
            _search(library, Path(rest[0]), rest[1])
            assert_consistent(library)


if __name__ == "__main__":
    main()
