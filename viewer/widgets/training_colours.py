"""Colours of the table of confusions, from the set of Okabe and Ito; those of curves are the theme's.

References
----------
M. Okabe and K. Ito, "Color Universal Design", 2008.
"""

from PySide6.QtGui import QColor

RIGHT = QColor("#0072B2")  # blue
WRONG = QColor("#D55E00")  # vermilion


def mixed(ground: QColor, strong: QColor, share: float) -> QColor:
    """`share` (0..1) of `strong` over `ground`."""
    weights = [(1 - share) * low + share * high for low, high in zip(_rgb(ground), _rgb(strong), strict=True)]
    return QColor.fromRgbF(*weights)


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def readable_on(fill: QColor) -> QColor:
    """Black or white, whichever stands out more (WCAG 2.2, contrast ratio)."""
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in _rgb(fill)]
    luminance = sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    against_black, against_white = (luminance + 0.05) / 0.05, 1.05 / (luminance + 0.05)
    return QColor("black" if against_black > against_white else "white")
