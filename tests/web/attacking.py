"""Servers with sign-in and the people who attack them, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from assistant.accounts import Account, hash_password
from tests.web.serving import Served, serving

PASSWORDS = {"ann": "ann has a password", "bob": "bob has another one", "eve": "eve is a member too"}
# Real passwords are hashed at a cost that tests need not pay.
QUICK = (10, 1, 1)


def users_file(path: Path, *names: str, admins: tuple[str, ...] = ("ann",)) -> Path:
    accounts = [Account(name, hash_password(PASSWORDS[name], QUICK), name in admins) for name in names]
    path.write_text("".join(f"{a.name} {a.hashed}{' admin' if a.admin else ''}\n" for a in accounts), "utf-8")
    return path


@contextmanager
def signed_in(served: Served, name: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=30) as client:
        reply = client.post("/login", data={"username": name, "password": PASSWORDS[name]})
        assert reply.status_code == 200, reply.text
        yield client


@contextmanager
def many_users(folder: Path, *options: str) -> Iterator[Served]:
    file = users_file(folder / "users.txt", *PASSWORDS)
    with serving(f"--users={file}", *options) as served:
        yield served
