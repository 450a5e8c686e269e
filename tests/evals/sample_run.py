"""A run as `prep eval --json` writes it, large enough to look at: 40 cases, of which five failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.evals.run_parts import Json, answer, case, change, check, hit, measure, turn

PLACES = ("Northwind", "Contoso", "Fabrikam", "Litware", "Tailspin", "Adatum")
# What is asked, the words that say it, what the case calls it, the patterns looked for.
ASPECTS = {
    "pay": (
        "How much does {place} pay?",
        "Base pay: $185,000 to $240,000 a year.",
        "salary",
        ["185,?000", "240,?000|240K"],
    ),
    "place": ("Where does {place} want me to work?", "Three days a week in our Lisbon office.", "location", ["Lisbon"]),
    "years": ("How many years does {place} ask for?", "At least five years of building search.", "years", ["five|5"]),
    "stack": ("Which languages does {place} use?", "You write Rust and Python.", "stack", ["Rust"]),
    "visa": ("Does {place} sponsor visas?", "We sponsor visas for this role.", "visa", ["sponsor"]),
}


def sample_run() -> Json:
    """The run. Every status occurs, every type of check, a conversation, a comparison, gates met and missed."""
    cases = [*_failing(), *_odd(), *_passing()]
    count = Counter(case["status"] for case in cases)
    statuses = ("passed", "failed", "known", "mended", "unscored", "error")
    return {
        "schema": 1,
        "run": {
            "files": ["evals/facts.yaml", "evals/process.yaml", "evals/declines.yaml"],
            "git_commit": "3f9c1d2",
            "dirty": True,
            "engine": "extractive",
            "model": None,
            "judge": None,
            "prompts": {"judge": "9b1f0c44"},
            "index": "c0ffee12",
            "settings": {"chunk_size": 600, "dense_share": 0.5, "k": 8},
            "runs": 1,
            "started": "2026-11-20T08:43:00Z",
            "seconds": 6.4,
            "finished": True,
            "python": "3.11.2",
            "version": "0.1.0",
        },
        "totals": {"cases": len(cases), **{status: count[status] for status in statuses}},
        "gates": [
            {"metric": "correctness", "minimum": 0.95, "value": 0.912, "passed": False, "file": "evals/facts.yaml"},
            {"metric": "over_refusal", "minimum": 0.05, "value": 0.0, "passed": True, "file": "evals/facts.yaml"},
        ],
        "metrics": [*_metrics(None, 41), *_metrics("fact", 30), *_metrics("process", 4), *_metrics("decline", 3)],
        "cases": cases,
        "comparison": {
            "baseline": {"git_commit": "a81be07", "engine": "extractive", "started": "2026-11-18T17:02:00Z"},
            "better": ["northwind-pay", "contoso-visa"],
            "worse": ["steps-in-order"],
            "new": ["fabrikam-years"],
            "gone": ["old-bonus"],
            "p": 1.0,
            "metrics": [
                change("correctness", 0.89, 0.912, 0.022, -0.01, 0.06, 0.34),
                change("groundedness", 0.91, 0.984, 0.074, 0.02, 0.12, 0.01),
                change("mrr", 0.88, 0.81, -0.07, -0.13, -0.02, 0.02),
                change("recall_at_k", 0.87, 0.87, 0.0, 0.0, 0.0, 1.0),
                change("latency_p50", 87.0, 90.0),
                change("cost", None, None),
            ],
        },
    }


def _failing() -> Iterator[Json]:
    pay = "Northwind pays $185,000 and up. [1]"
    yield case(
        "contoso-pay",
        "Contoso’s search job pays in a range, and both ends are said",
        "failed",
        line=31,
        turns=[
            turn(
                "how much does the search job at contoso pay?",
                answer=answer("", pay, ["Base pay: $185,000 to $240,000 a year."], seconds=0.052),
                evidence=[
                    hit(1, "Pay and benefits\nBase pay: $185,000 to $240,000 a year.\nA bonus of up to 15%."),
                    hit(2, "Contoso pays between $201,000 and $233,900, and a sum on signing.", "contoso-search"),
                    hit(3, "We are a team of twelve that makes finding things quick.", "contoso-search", "team"),
                ],
                checks=[
                    check("answers", reason="it answered"),
                    check("facts", [["201,?000"], ["233,?900", "234K"]], False, score=0.0,
                          reason="the answer has none of “201,?000” and none of “233,?900” or “234K”"),
                    check("cites-role", "contoso-search", False,
                          reason="citation [1] is of northwind-search-engineer, not of contoso-search"),
                    check("grounded", None, True, threshold=0.9, reason="1 of 1 statements is borne out"),
                    check("latency", None, True, threshold=500, reason="52 ms are within 500 ms"),
                ],
                measures={
                    "correctness": measure(0.0, "0 of 2 groups are there"),
                    "groundedness": measure(1.0, "1 of 1 statements is borne out"),
                    "leakage": measure(1.0, "1 of 1 citations is of a role that was not asked about"),
                    "abstention_recall": measure(None, "the case expects an answer"),
                },
            )
        ],
    )  # fmt: skip
    steps = (
        "The posting for **Litware: Ranking Lead** describes these steps:\n\n"
        "1. A phone call of 15 minutes with a recruiter [1]\n2. A deep-dive into a project of yours [2]\n"
        "3. A coding interview, in a language of your choice [3]\n   - You bring your own laptop [3]"
    )
    yield case(
        "steps-in-order",
        "Litware’s interview steps come in the order of the posting",
        "failed",
        kind="process",
        file="evals/process.yaml",
        turns=[
            turn(
                "What are the interview steps at Litware, in order?",
                answer=answer("", steps, ["A 15-minute call", "Coding, 60 minutes", "Project deep-dive"], seconds=0.09),
                checks=[
                    check("rounds", ["15.minute|15 minutes", "coding", "deep-dive"], False, score=0.667,
                          reason="“coding” stands after “deep-dive”, it should stand before"),
                    check("cites", ["15-minute"], reason="citation [1] says “15-minute”"),
                ],
            )
        ],
    )  # fmt: skip
    both = ["northwind-search-engineer", "fabrikam-data-engineer"]
    table = (
        "| | Northwind: Search Engineer | Fabrikam: Data Engineer, Streams and Pipelines |\n|---|---|---|\n"
        "| the pay | “$185,000 to $240,000” [1] | not stated |\n| the place | “Lisbon” [2] | “Remote, EU” [3] |"
    )
    yield case(
        "compare-visa",
        "A comparison says of each role whether visas are sponsored",
        "failed",
        kind="compare",
        turns=[
            turn(
                "Compare Northwind and Fabrikam on pay, place and visas",
                answer=answer("", table, ["$185,000 to $240,000", "Lisbon", "Remote, EU"], seconds=0.21),
                roles=both,
                checks=[
                    check("icontains-all", ["visa", "not stated"], False, score=0.5,
                          reason="“visa” does not stand in the answer"),
                    check("not-icontains", "bonus", reason="“bonus” is not in the answer"),
                    check("retrieves", {"k": 8, "spans": [{"role": both[0], "quote": "We sponsor visas"}]}, False,
                          threshold=0.8, score=0.0, reason="none of 8 passages overlaps “We sponsor visas”"),
                    check("cites-role", {"all": both}, None,
                          reason="no role of id fabrikam-data-engineer is in the library"),
                ],
            )
        ],
    )  # fmt: skip
    first, second = "What does Northwind say about leave?", "And how many days of it?"
    yield case(
        "leave-follow-up",
        "A follow-up question keeps to the company of the one before",
        "failed",
        kind="conversation",
        turns=[
            turn(first, history=["Tell me about Northwind"]),
            turn(
                second,
                history=["Tell me about Northwind", first],
                answer=answer(second, "The posting does not say. I looked in **Adatum: Analyst**.", [], "abstained"),
                evidence=[],
                checks=[
                    check("answers", None, False, reason="it said that the postings do not say"),
                    check("facts", [["30", "thirty"]], False, reason="the answer has none of “30” or “thirty”"),
                ],
            ),
        ],
    )  # fmt: skip
    yield case(
        "no-such-role",
        "A role that has been taken away is not answered for",
        "error",
        error="No role “tailspin-intern” is in the library; `prep roles` lists those there are.",
        turns=[],
    )


def _odd() -> Iterator[Json]:
    decline = answer("", "The posting does not say. It mentions neither “dogs” nor pets.", [], "abstained", 0.044)
    known = "Leave that is worded as “time away” is not recognised yet."
    yield case("known-leave", "Parental leave is found under another name", "known", known_failure=known, turns=[
        turn("Is there parental leave at Adatum?", answer=decline, evidence=[],
             checks=[check("answers", None, False, reason="it said that the postings do not say")])])  # fmt: skip
    bonus = check("contains-any", ["15%", "fifteen percent"], False, reason="neither is in the answer")
    mark = "Pay is read as one range."
    yield case("known-bonus", "The bonus is told apart", "known", known_failure=mark, turns=[turn(checks=[bonus])])
    yield case(
        "mended-date", "The deadline is read from a sentence", "mended", known_failure="Dates in prose are not read."
    )
    yield case("judged-tone", "The summary is fair", "unscored", kind="open", turns=[
        turn(checks=[check("judge", "Is the summary fair to both sides?", None, threshold=0.7,
                           reason="no chat model is set, so nobody judged")])])  # fmt: skip


def _passing() -> Iterator[Json]:
    for at, (aspect, place) in enumerate((aspect, place) for aspect in ASPECTS for place in PLACES):
        question, quote, fact, patterns = ASPECTS[aspect]
        asked = question.format(place=place)
        yield case(
            f"{place.lower()}-{aspect}" if (place, aspect) != ("Contoso", "pay") else "contoso-base-pay",
            f"{place} states its {fact.replace('_', ' ')}",
            line=40 + 9 * at,
            turns=[
                turn(
                    asked,
                    answer=answer(asked, f"**{place}: Engineer**: “{quote}” [1]", [quote], seconds=0.02 + 0.007 * at),
                    checks=[
                        check("facts", patterns, reason=f"the answer has all of {len(patterns)}"),
                        check("cites-role", f"{place.lower()}-engineer", reason="all citations are of it"),
                    ],
                )
            ],
        )
    yield case("dogs", "Nothing is said of dogs, and so it declines", kind="decline", turns=[
        turn("May I bring my dog?", answer=answer("May I bring my dog?", "The posting does not say.", [], "abstained"),
             checks=[check("abstains", ["does not say"], reason="it said that the postings do not say")],
             evidence=[], measures={"groundedness": measure(None, "an abstention states nothing")})])  # fmt: skip


def _metrics(kind: str | None, n: int) -> Iterator[Json]:
    rows: list[tuple[str, str, str, str, float | None, float | None, float | None, int]] = [
        ("correctness", "Correctness", "share", "higher", 0.912, 0.84, 0.97, 3),
        ("abstention_recall", "Right refusals given", "share", "higher", 1.0, 1.0, 1.0, n - 2),
        ("over_refusal", "Wrong refusals", "share", "lower", 0.048, 0.0, 0.12, 2),
        ("citation_precision", "Citations that are right", "share", "higher", 0.968, 0.93, 1.0, 4),
        ("groundedness", "Groundedness", "share", "higher", 0.984, 0.95, 1.0, 1),
        ("recall_at_k", "Passages found", "share", "higher", 0.87, 0.71, 0.96, n - 8),
        ("mrr", "Rank of the first right passage", "share", "higher", 0.81, 0.66, 0.93, n - 8),
        ("leakage", "Text of another role", "share", "lower", 0.02, 0.0, 0.07, 4),
        ("latency_p50", "Time, median", "ms", "lower", 90.0, None, None, 0),
        ("latency_p95", "Time, 95th percentile", "ms", "lower", 210.0, None, None, 0),
        ("tokens", "Tokens", "tokens", "lower", None, None, None, n),
        ("cost", "Cost", "USD", "lower", None, None, None, n),
    ]
    for name, title, unit, better, value, low, high, undefined in rows:
        undefined = max(0, undefined)
        shown = None if kind == "decline" and name == "correctness" else value
        yield {
            "name": name, "title": title, "unit": unit, "better": better, "kind": kind, "n": n - undefined,
            "value": shown, "low": low if shown is not None else None, "high": high if shown is not None else None,
            "undefined": undefined,
        }  # fmt: skip
