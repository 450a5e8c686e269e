"""Interview processes in the shapes that postings give them: prose, lists in a line, names over descriptions."""

from __future__ import annotations

import pytest

from assistant.domain import Document, Role
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

TOP = "Data Engineer\nAcme · Lisbon\n\nWhat you will do\n- Build pipelines\n- Run them\n\n"


def role_of(text: str) -> Role:
    return read_roles(normalize(Document("acme.txt", TOP + text + "\n")))[0]


@pytest.mark.parametrize(
    ("text", "formats", "minutes"),
    [
        (
            "Interviews: call with the lead (20 min), coding session (90 min), founders (1 h)",
            ["phone", "coding", None],
            [20, 90, 60],
        ),
        (
            "Interview process\nRecruiter screen\nA video call of 30 minutes about you and us.\nArchitecture session\n"
            "90 minutes at a whiteboard with two of the engineers.",
            ["video", "system-design"],
            [30, 90],
        ),
        (
            "If it sounds right, there is a phone call with me (20 minutes), then a whiteboard session (one hour).",
            ["phone", "technical"],
            [20, 60],
        ),
        (
            "Bewerbungsprozess\n1. Telefonat mit uns, eine halbe Stunde\n2. Fachgespräch im Team (2 Stunden)",
            ["phone", "technical"],
            [30, 120],
        ),
        (
            "Interview process\nEtapa 1: Conversa inicial\n1\nConversa inicial\n"
            "Etapa 2: Teste técnico\n2\nTeste técnico\nSobre cookies",
            ["conversation", "technical"],
            [None, None],
        ),
    ],
)
def test_rounds_with_their_formats_and_minutes(text: str, formats: list[str | None], minutes: list[int | None]) -> None:
    process = role_of(text).process
    assert [r.minutes for r in process] == minutes
    assert [r.format for r in process] == formats
    assert [r.order for r in process] == list(range(1, len(process) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "Interviewing: 2\nApplicants: 40",
        "You first meet the customers, then present the design to them and interview their staff.",
        "We raised our first round, then a second one with the panel of investors.",
    ],
)
def test_what_is_no_process_has_no_rounds(text: str) -> None:
    assert role_of(text).process == ()
