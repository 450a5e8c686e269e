"""A run as one self-contained HTML file, for a person who wrote neither the cases nor the code."""

from __future__ import annotations

from assistant.evals.report.page import render

__all__ = ["render"]
