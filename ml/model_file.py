"""The file of weights as NumPy arrays: read without torch, so that an answer need not wait for it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from ml.errors import ModelError

WEIGHTS_FILE = "model.safetensors"
BANK = "familiarity.bank"
_LARGEST_WEIGHTS_BYTES = 4_000_000_000


@dataclass(frozen=True, slots=True, eq=False)
class ModelFile:
    """The tensors of a network by name, ``network.`` before each, and its bank, float32 (N, D), or None."""

    tensors: dict[str, np.ndarray]
    bank: np.ndarray | None


def read_model_file(folder: Path) -> ModelFile:
    """Read the weights of a model folder.

    Raises
    ------
    ModelError
        When there are none, or they are damaged.
    """
    path = folder / WEIGHTS_FILE
    if not path.is_file():
        raise ModelError(f"{folder} has a card but no {WEIGHTS_FILE}")
    if path.stat().st_size > _LARGEST_WEIGHTS_BYTES:
        raise ModelError(f"{path} is larger than any model of this program")
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged or not a safetensors file: {error}") from error
    bank = tensors.pop(BANK, None)
    return ModelFile(tensors, None if bank is None else bank.astype(np.float32))
