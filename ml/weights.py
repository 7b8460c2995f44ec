"""Where a network's weights begin: at random, with ImageNet, or with another model's trunk."""

import os
import pickle
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from ml.checkpoint import load_model
from ml.errors import ModelError
from ml.library import find_model
from ml.model import Network

WEIGHTS_FOLDER_VARIABLE = "KESIT_WEIGHTS_DIR"
_IMAGENET_FILES = {
    "mobilenet-v2": "mobilenet_v2*.pth",
    "resnet18": "resnet18*",
    "efficientnet-b0": "efficientnet_b0*",
}


def load_start(network: Network, architecture: str, source: str) -> str:
    """Load the start weights into the trunk and say in words what they were.

    Parameters
    ----------
    source
        ``random``, ``imagenet`` (a file for the architecture in the folder that ``KESIT_WEIGHTS_DIR`` names,
        or in torch's own cache), ``model:NAME`` (the trunk of a model in the list), or the path of a file.

    Raises
    ------
    ModelError
        When the weights are not there or do not fit; says what to do. Nothing is ever downloaded.
    """
    if source == "random":
        return "random weights"
    if source.startswith("model:"):
        return _from_model(network, architecture, source.removeprefix("model:"))
    path = _imagenet_file(architecture) if source == "imagenet" else Path(source)
    network.trunk.load_state_dict(_trunk_state(path, network.trunk))
    return f"ImageNet weights ({path.name})"


def _from_model(network: Network, architecture: str, name: str) -> str:
    parent = load_model(find_model(name).folder)
    if parent.card.architecture != architecture:
        raise ModelError(f"model {name!r} is a {parent.card.architecture}, the recipe wants a {architecture}")
    network.trunk.load_state_dict(parent.network.trunk.state_dict())
    return f"the trunk of the model {parent.card.name!r}, which began with {parent.card.start}"


def _imagenet_file(architecture: str) -> Path:
    pattern = _IMAGENET_FILES.get(architecture, "")
    folders = [os.environ.get(WEIGHTS_FOLDER_VARIABLE), Path(torch.hub.get_dir()) / "checkpoints"]
    for folder in folders:
        found = sorted(Path(folder).glob(pattern)) if folder and pattern else []
        if found:
            return found[0]
    raise ModelError(
        f"the recipe starts from ImageNet weights of {architecture}, and none are on this machine. "
        f"Put a torchvision or timm weights file into a folder and name it in {WEIGHTS_FOLDER_VARIABLE}, "
        "or give the file itself with --set weights=PATH; or start from a bundled model "
        "(--set weights=model:brain-mri) or from nothing (--set weights=random)."
    )


def _trunk_state(path: Path, trunk: torch.nn.Module) -> dict[str, Tensor]:
    """Read a file of whole-network weights and keep what belongs to the trunk."""
    try:
        state = load_file(path) if path.suffix == ".safetensors" else torch.load(path, weights_only=True)
    except (OSError, RuntimeError, ValueError, pickle.UnpicklingError) as error:
        raise ModelError(f"{path} is not a readable weights file: {error}") from error
    wanted = trunk.state_dict()
    trunk_state = {name.removeprefix("features."): value for name, value in state.items()}
    missing = [
        name for name, value in wanted.items() if trunk_state.get(name, value[..., None]).shape != value.shape
    ]
    if missing:
        raise ModelError(
            f"{path} does not fit: {missing[0]!r} and {len(missing) - 1} others are missing or differ"
        )
    return {name: trunk_state[name] for name in wanted}
