"""Texts compared by meaning, with vectors that are made once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Embed = Callable[[Sequence[str]], Vectors]
    # Of these texts those whose vectors are stored, with them.
    Stored = Callable[[Sequence[str]], dict[str, Vectors]]

_KEPT = 4096


class Meaning:
    """Cosines between texts by an embedding of unit vectors. Keeps the vectors of the last texts that come again
    (questions, rubric points), not those of answers. Safe to use from several threads."""

    def __init__(self, embed: Embed, stored: Stored = lambda texts: {}) -> None:
        self._embed, self._stored = embed, stored
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._guard = threading.Lock()

    def cosines(self, texts: Sequence[str], against: Sequence[str]) -> Vectors:
        """An array (texts, against). The vectors of `against` are kept, those of `texts` are not."""
        import numpy as np

        if not texts or not against:
            return np.zeros((len(texts), len(against)), np.float32)
        known = self._known(against)
        known.update(self._stored([text for text in against if text not in known]))
        missing = list(dict.fromkeys(text for text in against if text not in known))
        made = self._embed([*texts, *missing])
        known.update(zip(missing, made[len(texts) :], strict=True))
        self._keep({text: known[text] for text in missing})
        found: Vectors = made[: len(texts)] @ np.stack([known[text] for text in against]).T
        return found

    def _known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._guard:
            return {text: self._kept[text] for text in texts if text in self._kept}

    def _keep(self, made: dict[str, Vectors]) -> None:
        with self._guard:
            self._kept.update(made)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
