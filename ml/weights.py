"""Where a network's weights begin: at random, with ImageNet, or with another model's trunk."""

import os
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from ml.checkpoint import load_model
from ml.errors import ModelError
from ml.library import find_model
from ml.model import Network, find_architecture

WEIGHTS_FOLDER_VARIABLE = "KESIT_WEIGHTS_DIR"
_UNREADABLE = (OSError, RuntimeError, ValueError, AttributeError, TypeError, EOFError)
_HUB_FILE = "model.safetensors"
_OLD_DENSENET = re.compile(r"(.*denselayer\d+\.(?:norm|conv))\.([12]\.\w+)$")


def load_start(network: Network, architecture: str, source: str) -> str:
    """Load the start weights into the trunk and say in words what they were.

    Parameters
    ----------
    source
        ``random``, ``imagenet`` (a file for the architecture in the folder that ``KESIT_WEIGHTS_DIR`` names,
        or in the caches of torch and timm), ``model:NAME`` (the trunk of a model in the list), or the path
        of a file.

    Raises
    ------
    ModelError
        When the weights are not there or do not fit; says what to do. Nothing is downloaded here.
    """
    if source == "random":
        return "random weights"
    if source.startswith("model:"):
        return _from_model(network, architecture, source.removeprefix("model:"))
    if source != "imagenet":
        network.trunk.load_state_dict(_trunk_state(Path(source), network.trunk))
        return f"weights of the file {Path(source).name}"
    misfit = None
    for path, name in _imagenet_files(architecture):
        try:
            network.trunk.load_state_dict(_trunk_state(path, network.trunk))
            return f"ImageNet weights ({name})"
        except ModelError as error:  # a file of a relative, vgg16_bn for vgg16 say
            misfit = misfit or error
    raise misfit or ModelError(_absent(architecture))


def download_imagenet(architecture: str) -> str:
    """Fetch the ImageNet weights of an architecture into the cache, unless there are some; say which.

    Raises
    ------
    ModelError
        When there are none to be had, or the machine is offline.
    """
    for _, name in _imagenet_files(architecture):
        return name
    library, _, name = find_architecture(architecture).imagenet.partition(":")
    if not library:
        raise ModelError(f"there are no ImageNet weights of {architecture}; use --set weights=random")
    url, repository = _published_at(library, name)
    if not url and not repository:
        raise ModelError(f"{library} has no ImageNet weights of {name}; use --set weights=random")
    try:
        if repository:
            return _download_from_hub(repository)
        return _download_from_url(url)
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"the ImageNet weights of {architecture} could not be downloaded ({error}). "
            f"Is this machine online? On one that is, get {url or repository}, put the file into a folder "
            f"here and name it in {WEIGHTS_FOLDER_VARIABLE}, or use --set weights=random."
        ) from error


def _from_model(network: Network, architecture: str, name: str) -> str:
    parent = load_model(find_model(name).folder)
    if parent.card.architecture != architecture:
        raise ModelError(f"model {name!r} is a {parent.card.architecture}, the recipe wants a {architecture}")
    network.trunk.load_state_dict(parent.network.trunk.state_dict())
    return f"the trunk of the model {parent.card.name!r}, which began with {parent.card.start}"


def _imagenet_files(architecture: str) -> Iterator[tuple[Path, str]]:
    """Files on this machine that may hold the weights, with their names for people, the likeliest first."""
    library, _, name = find_architecture(architecture).imagenet.partition(":")
    if not library:
        return
    _, repository = _published_at(library, name)
    base = name.removeprefix("legacy_")
    for folder in (os.environ.get(WEIGHTS_FOLDER_VARIABLE), Path(torch.hub.get_dir()) / "checkpoints"):
        for path in sorted(Path(folder).glob(f"{base}*") if folder else ()):
            if path.suffix in (".pth", ".pt", ".safetensors"):
                yield path, path.name
    if repository:
        from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 (rarely wanted)

        cached = try_to_load_from_cache(repository, _HUB_FILE)
        if isinstance(cached, str):
            yield Path(cached), repository


def _published_at(library: str, name: str) -> tuple[str, str]:
    """Where the library gets the weights: an address, or a repository of the hub; "" for what it has not."""
    if library == "torchvision":
        from torchvision.models import get_model_weights  # noqa: PLC0415 (two seconds that others need not)

        return str(get_model_weights(name).DEFAULT.url), ""
    import timm  # noqa: PLC0415 (as above)

    published = timm.get_pretrained_cfg(name)
    if published is None:
        return "", ""
    return str(published.url or ""), str(published.hf_hub_id or "")


def _download_from_url(url: str) -> str:
    folder = Path(torch.hub.get_dir()) / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / url.rpartition("/")[2]
    digest = re.search(r"-([0-9a-f]{8,})\.", target.name)
    torch.hub.download_url_to_file(url, str(target), digest[1] if digest else None)
    return target.name


def _download_from_hub(repository: str) -> str:
    from huggingface_hub import hf_hub_download  # noqa: PLC0415 (rarely wanted)

    hf_hub_download(repository, _HUB_FILE)
    return repository


def _absent(architecture: str) -> str:
    return (
        f"the recipe starts from ImageNet weights of {architecture}, and none are on this machine. "
        "When it is online, --download fetches them. Or put a torchvision or timm weights file into a folder "
        f"and name it in {WEIGHTS_FOLDER_VARIABLE}, or give the file itself with --set weights=PATH; or "
        "start from a bundled model (--set weights=model:brain-mri) or from nothing (--set weights=random)."
    )


def _trunk_state(path: Path, trunk: torch.nn.Module) -> dict[str, Tensor]:
    """Read a file of whole-network weights and keep what belongs to the trunk."""
    try:
        state = load_file(path) if path.suffix == ".safetensors" else torch.load(path, weights_only=True)
        state = {_OLD_DENSENET.sub(r"\1\2", name): value for name, value in state.items()}
    except (*_UNREADABLE, pickle.UnpicklingError, SafetensorError) as error:
        raise ModelError(f"{path} is not a readable weights file: {error}") from error
    found, missing = {}, []
    for name, value in trunk.state_dict().items():
        theirs = next((state[other] for other in _names_elsewhere(name) if other in state), None)
        if isinstance(theirs, Tensor) and theirs.shape == value.shape:
            found[name] = theirs
        elif not name.endswith("num_batches_tracked"):  # older files have none
            missing.append(name)
        else:
            found[name] = value
    if missing:
        raise ModelError(
            f"{path} does not fit: {missing[0]!r} and {len(missing) - 1} others are missing or differ"
        )
    return found


def _names_elsewhere(name: str) -> tuple[str, ...]:
    """What a weight of a trunk may be called in the file of a whole network."""
    return (
        name,
        f"features.{name}",
        name.removeprefix("net."),
        name.replace("norm_pre.", "head.norm."),  # ConvNeXt as published norms after the average
    )
