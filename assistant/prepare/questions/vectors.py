"""The vectors of the bank's texts, made beforehand by `tools/embed_questions.py`: who waits for feedback need not wait
for them. Eight bits a number and a scale for each text: cosines differ from the model's own by less than 0.005."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.prepare.questions.bank import bank
from assistant.training import Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PLACE = "question_vectors.npz"
_STEPS = 127


def vectors_of(model: str, texts: Sequence[str]) -> dict[str, Vectors]:
    """The unit vectors, by the embedding model of that name, of those of the texts that the bank has. A text that is
    new to the bank has none, and none has another model's."""
    import numpy as np

    stored = _stored()
    if stored.model != model:
        return {}
    wanted = _keys(texts)
    places = np.searchsorted(stored.keys, wanted).clip(max=len(stored.keys) - 1)
    found = zip(texts, places, stored.keys[places] == wanted, strict=True)
    return {
        text: stored.steps[place].astype(np.float32) * stored.scales[place] for text, place, there in found if there
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


def _keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    import numpy as np

    digests = [hashlib.sha256(text.encode()).digest()[:8] for text in texts]
    return np.frombuffer(b"".join(digests), ">u8")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the file holds: a row of `steps` and a scale for each text, in the order of the `keys`."""

    model: str
    keys: NDArray[np.uint64]
    steps: NDArray[np.int8]
    scales: Vectors


@cache
def _stored() -> _Stored:
    import numpy as np

    with (resources.files("assistant.knowledge") / PLACE).open("rb") as opened, np.load(opened) as found:
        return _Stored(str(found["model"]), found["keys"], found["steps"], found["scales"])
