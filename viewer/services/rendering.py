"""A render request -> the picture of the pane, with OpenCV. Pure but for a memory of the last request."""

from dataclasses import replace

import cv2
import numpy as np

from ml.imaging import auto_window, default_window, to_display
from ml.imaging.values import Frame, OverlayPlane, Window
from viewer.core.colour_map import coverage, inferno
from viewer.core.planes import grid_of_info
from viewer.core.render_request import HeatLayer, RenderRequest
from viewer.core.viewport import Grid, Viewport

PLANE_COLOUR = (255, 214, 92)  # RGB; no tissue has it, and no heat map ends in it
SMOOTH_SHRINK_BELOW = 0.75  # bilinear sampling skips pixels when it shrinks more than this


def shown_window(frame: Frame, chosen: Window | None) -> Window | None:
    """The window a frame is shown with: the chosen one, else its own; None for colour."""
    if frame.is_colour:
        return None
    return chosen or default_window(frame)


def automatic_window(frame: Frame) -> Window:
    """The window over the values that a grey frame really has, 0.1 % tails cut."""
    return auto_window(frame)


def value_range(frame: Frame) -> float:
    """Largest minus smallest modality value."""
    smallest, largest, _, _ = cv2.minMaxLoc(frame.pixels)
    return float(largest - smallest)


def grid_of(frame: Frame) -> Grid:
    """The raster of a decoded frame; square pixels where the spacing is unknown."""
    rows, columns = frame.pixels.shape[:2]
    return replace(grid_of_info(frame.info), columns=columns, rows=rows)


class Renderer:
    """Draws render requests; windowing again only when frame, window or inversion has changed."""

    def __init__(self) -> None:
        self._request: RenderRequest | None = None
        self._picture: np.ndarray | None = None
        self._display_key: tuple[Frame, Window | None, bool] | None = None
        self._display: np.ndarray | None = None

    def render(self, request: RenderRequest) -> np.ndarray:
        """The picture: uint8, (height, width) grey or (height, width, 3) RGB, in device pixels."""
        if request != self._request or self._picture is None:
            self._picture = self._draw(request)
            self._request = request
        return self._picture

    def _draw(self, request: RenderRequest) -> np.ndarray:
        picture = place(self._display_of(request), request.viewport)
        if request.heat is not None:
            picture = with_heat(picture, request.heat, request.viewport)
        if request.planes_shown and request.frame.overlays:
            picture = with_planes(picture, request.frame.overlays, request.viewport)
        return picture

    def _display_of(self, request: RenderRequest) -> np.ndarray:
        key = (request.frame, request.window, request.inverted)
        if key != self._display_key or self._display is None:
            self._display = to_display(request.frame, request.window, request.inverted)
            self._display_key = key
        return self._display


def place(image: np.ndarray, viewport: Viewport) -> np.ndarray:
    """The image where the viewport puts it, on black, of the pane's size."""
    matrix = viewport.matrix()
    if min(viewport.scale) < SMOOTH_SHRINK_BELOW:
        image, matrix = _shrunk(image, matrix, viewport)
    smooth = cv2.INTER_CUBIC if viewport.zoom > 1 else cv2.INTER_LINEAR
    return cv2.warpAffine(image, matrix, viewport.screen, flags=smooth, borderMode=cv2.BORDER_CONSTANT)


def _shrunk(image: np.ndarray, matrix: np.ndarray, viewport: Viewport) -> tuple[np.ndarray, np.ndarray]:
    """The image area-averaged to about screen resolution, and the matrix that places it."""
    rows, columns = image.shape[:2]
    size = tuple(
        max(1, round(count * min(scale, 1.0)))
        for count, scale in zip((columns, rows), viewport.scale, strict=True)
    )
    ratio_x, ratio_y = columns / size[0], rows / size[1]
    to_original = np.array([[ratio_x, 0, (ratio_x - 1) / 2], [0, ratio_y, (ratio_y - 1) / 2], [0, 0, 1]])
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA), matrix @ to_original


def with_heat(picture: np.ndarray, layer: HeatLayer, viewport: Viewport) -> np.ndarray:
    """The picture with the heat map over it, placed by the same viewport: uint8 (height, width, 3), RGB."""
    heat = cv2.warpAffine(layer.heat_map.values, viewport.matrix(), viewport.screen, flags=cv2.INTER_LINEAR)
    levels = cv2.convertScaleAbs(heat, alpha=255)
    colours = cv2.applyColorMap(levels, inferno().reshape(256, 1, 3))
    covered = cv2.LUT(levels, coverage() * np.float32(layer.opacity))
    return cv2.blendLinear(colours, _coloured(picture), covered, 1 - covered)


def with_planes(picture: np.ndarray, planes: tuple[OverlayPlane, ...], viewport: Viewport) -> np.ndarray:
    """The picture with the drawings of the file over it: uint8 (height, width, 3), RGB."""
    drawn = np.logical_or.reduce([plane.pixels for plane in planes])
    covered = place(drawn.astype(np.uint8) * np.uint8(255), viewport).astype(np.float32) / 255
    return cv2.blendLinear(
        np.full((*picture.shape[:2], 3), PLANE_COLOUR, np.uint8), _coloured(picture), covered, 1 - covered
    )


def _coloured(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB) if picture.ndim == 2 else picture
