"""An answer's Markdown as HTML that can neither run nor load anything.

Raw HTML is shown as text; links, images and automatic links are off, so no address in an answer is ever followed or
fetched. `[n]` becomes a button that opens citation n, or stays text where the answer has no such citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assistant.web.texts import DEFAULT, say

_MARKER = re.compile(r"\[(\d{1,4})\]")
_SAFE = {"html": False, "linkify": False, "typographer": False, "breaks": True}
_OFF = ["link", "image", "autolink", "html_inline", "html_block", "reference"]
# An answer stands under the question's heading, so its own headings start two levels further down.
_HEADING_SHIFT = 2


def to_html(text: str, names: Mapping[int, str], *, streaming: bool = False, language: str = DEFAULT) -> str:
    """`text` as HTML. `names` says for each citation number how its source is called, for the button's label.

    While an answer streams its citations are not known yet: then every marker is shown as one, without a button.
    """
    env = {"names": names, "streaming": streaming, "language": language}
    rendered: str = _parser().render(text, env)
    return rendered


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", _SAFE).enable(["table", "strikethrough"]).disable(_OFF, True)
    # Before "emphasis" rather than at the end, so that a marker is taken whole wherever it stands.
    parser.inline.ruler.before("emphasis", "citation", _citation)
    parser.core.ruler.push("shift_headings", _shift_headings)
    for name, rule in (("citation", _button), ("table_open", _table_open), ("table_close", _table_close)):
        parser.add_render_rule(name, rule)
    return parser


def _citation(state: StateInline, silent: bool) -> bool:
    found = _MARKER.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("citation", "button", 0).content = found[1]
    state.pos = found.end()
    return True


def _shift_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _HEADING_SHIFT)}"


def _button(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    number = int(tokens[index].content)
    name = env["names"].get(number)
    if name is not None:
        label = escape(say(env["language"], "chat_source", n=number, name=name))
        return f'<button type="button" class="cite" data-cite="{number}" aria-label="{label}">[{number}]</button>'
    shown = f"[{number}]"
    return f'<span class="cite waiting">{shown}</span>' if env["streaming"] else shown


def _table_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>\n'


def _table_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: dict[str, Any]) -> str:
    return "</table></div>\n"
