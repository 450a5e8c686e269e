"""Serve the fake Assistant: `python tests/web/serve.py PORT [USER:PASSWORD] [--empty] [--many]`. Run by the tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.web import access, launch, server
from tests.web.fake import FakeAssistant
from tests.web.library import ROLES, many


def main(arguments: list[str]) -> None:
    """Serve until ended."""
    rest = [argument for argument in arguments if not argument.startswith("--")]
    credentials = access.parse_credentials(rest[1]) if len(rest) > 1 else None
    with server.listen("127.0.0.1", int(rest[0])) as bound:
        roles = [] if "--empty" in arguments else many(500) if "--many" in arguments else ROLES
        assistant = FakeAssistant(roles)
        launch.serve(assistant, launch.Options(credentials=credentials), bound)  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1:])
