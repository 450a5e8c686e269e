"""A posting that came by mail: its head, its signature and the messages below it are no part of it."""

from __future__ import annotations

import pytest

from assistant.domain import Document
from assistant.reading.folding import fold
from assistant.reading.mail import mail_spans
from assistant.reading.normalize import normalize
from assistant.reading.roles import read_roles

HEAD = """From: Ana Prell <ana.prell@tidewell.example>
Sent: Tuesday, 3 March 2026 09:12
To: Jo Marsh <jo@mail.example>
Subject: Opening - Data Engineer

"""
BODY = """Hi Jo,

we are looking for a Data Engineer in Ghent.

Requirements
- 3 years of Python
- SQL

"""
CLOSING = """Best regards,
Ana Prell
Talent Partner, Tidewell Ltd
+32 9 555 01 99
"""
QUOTED = """
> Hello Ana,
> is there anything new? I earn $90,000 a year now.
"""


def outside(text: str) -> list[str]:
    return [span.of(text) for span in mail_spans(fold(text))]


def test_the_head_is_left_out_but_for_its_subject() -> None:
    found = outside(HEAD + BODY)
    assert [line.split(":")[0] for line in found] == ["From", "Sent", "To"]


def test_a_signature_goes_on_for_a_few_lines() -> None:
    assert outside(HEAD + BODY + CLOSING)[3:] == CLOSING.splitlines()


def test_what_stands_below_a_signature_counts_again() -> None:
    long = "Tidewell keeps the tides of the North Sea in one table, and everyone who works on it lives by the sea."
    assert long not in outside(f"{HEAD}{BODY}{CLOSING}\n{long}\n")
    assert outside(f"{HEAD}{BODY}{CLOSING}\n---- Forwarded message ----\n{BODY}")[3:] == CLOSING.splitlines()


def test_a_quoted_message_is_left_out() -> None:
    assert outside(HEAD + BODY + QUOTED)[3:] == QUOTED.split("\n")[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        BODY + CLOSING,
        "From: Ghent\n\n" + BODY,
        BODY + QUOTED,
    ],
)
def test_without_a_head_nothing_is_a_mail(text: str) -> None:
    assert outside(text) == []


def test_a_closing_phrase_within_the_text_closes_nothing() -> None:
    duty = "Write letters that end as they should, and answer the ones that people send to us each day of the week"
    assert outside(f"{HEAD}Duties\n\nBest regards,\n{duty}\n{BODY}")[3:] == []


@pytest.mark.parametrize(
    ("head", "closing"),
    [
        (
            "Von: Ana Prell\nGesendet: 3. März 2026\nAn: Jo\nBetreff: Data Engineer\n\n",
            "Mit freundlichen Grüßen\nAna Prell\n",
        ),
        ("De: Ana Prell\nEnvoyé: 3 mars 2026\nÀ: Jo\nObjet: Data Engineer\n\n", "Cordialement,\nAna Prell\n"),
    ],
)
def test_other_languages_have_heads_and_signatures(head: str, closing: str) -> None:
    found = outside(head + BODY + closing)
    assert len(found) == 5
    assert found[-1] == "Ana Prell"


def test_a_mailed_posting_is_read_by_its_own_words() -> None:
    posting = normalize(Document("mail.txt", HEAD + BODY + CLOSING + QUOTED))
    (role,) = read_roles(posting)
    assert role.title == "Data Engineer"
    assert [r.span.of(posting.text) for r in role.requirements] == ["3 years of Python", "SQL"]
    assert role.stated("salary") == ()
