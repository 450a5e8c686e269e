"""How well scores of groundedness agree with labels: ours, beside the share of content words in the source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.answer.claims import Claim
from assistant.answer.framing import function_stems
from assistant.answer.support import supported
from assistant.index.analysis import words
from benchmarks.table import Table

PAIRS = Path(__file__).resolve().parent.parent / "tests" / "answer" / "claim_pairs.yaml"


def grounding(shared: Path) -> Table:
    """Each part of the labelled claims: Spearman's correlation of each score with the label, and its AUC."""
    import yaml

    parts: dict[str, list[dict[str, Any]]] = yaml.safe_load(PAIRS.read_text("utf-8"))
    rows = []
    for name, pairs in parts.items():
        labels = [float(pair["holds"]) for pair in pairs]
        ours, plain = [_ours(pair) for pair in pairs], [_precision(pair) for pair in pairs]
        for score, values in (("ours", ours), ("content-word precision", plain)):
            figures = (f"{spearman(values, labels):.2f}", f"{auc(values, labels):.2f}")
            rows.append((name.replace("_", " "), str(len(pairs)), score, *figures))
    notes = (
        "Claims with the words they cite, labelled by hand (`tests/answer/claim_pairs.yaml` says how each part came to "
        "be: the rules were made with `tuned` in view, `generated` are a 1.5B model's claims). Ours: 0 where a number, "
        "date, name or denial is unsupported, else the share of content words. The other: that share alone.",
    )
    return Table("Groundedness against labels", ("part", "claims", "score", "Spearman", "AUC"), tuple(rows), notes)


def _ours(pair: dict[str, Any]) -> float:
    found = supported(Claim(pair["claim"], (1,)), pair["cites"], tuple(pair.get("names", ())))
    return 0.0 if found.missing else found.share


def _precision(pair: dict[str, Any]) -> float:
    """The share of the claim's content words that stand in what it cites or in the names it may use."""
    held = set(words(" ".join([*pair["cites"], *pair.get("names", ())])))
    said = set(words(pair["claim"])) - function_stems()
    return len(said & held) / len(said) if said else 1.0


def auc(scores: Sequence[float], labels: Sequence[float]) -> float:
    """The share of pairs of a true and a false claim in which the true one scores higher; ties count half."""
    true = [s for s, label in zip(scores, labels, strict=True) if label]
    false = [s for s, label in zip(scores, labels, strict=True) if not label]
    return sum((t > f) + 0.5 * (t == f) for t in true for f in false) / (len(true) * len(false))


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation: Pearson's of the ranks, ties with their mean rank."""
    a, b = _ranks(one), _ranks(other)
    mean = (len(a) + 1) / 2
    both = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return float(both / spread**0.5) if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    return [sum(v < value for v in values) + (sum(v == value for v in values) + 1) / 2 for value in values]
