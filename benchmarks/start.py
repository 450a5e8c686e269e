"""Cold starts, each in a fresh process, and the idle app's memory."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.table import Table, median, seconds

RUNS = 5
ROOT = Path(__file__).resolve().parent.parent


def start(shared: Path) -> Table:
    """`prep --help`, a cold `prep ask`, and `python ui.py` until it answers HTTP."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "PREP_HOME": home}
        prep = [sys.executable, "-m", "assistant"]
        _run([*prep, "ingest", str(ROOT / "corpus")], env)
        help_times = [seconds(lambda: _run([*prep, "--help"], env)) for _ in range(RUNS)]
        question = "What is the interview process for xAI's Grok Code team?"
        ask_times = [seconds(lambda: _run([*prep, "ask", question], env)) for _ in range(RUNS)]
        apps = [_app(env) for _ in range(3)]
    rows = (
        ("prep --help", f"{median(help_times):.2f} s"),
        ("prep ask, cold", f"{median(ask_times):.2f} s"),
        ("python ui.py until HTTP answers", f"{median([t for t, _ in apps]):.2f} s"),
        ("memory of the idle app", f"{median([m for _, m in apps]):.0f} MB"),
    )
    return Table("Cold start", ("what", "median"), rows, ("Each run is a process of its own.",))


def _run(command: list[str], env: dict[str, str]) -> None:
    subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True)


def _app(env: dict[str, str]) -> tuple[float, float]:
    """Seconds until the page answers, and megabytes of resident memory five seconds later."""
    import psutil

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "ui.py", "--port", str(port)]
    app = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    break
            except OSError:
                if app.poll() is not None or time.perf_counter() - began > 60:
                    raise
                time.sleep(0.02)
        took = time.perf_counter() - began
        time.sleep(5)
        return took, psutil.Process(app.pid).memory_info().rss / 1e6
    finally:
        app.terminate()
        app.wait(20)
