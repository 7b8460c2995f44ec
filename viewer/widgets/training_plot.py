"""What the plots of a training have in common."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class TrainingPlot(pg.PlotWidget):
    """A plot in the colours of the window that takes neither the mouse nor the keyboard.

    Parameters
    ----------
    bottom
        Name of the axis along the bottom.
    """

    def __init__(self, title: str, bottom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ink = self.palette().text().color()
        plot = self.getPlotItem()
        plot.setTitle(title, color=self.ink, size="10pt")
        plot.showGrid(x=False, y=True, alpha=0.15)
        for side in ("left", "bottom"):
            plot.getAxis(side).setTextPen(self.ink)
            plot.getAxis(side).setPen(self.palette().mid().color())
        plot.setLabel("bottom", bottom, color=self.ink.name())

    def add_legend(self, offset: tuple[int, int]) -> None:
        """From the top left, or with negative numbers from the bottom right."""
        self.getPlotItem().addLegend(offset=offset, labelTextColor=self.ink)
