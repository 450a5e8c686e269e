"""What stands around the report's own parts: the page's head with its policy, style and script."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from assistant.evals.report.charts import patterns
from assistant.evals.report.markup import Html, asset, piece

_BODY = Html("\0")  # Stands in no other part: what is escaped holds no controls.


def frame(title: str) -> tuple[str, str]:
    """What comes before and after the parts. The policy lets in nothing but the page's own style and script."""
    style, script = Html(asset("style.css")), Html(asset("filter.js"))
    page = piece(
        "page",
        title=title,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        patterns=patterns(),
        body=_BODY,
    )
    before, after = page.split(_BODY)
    return before, after


def _hash(text: str) -> Html:
    return Html("sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii"))
