"""The file of weights as NumPy arrays: read without torch, so that an answer need not wait for it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from ml.errors import ModelError
from ml.strict import check_weights_header

WEIGHTS_FILE = "model.safetensors"
NETWORK, BANK = "network.", "familiarity.bank"
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
    check_weights_header(path)
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path} is damaged or not a safetensors file: {error}") from error
    for name, value in tensors.items():
        if not np.isfinite(value).all():
            raise ModelError(f"{path}: {name!r} holds what is no number")
    bank = tensors.pop(BANK, None)
    if bank is not None and (bank.ndim != 2 or not len(bank)):
        raise ModelError(f"{path}: {BANK!r} is {bank.shape}")
    return ModelFile(tensors, None if bank is None else bank.astype(np.float32))
