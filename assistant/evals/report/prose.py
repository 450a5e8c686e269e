"""An answer's Markdown as text to read: lists, tables, emphasis. Nothing in it can run, load or lead off the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from assistant.evals.report.markup import Html, clipped, html, visible

_MARKER = re.compile(r"\[(\d{1,4})\]")
_OFF = ["link", "image", "autolink", "html_inline", "html_block", "reference"]
# Beyond this an answer is shown as it is: no sensible answer is so long, and parsing must not take for ever.
_LONGEST = 20_000
# A case is a heading of level 3, its parts of level 4.
_HEADING_SHIFT = 4


def prose(text: str, numbers: Collection[int] = (), anchor: str = "") -> Html:
    """`text` as HTML. `[n]` becomes a link to `#{anchor}-n` where `numbers` holds n, and stays text elsewhere."""
    if len(text) > _LONGEST:
        return html("<pre>{text}</pre>", text=clipped(text, 2 * _LONGEST))
    return Html(_parser().render(visible(text), {"numbers": numbers, "anchor": anchor}))


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "breaks": True})
    parser.enable(["table", "strikethrough"]).disable(_OFF, True)
    # Before "emphasis" rather than at the end, so that a marker is taken whole wherever it stands.
    parser.inline.ruler.before("emphasis", "citation", _citation)
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.core.ruler.push("unhead_empty_cells", _unhead_empty_cells)
    for name, rule in (("citation", _link), ("table_open", _table_open), ("table_close", _table_close)):
        parser.add_render_rule(name, rule)
    return parser


def _citation(state: Any, silent: bool) -> bool:
    found = _MARKER.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("citation", "a", 0).content = found[1]
    state.pos = found.end()
    return True


def _unhead_empty_cells(state: Any) -> None:
    """The corner of a table, empty as a rule, heads nothing."""
    for cell, content, end in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if cell.type == "th_open" and not content.content:
            cell.tag = end.tag = "td"


def _shift_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + _HEADING_SHIFT)}"


def _link(_self: Any, tokens: Sequence[Any], index: int, _options: Any, env: dict[str, Any]) -> str:
    n = int(tokens[index].content)
    if n not in env["numbers"]:
        return html('<span class="nowhere" title="The answer has no such citation">[{n}]</span>', n=n)
    pattern = '<a class="cite" href="#{anchor}-{n}" aria-label="Citation [{n}]">[{n}]</a>'
    return html(pattern, anchor=env["anchor"], n=n)


def _table_open(_self: Any, tokens: Sequence[Any], index: int, _options: Any, _env: Any) -> str:
    return '<div class="wide" tabindex="0" role="region" aria-label="Table in the answer"><table>\n'


def _table_close(_self: Any, tokens: Sequence[Any], index: int, _options: Any, _env: Any) -> str:
    return "</table></div>\n"
