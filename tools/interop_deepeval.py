"""Reads an export of `prep eval` by deepeval's own loader, in deepeval's environment; see `interop.py`.

.bench/deepeval/bin/python tools/interop_deepeval.py FILE.jsonl prints a line of JSON for each golden that it read.
"""

from __future__ import annotations

import json
import sys

FIELDS = ("input", "actual_output", "expected_output", "context", "retrieval_context")


def main(path: str) -> None:
    """Prints the goldens of the file, in its order."""
    from deepeval.dataset import EvaluationDataset  # type: ignore[import-not-found]

    dataset = EvaluationDataset()
    dataset.add_goldens_from_jsonl_file(path)
    for golden in dataset.goldens:
        print(json.dumps({name: getattr(golden, name) for name in FIELDS}))


if __name__ == "__main__":
    main(sys.argv[1])
