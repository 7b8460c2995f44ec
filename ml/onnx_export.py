"""Write the graphs of networks, for a runtime that is quicker than torch and starts at once.

python -m ml.onnx_export            write the graphs of all architectures that Kesit comes with
"""

import io
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import torch
from torch import Tensor, nn
from torch.onnx._internal.torchscript_exporter import onnx_proto_utils

from ml.model import ARCHITECTURES, Network, build_network
from ml.onnx_graph import FAMILIAR, FEATURES, IMAGES, LOGITS, POOLED, graphs_folder, without_weights

_OPSET = 17
_TRACED_PX = 96  # any size would do


class _Answering(nn.Module):
    """All that an answer and its map are made of, in one pass."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> tuple[Tensor, ...]:
        features, familiar = self.network.look(images)
        pooled = self.network.pool(features)
        return features, pooled, familiar, self.network.head(pooled)


@contextmanager
def _quiet_exporter() -> Iterator[None]:
    """torch's exporter, without its warning that it is the older one, and without the package onnx.

    It asks for that package, a large one, to add functions of onnxscript to the file; there are none.
    """
    with (
        warnings.catch_warnings(),
        patch.object(onnx_proto_utils, "_add_onnxscript_fn", lambda file, _: file),
    ):
        warnings.simplefilter("ignore")
        yield


def graph_of(network: Network, side: int = _TRACED_PX) -> bytes:
    """The ONNX graph of a network on the CPU; tensors are named ``network.`` and as they are in its state.

    Parameters
    ----------
    side
        Pixels of the images. It counts for a network with a neck alone: others take every size.
    """
    written = io.BytesIO()
    axes = {0: "B"} if network.neck else {0: "B", 2: "H", 3: "W"}
    with _quiet_exporter():
        torch.onnx.export(
            _Answering(network.eval()),
            (torch.zeros(1, 3, side, side),),
            written,  # type: ignore[arg-type]
            dynamo=False,  # the other exporter needs two more packages and joins weights into its graph
            opset_version=_OPSET,
            input_names=[IMAGES],
            output_names=[FEATURES, POOLED, FAMILIAR, LOGITS],
            dynamic_axes={IMAGES: axes, LOGITS: {0: "B", 1: "K"}},
            training=torch.onnx.TrainingMode.PRESERVE,  # or batch normalisation would change the weights
            do_constant_folding=False,
        )
    return without_weights(written.getvalue())


def main() -> int:
    """Write all graphs anew."""
    folder = graphs_folder()
    folder.mkdir(exist_ok=True)
    for name, plan in ARCHITECTURES.items():
        if plan.neck is None:
            (folder / f"{name}.onnx").write_bytes(graph_of(build_network(name, 2)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
