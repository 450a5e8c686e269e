"""The browser app: what one person waits for in a real browser, thirty at once over HTTP, memory in the long run."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.accounts import Account, hash_password
from benchmarks.table import Table, median, percentile

ROOT = Path(__file__).resolve().parent.parent
USERS, QUESTIONS, VISITS = 30, 1000, 5
PASSWORD = "a password for measuring"
ASKED = (
    "Which roles mention Python?",
    "What is the maximum salary?",
    "Which roles are remote?",
    "Which roles describe an interview process?",
    "What would I do day to day?",
)
# Notes when Enter was pressed, and when the first words of the answer stood on the screen.
_WATCH = """() => {
    const before = document.querySelectorAll('.turn').length;
    window.waited = 0;
    document.addEventListener('keydown', () => {
        const began = performance.now();
        const look = () => {
            const turn = document.querySelectorAll('.turn')[before];
            if (turn?.querySelector('.answer .cite')) window.waited = performance.now() - began;
            else requestAnimationFrame(look);
        };
        look();
    }, {once: true, capture: true});
}"""


def web(shared: Path) -> Table:
    """Paint, first words, thirty users at once, and memory over a thousand questions."""
    with tempfile.TemporaryDirectory() as home:
        with _app(home) as (url, pid):
            idle = _share(pid)
            paint, words = _browser(url)
        users = Path(home) / "users.txt"
        hashed = hash_password(PASSWORD, (10, 1, 1))
        accounts = [Account(f"user{n}", hashed) for n in range(USERS)]
        users.write_text("".join(f"{a.name} {a.hashed}\n" for a in accounts), "utf-8")
        with _app(home, "--users", str(users)) as (url, pid):
            cold = asyncio.run(_crowd(url, 1))
            waits = asyncio.run(_crowd(url, 5))
            before = _memory(pid)
            asyncio.run(_crowd(url, QUESTIONS // USERS + 1))
            growth = _memory(pid) / before - 1
    rows = (
        ("first contentful paint (median)", f"{median(paint):.0f} ms"),
        ("processor while nobody asks", f"{idle * 100:.0f} % of one"),
        ("first words after Enter (median)", f"{median(words):.0f} ms"),
        (
            f"{USERS} users at once, each one's first question after the start: p95",
            f"{percentile(cold, 0.95) * 1000:.0f} ms",
        ),
        (f"{USERS} users at once: first words, median", f"{median(waits) * 1000:.0f} ms"),
        (f"{USERS} users at once: first words, p95", f"{percentile(waits, 0.95) * 1000:.0f} ms"),
        (f"memory, after {len(waits):,} questions", f"{before:.0f} MB"),
        (f"growth over {QUESTIONS:,} questions more", f"{growth * 100:.1f} %"),
    )
    notes = (
        "On loopback, extractive engine, sample postings. The browser is Chromium; each of the thirty has signed in,",
        "has one page open, and asks again as soon as the answer is there: thirty questions are always being answered.",
    )
    return Table("The browser app", ("what", "measured"), rows, notes)


def _browser(url: str) -> tuple[list[float], list[float]]:
    from playwright.sync_api import sync_playwright

    paint, words = [], []
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(VISITS):
            page = browser.new_context().new_page()
            page.goto(url)
            page.wait_for_selector('#conversation[role="log"]')
            paint.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            for question in ASKED:
                page.fill("#question-box textarea", question)
                page.evaluate(_WATCH)
                page.keyboard.press("Enter")
                words.append(page.wait_for_function("window.waited").json_value())
                page.wait_for_selector('.turn[data-state="asking"]', state="detached")
            page.context.close()
        browser.close()
    return paint, words


async def _crowd(url: str, each: int) -> list[float]:
    """Seconds until the first words of each question; everybody asks `each` of them, all at the same time."""
    return [wait for waits in await asyncio.gather(*(_user(url, n, each) for n in range(USERS))) for wait in waits]


async def _user(url: str, number: int, each: int) -> list[float]:
    import httpx

    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        reply = await client.post("/login", data={"username": f"user{number}", "password": PASSWORD})
        reply.raise_for_status()
        fn, session = _ask_event((await client.get("/config")).json()), secrets.token_hex(6)
        return [await _question(client, fn, session, n) for n in range(each)]


def _ask_event(config: dict[str, Any]) -> int:
    send = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "send")
    return int(next(d["id"] for d in config["dependencies"] if [send, "click"] in [list(t) for t in d["targets"]]))


async def _question(client: Any, fn: int, session: str, n: int) -> float:
    """Asks as the page does: seconds until a state comes that holds words of the answer, which are cited."""
    data = [ASKED[n % len(ASKED)], [], ""]
    began, first = time.perf_counter(), 0.0
    body = {"data": data, "fn_index": fn, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
            if not first and "data-cite=" in line:
                first = time.perf_counter() - began
            if message.get("msg") == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"a question failed: {message}")
                break
    return first


@contextmanager
def _app(home: str, *options: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "ui.py", "--port", str(port), *options]
    app = subprocess.Popen(command, env={**os.environ, "PREP_HOME": home}, cwd=ROOT, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/"
    try:
        until = time.monotonic() + 120
        while True:
            try:
                with urllib.request.urlopen(url, timeout=10):
                    break
            except OSError:
                if app.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield url, app.pid
    finally:
        app.terminate()
        app.wait(20)


def _share(pid: int, seconds: float = 10.0) -> float:
    """How much of a processor the app takes while nothing is asked of it."""
    import psutil

    time.sleep(5)  # what is done after the start is no idling
    return float(psutil.Process(pid).cpu_percent(seconds)) / 100


def _memory(pid: int) -> float:
    """Resident memory in megabytes."""
    import psutil

    return float(psutil.Process(pid).memory_info().rss) / 1e6
