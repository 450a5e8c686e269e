"""The browser app: one file per tab, plus what draws, what guards and what starts it.

Knows `assistant.app`, `domain`, `errors` and `wire`, nothing below. Gradio is imported by `app`, `api`, the tabs,
`picker`, `theme` and `server` only, and those are imported only when the app is started.
"""

TITLE = "Interview prep"
