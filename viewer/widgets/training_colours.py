"""Colours of the training figures, from the Okabe-Ito set that all kinds of colour vision tell apart.

References
----------
M. Okabe and K. Ito, "Color Universal Design", 2008.
"""

from PySide6.QtGui import QColor

VALIDATION = QColor("#56B4E9")  # sky blue
TRAINING = QColor("#E69F00")  # orange
MACRO_F1 = QColor("#009E73")  # bluish green
RIGHT = QColor("#0072B2")  # blue
WRONG = QColor("#D55E00")  # vermilion


def mixed(ground: QColor, strong: QColor, share: float) -> QColor:
    """`share` (0..1) of `strong` over `ground`."""
    weights = [(1 - share) * low + share * high for low, high in zip(_rgb(ground), _rgb(strong), strict=True)]
    return QColor.fromRgbF(*weights)


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
