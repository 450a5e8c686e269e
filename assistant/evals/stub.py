"""From an answer to a case: what was asked and answered, added to a case file that its owner completes."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.domain import Answer
from assistant.errors import InvalidCases
from assistant.evals.cases import read_cases
from assistant.evals.checks.kind import BadValue
from assistant.evals.checks.literals import literal

# A file that grows past this is no longer one that a person completes by hand.
LARGEST = 5_000_000
_HEAD = """\
# Cases saved from answers: by the buttons under an answer, or by `prep ask … --save-case`.
# Say in each what a right answer must hold, then run them: prep eval {name}
description: Cases saved from answers
prompts: ['{{{{question}}}}']
tests:
"""
_QUOTED = 80
_CITED = 10
_LOCK_SECONDS = 10.0
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def save(path: Path, answer: Answer, *, history: Sequence[str], roles: Sequence[str], right: bool) -> Path:
    """Adds the answer as a case to the file at `path`, which is made where there is none, for its owner only.

    A right answer is to stay so: the case checks its status and what it cites. One that is not becomes a known failure
    as long as the answer is the same. What was saved before is not saved again. Returns the file's path. Raises
    InvalidCases where the file is no case file whose `tests` come last, or has grown too large.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    case = stub(answer, history=history, roles=roles, right=right)
    with _locked(path):
        before = path.read_text("utf-8") if path.exists() else _HEAD.format(name=path.name)
        if len(before) > LARGEST:
            raise InvalidCases(f"{path} has grown to {len(before):,} characters; move cases to other files")
        if case["metadata"]["id"] not in _ids(path):
            _write(path, before.rstrip() + "\n" + _item(case, answer, right=right, column=_column(path, before)))
    return path


def stub(answer: Answer, *, history: Sequence[str], roles: Sequence[str], right: bool) -> dict[str, Any]:
    """The case of an answer, as a case file holds it. The same answer to the same question gives the same id."""
    question = _plain(answer.question)
    asked = {"question": question, "history": [_plain(earlier) for earlier in history], "roles": list(roles)}
    digest = hashlib.sha256(json.dumps([asked, answer.status, answer.text, right]).encode()).hexdigest()[:12]
    metadata: dict[str, str] = {"type": "saved", "id": f"saved-{digest}", "engine": answer.engine}
    if not right:
        day = datetime.now(UTC).date().isoformat()
        metadata["known_failure"] = f"judged wrong on {day}; say in assert what is right, then delete this line"
    return {
        "description": " ".join(question.split())[:200],
        "metadata": metadata,
        "vars": {name: value for name, value in asked.items() if value},
        "assert": _right(answer) if right else [_unlike(answer)],
    }


def _right(answer: Answer) -> list[dict[str, Any]]:
    """What is to stay as it is."""
    found: list[dict[str, Any]] = [{"type": "answers" if answer.status == "answered" else "abstains"}]
    found += [{"type": "cites", "value": [pattern]} for pattern in _cited(answer)]
    roles = list(dict.fromkeys(citation.role for citation in answer.citations))
    return found + ([{"type": "cites-role", "value": roles}] if roles else [])


def _unlike(answer: Answer) -> dict[str, Any]:
    """A check that fails as long as the answer is the one that was judged wrong."""
    try:
        literal(answer.text)
    except BadValue:
        return {"type": "abstains" if answer.status == "answered" else "answers"}
    return {"type": "not-equals", "value": answer.text}


def _cited(answer: Answer) -> list[str]:
    """A pattern for the beginning of each quote, each once."""
    starts = (" ".join(citation.quote.split())[:_QUOTED] for citation in answer.citations)
    patterns = (re.escape(start).replace("\\ ", " ") for start in starts if start)
    return list(dict.fromkeys(patterns))[:_CITED]


def _item(case: dict[str, Any], answer: Answer, *, right: bool, column: int) -> str:
    """The case as an item of a list that begins at the column, with what could be checked as comments."""
    import yaml

    body = yaml.safe_dump([case], allow_unicode=True, sort_keys=False, width=1_000_000)
    if not right:
        body += "".join(f"  # {line}\n" for line in _suggestions(answer))
    return "\n" + "".join(f"{' ' * column}{line}".rstrip() + "\n" for line in body.splitlines())


def _suggestions(answer: Answer) -> Iterator[str]:
    yield "What a right answer holds, as asserts; for example:"
    yield "- {type: answers}   or   - {type: abstains}"
    yield "- {type: facts, value: [['one way to say it', 'another'], ['a second fact']]}"
    for pattern in _cited(answer):
        yield _UNPRINTABLE.sub("�", f"- {{type: cites, value: [{json.dumps(pattern, ensure_ascii=False)}]}}")


def _plain(text: str) -> str:
    """A question without what a case file refuses because promptfoo would fill it in."""
    for mark in ("{{", "{%", "{#"):
        while mark in text:
            text = text.replace(mark, f"{mark[0]} {mark[1]}")
    return f" {text}" if text.startswith(("file://", "package:")) else text


def _ids(path: Path) -> set[str]:
    if not path.exists():
        return set()
    try:
        return {case.id for case in read_cases(path)}
    except InvalidCases as error:
        raise InvalidCases(f"a case cannot be added to a file that has mistakes; mend it first: {error}") from error


def _column(path: Path, text: str) -> int:
    """The column at which an item of `tests` begins."""
    import yaml

    if not path.exists():
        return 2
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    name, tests = root.value[-1] if isinstance(root, yaml.MappingNode) else (yaml.ScalarNode("", ""), root)
    if name.value != "tests" or not isinstance(tests, yaml.SequenceNode) or tests.flow_style:
        raise InvalidCases(f"{path}: a case can be added only where `tests` comes last, each item after a dash")
    column: int = tests.start_mark.column
    return column


def _write(path: Path, text: str) -> None:
    """Puts the text in the file's place once it has been read as cases."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".yaml", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        for _ in read_cases(Path(name)):
            pass
        if path.exists():
            os.chmod(name, path.stat().st_mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise InvalidCases(f"another process is writing to {path}; try again in a moment") from error
