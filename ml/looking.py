"""What a network gives for many images, with weights that stay as they are meanwhile."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ml import parallel
from ml.engine_choice import engine_of
from ml.model import Network
from ml.preprocess import InputSpec, normalise
from ml.progress import Progress

_LOOKED_AT = 32  # images at once


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some rows of an array that may lie on the disk; read when they are asked for."""

    array: np.ndarray
    indices: np.ndarray

    def __len__(self) -> int:
        return len(self.indices)

    def __getitem__(self, item: int | slice) -> np.ndarray:
        rows: np.ndarray = self.array[self.indices[item]]
        return rows


def run_network(
    network: Network,
    images: np.ndarray | Rows,
    spec: InputSpec,
    progress: Progress,
    *,
    familiar: bool = False,
) -> tuple[Tensor, Tensor]:
    """Features and logits (N, K) of prepared images, float32 on the CPU.

    Features are what the last layer gets, (N, C), or with ``familiar`` what distances to training images are
    taken of, (N, D).
    """
    network.eval()
    engine = engine_of(network, spec.size_px, torch.get_num_threads())
    found, logits = [torch.empty(0)], [torch.empty(0)]  # so that a process without images has its say
    mine = parallel.share_of(len(images))
    for start in range(mine.start, mine.stop, _LOOKED_AT):
        progress(start - mine.start, mine.stop - mine.start)
        reply = engine.run(normalise(images[start : min(start + _LOOKED_AT, mine.stop)], spec))
        found.append(torch.from_numpy(reply.familiar if familiar else reply.pooled))
        logits.append(torch.from_numpy(reply.logits))
    return parallel.gathered(torch.cat(found)), parallel.gathered(torch.cat(logits))
