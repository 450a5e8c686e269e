"""What reading makes of postings in layouts it was not shown, against hand-made labels.

Four sets stand in `tests/gold`: `layouts`; `unseen`, `fresh` and `sealed` were written by people who had not looked at
the reading. `sealed` is read once, when all else is mended, and mended no more.
`python -m benchmarks.layouts [SET]` prints every judgement that went against the reading, one a line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.domain import FACT_NAMES, Document, Posting, Role, SectionKind
from assistant.reading.loaders import load
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles
from assistant.wire import role_json
from benchmarks.table import Table

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One label against what was read. `row` is the row of the table it counts in; `silence` says that the label is
    that nothing is stated."""

    source: str
    role: str
    row: str
    silence: bool
    right: bool
    expected: object
    got: object


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled role, the role read at its line, and where the label's own text begins and ends in the posting's."""

    label: Json
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read: its text, the roles, those that meet a label, and the labels that none meets."""

    source: str
    posting: Posting
    roles: tuple[Role, ...]
    pairs: tuple[Pair, ...]
    missed: tuple[str, ...]


def layouts(shared: Path) -> Table:
    """Boundaries, company, title, facts, sections and rounds of the held-out layouts."""
    return _scored("layouts", "Layouts the reading was not shown")


def unseen(shared: Path) -> Table:
    """The same of the layouts that were written without a look at the reading."""
    return _scored("unseen", "Layouts written without a look at the reading")


def fresh(shared: Path) -> Table:
    """The same of the postings as candidates save them."""
    return _scored("fresh", "Postings as candidates save them")


def sealed(shared: Path) -> Table:
    """The same of the sealed set, for which nothing was ever mended."""
    return _scored("sealed", "Postings for which nothing was mended")


def _scored(held_out: str, title: str) -> Table:
    readings = list(read_all(held_out))
    judged = [j for reading in readings for j in judgements(reading)]
    rows = [("role boundaries: precision, recall, F1", boundaries(readings), "")]
    rows += [(row, _share(judged, row, False), _share(judged, row, True)) for row in _rows(judged)]
    notes = (
        f"{len(readings)} files, {sum(len(r.pairs) + len(r.missed) for r in readings)} roles in the labels.",
        "All but the boundaries is judged of the roles whose start was found, figures by a slot's first statement.",
    )
    return Table(title, ("what", "right", "unstated, left so"), tuple(rows), notes)


def _rows(judged: list[Judgement]) -> list[str]:
    """The rows in the order of the facts, sections and rounds, each part followed by its sum."""
    order = ["company", "title", "copies folded", *(f"fact {n}" for n in FACT_NAMES), "facts", "technologies asked for"]
    order += ["number of requirements"]
    order += [*(f"section {kind}" for kind in SectionKind), "sections", "rounds: number and order", "rounds: format"]
    present = {j.row for j in judged} | {"facts", "sections"}
    return [row for row in [*order, "rounds: minutes"] if row in present]


def _share(judged: list[Judgement], row: str, silence: bool) -> str:
    part = {"facts": "fact ", "sections": "section "}.get(row)
    counted = [j for j in judged if j.silence is silence and (j.row.startswith(part) if part else j.row == row)]
    return f"{sum(j.right for j in counted)} of {len(counted)}" if counted else ""


def misses(held_out: str) -> Iterator[Judgement]:
    """Every judgement of a set that went against the reading, in the order of files and roles."""
    for reading in read_all(held_out):
        for label in reading.missed:
            yield Judgement(reading.source, label, "boundary", False, False, "a role starts here", None)
        for role in _surplus(reading):
            first = _first_line(role, reading)
            yield Judgement(reading.source, role.title, "boundary", True, False, "no role starts here", first)
        yield from (j for j in judgements(reading) if not j.right)


def read_all(held_out: str) -> Iterator[Reading]:
    """Each labelled file of a set, read by the product and matched to its labels."""
    gold: Json = yaml.safe_load((GOLD / f"{held_out}.yaml").read_text("utf-8"))
    for name, entry in gold.items():
        yield _matched(GOLD / held_out / name, entry["roles"])


def boundaries(readings: Sequence[Reading]) -> str:
    """Precision, recall and F1 of role starts."""
    hits = sum(len(r.pairs) for r in readings)
    precision = hits / sum(len(r.roles) for r in readings)
    recall = hits / sum(len(r.pairs) + len(r.missed) for r in readings)
    return f"{precision:.3f}, {recall:.3f}, {2 * precision * recall / (precision + recall):.3f}"


