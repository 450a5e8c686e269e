"""The values of promptfoo's own checks: texts that promptfoo takes as they stand, so that both tools look for the same.

promptfoo fills in templates (`{{…}}`) and reads references (`file://…`); prep eval does neither, so both are refused.
"""

from __future__ import annotations

import math

from assistant.evals.checks import values
from assistant.evals.checks.javascript import listed
from assistant.evals.checks.kind import BadValue
from assistant.evals.faults import spoken

_TEMPLATES, _REFERENCES = ("{{", "{%", "{#"), ("file://", "package:")


def literal(text: str) -> None:
    """Raises BadValue for a text in which promptfoo would fill something in."""
    if mark := next((mark for mark in _TEMPLATES if mark in text), None):
        raise BadValue(f"promptfoo would fill in a template where {mark!r} stands; leave that out")
    if start := next((start for start in _REFERENCES if text.startswith(start)), None):
        raise BadValue(f"what begins with {start!r} is read from elsewhere by promptfoo; write the text itself")


def text(value: object) -> None:
    """A text that is not blank."""
    values.text(value)
    literal(str(value))


def text_or_number(value: object) -> None:
    """A text that is not empty, or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise BadValue(f"expected a text or number, got {spoken(value)}{values.quotes(value)}")
    if isinstance(value, str):
        literal(value)
    elif not math.isfinite(value):
        raise BadValue(f"expected a text or number, got {spoken(value)}; put it in quotes")


def texts(value: object) -> None:
    """A list of texts or numbers, or one text that lists them between commas."""
    if isinstance(value, str):
        literal(value)
        if all(listed(value)) and listed(value):
            return
    values.list_of(text_or_number, "texts", "[one, another]")(value)


def anything(value: object) -> None:
    """A text, number or truth value; or a list or mapping, which is compared as JSON."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            if isinstance(item, str):
                values.within(lambda part: literal(str(part)), item, place)
    elif not isinstance(value, dict | bool):
        text_or_number(value)
