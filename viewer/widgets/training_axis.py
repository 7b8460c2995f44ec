"""The axes of the plots of a training."""

import math

import pyqtgraph as pg


class CalmAxis(pg.AxisItem):
    """An axis without ticks, numbers and grid as long as there is nothing to read on it.

    Parameters
    ----------
    counts
        Ticks at 1, 2, 3 … only, however close one looks: there is no epoch 1.5 and none before the first.
    """

    def __init__(self, side: str, *, counts: bool = False) -> None:
        super().__init__(side)
        self._counts, self._blank = counts, True

    def set_blank(self, blank: bool) -> None:
        """Whether there is nothing to read on it."""
        if blank != self._blank:
            self._blank = blank
            self.picture = None  # drawn anew
            self.update()

    # What pyqtgraph asks; the names are its own.

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list:  # noqa: N802, N803
        if self._blank:
            return []
        levels = super().tickValues(minVal, maxVal, size)
        if not self._counts:
            return levels
        return [(spacing, [value for value in values if value > 0.5]) for spacing, values in levels]

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list:  # noqa: N802, N803
        spacings = super().tickSpacing(minVal, maxVal, size)
        if not self._counts:
            return spacings
        return [one for one in spacings if one[0] > 0.5 and math.isclose(one[0], round(one[0]))] or [(1, 0)]
