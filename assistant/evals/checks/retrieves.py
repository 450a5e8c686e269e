"""`retrieves`: recall@k, the share of the gold chunks that stand among the first k hits."""

from __future__ import annotations

from assistant.evals.checks import values
from assistant.evals.checks.kind import SHARE, BadValue, Kind, Subject, measured
from assistant.evals.faults import shortened, spoken
from assistant.evals.gold import gold_chunks, gold_k
from assistant.evals.model import Verdict

MOST_K = 100
_EXAMPLE = '{k: 8, spans: [{role: a-role, quote: "117,000"}]}'


def _retrieves(subject: Subject) -> Verdict:
    """recall@k = |relevant ∩ first k| / |relevant|, over chunk ids."""
    k = gold_k(subject.check.value)
    gold = gold_chunks(subject.check.value, subject.system, subject.check.where)
    relevant = frozenset().union(*gold.values())
    first = {hit.chunk.id for hit in subject.seen.hits if hit.rank <= k}
    share = len(relevant & first) / len(relevant)
    reason = f"{len(relevant & first)} of {len(relevant)} gold chunks are among the first {k} hits"
    missed = [f"“{shortened(quote)}” of {role}" for (role, quote), ids in gold.items() if not ids <= first]
    return measured(share, subject.threshold, f"{reason}; missed: {'; '.join(missed)}" if missed else reason)


def _accept(value: object) -> None:
    given = values.fields(value, ("k", "spans"), _EXAMPLE)
    k = given.get("k", 1)
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_K:
        raise BadValue(f"expected k as a whole number from 1 to {MOST_K}, got {spoken(k)}", "k")
    values.within(values.list_of(_accept_span, "gold spans", _EXAMPLE), given.get("spans"), "spans")


def _accept_span(value: object) -> None:
    given = values.fields(value, ("role", "quote"), '{role: a-role, quote: "117,000"}')
    for key in ("role", "quote"):
        values.within(values.text, given.get(key), key)


KINDS = {"retrieves": Kind(_retrieves, _accept, SHARE)}
