"""All that decides how a pane looks. Equal requests give equal pictures, so the second costs nothing."""

from dataclasses import dataclass

from ml.imaging.values import Frame, Window
from ml.results import HeatMap
from viewer.core.image_colours import ColourMap
from viewer.core.viewport import Viewport


@dataclass(frozen=True, slots=True)
class HeatLayer:
    """A heat map over the image."""

    heat_map: HeatMap
    opacity: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One frame, windowed, placed in a pane, perhaps under overlay planes and a heat map."""

    frame: Frame
    viewport: Viewport
    window: Window | None = None  # None: the frame's own default
    inverted: bool = False
    heat: HeatLayer | None = None
    planes_shown: bool = False  # the overlay planes that the file brings
    colour_map: ColourMap = ColourMap.GREY
