"""Safe files: a finished model folder, and the state of a training run that can be resumed.

Weights are safetensors. The training state is a plain dictionary of tensors, numbers and lists, read with
``weights_only=True``; no pickle of anybody's code is ever loaded.
"""

import io
import os
import pickle
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from ml.card import POOLED_FEATURES, Card, load_card, save_card
from ml.errors import ModelError
from ml.model import Network, build_network
from ml.model_file import BANK, NETWORK, WEIGHTS_FILE, read_model_file


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A network with its card and the features of some training images (N, C), if the folder has them."""

    network: Network
    card: Card
    bank: Tensor | None


def save_model(folder: Path, network: Network, card: Card, bank: Tensor | None) -> None:
    """Write weights and card into an existing folder; features are kept in half precision."""
    tensors = {
        NETWORK + name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()
    }
    if bank is not None:
        tensors[BANK] = bank.detach().cpu().half().contiguous()
    save_file(tensors, folder / WEIGHTS_FILE)
    (folder / WEIGHTS_FILE).chmod(0o644)  # safetensors makes it the owner's alone; a model is to be shared
    save_card(card, folder)


def load_model(folder: Path) -> LoadedModel:
    """Read a model folder.

    Raises
    ------
    ModelError
        When anything is missing, damaged, or does not fit the architecture that the card names.
    """
    card = load_card(folder)
    file = read_model_file(folder)
    network = build_network(card.architecture, len(card.classes))
    if misfit := _misfit(network, file.tensors):
        path = folder / WEIGHTS_FILE
        raise ModelError(f"{path} does not fit the architecture {card.architecture!r} of its card: {misfit}")
    if file.bank is not None and card.covers.features == POOLED_FEATURES:
        width = network.classifier.in_features
        if file.bank.shape[1] != width:
            raise ModelError(
                f"{folder / WEIGHTS_FILE}: {BANK!r} has {file.bank.shape[1]} columns, not {width}"
            )
    state = {name.removeprefix(NETWORK): torch.from_numpy(value) for name, value in file.tensors.items()}
    network.load_state_dict(state)
    return LoadedModel(network.eval(), card, None if file.bank is None else torch.from_numpy(file.bank))


def _misfit(network: Network, tensors: dict[str, np.ndarray]) -> str:
    """What in a file is not as the network has it; "" when all is."""
    wanted = {NETWORK + name: value.numpy() for name, value in network.state_dict().items()}
    for name in sorted(wanted.keys() ^ tensors.keys()):
        return f"{name[:100]!r} is {'missing' if name in wanted else 'unknown'}"
    for name, value in wanted.items():
        found = tensors[name]
        if found.shape != value.shape or found.dtype != value.dtype:
            return f"{name!r} is {found.dtype} {found.shape}"
    return ""


def save_state(path: Path, state: dict[str, Any]) -> None:
    """Write a training state so that a killed process or a full disk leaves the old one whole."""
    content = io.BytesIO()  # torch's own writer hides what the disk says when it is full
    torch.save(state, content)
    replace_file(path, content.getbuffer())


def replace_file(path: Path, content: bytes | memoryview) -> None:
    """Write a file under another name and rename it, so that it is never half written."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".writing")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def load_state(path: Path) -> dict[str, Any]:
    """Read a training state; raises ModelError when it is damaged."""
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise ModelError(f"the training state {path} is damaged: {error}") from error
    return state


def replace_folder(finished: Path, target: Path) -> None:
    """Put a finished folder in the place of ``target``, which is never half written."""
    if target.exists():
        outgoing = target.with_name(target.name + ".outgoing")
        shutil.rmtree(outgoing, ignore_errors=True)
        target.rename(outgoing)
        finished.rename(target)
        shutil.rmtree(outgoing, ignore_errors=True)
    else:
        finished.rename(target)
