"""Scripted Q&A evals: cases and checks, metrics, runs, comparisons, reports. No key needed, every time the same."""
