"""A role against a résumé: met, partly met, missing, unknown, each with the words of both. `compare` is the way in.

Nothing is claimed that the résumé does not say. What it neither says nor could be expected to say stays unknown.
"""

from assistant.prepare.gap.compare import compare, line_of
from assistant.prepare.gap.likeness import Likeness
from assistant.prepare.gap.skills import standing
from assistant.prepare.gap.stated import stated

__all__ = ["Likeness", "compare", "line_of", "standing", "stated"]
