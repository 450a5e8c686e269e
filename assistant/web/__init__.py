"""The browser app: one file per tab, plus what draws, what guards and what starts it.

Knows `assistant.app`, `assistant.domain` and `assistant.errors`, nothing below. Gradio is imported by `app`, `chat`,
`theme` and `server` only, and those are imported only when the app is started.
"""

TITLE = "Interview prep"
