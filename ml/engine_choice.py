"""Which engine a model gets, and how it is started (docs/adr/0060)."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ml.card import Card
from ml.cuda_driver import has_cuda_device
from ml.engine import Engine
from ml.errors import ModelError
from ml.model_file import WEIGHTS_FILE, read_model_file
from ml.onnx_graph import find_graph, fingerprint_of, kept_graph

if TYPE_CHECKING:
    from ml.model import Network

_log = logging.getLogger(__name__)
_SAME = 1e-4  # share of the largest logit


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """An engine with what else the model folder holds."""

    engine: Engine
    bank: np.ndarray | None  # see ml.familiarity
    fingerprint: str  # of the weights


def needs_torch(folder: Path, architecture: str) -> bool:
    """Will the answers of a model have to wait for torch to be loaded?"""
    return has_cuda_device() or find_graph(architecture, fingerprint_of(folder / WEIGHTS_FILE)) is None


def start_engine(folder: Path, card: Card, device: str = "auto") -> Started:
    """Make a model ready to run: with torch on CUDA, else with ONNX Runtime, else with torch.

    Where no graph is known for a network that could have one, it is made now and kept for the next time.

    Parameters
    ----------
    device
        ``auto``, ``cpu`` or ``cuda``; ``torch-cpu`` for torch although the runtime could do it.

    Raises
    ------
    ModelError
        When anything is missing, damaged, or does not fit the architecture that the card names.
    """
    wants_runtime = device == "cpu" or (device == "auto" and not has_cuda_device())
    if wants_runtime and (started := _with_runtime(folder, card)):
        return started
    started = _with_torch(folder, device)
    if wants_runtime and started.engine.is_linear and _keep_graph(started, card):
        return _with_runtime(folder, card) or started
    return started


def engine_of(network: "Network", side: int, threads: int) -> Engine:
    """A network in training, ready to look at many images with its present weights.

    On a CPU the runtime, where Kesit comes with the graph: it is two to three times as quick as torch.
    """
    from ml.torch_engine import TorchEngine  # noqa: PLC0415 (torch takes seconds and half a gigabyte)

    layer = network.classifier
    graph = find_graph(network.architecture, "") if layer.weight.device.type == "cpu" else None
    if graph is not None:
        try:
            from ml.onnx_engine import OnnxEngine  # noqa: PLC0415 (may be missing)

            return OnnxEngine(graph, tensors_of(network), layer.out_features, side, threads)
        except (ImportError, ValueError) as error:
            _log.info("torch looks at the images itself: %s", error)
    return TorchEngine(network, layer.weight.device)


def tensors_of(network: "Network") -> dict[str, np.ndarray]:
    """The state of a network by the names in the file of weights."""
    return {f"network.{name}": value.detach().cpu().numpy() for name, value in network.state_dict().items()}


def _keep_graph(started: Started, card: Card) -> bool:
    """Make the graph of a network that torch runs, and keep it if the runtime gives the same with it."""
    from ml.onnx_engine import OnnxEngine  # noqa: PLC0415 (there is no need where torch does it all)
    from ml.onnx_export import graph_of  # noqa: PLC0415

    network = started.engine.network  # type: ignore[attr-defined]
    target = kept_graph(started.fingerprint)
    side = card.input.size_px
    images = np.random.default_rng(0).standard_normal((1, 3, side, side)).astype(np.float32)
    try:
        graph = graph_of(network)
        tensors = tensors_of(network)
        ours, theirs = (
            OnnxEngine(graph, tensors, len(card.classes), side).run(images).logits,
            started.engine.run(images).logits,
        )
        if np.abs(ours - theirs).max() > _SAME * max(1.0, float(np.abs(theirs).max())):
            raise ValueError("the runtime answers otherwise than torch")
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}.writing")
        unfinished.write_bytes(graph)
        unfinished.replace(target)
    except Exception as error:  # noqa: BLE001 (whatever the exporter stumbles over, torch can still answer)
        _log.warning("%s is answered by torch, which is slower: %s", card.architecture, error)
        return False
    return True


def _with_runtime(folder: Path, card: Card) -> Started | None:
    """The model in ONNX Runtime; None where that is not installed or has no graph for it."""
    file = read_model_file(folder)
    fingerprint = fingerprint_of(folder / WEIGHTS_FILE)
    graph = find_graph(card.architecture, fingerprint)
    if graph is None:
        return None
    try:
        from ml.onnx_engine import OnnxEngine  # noqa: PLC0415 (may be missing, and is not always needed)
    except ImportError as error:
        _log.warning("ONNX Runtime cannot be used, torch is slower: %s", error)
        return None
    try:
        engine = OnnxEngine(graph, file.tensors, len(card.classes), card.input.size_px)
        return Started(engine, file.bank, fingerprint)
    except ValueError as error:
        path = folder / WEIGHTS_FILE
        raise ModelError(f"{path} does not fit the architecture {card.architecture!r} of its card") from error


def _with_torch(folder: Path, device: str) -> Started:
    from ml.checkpoint import load_model  # noqa: PLC0415 (torch takes seconds and half a gigabyte)
    from ml.model import choose_device  # noqa: PLC0415
    from ml.torch_engine import TorchEngine  # noqa: PLC0415

    model = load_model(folder)
    engine = TorchEngine(model.network, choose_device("cpu" if device == "torch-cpu" else device))
    bank = None if model.bank is None else model.bank.numpy()
    return Started(engine, bank, fingerprint_of(folder / WEIGHTS_FILE))
