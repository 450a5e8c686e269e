"""The accessibility check that tests share."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.browser.screen import Screen


def axe() -> str:
    """The script of axe-core; the test is skipped, visibly, where it is not installed."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-playwright-python is not installed")
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(screen: Screen, script: str) -> list[str]:
    """What axe finds wrong on the page as it stands, of serious and critical impact."""
    screen.page.evaluate(f"{script}; 0")
    result: dict[str, Any] = screen.page.evaluate("axe.run()")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "axe.json").write_text(json.dumps(result["violations"], indent=1), encoding="utf-8")
    serious = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in serious]
