"""Loss and accuracy, epoch by epoch, as they come."""

from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewer.core.language import tr
from viewer.services.training_values import EpochResult
from viewer.widgets.training_colours import TRAINING, VALIDATION


class TrainingCurves(QWidget):
    """Two plots side by side: dashed curves for the training images, solid ones for the validation images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss = CurvePlot(
            tr("Loss"),
            lambda epoch: epoch.train_loss,
            lambda epoch: epoch.validation_loss,
            legend_offset=(-8, 8),
        )
        self.accuracy = CurvePlot(
            tr("Accuracy (%)"),
            lambda epoch: 100 * epoch.train_accuracy,
            lambda epoch: 100 * epoch.validation_accuracy,
            legend_offset=(-8, -8),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.loss)
        layout.addWidget(self.accuracy)

    def set_epochs(self, epochs: Sequence[EpochResult], total: int) -> None:
        """Draw these epochs on an axis of `total` epochs and mark the best one."""
        for plot in (self.loss, self.accuracy):
            plot.set_epochs(epochs, total)


class CurvePlot(pg.PlotWidget):
    """One figure over the epochs, for training and validation; the legend stays off the curves' end."""

    def __init__(
        self,
        title: str,
        train: Callable[[EpochResult], float],
        validation: Callable[[EpochResult], float],
        legend_offset: tuple[int, int],
    ) -> None:
        super().__init__(background=None)
        self._train_of, self._validation_of = train, validation
        self.setAccessibleName(tr("{title} by epoch", title=title))
        self.setMouseEnabled(False, False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ink = self.palette().text().color()
        plot = self.getPlotItem()
        plot.setTitle(title, color=ink, size="10pt")
        plot.showGrid(x=False, y=True, alpha=0.15)
        for side in ("left", "bottom"):
            plot.getAxis(side).setTextPen(ink)
            plot.getAxis(side).setPen(self.palette().mid().color())
        plot.setLabel("bottom", "epoch", color=ink.name())
        plot.addLegend(offset=legend_offset, labelTextColor=ink)
        self._train = self._curve("training", TRAINING, Qt.PenStyle.DashLine)
        self._validation = self._curve("validation", VALIDATION, Qt.PenStyle.SolidLine)
        self._best = pg.InfiniteLine(
            angle=90,
            pen=pg.mkPen(self.palette().placeholderText().color(), style=Qt.PenStyle.DotLine),
            label="best",
            labelOpts={"position": 0.95, "color": ink},
        )
        self._best.hide()
        self.addItem(self._best)

    def set_epochs(self, epochs: Sequence[EpochResult], total: int) -> None:
        numbers = [epoch.epoch for epoch in epochs]
        self._train.setData(numbers, [self._train_of(epoch) for epoch in epochs])
        self._validation.setData(numbers, [self._validation_of(epoch) for epoch in epochs])
        self.setXRange(1, max(2, total), padding=0.04)
        best = best_epoch(epochs)
        self._best.setVisible(best is not None)
        if best is not None:
            self._best.setPos(best.epoch)

    def _curve(self, name: str, colour: pg.QtGui.QColor, style: Qt.PenStyle) -> pg.PlotDataItem:
        return self.plot(
            [],
            [],
            name=name,
            pen=pg.mkPen(colour, width=2, style=style),
            symbol="o",
            symbolSize=5,
            symbolBrush=colour,
            symbolPen=None,
            connect="finite",
        )


def best_epoch(epochs: Sequence[EpochResult]) -> EpochResult | None:
    """The epoch whose weights are kept: the last one that was better than all before it."""
    return next((epoch for epoch in reversed(epochs) if epoch.best), None)
