"""Starts `serve.py` in a process of its own, as a person would start the app."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SCRIPT = Path(__file__).with_name("serve.py")
_START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running app: its address, its process id, and how long it took to answer."""

    url: str
    pid: int
    seconds: float


@contextmanager
def serving(*arguments: str) -> Iterator[Served]:
    """The fake Assistant's app on a free port; ended afterwards."""
    port = free_port()
    with running([str(SCRIPT), str(port), *arguments], port) as served:
        yield served


@contextmanager
def running(command: Sequence[str], port: int, **environment: str) -> Iterator[Served]:
    """A Python command that serves on `port` of this computer; ended afterwards."""
    url = f"http://127.0.0.1:{port}/"
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], env={**os.environ, **environment})
    try:
        wait(url, process)
        yield Served(url, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(url: str, process: subprocess.Popen[Any]) -> None:
    """Return once `url` answers; raise if the process ends before, or does not answer in time."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the app ended at its start with exit code {process.returncode}")
        try:
            if httpx.get(url, timeout=_START_SECONDS).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {_START_SECONDS} seconds")
