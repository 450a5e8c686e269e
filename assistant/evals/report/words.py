"""How the report calls things, for a reader who wrote neither the cases nor the code."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evals.report.markup import Html, html


@dataclass(frozen=True, slots=True)
class Outcome:
    """A status of a case: its sign (so that colour is never alone), its word, the word behind a number, its meaning."""

    sign: str
    word: str
    of_many: str
    meaning: str


# In the order in which a reader needs them.
OUTCOMES = {
    "failed": Outcome("✕", "Failed", "failed", "at least one check says that the answer is wrong"),
    "error": Outcome("!", "No answer", "without an answer", "the product gave no answer at all"),
    "unscored": Outcome(
        "?", "No verdict", "without a verdict", "no check failed, but at least one could not be decided"
    ),
    "mended": Outcome("↑", "Mended", "mended", "marked as a known failure, but passes now: the mark has to go"),
    "known": Outcome(
        "~", "Known failure", "known to fail", "fails for a reason that its author has written down; not counted as new"
    ),
    "passed": Outcome("✓", "Passed", "passed", "every check holds"),
}
WRONG = ("failed", "error")
RIGHT = ("passed", "mended")

SAID = {"answered": "it answered", "abstained": "it said that the postings do not say"}

# What each metric means, in one sentence. A metric that is not named here is shown with its title alone.
METRICS = {
    "correctness": "Of what the cases expect to be in an answer, how much is in it.",
    "abstention_precision": "Of the times it said that the postings do not say, how often that was right.",
    "abstention_recall": "Of the questions that no posting answers, how many it declined.",
    "over_refusal": "Of the questions that have an answer, how many it declined all the same. Less is better.",
    "citation_precision": "Of the citations, how many are word for word in the posting and to the point.",
    "citation_recall": "Of the passages that the cases want cited, how many are.",
    "groundedness": "Of the statements in the answers, how many are borne out by what they cite.",
    "recall_at_k": "Of the passages that hold the answer, how many the search brought up.",
    "mrr": "How far up the search puts the first right passage: 100% in first place, 50% in second, and so on.",
    "ndcg_at_k": "How close the order of the passages found comes to the best order.",
    "leakage": "Of the citations, how many are of another role than was asked about. Less is better.",
    "latency_p50": "Half of the answers came within this time.",
    "latency_p95": "19 of 20 answers came within this time.",
    "latency_p99": "99 of 100 answers came within this time.",
    "tokens": "What the chat model read and wrote.",
    "cost": "What the chat model cost.",
}


def badge(status: str, word: str | None = None) -> Html:
    """A status as its sign and its word, or another word for it. A status that is not known looks undecided."""
    outcome = OUTCOMES.get(status)
    return html(
        '<span class="badge {kind}"><span aria-hidden="true">{sign}</span> {word}</span>',
        kind=status if outcome else "unscored",
        sign=outcome.sign if outcome else "?",
        word=word or (outcome.word if outcome else status),
    )
