"""A classifier that answers at once and by a rule that a test can foresee."""

from pathlib import Path
from threading import Event

import numpy as np

from ml.card import Card, save_card
from ml.errors import ModelError
from ml.imaging import display_image
from ml.preprocess import InputSpec
from ml.results import CoarseMap, HeatMap, Method, Prediction, Verdict

CARD = Card(
    name="fake",
    title="Bright or dark",
    architecture="rule",
    classes=("bright", "dark"),
    input=InputSpec(64),
    titles={"bright": "Bright spot", "dark": "Dark"},
    negative_class="dark",
    threshold=0.6,
)


class FakeClassifier:
    """Bright where the display is bright; the heat map is the left half of the image.

    ``gate`` holds every answer back while it is cleared, ``begun`` says that one was begun, and ``asked``
    lists what was asked for, in order.
    """

    card = CARD
    device = "cpu"
    provenance = "f4ke · Rule · CPU"

    def __init__(self) -> None:
        self.begun = Event()
        self.gate = Event()
        self.gate.set()
        self.asked: list[tuple[str, object]] = []
        self.load_problem = ""
        self.peak = 2.5

    def load(self, name: object) -> "FakeClassifier":
        if self.load_problem:
            raise ModelError(self.load_problem)
        return self

    def predict(self, frame) -> Prediction:
        self.begun.set()
        self.gate.wait(20)
        self.asked.append(("predict", frame.info))
        bright = float(display_image(frame).max()) / 255
        share = 0.5 + bright / 2.5
        return Prediction(Verdict.POSITIVE, "", "bright", {"bright": share, "dark": 1 - share})

    def explain(self, frame, class_name: str, method: Method = Method.GRAD_CAM) -> HeatMap:
        self.gate.wait(20)
        self.asked.append(("explain", class_name))
        values = np.zeros(frame.pixels.shape[:2], np.float32)
        if self.peak > 0:
            values[:, : values.shape[1] // 2] = 1
        return HeatMap(values, class_name, self.peak, method)

    def coarse_map(self, frame, class_name: str, method: Method = Method.GRAD_CAM) -> CoarseMap:
        """The same in four by four cells."""
        self.gate.wait(20)
        self.asked.append(("lay", class_name))
        values = np.zeros((4, 4), np.float32)
        values[:, :2] = max(self.peak, 0)
        rows, columns = frame.pixels.shape[:2]
        cell = (columns / 4, rows / 4)
        return CoarseMap(values, ((cell[0] - 1) / 2, (cell[1] - 1) / 2), cell)


def write_fake_model(folder: Path) -> Path:
    """A model folder with the card of the fake; nobody reads its weights."""
    folder.mkdir(parents=True)
    save_card(CARD, folder)
    return folder