def _matched(path: Path, labels: list[Json]) -> Reading:
    """Labels to the roles that start within a line of them; the file's first role may start anywhere before its line,
    so that what stands above a posting (navigation, a company's name) is no boundary error."""
    posting = next(normalize(d) for d in load(path, path.name) if isinstance(d, Document))
    roles = read_roles(posting)
    starts = list(_label_starts(posting.text, labels))
    pairs, missed, free = [], [], list(roles)
    for label, start, end in zip(labels, starts, [*starts[1:], len(posting.text)], strict=True):
        role = _role_at(posting.text, start, free, first=label is labels[0])
        if role is None:
            missed.append(label["start"])
            continue
        free.remove(role)
        pairs.append(Pair(label, role, start, end))
    return Reading(path.name, posting, tuple(roles), tuple(pairs), tuple(missed))


def _label_starts(text: str, labels: list[Json]) -> Iterator[int]:
    """The offset of each label's line; markup that normalisation took away counts for nothing."""
    after = -1
    for label in labels:
        wanted = _plain(label["start"])
        lines = (m for m in re.finditer(r"^.+$", text, re.MULTILINE) if m.start() > after)
        after = next(m.start() for m in lines if _plain(m.group()).startswith(wanted))
        yield after


def _role_at(text: str, start: int, roles: list[Role], first: bool) -> Role | None:
    distances = {_line(text, start) - _line(text, r.span.start): r for r in roles}
    near = next((distances[d] for d in (0, 1, -1) if d in distances), None)
    return near or (next((r for d, r in distances.items() if d > 0), None) if first else None)


def _line(text: str, offset: int) -> int:
    """The number of the line, blank ones not counted."""
    return sum(1 for line in text[:offset].split("\n")[:-1] if line.strip())


def _surplus(reading: Reading) -> list[Role]:
    return [r for r in reading.roles if all(r is not pair.role for pair in reading.pairs)]


def _first_line(role: Role, reading: Reading) -> str:
    return role.span.of(reading.posting.text).strip().split("\n")[0]


def judgements(reading: Reading) -> Iterator[Judgement]:
    """Everything that the labels of one file say of the roles that were found."""
    for pair in reading.pairs:
        found = [
            *_identity(pair),
            *_facts(pair, reading.posting.text),
            *_technologies(pair, reading.posting.text),
            *_counts(pair),
            *_sections(pair, reading),
            *_rounds(pair, reading.posting.text),
        ]
        yield from (Judgement(reading.source, pair.label["title"][0], *each) for each in found)


# Row, whether silence is the label, right, expected, got.
_Verdict = tuple[str, bool, bool, object, object]


def _identity(pair: Pair) -> Iterator[_Verdict]:
    label, role = pair.label, pair.role
    accepted = [c if c is None else _plain(c) for c in _listed(label["company"])]
    company = _plain(role.company) if role.company else None
    yield "company", label["company"] is None, company in accepted, label["company"], role.company
    yield "title", False, _plain(role.title) in map(_plain, label["title"]), label["title"], role.title
    yield "copies folded", False, role.duplicates == label["duplicates"], label["duplicates"], role.duplicates


def _facts(pair: Pair, text: str) -> Iterator[_Verdict]:
    read = role_json(pair.role, text)["facts"]
    for name in (n for n in FACT_NAMES if n in pair.label["facts"]):
        wanted, stated = pair.label["facts"][name], _statements(read[name])
        got = [(s["value"], " ".join(s["quote"].split())) for s in stated]
        right = not stated if wanted is None else bool(stated) and _agrees(name, wanted, stated)
        yield f"fact {name}", wanted is None, right, wanted or "silence", got


def _technologies(pair: Pair, text: str) -> Iterator[_Verdict]:
    """Each technology named in what is asked for or done stands in a requirement (or in the stated stack)."""
    spans = [r.span for r in pair.role.requirements] + [f.span for f in pair.role.stated("tech_stack")]
    words = "\n".join(span.of(text) for span in spans)
    for pattern in pair.label.get("technologies", ()):
        right = re.search(pattern, words, re.IGNORECASE) is not None
        yield "technologies asked for", False, right, pattern, f"in none of {len(spans)} requirements"


def _counts(pair: Pair) -> Iterator[_Verdict]:
    """The number of requirements of each kind, one or a quarter off at most."""
    for kind, wanted in pair.label.get("counts", {}).items():
        got = sum(1 for r in pair.role.requirements if r.kind == kind)
        yield "number of requirements", False, abs(got - wanted) <= max(1, wanted / 4), (kind, wanted), got


