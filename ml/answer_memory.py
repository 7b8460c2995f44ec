"""What a model answered, kept under what it was asked, so that asking again costs nothing."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from ml.explain import Evidence
from ml.preprocess import InputGeometry
from ml.results import Prediction

_LIMIT_BYTES = 64 << 20
_OVERHEAD_BYTES = 2_000  # of an answer, about, beside its maps


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """An image as the network gets it.

    Attributes
    ----------
    prepared
        uint8 (S, S) or (S, S, 3).
    refusal
        Why the card does not cover the image; "" when it does.
    """

    prepared: np.ndarray
    geometry: InputGeometry
    refusal: str

    @property
    def key(self) -> bytes:
        """Equal for images that must get equal answers, whatever their files are called."""
        digest = hashlib.blake2b(self.prepared.tobytes(), digest_size=20)
        digest.update(f"{self.prepared.shape} {self.geometry.rows} {self.geometry.columns}".encode())
        digest.update(self.geometry.matrix.tobytes() + self.refusal.encode())
        return digest.digest()


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A prediction and what heat maps are made of; None where they need the network once more."""

    prediction: Prediction
    evidence: Evidence | None


class AnswerMemory:
    """Lets go of the answer that was not asked for longest when there are too many."""

    def __init__(self, limit_bytes: int = _LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._held_bytes = 0
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: bytes) -> Answer | None:
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def keep(self, key: bytes, answer: Answer) -> None:
        if key in self._answers:
            return
        self._answers[key] = answer
        self._held_bytes += _size_bytes(answer)
        while self._held_bytes > self._limit_bytes and len(self._answers) > 1:
            _, oldest = self._answers.popitem(last=False)
            self._held_bytes -= _size_bytes(oldest)


def _size_bytes(answer: Answer) -> int:
    return _OVERHEAD_BYTES + (answer.evidence.held_bytes if answer.evidence else 0)
