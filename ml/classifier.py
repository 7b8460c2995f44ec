"""The classifier: a frame in, a calibrated answer out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ml.card import Card
from ml.checkpoint import LoadedModel, load_model
from ml.coverage import why_not_covered
from ml.explain import grad_cam
from ml.familiarity import distances
from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.library import DEFAULT_MODEL, find_model
from ml.model import choose_device
from ml.preprocess import normalise, prepare
from ml.results import HeatMap, Prediction, Verdict
from ml.sources import pixel_aspect


class Classifier:
    """A loaded model on a device. Not for two threads at once."""

    def __init__(self, model: LoadedModel, device: torch.device) -> None:
        self.card: Card = model.card
        self.device = device.type
        self._device = device
        self._network = model.network.to(device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
        self._bank = None if model.bank is None else model.bank.to(device)

    @classmethod
    def load(cls, name_or_folder: str | Path = DEFAULT_MODEL, device: str = "auto") -> Classifier:
        """Load a bundled or own model by name, or a model folder.

        Raises
        ------
        ModelError
            When there is no such model, or it is damaged.
        """
        return cls(load_model(find_model(name_or_folder).folder), choose_device(device))

    def predict(self, frame: Frame) -> Prediction:
        """Answer for one frame."""
        return self.predict_batch([frame])[0]

    def predict_batch(self, frames: list[Frame]) -> list[Prediction]:
        """Answer for some frames at once."""
        displays = [display_image(frame) for frame in frames]
        refusals = [why_not_covered(f, d, self.card.covers) for f, d in zip(frames, displays, strict=True)]
        prepared = [
            prepare(display, self.card.input, pixel_aspect(frame))[0]
            for frame, display in zip(frames, displays, strict=True)
        ]
        probabilities, far = self.answer(np.stack(prepared))
        return [self._judge(p, d, r) for p, d, r in zip(probabilities, far, refusals, strict=True)]

    @torch.inference_mode()
    def answer(self, prepared: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Prepared images, uint8 (B, S, S[, 3]) -> probabilities (B, K) and distances (B,), float32."""
        pooled = self._network.pool(self._network.feature_map(self._as_input(prepared)))
        logits = self._network.head(pooled).float()
        probabilities = torch.softmax(logits / self.card.temperature, dim=1)
        far = torch.zeros(len(prepared)) if self._bank is None else distances(pooled.float(), self._bank)
        return probabilities.cpu().numpy(), far.cpu().numpy()

    def explain(self, frame: Frame, class_name: str) -> HeatMap:
        """Show where the pixels of a frame lie that spoke for a class.

        Raises
        ------
        ValueError
            When the model has no such class.
        """
        prepared, geometry = prepare(display_image(frame), self.card.input, pixel_aspect(frame))
        index = self.card.classes.index(class_name)
        return grad_cam(self._network, self._as_input(prepared[None]), index, class_name, geometry)

    def is_unfamiliar(self, distance: float) -> bool:
        """Is an image with this distance unlike the training images?"""
        limit = self.card.covers.largest_distance
        return limit is not None and distance > limit

    def _as_input(self, prepared: np.ndarray) -> Tensor:
        images = torch.from_numpy(normalise(prepared, self.card.input)).to(self._device)
        return images.contiguous(memory_format=torch.channels_last)

    def _judge(self, probabilities: np.ndarray, distance: float, refusal: str) -> Prediction:
        classes = self.card.classes
        named = {name: float(value) for name, value in zip(classes, probabilities, strict=True)}
        top = classes[int(probabilities.argmax())]
        if not refusal and self.is_unfamiliar(distance):
            limit = self.card.covers.largest_distance
            refusal = f"the image is unlike the training images (distance {distance:.2f}, limit {limit:.2f})"
        if refusal:
            return Prediction(Verdict.NOT_EVALUATED, refusal, top, named)
        if named[top] < self.card.threshold:
            reason = f"no class reaches a probability of {self.card.threshold:.0%}"
            return Prediction(Verdict.INDETERMINATE, reason, top, named)
        verdict = Verdict.NEGATIVE if top == self.card.negative_class else Verdict.POSITIVE
        return Prediction(verdict, "", top, named)
