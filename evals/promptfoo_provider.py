"""Lets promptfoo run the case files of `prep eval`: the provider, the assert types of our own, and conversations.

    PROMPTFOO_PYTHON=.venv/bin/python promptfoo eval --no-cache -c evals/facts.yaml

promptfoo calls three functions. `hook` rewrites the suite before the run. `call_api` answers, in one process for all
questions, and judges the answer at once by the code that `prep eval` runs. `get_assert` is called in a new process
for every assert of ours, so all it does is to look up what was judged. `docs/evals.md` says why it is done so.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.evals.bench import Bench
    from assistant.evals.conduct import Conducted
    from assistant.evals.model import Check
    from assistant.evals.nodes import Node

Json = dict[str, Any]

# The types that promptfoo does not know.
OURS = frozenset(
    {"abstains", "answers", "cites", "cites-role", "facts", "grounded", "judge", "retrieves", "rounds"},
)
# How a reason begins where a check has no verdict. promptfoo knows passed and failed only; what nobody has judged has
# not passed.
UNSCORED = "unscored: "
_STALE = "no verdict on this check comes with the answer, which promptfoo took from its cache; run it with --no-cache"


def hook(name: str, context: Json) -> Json | None:
    """Before the run: asserts of ours become python asserts, each turn of a conversation a test of its own, and the
    libraries are built. promptfoo's other hooks change nothing."""
    from assistant.errors import AssistantError

    if name != "beforeAll":
        return None
    suite = context["suite"]
    here = next(place for place in suite["extensions"] if place.endswith(":hook")).removesuffix(":hook")
    default = suite["defaultTest"] if isinstance(suite.get("defaultTest"), dict) else {}
    tests = [turn for at, test in enumerate(suite["tests"]) for turn in _turns(at, test, default)]
    for test in (default, *tests):
        test["assert"] = [_rewritten(one, here) for one in test.get("assert") or ()]
    # What cannot be opened is said by call_api, case by case; a hook that raises leaves a trace and no result.
    with suppress(AssistantError):
        for provider in suite["providers"]:
            _bench().open(_postings(provider.get("config") or {}))
    return {"suite": {**suite, "defaultTest": default, "tests": tests}}


def call_api(prompt: str, options: Json, context: Json) -> Json:
    """Answers the test's question. The metadata hold what `prep eval --json` says of a turn: the answer with its
    citations, the evidence with its ids, each check's verdict. What the product cannot answer is an "error"."""
    from assistant.errors import AssistantError

    try:
        conducted = _conducted(prompt, options.get("config") or {}, context)
    except AssistantError as error:
        return {"error": str(error)}
    if conducted.result.error is not None:
        return {"error": conducted.result.error}
    return _response(conducted)


def get_assert(output: str, context: Json) -> Json:
    """The verdict on an assert of ours, as `call_api` has left it."""
    check = context["config"]["check"]
    wanted = [check.get(key) for key in ("type", "value", "threshold")]
    for found in (context.get("metadata") or {}).get("checks") or ():
        if [found[key] for key in ("type", "value", "threshold")] == wanted:
            reason = found["reason"] if found["passed"] is not None else UNSCORED + found["reason"]
            return {"pass": bool(found["passed"]), "score": found["score"] or 0.0, "reason": reason}
    return {"pass": False, "score": 0.0, "reason": _STALE}


def _turns(at: int, test: Json, default: Json) -> Iterator[Json]:
    """A test of a single question for each question of the case. Lists among the variables are values, which promptfoo
    would otherwise take for several tests. The metadata say which turn (from 1) of which case (from 0) it is."""
    given = {**(default.get("vars") or {}), **(test.get("vars") or {})}
    turns = given.pop("turns", None)
    history = list(given.pop("history", None) or ())
    for number, turn in enumerate(turns or [{"question": given.get("question"), "assert": test.get("assert")}], 1):
        yield {
            **test,
            "vars": {**given, "question": turn["question"], "history": list(history)},
            "assert": turn.get("assert"),
            "metadata": {**(test.get("metadata") or {}), "case": at, "turn": number},
            "options": {**(test.get("options") or {}), "disableVarExpansion": True},
        }
        history.append(turn["question"])


def _rewritten(given: Json, here: str) -> Json:
    """The assert, as promptfoo can run it."""
    if str(given["type"]).removeprefix("not-") not in OURS:
        return given
    kept: Json = {key: given[key] for key in ("weight", "metric") if key in given}
    return {**kept, "type": "python", "value": f"{here}:get_assert", "config": {"check": given}}


def _conducted(prompt: str, config: Json, context: Json) -> Conducted:
    from assistant.evals.conduct import conduct
    from assistant.evals.model import Case, Turn

    given, asserts = context["vars"], (context.get("test") or {}).get("assert") or ()
    checks = _checks([one["config"]["check"] for one in asserts if "check" in (one.get("config") or {})])
    case = Case(
        id="",
        description="",
        turns=(Turn(given.get("question") or prompt, checks),),
        history=tuple(given.get("history") or ()),
        roles=tuple(given.get("roles") or ()),
    )
    judge = _bench().judge(1) if any(check.type == "judge" for check in checks) else None
    return conduct(case, _bench().open(_postings(config)), judge=judge)


def _response(conducted: Conducted) -> Json:
    from assistant.evals.checks.limits import cost_of
    from assistant.evals.document import case_json

    answer = conducted.result.turns[0].answer
    usage, cost = answer.usage, cost_of(answer)
    prompt, completion = (usage.prompt_tokens, usage.completion_tokens) if usage else (0, 0)
    return {
        "output": answer.text,
        "metadata": case_json(conducted)["turns"][0],
        "latencyMs": answer.seconds * 1000,
        "tokenUsage": {"prompt": prompt, "completion": completion, "total": prompt + completion},
        **({} if cost is None else {"cost": cost}),
    }


def _checks(given: Iterable[Json]) -> tuple[Check, ...]:
    """The asserts as checks. Raises InvalidCases for those with a mistake."""
    from assistant.errors import InvalidCases
    from assistant.evals.asserts import checks_of
    from assistant.evals.faults import Faults

    faults = Faults("")
    checks = checks_of(_node(list(given)), faults)
    if mistakes := faults.take():
        raise InvalidCases("; ".join(mistake.message for mistake in mistakes))
    return checks


def _node(value: Any) -> Node:
    """A plain value as one of a case file; promptfoo does not say which line it stood on."""
    from assistant.evals.nodes import Node

    if isinstance(value, list):
        return Node([_node(item) for item in value], 1)
    return Node({key: _node(item) for key, item in value.items()} if isinstance(value, dict) else value, 1)


def _postings(config: Mapping[str, Any]) -> Path | None:
    """The postings that the case file names, from its own folder."""
    return Path(config.get("basePath") or "", config["postings"]).resolve() if config.get("postings") else None


@cache
def _bench() -> Bench:
    """The product and its libraries, opened once in a process and closed with it."""
    from assistant.app import build
    from assistant.proving import bench

    stack = ExitStack()
    atexit.register(stack.close)
    assistant = build()
    stack.callback(assistant.close)
    return stack.enter_context(bench(assistant, build, None))
