"""Which side of the patient lies at which edge of the image.

References
----------
PS3.3 C.7.6.2.1.1: Image Orientation (Patient), row then column direction cosines, in LPS coordinates.
"""

from dataclasses import dataclass

from viewer.core.viewport import FIT, View

Direction = tuple[float, float, float]

_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))  # towards plus and minus of x, y, z
_SMALLEST_COMPONENT = 0.26  # sine of 15 degrees: less of a tilt earns no letter of its own


@dataclass(frozen=True, slots=True)
class EdgeLetters:
    """Letters for the four edges of an image; "" where nothing is known."""

    left: str = ""
    right: str = ""
    top: str = ""
    bottom: str = ""


def letters(direction: Direction) -> str:
    """The side a direction points to, strongest component first: "L", "AH", ..."""
    strong = [axis for axis in range(3) if abs(direction[axis]) > _SMALLEST_COMPONENT]
    strong.sort(key=lambda axis: -abs(direction[axis]))
    return "".join(_LETTERS[axis][direction[axis] < 0] for axis in strong)


def edge_letters(
    orientation: tuple[float, float, float, float, float, float] | None, view: View = FIT
) -> EdgeLetters:
    """Letters for the edges of the pane that shows an image with this Image Orientation (Patient)."""
    if orientation is None:
        return EdgeLetters()
    (column, row), along_row, along_column = view.directions(), orientation[:3], orientation[3:]
    right = _sum(along_row, column[0], along_column, row[0])
    down = _sum(along_row, column[1], along_column, row[1])
    return EdgeLetters(letters(_opposite(right)), letters(right), letters(_opposite(down)), letters(down))


def _sum(first: Direction, times: float, second: Direction, times_second: float) -> Direction:
    x, y, z = (a * times + b * times_second for a, b in zip(first, second, strict=True))
    return x, y, z


def _opposite(direction: Direction) -> Direction:
    return (-direction[0], -direction[1], -direction[2])
