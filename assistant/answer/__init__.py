"""Hits and facts -> an answer in which every statement is cited, or an abstention that says why."""
