"""What `prep eval` prints of a run or a sweep: lines of plain text, most important last, where a terminal ends up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.app import Outcome, Swept

_NAMED = 20
_SHORT = 200


def outcome_lines(outcome: Outcome) -> list[str]:
    """A run's outcome: metrics, spread, comparison, cases to look at, gates, and the sum of it."""
    blocks = [
        _metrics(outcome),
        _spread(outcome),
        _comparison(outcome),
        _cases(outcome),
        _gates(outcome),
        _ending(outcome),
    ]
    return [line for block in blocks if block for line in (*block, "")][:-1]


def sweep_lines(swept: Swept) -> list[str]:
    """A sweep's cells: the settings that vary, how many cases passed, and the metrics that every cell has."""
    rows = [[row for row in cell.outcome.rows if row.kind is None] for cell in swept.cells]
    shown = [at for at, row in enumerate(rows[0]) if any(cell[at].value is not None for cell in rows)]
    head = [*swept.varied, "passed", *(rows[0][at].name for at in shown)]
    lines = [
        [
            *(str(cell.settings[name]) for name in swept.varied),
            f"{cell.outcome.totals.passed + cell.outcome.totals.mended}/{cell.outcome.totals.cases}",
            *(_value(own[at].value, own[at].unit) for at in shown),
        ]
        for cell, own in zip(swept.cells, rows, strict=True)
    ]
    stopped = [f"{_settings(cell.settings)}: {cell.outcome.stopped}" for cell in swept.cells if cell.outcome.stopped]
    return [*_table([head, *lines]), *stopped]


def _settings(settings: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in dict(settings).items())  # type: ignore[call-overload]


def _metrics(outcome: Outcome) -> list[str]:
    head = ["metric", "n", "value", "95 % interval", "not defined"]
    rows = [
        [row.title, str(row.n), _value(row.value, row.unit), _interval(row.low, row.high, row.unit), str(row.undefined)]
        for row in outcome.rows
        if row.kind is None
    ]
    return _table([head, *rows])


def _spread(outcome: Outcome) -> list[str]:
    found = outcome.spread
    if found is None:
        return []
    units = {row.name: row.unit for row in outcome.rows if row.kind is None}
    if all(range_.min == range_.max for range_ in found.metrics if units[range_.name] != "ms") and not found.flips:
        return [f"{found.runs} runs, measured: no case and no metric differs between them (times apart)."]
    head = ["over the runs", "smallest", "median", "largest", "deviation"]
    rows = [
        [r.name, *(_value(value, units[r.name]) for value in (r.min, r.median, r.max)), f"{r.deviation:.3g}"]
        for r in found.metrics
    ]
    flips = [f"  {flip.id}: {', '.join(flip.statuses)}" for flip in found.flips[:_NAMED]]
    said = f"{len(found.flips)} cases came out differently in {found.runs} runs{':' if flips else '.'}"
    return [*_table([head, *rows]), said, *flips, *_more(found.flips)]


def _comparison(outcome: Outcome) -> list[str]:
    found = outcome.comparison
    if found is None:
        return []
    commit = str(found.baseline.get("git_commit") or "no commit")[:12]
    chance = "" if found.p is None else f" (p = {found.p:.3g}, McNemar)"
    lines = [
        f"Against the run of {found.baseline.get('started')} ({commit}): {len(found.better)} better, "
        f"{len(found.worse)} worse{chance}, {len(found.new)} new, {len(found.gone)} gone."
    ]
    for name, ids in (("worse", found.worse), ("better", found.better), ("gone", found.gone)):
        if ids:
            more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
            lines.append(f"  {name}: {', '.join(ids[:_NAMED])}{more}")
    changed = [d for d in found.metrics if d.difference]
    for d in changed:
        bounds = f" [{d.low:+.3f}, {d.high:+.3f}]" if d.low is not None and d.high is not None else ""
        lines.append(f"  {d.name}: {d.difference:+.3f}{bounds}, p = {d.p:.3g}")
    return lines


def _cases(outcome: Outcome) -> list[str]:
    lines = []
    for case in outcome.named:
        lines += [f"{case.status.upper()} {case.id} ({case.where}): {case.description}", f"  {_short(case.reason)}"]
    bad = outcome.totals.failed + outcome.totals.error
    if bad > len(outcome.named):
        lines.append(f"and {bad - len(outcome.named)} more; --json and --html have them all")
    for case in outcome.mended:
        lines.append(f"MENDED {case.id} ({case.where}): passes now; take its known_failure out")
    if outcome.totals.mended > len(outcome.mended):
        lines.append(f"and {outcome.totals.mended - len(outcome.mended)} more mended ones")
    return lines


def _gates(outcome: Outcome) -> list[str]:
    rows = {row.name: row for row in outcome.rows if row.kind is None}
    lines = []
    for gate in outcome.gates:
        unit, bound = rows[gate.metric].unit, "at least" if rows[gate.metric].better == "higher" else "at most"
        said = (
            f"{gate.metric} of {gate.file} is {_value(gate.value, unit)}, {bound} {_value(gate.minimum, unit)} wanted"
        )
        lines.append(f"{'gate passed' if gate.passed else 'GATE MISSED'}: {said}")
    return lines


def _ending(outcome: Outcome) -> list[str]:
    total = outcome.totals
    header = outcome.header
    counts = (
        (total.passed, "passed"),
        (total.failed, "failed"),
        (total.error, "died"),
        (total.known, "known failures"),
        (total.mended, "mended"),
        (total.unscored, "without a verdict"),
    )
    said = ", ".join(f"{number} {name}" for number, name in counts if number or name in ("passed", "failed"))
    lines = [f"{total.cases} cases, {header['engine']} engine, {header['seconds']} s: {said}."]
    if outcome.resumed:
        lines.append(
            f"{outcome.resumed} of the results are of an interrupted run of the same input; --fresh redoes them."
        )
    if total.unscored and header["judge"] is None:
        lines.append("No chat model judged: set OPENAI_API_KEY or OPENAI_BASE_URL (and PREP_MODEL) for `judge` checks.")
    if outcome.stopped:
        lines.append(f"STOPPED: {outcome.stopped}")
    lines += [f"Written: {', '.join(outcome.written)}"] if outcome.written else []
    return lines


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "share":
        return f"{value:.3f}"
    if unit == "ms":
        return f"{value:.3g} ms" if value < 100 else f"{value:,.0f} ms"
    return f"${value:.4f}" if unit == "USD" else f"{value:,.6g}"


def _interval(low: float | None, high: float | None, unit: str) -> str:
    return "" if low is None or high is None else f"{_value(low, unit)} to {_value(high, unit)}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _more(items: Sequence[object]) -> list[str]:
    return [f"  and {len(items) - _NAMED} more"] if len(items) > _NAMED else []


def _table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns of text: the first to the left, the others to the right."""
    kept = list(rows)
    widths = [max(len(row[at]) for row in kept) for at in range(len(kept[0]))]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in kept
    ]
