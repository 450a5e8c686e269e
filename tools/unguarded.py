"""Shows that each guard of the browser app is held by a test: takes it out, and runs the tests that must then fail.

    .venv/bin/python tools/unguarded.py [WORD...]     all guards, or those whose name has one of the words

Works on a copy of the checkout. Exit 1 where a guard is not found in its file, can be taken out unnoticed, or has
tests that fail with it in place.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_DOOR = "tests/web/test_attacks_door.py"
_FILES = "tests/web/test_attacks_files.py"
_USERS = "tests/web/test_attacks_users.py"
_HTTP = "tests/web/test_guard_http.py"
_LIBRARY = "tests/web/test_attacks_library.py"


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard: the words that make it in a file, what stands there without it, and the tests that hold it."""

    name: str
    file: str
    words: str
    without: str
    tests: tuple[str, ...]
    chosen: str


GUARDS = (
    Guard(
        "strangers are sent to the sign-in page",
        "signin.py",
        "if who is not None or path in",
        "if True or path in",
        (_DOOR,),
        "no_route or made_up",
    ),
    Guard(
        "an account is locked after wrong passwords",
        "signin.py",
        "if wait := self._accounts.wait(account):",
        "if wait := 0:",
        (_DOOR,),
        "for_the_account",
    ),
    Guard(
        "an address is locked after wrong passwords",
        "signin.py",
        "if wait := self._addresses.wait(address):",
        "if wait := 0:",
        (_DOOR,),
        "for_the_address",
    ),
    Guard(
        "a link signs nobody out",
        "signin.py",
        'if request.method != "POST":\n            # A link',
        "if False:\n            # A link",
        (_DOOR,),
        "neither_a_link",
    ),
    Guard(
        "signing in leads nowhere else",
        "signin.py",
        '        kept = _kept(form.get("back", ""))',
        '        kept = form.get("back", "")',
        (_DOOR,),
        "leads_nowhere",
    ),
    Guard(
        "what a stranger types is escaped",
        "login.py",
        'value="{escape(name)}"',
        'value="{name}"',
        (_DOOR,),
        "become_markup",
    ),
    Guard(
        "a removed user is out at once",
        "members.py",
        "return late or not self._stands(session.account)",
        "return late",
        (_DOOR,),
        "removed",
    ),
    Guard(
        "a page's session is its user's",
        "limits.py",
        "return owner in (None, user)",
        "return True",
        (_USERS,),
        "closed_to_who",
    ),
    Guard(
        "an export is its user's",
        "outbox.py",
        "offer and offer.user == user and",
        "offer and",
        (_USERS,),
        "export_cannot",
    ),
    Guard(
        "only administrators change the shared library",
        "api.py",
        "            check_writable(request)\n",
        "",
        (_USERS,),
        "only_administrators",
    ),
    Guard("requests are counted by user", "throttle.py", "taken = left >= 1", "taken = True", (_USERS,), "too_much"),
    Guard(
        "private libraries are private",
        "launch.py",
        'assistant.settings.library == "shared":',
        "True:",
        (_USERS,),
        "private_libraries",
    ),
    Guard("an upload is its user's", "stash.py", "and self._kept[i].user == user]", "]", (_FILES,), "random_name"),
    Guard(
        "an upload is what its name says",
        "stash.py",
        "if not _fits(suffix, head, bool(markup)):",
        "if False:",
        (_FILES,),
        "lies_about",
    ),
    Guard(
        "bodies are bounded",
        "security.py",
        "too_large = len(length) > 12 or int(length) > limit",
        "too_large = False",
        (_FILES, _HTTP),
        "oversize",
    ),
    Guard(
        "foreign origins are refused",
        "security.py",
        "    if origin is None:\n",
        "    if True:\n",
        (_DOOR, _FILES),
        "another_site or foreign",
    ),
    Guard(
        "unused routes are closed",
        "security.py",
        "    if not is_open(path):",
        "    if False:",
        (_HTTP,),
        "unused_route",
    ),
    Guard(
        "no tools for agents behind a sign-in",
        "launch.py",
        "tools = None if door or reachable else",
        "tools = None if False else",
        ("tests/web/test_api_docs.py",),
        "no_tools",
    ),
)


def main() -> int:
    """Takes the guards out, one after the other; prints a line for each, and returns the exit code."""
    parser = argparse.ArgumentParser(description="Shows that each guard of the browser app is held by a test.")
    parser.add_argument("words", nargs="*", help="only guards whose name has one of these words")
    words = parser.parse_args().words
    chosen = [guard for guard in GUARDS if not words or any(word in guard.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="unguarded-") as folder:
        copy = _copied(Path(folder) / "main")
        unheld = [guard for guard in chosen if not _is_held(guard, copy)]
    print(f"{len(chosen) - len(unheld)} of {len(chosen)} guards are held by a test")
    return int(bool(unheld))


def _copied(place: Path) -> Path:
    """The checkout as it stands, beside what it finds beside itself."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def _is_held(guard: Guard, copy: Path) -> bool:
    file = copy / "assistant" / "web" / guard.file
    whole = file.read_text("utf-8")
    if guard.words not in whole:
        print(f"NOT FOUND  {guard.name}: {guard.file} has changed", flush=True)
        return False
    before = _run(guard, copy)
    file.write_text(whole.replace(guard.words, guard.without), "utf-8")
    after = _run(guard, copy)
    file.write_text(whole, "utf-8")
    # 0: all passed, 1: some failed. Anything else is no proof: none was chosen, or none could run.
    held = (before, after) == (0, 1)
    print(f"{'held' if held else f'NOT HELD ({before}, {after})'}  {guard.name}", flush=True)
    return held


def _run(guard: Guard, copy: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-x", *guard.tests, "-k", guard.chosen]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main())