def _statements(fact: Json) -> list[Json]:
    return fact.get("all", [fact]) if fact["stated"] else []


def _agrees(name: str, wanted: Any, stated: list[Json]) -> bool:
    """Figures by the first statement's typed value, work modes as the set of all, words anywhere in the slot."""
    value = stated[0]["value"]
    if name == "salary":
        return isinstance(value, dict) and any(all(value[k] == v for k, v in pay.items()) for pay in _listed(wanted))
    if name == "work_mode":
        return set().union(*(_modes(s["value"]) for s in stated)) == set(wanted)
    if name == "degree":
        return bool(re.search(wanted, value["minimum"] if isinstance(value, dict) else str(value), re.IGNORECASE))
    if name == "years" or isinstance(wanted, str):
        return bool(value == wanted)
    words = " ".join(f"{s['value']} {s['words']} {s['quote']}" for s in stated)
    return all(re.search(pattern, words, re.IGNORECASE) for pattern in wanted)


def _modes(value: Any) -> set[str]:
    """The modes of one statement; some days a week in the office is hybrid."""
    if not isinstance(value, dict):
        return {str(value)}
    part = 0 < (value["office_days"] or 0) < 5
    return {"hybrid" if part and mode == "office" else mode for mode in value["modes"]}


def _sections(pair: Pair, reading: Reading) -> Iterator[_Verdict]:
    for kind, phrases in pair.label["sections"].items():
        for phrase in phrases:
            got = _kinds_at(phrase, pair, reading)
            fine = kind in got or (kind == "navigation" and got <= {"outside", "absent"})
            yield f"section {kind}", False, fine, phrase, ", ".join(sorted(got))


def _kinds_at(phrase: str, pair: Pair, reading: Reading) -> set[str]:
    """The kinds of the sections that hold a phrase; "outside" where it is in no role or marked as boilerplate."""
    text = reading.posting.text
    begin = 0 if pair is reading.pairs[0] else pair.start
    pattern = re.compile(r"\s+".join(re.escape(word) for word in phrase.split()))
    found = pattern.search(text, begin, pair.end)
    if found is None:
        return {"absent"}
    sections = [s for r in reading.roles for s in r.sections if s.span.start <= found.start() < s.span.end]
    marked = any(b.start <= found.start() < b.end for b in reading.posting.boilerplate)
    own = {str(s.kind) for s in sections if pair.role.span.contains(s.span)}
    return own | ({"outside"} if not sections or marked else set()) or {"another role"}


def _rounds(pair: Pair, text: str) -> Iterator[_Verdict]:
    """Number and order; then formats and minutes of the rounds that are there."""
    if "rounds" not in pair.label:
        return
    wanted, read = pair.label["rounds"], list(pair.role.process)
    names = [(r.name, r.format, r.minutes) for r in read]
    if not wanted:
        yield "rounds: number and order", True, not read, [], names
        return
    words = [" ".join(filter(None, (r.name, r.detail, r.span.of(text)))).casefold() for r in read]
    yield "rounds: number and order", False, _aligned(wanted, words), [r["name"][0] for r in wanted], names
    for entry, at in _paired(wanted, words):
        for slot in (s for s in ("format", "minutes") if s in entry):
            got = None if at is None else getattr(read[at], slot)
            yield f"rounds: {slot}", False, got in _listed(entry[slot]), (entry["name"][0], entry[slot]), got


def _aligned(wanted: list[Json], words: list[str]) -> bool:
    """Whether the rounds read are those wanted, in order, none over, none short but optional ones."""
    if not wanted:
        return not words
    if words and _named(wanted[0], words[0]) and _aligned(wanted[1:], words[1:]):
        return True
    return bool(wanted[0].get("optional")) and _aligned(wanted[1:], words)


def _paired(wanted: list[Json], words: list[str]) -> Iterator[tuple[Json, int | None]]:
    """Each wanted round that is not optional with the first unused round of that name."""
    used: set[int] = set()
    for entry in (e for e in wanted if not e.get("optional")):
        at = next((i for i, w in enumerate(words) if i not in used and _named(entry, w)), None)
        used |= {at} if at is not None else set()
        yield entry, at


def _named(entry: Json, words: str) -> bool:
    return any(name.casefold() in words for name in entry["name"])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def main() -> None:
    """Prints every miss of the named sets, or of `layouts`."""
    for j in (j for held_out in sys.argv[1:] or ["layouts"] for j in misses(held_out)):
        print(f"{j.source} | {j.role} | {j.row} | expected {j.expected!r} | got {j.got!r}")


if __name__ == "__main__":
    main()
