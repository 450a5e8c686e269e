"""The frame of a tab that is drawn whole at each step: the page sends what is wanted, and gets the tab as it is now.

A handler reads what was sent (`Asked`), does it (`attempted` turns what goes wrong into a sentence), and draws with
`framed`. `assets/acts.js` is the other side: it sends one step after the other, keeps the focus, and reads notes out.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, RecordChanged
from assistant.web.texts import language_of, say
from assistant.web.visitor import visitor
from assistant.web.wiring import sent

if TYPE_CHECKING:
    import gradio as gr

# More than this nobody types; what comes longer did not come from the page.
LONGEST = 100_000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What a step has to say: a note for the reader (`bad`: something went wrong), the address of a file to save, and
    the beginning of the names of those drafts that have been taken in and can go."""

    note: str = ""
    bad: bool = False
    download: str = ""
    clear: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser sent with an event. It may be anything: what is not of the right type is not there."""

    body: Mapping[str, Any]
    user: str
    language: str

    def text(self, name: str, longest: int = LONGEST) -> str:
        """The text of that name, cut at `longest` characters; "" where there is none."""
        value = self.body.get(name)
        return value[:longest] if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The texts of that name; one alone is a list of one."""
        value = self.body.get(name)
        found = value if isinstance(value, list) else [value]
        return [v[:LONGEST] for v in found[:500] if isinstance(v, str)]

    def number(self, name: str) -> int | None:
        """The whole number of that name, also where it is written as a text."""
        value = self.body.get(name)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
            return int(value)
        return value if type(value) is int else None

    def say(self, key: str, **values: object) -> str:
        """A text in the visitor's language."""
        return say(self.language, key, **values)


def asked(event: gr.EventData, request: gr.Request) -> Asked:
    """What was sent, by whom, and in which language they read."""
    return Asked(sent(event), visitor(request), language_of(request))


def attempted(do: Callable[[], Told], asked: Asked) -> Told:
    """What the step says, or the sentence that says why it could not be done. What was unforeseen goes into the log,
    without the words of anybody."""
    try:
        return do()
    except RecordChanged:
        return Told(asked.say("frame_changed"), bad=True)
    except AssistantError as error:
        return Told(sentence(error), bad=True)
    except Exception as error:
        return _unforeseen(error, asked)


def drawn(tab: str, asked: Asked, draw: Callable[[], str], above: str = "") -> str:
    """The tab as `draw` gives it; where it cannot be drawn, the sentence that says so below what stands `above`."""
    try:
        return draw()
    except AssistantError as error:
        return framed(tab, asked, above, Told(sentence(error), bad=True))
    except Exception as error:
        return framed(tab, asked, above, _unforeseen(error, asked))


def _unforeseen(error: Exception, asked: Asked) -> Told:
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("a step of a tab failed with %s\n%s", type(error).__name__, places)
    return Told(asked.say("frame_unexpected"), bad=True)


def sentence(error: AssistantError) -> str:
    """The error's words as a sentence."""
    words = str(error).strip()
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith(('.', '?', '!', '…')) else '.'}"


def framed(tab: str, asked: Asked, body: str, told: Told | None = None, **attributes: str) -> str:
    """The tab as HTML. `attributes` are what the page sends along with the next step (`data-NAME`)."""
    told = told or Told()
    # Whose drafts the browser may show again: it is not told the name.
    owner = hashlib.sha256(f"drafts of {asked.user}".encode()).hexdigest()[:12]
    more = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    kind = "tab-note bad" if told.bad else "tab-note"
    return (
        f'<div class="tab-page {tab}-page" lang="{asked.language}" data-drawn="{secrets.token_hex(6)}" '
        f'data-owner="{owner}" data-download="{escape(told.download)}" data-clear="{escape(told.clear)}"{more}>'
        f'<p class="{kind}" tabindex="-1" dir="auto">{escape(told.note)}</p>{body}</div>'
    )


def options(choices: Mapping[str, str], chosen: str) -> str:
    """The options of a select: value to label."""
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in choices.items()
    )


def table(head: list[str], rows: list[list[str]], caption: str) -> str:
    """A table of HTML cells, the first of each row its heading."""
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    )
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f'<caption class="unseen">{escape(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def behind(summary: str, inside: str, kind: str = "") -> str:
    """Something that opens at a click."""
    return f'<details class="behind {kind}"><summary>{summary}</summary>{inside}</details>'
