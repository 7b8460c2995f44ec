"""Loss, accuracy, macro F1 and learning rate, epoch by epoch, as they come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewer.core.language import tr
from viewer.services.training_values import EpochResult
from viewer.widgets import palette
from viewer.widgets.training_plot import TrainingPlot

_SOLID, _DASHED = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot."""

    name: str
    colour: str
    value: Callable[[EpochResult], float]
    style: Qt.PenStyle = _SOLID


class TrainingCurves(QWidget):
    """Plots side by side: dashed curves for the training images, solid ones for the validation images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        learnt, chosen, macro_f1 = (
            palette.CURVE_TRAINING, palette.CURVE_VALIDATION, palette.CURVE_MACRO_F1,
        )  # fmt: skip
        self.loss = CurvePlot(
            tr("Loss"),
            (
                Curve(tr("training"), learnt, lambda epoch: epoch.train_loss, _DASHED),
                Curve(tr("validation"), chosen, lambda epoch: epoch.validation_loss),
            ),
            legend_offset=(-8, 8),
        )
        self.accuracy = CurvePlot(
            tr("Accuracy (%)"),
            (
                Curve(tr("training"), learnt, lambda epoch: 100 * epoch.train_accuracy, _DASHED),
                Curve(tr("validation"), chosen, lambda epoch: 100 * epoch.validation_accuracy),
                Curve(tr("macro F1"), macro_f1, lambda epoch: 100 * epoch.validation_macro_f1),
            ),
            legend_offset=(-8, -8),
        )
        self.rate = CurvePlot(
            tr("Learning rate"),
            (Curve("", chosen, lambda epoch: epoch.learning_rate),),
            legend_offset=None,
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.loss, 3)
        layout.addWidget(self.accuracy, 3)
        layout.addWidget(self.rate, 2)

    def set_epochs(self, epochs: Sequence[EpochResult], total: int) -> None:
        """Draw these epochs on an axis of `total` epochs and mark the best one."""
        for plot in (self.loss, self.accuracy, self.rate):
            plot.set_epochs(epochs, total)


class CurvePlot(TrainingPlot):
    """Some figures over the epochs; the legend stays off the curves' end."""

    def __init__(self, title: str, curves: Sequence[Curve], legend_offset: tuple[int, int] | None) -> None:
        super().__init__(title, tr("epoch"))
        self.setAccessibleName(tr("{title} by epoch", title=title))
        if legend_offset is not None:
            self.add_legend(legend_offset)
        self.curves = [(curve, self._draw(curve)) for curve in curves]
        self._best = pg.InfiniteLine(
            angle=90,
            pen=pg.mkPen(self.palette().placeholderText().color(), style=Qt.PenStyle.DotLine),
            label=tr("best"),
            labelOpts={"position": 0.95, "color": self.ink},
        )
        self._best.hide()
        self.addItem(self._best)

    def set_epochs(self, epochs: Sequence[EpochResult], total: int) -> None:
        numbers = [epoch.epoch for epoch in epochs]
        for curve, drawn in self.curves:
            drawn.setData(numbers, [curve.value(epoch) for epoch in epochs])
        self._fit_height({curve.value(epoch) for curve, _ in self.curves for epoch in epochs})
        self.set_blank(not epochs)
        self.setXRange(1, max(2, total), padding=0.04)
        best = best_epoch(epochs)
        self._best.setVisible(best is not None)
        if best is not None:
            self._best.setPos(best.epoch)

    def _fit_height(self, values: set[float]) -> None:
        """As pyqtgraph does, but not half a unit around a single value: a learning rate has no sign."""
        if len(values) == 1 and (value := min(values)) > 0:
            self.setYRange(0, 2 * value, padding=0)
        else:
            self.enableAutoRange(axis="y")

    def _draw(self, curve: Curve) -> pg.PlotDataItem:
        return self.plot(
            [],
            [],
            name=curve.name or None,
            pen=pg.mkPen(curve.colour, width=2, style=curve.style),
            symbol="o",
            symbolSize=5,
            symbolBrush=curve.colour,
            symbolPen=None,
            connect="finite",
        )


def best_epoch(epochs: Sequence[EpochResult]) -> EpochResult | None:
    """The epoch whose weights are kept: the last one that was better than all before it."""
    return next((epoch for epoch in reversed(epochs) if epoch.best), None)
