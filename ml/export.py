"""Write a model as one ONNX file that other programs can run, with its card inside.

python -m ml.export MODEL --onnx FILE [--json]
"""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from ml.card import Card
from ml.checkpoint import LoadedModel, load_model
from ml.console import own_name, prepare_console
from ml.engine_choice import tensors_of
from ml.errors import KesitError, ModelError, WritingError
from ml.library import find_model
from ml.model import Network
from ml.onnx_export import graph_of
from ml.onnx_graph import FAMILIAR, FEATURES, IMAGES, LOGITS, POOLED, wanted_weights, with_weights
from ml.torch_engine import TorchEngine

# Of images that are prepared and normalised as the card's "input" says; see ml.engine.Reply.
OUTPUTS = (LOGITS, POOLED, FAMILIAR, FEATURES)
LARGEST_DIFFERENCE = 1e-4


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that gives what the model gives."""

    path: Path
    largest_difference: (
        float  # from torch, of any output, in shares of its largest value where that is above 1
    )


def export_onnx(model: LoadedModel, path: Path) -> Exported:
    """Write a model as ONNX, after comparing its answers with those of torch.

    Raises
    ------
    ModelError
        When it answers otherwise than torch; nothing is written then.
    WritingError
        When the file is there already, or cannot be written.
    """
    if path.exists():
        raise WritingError(f"{path} exists already; delete it or choose another name")
    content = onnx_of(model.network, model.card.input.size_px, _metadata(model.card))
    difference = largest_difference(model.network, content, model.card.input.size_px)
    if not difference <= LARGEST_DIFFERENCE:
        raise ModelError(f"the ONNX file answers otherwise than the model (by {difference:.1e}): not written")
    writing = path.with_name(path.name + ".writing")
    try:
        writing.write_bytes(content)
        writing.replace(path)
    except OSError as error:
        writing.unlink(missing_ok=True)
        raise WritingError(f"{path} cannot be written: {error.strerror}") from error
    return Exported(path, difference)


def onnx_of(network: Network, size_px: int, metadata: Mapping[str, str] = {}) -> bytes:
    """A whole network as ONNX, for any number of images, of any size where the network takes any."""
    graph, wanted = graph_of(network, size_px), tensors_of(network)
    return with_weights(graph, {name: wanted[name] for name in wanted_weights(graph)}, metadata)


def largest_difference(network: Network, content: bytes, size_px: int) -> float:
    """How far any output of the ONNX file lies from torch's, on random images, one at a time and three.

    Values above 1 are compared in shares of the largest one.
    """
    import onnxruntime  # noqa: PLC0415 (only here)

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    reference = TorchEngine(network, torch.device("cpu"))
    generator = torch.Generator().manual_seed(0)
    worst = 0.0
    for batch in (1, 3):
        images = torch.randn(batch, 3, size_px, size_px, generator=generator)
        reply = reference.run(images.numpy())
        found = session.run(list(OUTPUTS), {IMAGES: images.numpy()})
        for ours, theirs in zip((getattr(reply, name) for name in OUTPUTS), found, strict=True):
            worst = max(worst, float(np.abs(ours - theirs).max() / max(1.0, np.abs(ours).max())))
    return worst


def _metadata(card: Card) -> dict[str, str]:
    return {"card": json.dumps(asdict(card), ensure_ascii=False, allow_nan=False), "producer": "Kesit"}


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(prog=own_name("export"), description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", metavar="MODEL", help="name of a model, or a model folder")
    parser.add_argument("--onnx", metavar="FILE", type=Path, required=True, help="the file to write")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        model = load_model(find_model(options.model).folder)
        exported = export_onnx(model, options.onnx)
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    difference = exported.largest_difference
    if options.json:
        told = {"model": model.card.name, "onnx": str(exported.path), "largest_difference": difference}
        print(json.dumps(told))
    else:
        print(f"{exported.path}: answers like the model (largest difference {difference:.0e})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
