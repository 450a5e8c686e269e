"""Scores an export of `prep eval` by ragas, in ragas' own environment; see `interop.py`.

.bench/ragas/bin/python tools/interop_ragas.py FILE.jsonl prints a line of JSON for each line of the file: {"precision",
"recall"} of the retrieved ids against the reference ids, or null where there are no such ids.
"""

from __future__ import annotations

import asyncio
import json
import sys


def main(path: str) -> None:
    """Prints the scores of the file's lines, in their order."""
    from ragas import EvaluationDataset  # type: ignore[import-not-found]
    from ragas.metrics import IDBasedContextPrecision, IDBasedContextRecall  # type: ignore[import-not-found]

    metrics = {"precision": IDBasedContextPrecision(), "recall": IDBasedContextRecall()}
    for sample in EvaluationDataset.from_jsonl(path).samples:
        known = sample.reference_context_ids and sample.retrieved_context_ids
        scores = (
            {name: float(asyncio.run(m.single_turn_ascore(sample))) for name, m in metrics.items()} if known else None
        )
        print(json.dumps(scores))


if __name__ == "__main__":
    main(sys.argv[1])
