"""All that one pane shows at a moment, as one value."""

from dataclasses import dataclass

from viewer.core.corner_text import CornerText
from viewer.core.image_colours import ColourBar
from viewer.core.orientation import EdgeLetters
from viewer.core.render_request import RenderRequest
from viewer.core.scale_bar import ScaleBar
from viewer.core.viewport import Point
from viewer.widgets.measurement_drawing import Drawing
from viewer.widgets.plane_lines import NO_LINES, PlaneLines

_NO_TEXT = CornerText()
_NO_LETTERS = EdgeLetters()


@dataclass(frozen=True, slots=True)
class Lens:
    """A magnifier: a round picture around a point of the pane."""

    center: Point  # device pixels
    request: RenderRequest


@dataclass(frozen=True, slots=True)
class PlaneTitle:
    """What is said of a plane that was cut from a volume."""

    plane: str  # which gives the colour
    text: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The picture to draw and what is written over it; a message instead where there is no picture."""

    request: RenderRequest | None = None
    corners: CornerText = _NO_TEXT
    letters: EdgeLetters = _NO_LETTERS
    bar: ScaleBar | None = None
    bar_note: str = ""
    colours: ColourBar | None = None
    heat_note: str = ""
    is_key: bool = False  # marked as a key image
    message: str = ""
    text_shown: bool = True
    line: tuple[Point, Point] | None = None  # where the active pane's plane lies, in device pixels
    cross: Point | None = None  # the patient point under the pointer in another pane, in device pixels
    lens: Lens | None = None
    plane_lines: PlaneLines = NO_LINES  # where other planes of the same volume cut this one
    plane: PlaneTitle | None = None
    drawings: tuple[Drawing, ...] = ()  # of what was measured
