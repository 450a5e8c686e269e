"""A plan's topics as an Anki deck (.apkg): their parts in learning order, and what interviewers probe.

Ids are made of the topic and the words, so that a second import updates the cards and keeps their history.
"""

from __future__ import annotations

import hashlib
import html
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.preparation import Line, Plan
from assistant.prepare.guides import Guide, guide

if TYPE_CHECKING:
    import genanki

_MODEL_ID = 1_604_817_233
_CSS = ".card {font: 18px/1.5 sans-serif; text-align: left; max-width: 40em; margin: auto}"


def export(plan: Plan) -> bytes:
    """The deck. Raises nothing for a plan without topics: it is an empty deck then."""
    import genanki

    deck = genanki.Deck(_number(plan.id), f"Interview::{plan.name.replace('::', ': ')}")
    model = _model()
    for topic, front, back in _cards(plan):
        guid = genanki.guid_for("interview-prep", topic, front)
        deck.add_note(genanki.Note(model=model, fields=[front, back], tags=[topic], guid=guid))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        # A fixed time: the same plan gives the same deck.
        genanki.Package(deck).write_to_file(str(path), timestamp=1_700_000_000.0 + plan.revision)
        return path.read_bytes()


def _model() -> genanki.Model:
    import genanki

    return genanki.Model(
        _MODEL_ID,
        "Interview preparation",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[
            {"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"},
        ],
        css=_CSS,
    )


def _cards(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Topic, front and back, once each, in the order of the plan."""
    lines: dict[str, Line] = {}
    for item in plan.items:
        if item.topic and item.kind == "study" and item.state != "skipped":
            lines.setdefault(item.topic, item.why)
    for topic, line in lines.items():
        g = guide(topic)
        asked = f"<p><small>Asked for in: “{_safe(' '.join(line.quote.split())[:200])}”</small></p>"
        yield topic, f"<b>{_safe(g.name)}</b><br>Name its parts, in order, a sentence each.", _listed(g) + asked
        for number, part in enumerate(g.subtopics, 1):
            front = f"<b>{_safe(g.name)}</b> ({number} of {len(g.subtopics)})<br>Explain: {_safe(part)}"
            yield topic, front, f"Aloud, in a minute, with an example of your own.{_practice(g, number - 1)}"
        for probe in g.probes:
            front = f"<b>{_safe(g.name)}</b><br>{_safe(probe)}"
            yield topic, front, "Your answer, aloud, with the one detail that shows you have done it." + asked


def _listed(g: Guide) -> str:
    return "<ol>" + "".join(f"<li>{_safe(part)}</li>" for part in g.subtopics) + "</ol>"


def _practice(g: Guide, turn: int) -> str:
    return f"<p>{_safe(g.practice[turn % len(g.practice)])}</p>" if g.practice else ""


def _safe(words: str) -> str:
    return html.escape(words, quote=False)


def _number(words: str) -> int:
    """A deck's id: positive, below 2^31, as Anki wants it."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:4]) % (2**31 - 2**30) + 2**30
