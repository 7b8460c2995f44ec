"""Which side of the patient lies at which edge of the image.

References
----------
PS3.3 C.7.6.2.1.1: Image Orientation (Patient), row then column direction cosines, in LPS coordinates.
"""

from dataclasses import dataclass

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


def edge_letters(orientation: tuple[float, float, float, float, float, float] | None) -> EdgeLetters:
    """Letters for the edges of an image with this Image Orientation (Patient)."""
    if orientation is None:
        return EdgeLetters()
    row, column = orientation[:3], orientation[3:]
    return EdgeLetters(letters(_opposite(row)), letters(row), letters(_opposite(column)), letters(column))


def _opposite(direction: Direction) -> Direction:
    return (-direction[0], -direction[1], -direction[2])
