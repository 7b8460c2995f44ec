"""Heat maps from the last feature map and the gradient of a class's logit at it, without torch.

Where the network ends in average pooling and one linear layer, that gradient is the same at every place: the
row of the linear layer over the number of places. So a map needs no backward pass, and the maps of all
classes come with the answer. Elsewhere the gradient is taken through the neck and the last layer only, never
through the trunk (docs/adr/0015). Methods that fail sanity checks are not offered (docs/adr/0062).

References
----------
Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization",
ICCV 2017, section 3.1 (Grad-CAM generalizes CAM).
Draelos & Carin, "Use HiResCAM instead of Grad-CAM for faithful explanations", arXiv 2011.08891.
Prabhushankar et al., "Contrastive explanations in neural networks", ICIP 2020.
"""

from dataclasses import dataclass

import numpy as np

from ml.preprocess import InputGeometry, onto_source
from ml.results import CoarseMap, HeatMap, Method


def raw_map(method: Method, features: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Evidence at each place, float32 (B, h, w), from 0.

    Parameters
    ----------
    features
        Last feature map, float32 (B, C, h, w).
    gradient
        Of :func:`target_of` with respect to it, (B, C, h, w), or (1, C, 1, 1) where all places share it.
    """
    if method is not Method.HIRES_CAM:
        gradient = gradient.mean(axis=(2, 3), keepdims=True)
    if gradient.shape[2:] == (1, 1):  # weights of whole channels: one multiplication of matrices
        flat = features.reshape(*features.shape[:2], -1)
        summed = (gradient[:, None, :, 0, 0] @ flat).reshape(-1, *features.shape[2:])
    else:
        summed = (gradient * features).sum(axis=1)
    evidence: np.ndarray = np.maximum(summed, 0).astype(np.float32)
    return evidence


def target_of(method: Method, index: int, classes: int) -> np.ndarray:
    """What a map is the evidence for, as weights of the logits; float32 (K,)."""
    target = np.zeros(classes, np.float32)
    if method is Method.CONTRAST:
        target -= np.float32(1 / (classes - 1))
    target[index] = 1
    return target


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The small maps of one image, from which each heat map is made when it is wanted.

    ``maps`` are float32 (h, w) by method and class; ``geometry`` leads back onto the source frame.
    """

    maps: dict[tuple[Method, str], np.ndarray]
    geometry: InputGeometry

    def heat_map(self, class_name: str, method: Method = Method.GRAD_CAM) -> HeatMap:
        """The map of a class on the grid of the source frame."""
        raw = self.maps[method, class_name]
        peak = float(raw.max())
        relative = raw / peak if peak > 0 else np.zeros_like(raw)
        values = np.clip(onto_source(relative, self.geometry), 0, 1)
        return HeatMap(values, class_name, peak, method, self._cell_px(raw))

    def coarse_map(self, class_name: str, method: Method = Method.GRAD_CAM) -> CoarseMap:
        """The map of a class as it is, and where its cells lie in the source frame."""
        raw = self.maps[method, class_name]
        side, matrix = self.geometry.size_px, self.geometry.matrix
        x = ((side / raw.shape[1] - 1) / 2 - float(matrix[0, 2])) / float(matrix[0, 0])
        y = ((side / raw.shape[0] - 1) / 2 - float(matrix[1, 2])) / float(matrix[1, 1])
        return CoarseMap(raw, (x, y), self._cell_px(raw))

    def _cell_px(self, raw: np.ndarray) -> tuple[float, float]:
        side, matrix = self.geometry.size_px, self.geometry.matrix
        return side / raw.shape[1] / float(matrix[0, 0]), side / raw.shape[0] / float(matrix[1, 1])

    @property
    def held_bytes(self) -> int:
        return sum(raw.nbytes for raw in self.maps.values())
