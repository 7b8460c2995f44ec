"""Answers by ONNX Runtime on the CPU."""

import numpy as np
import onnxruntime
import psutil

from ml.engine import Reply
from ml.onnx_graph import FAMILIAR, FEATURES, IMAGES, LOGITS, POOLED, wanted_weights, with_weights

_MOST_THREADS = 4  # one image at a time gains nothing from more, and the window wants to live too
_ERRORS_ONLY = 3


class OnnxEngine:
    """One session. It lets go of Python's lock while it computes."""

    device = "cpu"
    is_linear = True  # only such networks have a graph

    def __init__(
        self,
        graph: bytes,
        tensors: dict[str, np.ndarray],
        classes: int,
        side: int,
        threads: int | None = None,
    ) -> None:
        """Join a graph and its weights, for so many classes and images of so many pixels a side.

        Raises
        ------
        ValueError
            When they do not belong together.
        """
        self.title = f"ONNX Runtime {onnxruntime.__version__}"
        weights = {name: values for name, values in tensors.items() if values.dtype == np.float32}
        self._last_layer = weights.get("network.classifier.weight", np.empty((0, 0), np.float32))
        if weights.keys() != wanted_weights(graph) or len(self._last_layer) != classes:
            raise ValueError("the weights are not those of the graph")
        try:
            self._session = _session(with_weights(graph, weights), threads or _threads())
            blank = np.zeros((1, 3, side, side), np.float32)
            reply = self.run(blank)
        except Exception as error:  # its exceptions have no base of their own, nor a name outside of C
            raise ValueError(str(error)) from error
        if reply.logits.shape != (1, classes) or not np.isfinite(reply.logits).all():
            raise ValueError("the network gives no sensible answer")

    def run(self, images: np.ndarray) -> Reply:
        names = [FEATURES, POOLED, FAMILIAR, LOGITS]
        return Reply(*self._session.run(names, {IMAGES: np.ascontiguousarray(images)}))

    def gradient(self, features: np.ndarray, target: np.ndarray) -> np.ndarray:
        places = features.shape[2] * features.shape[3]
        return (target @ self._last_layer).reshape(1, -1, 1, 1) / np.float32(places)


def _session(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait by spinning starve whatever else computes in the process, torch fifty-fold.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    return min(psutil.cpu_count(logical=False) or 1, _usable_cores(), _MOST_THREADS)


def _usable_cores() -> int:
    """The cores that this process may use, fewer than there are in a container."""
    process = psutil.Process()
    return len(process.cpu_affinity()) if hasattr(process, "cpu_affinity") else psutil.cpu_count() or 1
