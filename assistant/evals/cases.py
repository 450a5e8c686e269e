"""Case files to cases, one at a time: a file of any length is read in the memory of its longest case.

`docs/evals.md` describes the format.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from pathlib import Path

from assistant.evals.faults import MOST, Faults, Problem
from assistant.evals.model import Case
from assistant.evals.schema import case_of
from assistant.evals.suite import Suite, raise_all, read_suite
from assistant.evals.unique import Unique
from assistant.evals.yaml_stream import entries

__all__ = ["Suite", "read_cases", "read_suite"]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file in its order. Reads the file twice, first what stands around the cases (`read_suite`), and
    keeps of each case that has gone by eight bytes.

    Raises InvalidCases with up to twenty mistakes, a line each: those around the cases before any case is given; those
    in cases, or an id that stands twice, after the cases before the first mistake. So read to the end before a run.
    """
    suite = read_suite(path)
    mistakes: list[Problem] = []
    ids = array("Q")
    for case in _read(path, suite, mistakes):
        ids.append(int.from_bytes(hashlib.blake2b(case.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()))
        if not mistakes:
            yield case
    raise_all(mistakes + (_repeated(path, suite) if _repeats(ids) else []))


def _read(path: Path, suite: Suite, mistakes: list[Problem]) -> Iterator[Case]:
    """The cases without a mistake of their own; the others' are put into `mistakes`, until those are too many."""
    faults = Faults(str(path))
    with faults.noting():
        for entry in entries(path, faults.note):
            case = case_of(entry.node, suite, faults) if entry.is_test else None
            found = faults.take()
            if entry.is_test:
                mistakes += found
            if case is not None and not found:
                yield case
            if len(mistakes) > MOST:
                break
    mistakes += faults.take()


def _repeats(ids: array[int]) -> bool:
    import numpy

    return bool(numpy.unique(numpy.frombuffer(ids, dtype=numpy.uint64)).size < len(ids))


def _repeated(path: Path, suite: Suite) -> list[Problem]:
    """Reads once more, now that ids are known to repeat, to say where."""
    seen = Unique()
    for case in _read(path, suite, []):
        seen.add(case.id, case.where)
    return [
        Problem(again, f"a case with the same id stands on line {first.line}; give one of them another `metadata.id`")
        for first, again in seen.repeated()
    ]
