"""The axes of the plots of a training."""

import pytest

from viewer.services.training_values import EpochResult, SearchTrial
from viewer.widgets.training_curves import TrainingCurves
from viewer.widgets.training_plot import TrainingPlot
from viewer.widgets.training_trials import TrialPlot

SIDES = ("left", "bottom")


@pytest.fixture
def curves(qtbot) -> TrainingCurves:
    made = TrainingCurves()
    qtbot.addWidget(made)
    made.resize(1000, 320)
    made.show()
    return made


@pytest.fixture
def trials(qtbot) -> TrialPlot:
    made = TrialPlot()
    qtbot.addWidget(made)
    made.resize(1600, 320)
    made.show()
    return made


def epochs(done: int, total: int) -> tuple[EpochResult, ...]:
    return tuple(
        EpochResult(number, total, 1 / number, 0.5, 1.2 / number, 0.4, None, True, 0.4, 1e-3 / number)
        for number in range(1, done + 1)
    )


def words(plot: TrainingPlot, side: str) -> list[str]:
    """What is written along a side of a plot as it is drawn."""
    plot.grab()
    axis = plot.getAxis(side)
    length = axis.width() if side == "bottom" else axis.height()
    levels = axis.tickValues(*axis.range, length)
    return [word for spacing, values in levels for word in axis.tickStrings(values, 1.0, spacing)]


def is_counted(written: list[str]) -> bool:
    """Whether these are whole numbers from 1."""
    return len(written) >= 2 and all(word.isdigit() and int(word) >= 1 for word in written)


@pytest.mark.parametrize("total", [1, 2, 3, 5, 8, 30, 400])
@pytest.mark.parametrize("width", [400, 1000, 2600])
def test_epochs_are_whole_however_short_or_wide(curves, total, width):
    curves.resize(width, 320)
    curves.set_epochs(epochs(1, total), total)
    for plot in (curves.loss, curves.accuracy, curves.rate):
        written = words(plot, "bottom")
        assert is_counted(written), written


def test_epochs_are_whole_however_close_one_looks(curves):
    curves.set_epochs(epochs(3, 30), 30)
    curves.loss.setXRange(2.8, 3.3, padding=0)
    assert words(curves.loss, "bottom") == ["3"]


def test_other_axes_are_divided_as_they_need(curves):
    curves.set_epochs(epochs(3, 30), 30)
    assert any("." in word for word in words(curves.loss, "left"))


def test_nothing_is_written_before_the_first_epoch(curves):
    for total in (0, 30):
        curves.set_epochs((), total)
        for plot in (curves.loss, curves.accuracy, curves.rate):
            assert [words(plot, side) for side in SIDES] == [[], []]
    curves.set_epochs(epochs(1, 30), 30)
    assert all(words(curves.loss, side) for side in SIDES)
    curves.set_epochs((), 30)  # the next training
    assert not any(words(curves.loss, side) for side in SIDES)


@pytest.mark.parametrize("count", [1, 2, 7, 90])
def test_trials_are_whole_too(trials, count):
    trials.set_trials([])
    assert not any(words(trials, side) for side in SIDES)
    trials.set_trials([SearchTrial(number, 0.5, number % 3 == 1) for number in range(count)])
    written = words(trials, "bottom")
    assert is_counted(written), written


def test_the_first_learning_rate_is_not_drawn_among_negative_ones(curves):
    curves.set_epochs(epochs(1, 30), 30)
    low, high = curves.rate.getAxis("left").range
    assert low == 0 and high == pytest.approx(2e-3)
    curves.set_epochs(epochs(3, 30), 30)
    curves.rate.grab()
    assert 0 < curves.rate.getAxis("left").range[1] < 1.2e-3
