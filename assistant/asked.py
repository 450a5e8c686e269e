"""What may be asked, and of which engine."""

from __future__ import annotations

from assistant.errors import UsageError

# A question longer than this is a pasted document, not a question.
LONGEST_QUESTION = 4_000
ENGINES = ("extractive", "llm")


def checked(question: str) -> str:
    """The question without outer spaces. Raises UsageError for an empty or an oversized one."""
    asked = question.strip()
    if not any(c.isalnum() for c in asked):
        raise UsageError("the question is empty; ask something like “What is the salary for the Zoom role?”")
    if len(asked) > LONGEST_QUESTION:
        raise UsageError(
            f"the question has {len(asked):,} characters, the most is {LONGEST_QUESTION:,}; "
            "ask about one thing at a time, and ingest long texts as postings"
        )
    return asked


def known_engine(engine: str) -> str:
    """The engine's name. Raises UsageError where there is none of it."""
    if engine not in ENGINES:
        raise UsageError(f"there is no engine {engine!r}; choose one of {', '.join(ENGINES)}")
    return engine
