"""A scale bar of a round length: 1, 2 or 5 times a power of ten."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar to draw: how long on the screen, how long in the world."""

    length_px: float  # device pixels
    length: float  # in ``unit``
    unit: str  # "mm" or "px"

    @property
    def text(self) -> str:
        if self.unit == "mm" and self.length >= 10:
            return f"{self.length / 10:g} cm"
        return f"{self.length:g} {self.unit}"


def scale_bar(px_per_unit: float, longest_px: float, unit: str) -> ScaleBar:
    """The longest round bar that fits into ``longest_px`` device pixels."""
    longest = longest_px / px_per_unit
    power = 10.0 ** math.floor(math.log10(longest))
    length = max(step * power for step in (1, 2, 5) if step == 1 or step * power <= longest)
    return ScaleBar(length * px_per_unit, length, unit)
