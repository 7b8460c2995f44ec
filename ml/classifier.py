"""The classifier: a frame in, a calibrated answer out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ml.answer_memory import Answer, AnswerMemory, Seen
from ml.card import Card
from ml.conformal import conformal_set
from ml.coverage import why_not_covered
from ml.engine import Engine, Reply
from ml.engine_choice import start_engine
from ml.explain import Evidence, raw_map, target_of
from ml.familiarity import familiar_distances
from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.library import DEFAULT_MODEL, find_model
from ml.preprocess import normalise, prepare
from ml.results import CoarseMap, HeatMap, Method, Prediction, Verdict
from ml.sources import pixel_aspect


class Classifier:
    """A loaded model on a device. Not for two threads at once."""

    def __init__(
        self, card: Card, engine: Engine, bank: np.ndarray | None = None, fingerprint: str = ""
    ) -> None:
        self.card = card
        self.engine = engine
        self.fingerprint = fingerprint
        self._bank = bank
        self._memory = AnswerMemory()

    @classmethod
    def load(cls, name_or_folder: str | Path = DEFAULT_MODEL, device: str = "auto") -> Classifier:
        """Load a bundled or own model by name, or a model folder; see :func:`ml.engine_choice.start_engine`.

        Raises
        ------
        ModelError
            When there is no such model, or it is damaged.
        """
        entry = find_model(name_or_folder)
        started = start_engine(entry.folder, entry.card, device)
        return cls(entry.card, started.engine, started.bank, started.fingerprint)

    @property
    def device(self) -> str:
        return self.engine.device

    @property
    def provenance(self) -> str:
        """Which weights, in what program, on what: "1.0 · 3f2a9c1e · ONNX Runtime 1.20.0 · CPU"."""
        parts = (self.card.version, self.fingerprint[:8], self.engine.title, self.device.upper())
        return " · ".join(filter(None, parts))

    def predict(self, frame: Frame) -> Prediction:
        """Answer for one frame."""
        return self.predict_batch([frame])[0]

    def predict_batch(self, frames: Sequence[Frame]) -> list[Prediction]:
        """Answer for some frames at once."""
        return [answer.prediction for answer in self.answers([self.see(frame) for frame in frames])]

    def explain(self, frame: Frame, class_name: str, method: Method = Method.GRAD_CAM) -> HeatMap:
        """Show where the pixels of a frame lie that spoke for a class.

        Raises
        ------
        ValueError
            When the model has no such class.
        """
        return self._evidence(frame, class_name, method).heat_map(class_name, method)

    def coarse_map(self, frame: Frame, class_name: str, method: Method = Method.GRAD_CAM) -> CoarseMap:
        """The same as the network makes it, not yet laid on the frame. Raises what ``explain`` raises."""
        return self._evidence(frame, class_name, method).coarse_map(class_name, method)

    def _evidence(self, frame: Frame, class_name: str, method: Method) -> Evidence:
        """What the map of a class is made of."""
        index = self.card.classes.index(class_name)
        seen = self.see(frame)
        evidence = self.answers([seen])[0].evidence
        if evidence is None:
            features = self.engine.run(self._as_input(seen.prepared[None])).features
            target = target_of(method, index, len(self.card.classes))
            raw = raw_map(method, features, self.engine.gradient(features, target))[0]
            evidence = Evidence({(method, class_name): raw}, seen.geometry)
        return evidence

    def see(self, frame: Frame) -> Seen:
        """What the network gets of a frame."""
        display = display_image(frame)
        prepared, geometry = prepare(display, self.card.input, pixel_aspect(frame))
        return Seen(prepared, geometry, why_not_covered(frame, display, self.card.covers))

    def answers(self, images: Sequence[Seen]) -> list[Answer]:
        """Answers with the makings of their heat maps; what was asked before is remembered."""
        keys = [seen.key for seen in images]
        known = {key: answer for key in keys if (answer := self._memory.get(key)) is not None}
        new = [place for place, key in enumerate(keys) if key not in known]
        if new:
            reply = self.engine.run(self._as_input(np.stack([images[place].prepared for place in new])))
            made = self._answers_of(reply, [images[place] for place in new])
            for place, answer in zip(new, made, strict=True):
                known[keys[place]] = answer
                self._memory.keep(keys[place], answer)
        return [known[key] for key in keys]

    def forget(self) -> None:
        """Answer everything anew."""
        self._memory = AnswerMemory()

    def answer(self, prepared: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Prepared images, uint8 (B, S, S[, 3]) -> probabilities (B, K) and distances (B,), float32."""
        return self._figures(self.engine.run(self._as_input(prepared)))

    def is_unfamiliar(self, distance: float) -> bool:
        """Is an image with this distance unlike the training images?"""
        limit = self.card.covers.largest_distance
        return limit is not None and distance > limit

    def _as_input(self, prepared: np.ndarray) -> np.ndarray:
        return normalise(prepared, self.card.input)

    def _figures(self, reply: Reply) -> tuple[np.ndarray, np.ndarray]:
        """Calibrated probabilities, and distances to the training images; 0 where the model has no bank."""
        scores = reply.logits / np.float32(self.card.temperature)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = shares / shares.sum(axis=1, keepdims=True)
        if self._bank is None:
            return probabilities, np.zeros(len(scores), np.float32)
        kind = self.card.covers.features
        return probabilities, familiar_distances(kind, reply.familiar, reply.pooled, self._bank)

    def _answers_of(self, reply: Reply, images: Sequence[Seen]) -> list[Answer]:
        maps = self._maps(reply.features) if self.engine.is_linear else {}
        answers = []
        for place, (seen, shares, distance) in enumerate(zip(images, *self._figures(reply), strict=True)):
            own = {of: batch[place].copy() for of, batch in maps.items()}
            evidence = Evidence(own, seen.geometry) if own else None
            answers.append(Answer(self._judge(shares, float(distance), seen.refusal), evidence))
        return answers

    def _maps(self, features: np.ndarray) -> dict[tuple[Method, str], np.ndarray]:
        """The maps of all classes by all methods, (B, h, w) each."""
        count = len(self.card.classes)
        maps = {}
        for index, name in enumerate(self.card.classes):
            for method in Method:
                gradient = self.engine.gradient(features, target_of(method, index, count))
                maps[method, name] = raw_map(method, features, gradient)
        return maps

    def _judge(self, probabilities: np.ndarray, distance: float, refusal: str) -> Prediction:
        card = self.card
        named = {name: float(value) for name, value in zip(card.classes, probabilities, strict=True)}
        top = card.classes[int(probabilities.argmax())]
        if not refusal and self.is_unfamiliar(distance):
            far = distance / max(card.covers.largest_distance or 0.0, 1e-9)
            refusal = f"the image is unlike the training images ({far:.2f} times as far from them as allowed)"
        if refusal:
            return Prediction(Verdict.NOT_EVALUATED, refusal, top, named)
        plausible = self._plausible(probabilities)
        if named[top] < card.threshold_of(top):
            reason = f"no class reaches a probability of {card.threshold:.0%}"
            if card.thresholds:
                reason = f"{card.title_of(top)} stays below its threshold of {card.threshold_of(top):.0%}"
            return Prediction(Verdict.INDETERMINATE, reason, top, named, plausible)
        verdict = Verdict.NEGATIVE if top == card.negative_class else Verdict.POSITIVE
        return Prediction(verdict, "", top, named, plausible)

    def _plausible(self, probabilities: np.ndarray) -> tuple[str, ...] | None:
        if self.card.conformal is None:
            return None
        chosen = conformal_set(probabilities, self.card.conformal.quantile)
        return tuple(self.card.classes[index] for index in chosen)
