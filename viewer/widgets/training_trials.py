"""How well each trial of a search did, as they come."""

from collections.abc import Sequence
from itertools import accumulate

import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from viewer.core.language import tr
from viewer.services.training_values import SearchTrial
from viewer.widgets import palette
from viewer.widgets.training_plot import TrainingPlot


class TrialPlot(TrainingPlot):
    """A point for each trial, hollow where it was ended early, and a line for the best so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Score on parts of the images that were set aside (%)"), tr("trial"), parent)
        self.setAccessibleName(tr("Score by trial"))
        self.add_legend((-8, -8))
        self.best = self.plot(
            [], [], name=tr("best so far"), pen=pg.mkPen(palette.CURVE_VALIDATION, width=2), stepMode="right"
        )
        self.whole = self._points(tr("whole"), filled=True)
        self.ended = self._points(tr("ended early"), filled=False)

    def set_trials(self, trials: Sequence[SearchTrial]) -> None:
        """Draw these trials, numbered from 1."""
        for points, early in ((self.whole, False), (self.ended, True)):
            shown = [trial for trial in trials if trial.ended_early is early]
            points.setData([trial.number + 1 for trial in shown], [100 * trial.score for trial in shown])
        whole = [trial for trial in trials if not trial.ended_early]
        self.best.setData(
            [trial.number + 1 for trial in whole], list(accumulate((100 * t.score for t in whole), max))
        )
        self.set_blank(not trials)
        self.setXRange(1, max(2, len(trials)), padding=0.04)

    def _points(self, name: str, *, filled: bool) -> pg.PlotDataItem:
        colour = palette.CURVE_TRAINING
        brush = colour if filled else None
        return self.plot(
            [], [], name=name, pen=None, symbol="o", symbolSize=8, symbolBrush=brush, symbolPen=colour
        )


def best_trial(trials: Sequence[SearchTrial]) -> SearchTrial | None:
    """The one whose values the training will take, of those that came to their end."""
    return max((trial for trial in trials if not trial.ended_early), key=lambda t: t.score, default=None)
