"""What the network saw: the image as it went in, small as it is."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ml.card import Card
from viewer.core.language import tr
from viewer.widgets.image_pane import to_image
from viewer.widgets.labels import label

_SHOWN_PX = 448


class InputDialog(QDialog):
    """Shows each pixel of the input as it is, and says how it was made."""

    def __init__(self, prepared: np.ndarray, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What the network saw"))
        shown = QLabel()
        times = max(1, round(_SHOWN_PX / prepared.shape[0]))
        side = times * prepared.shape[0]
        shown.setPixmap(QPixmap.fromImage(to_image(np.ascontiguousarray(prepared))).scaled(side, side))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(shown, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(input_words(card), "muted", wrapped=True))
        layout.addWidget(buttons)


def input_words(card: Card) -> str:
    """How an image becomes the input, in words."""
    fitted = {
        "pad": tr("proportions kept, the rest filled with black"),
        "stretch": tr("stretched to a square"),
    }[card.input.fit.value]
    colour = tr("in colour") if card.input.colour else tr("in grey")
    return tr(
        "{side} × {side} pixels {colour}, {fitted}. The window is the file's own, or that over its values, "
        "never the one chosen on screen. Details smaller than these pixels cannot have been seen.",
        side=card.input.size_px,
        colour=colour,
        fitted=fitted,
    )
