"""Serve the fake Assistant: `python tests/web/serve.py PORT [USER:PASSWORD] [OPTION…]`. Run by the tests.

`--empty`: no roles, `--many`: 500; `--kept`: something is kept of the one user there is; `--users=FILE`: they sign in;
`--guests=PASSWORD`: guests sign in with it; `--private`: each user has a library of their own; `--due`:
cards are due for review; `--real=FOLDER`: not the fake, but the product over the library in that folder, with
embeddings that take no time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.app import Assistant, Settings
from assistant.index.library import Library
from assistant.index.testing import HashEmbeddings
from assistant.web import access, launch, server
from tests.web.fake import FakeAssistant
from tests.web.library import ROLES, many


def main(arguments: list[str]) -> None:
    """Serve until ended."""
    rest = [argument for argument in arguments if not argument.startswith("--")]
    given = dict(argument[2:].partition("=")[::2] for argument in arguments if argument.startswith("--"))
    credentials = access.parse_credentials(rest[1]) if len(rest) > 1 else None
    if "guests" in given:
        credentials = access.Credentials(access.ONE_TIME_USER, given["guests"], admin=False)
    users = Path(given["users"]) if "users" in given else None
    with server.listen("127.0.0.1", int(rest[0])) as bound:
        roles = [] if "empty" in given else many(500) if "many" in given else ROLES
        assistant = FakeAssistant(roles, library="private" if "private" in given else "shared")
        if "kept" in given:
            keep(assistant)
        if "due" in given:
            practise(assistant)
        if "real" in given:
            assistant = real(Path(given["real"]), "private" if "private" in given else "shared")  # type: ignore[assignment]
        launch.serve(assistant, launch.Options(credentials=credentials, users=users), bound)  # type: ignore[arg-type]


def real(home: Path, library: Literal["shared", "private"]) -> Assistant:
    embeddings = HashEmbeddings()
    return Assistant(Settings(home=home, library=library), Library(home, embeddings), embeddings)


def keep(assistant: FakeAssistant) -> None:
    """A résumé and two plans of the user who needs no sign-in."""
    assistant.records.put("me", "resume", "mine", {"text": "Ten years of Go"})
    for name in ("one", "two"):
        assistant.records.put("me", "plan", name, {"name": name})


def practise(assistant: FakeAssistant) -> None:
    """Cards that the user who needs no sign-in saw a week ago."""
    before = assistant.trainer
    before._clock = lambda: time.time() - 7 * 86_400
    interview = before.start("me", ROLES[2].id, n=4, seed=1)
    for _ in interview.asked:
        before.next("me", interview.id)
    before._clock = time.time


if __name__ == "__main__":
    main(sys.argv[1:])
