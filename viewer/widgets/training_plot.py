"""What the plots of a training have in common."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewer.widgets.training_axis import CalmAxis


class TrainingPlot(pg.PlotWidget):
    """A plot in the colours of the window that takes neither the mouse nor the keyboard.

    Parameters
    ----------
    bottom
        Name of the axis along the bottom, which counts from 1.
    """

    def __init__(self, title: str, bottom: str, parent: QWidget | None = None) -> None:
        self.axes = {"left": CalmAxis("left"), "bottom": CalmAxis("bottom", counts=True)}
        super().__init__(parent, background=None, axisItems=self.axes)
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

    def set_blank(self, blank: bool) -> None:
        """Show no numbers as long as nothing is drawn: pyqtgraph would make up an axis from 0 to 1."""
        for axis in self.axes.values():
            axis.set_blank(blank)
        legend = self.getPlotItem().legend
        if legend is not None:
            legend.setVisible(not blank)

    def add_legend(self, offset: tuple[int, int]) -> None:
        """From the top left, or with negative numbers from the bottom right."""
        self.getPlotItem().addLegend(offset=offset, labelTextColor=self.ink)
