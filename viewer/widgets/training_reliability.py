"""How often answers of each probability were right."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.services.training_values import ReliabilityBar
from viewer.widgets import palette


class ReliabilityPlot(pg.PlotWidget):
    """Bars with 95 % intervals beside the diagonal on which an honest probability lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ink = self.palette().text().color()
        for side, text in (("left", tr("share that was right (%)")), ("bottom", tr("probability shown (%)"))):
            self.getAxis(side).setTextPen(ink)
            self.getAxis(side).setPen(self.palette().mid().color())
            self.setLabel(side, text, color=ink.name())
        self.setXRange(0, 100, padding=0.02)
        self.setYRange(0, 100, padding=0.02)
        self.setAccessibleName(tr("Reliability of the probabilities"))

    def set_bars(self, bars: Sequence[ReliabilityBar]) -> None:
        """Draw these bars."""
        self.clear()
        ink = self.palette().text().color()
        centres = [50 * (bar.left + bar.right) for bar in bars]
        self.addItem(
            pg.BarGraphItem(
                x=centres,
                height=[100 * bar.share for bar in bars],
                width=[92 * (bar.right - bar.left) for bar in bars],
                brush=palette.CURVE_VALIDATION,
                pen=None,
            )
        )
        for centre, bar in zip(centres, bars, strict=True):
            self.plot([centre, centre], [100 * bar.low, 100 * bar.high], pen=pg.mkPen(ink, width=1.5))
        self.plot([0, 100], [0, 100], pen=pg.mkPen(ink, style=Qt.PenStyle.DashLine))
        lines = (
            tr(
                "{left:.0f} to {right:.0f} %: {share:.0f} % of {count} right",
                left=100 * bar.left,
                right=100 * bar.right,
                share=100 * bar.share,
                count=bar.images,
            )
            for bar in bars
        )
        self.setAccessibleDescription("\n".join(lines))
