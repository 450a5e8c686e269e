"""The vectors of the bank's texts, made beforehand by `tools/embed_questions.py`: who waits for feedback need not wait
for them. Eight bits a number and a scale for each text: cosines differ from the model's own by less than 0.005."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.prepare.questions.bank import bank
from assistant.training import Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PLACE = "question_vectors.npz"
_STEPS = 127


class BankVectors:
    """Vectors by the embedding model of that name. A text that is new to the bank, or another model, has none."""

    def __init__(self, model: str) -> None:
        self._model = model

    def of(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The unit vectors of those of the texts that the bank has."""
        import numpy as np

        stored = _stored()
        if stored is None or stored["model"] != self._model:
            return {}
        keys, wanted = stored["keys"], _keys(texts)
        places = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
        found = keys[places] == wanted
        return {
            text: stored["steps"][place].astype(np.float32) * stored["scales"][place]
            for text, place, there in zip(texts, places, found, strict=True)
            if there
        }


def texts_of(question: Question) -> list[str]:
    """What is compared of a question: its text, then its points."""
    return [question.question, *(point.point for point in question.rubric)]


def texts_of_bank() -> list[str]:
    """All texts of the bank that answers are compared with, each once."""
    return list(dict.fromkeys(text for one in bank() for text in (*texts_of(one), one.answer) if text))


def write(path: Path, model: str, texts: Sequence[str], vectors: Vectors) -> None:
    """Stores the unit vectors of the texts (a row each), made by that model."""
    import numpy as np

    scales = np.abs(vectors).max(axis=1, keepdims=True) / _STEPS
    steps = np.rint(vectors / scales).astype(np.int8)
    keys = _keys(texts)
    order = np.argsort(keys)
    np.savez(path, model=np.array(model), keys=keys[order], steps=steps[order], scales=scales[order].astype(np.float32))


def _keys(texts: Iterable[str]) -> Any:
    import numpy as np

    digests = [hashlib.sha256(text.encode()).digest()[:8] for text in texts]
    return np.frombuffer(b"".join(digests), ">u8")


@cache
def _stored() -> dict[str, Any] | None:
    import numpy as np

    file = resources.files("assistant.knowledge") / PLACE
    if not file.is_file():
        return None
    with file.open("rb") as opened, np.load(opened) as found:
        return {"model": str(found["model"]), **{name: found[name] for name in ("keys", "steps", "scales")}}
