"""A render request -> the picture of the pane, with OpenCV. Pure but for a memory of the last request."""

from dataclasses import replace

import cv2
import numpy as np

from ml.imaging import auto_window, default_window, sampled_values, to_display
from ml.imaging.values import Frame, OverlayPlane, Window
from viewer.core.colour_map import coverage, inferno
from viewer.core.histogram import Histogram, histogram_of
from viewer.core.image_colours import ColourMap
from viewer.core.planes import grid_of_info
from viewer.core.render_request import HeatLayer, RenderRequest
from viewer.core.viewport import Grid, Viewport
from viewer.services.colour_tables import colour_table

PLANE_COLOUR = (255, 214, 92)  # RGB; no tissue has it, and no heat map ends in it
SMOOTH_SHRINK_BELOW = 0.75  # bilinear sampling skips pixels when it shrinks more than this
AVERAGE_FIRST_BELOW = 0.5  # from here on values are averaged, not shades: what it saves is worth it
_AVERAGED = (np.uint16, np.int16)  # not floats: one NaN would spread


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


def histogram(frame: Frame) -> Histogram | None:
    """How often each value occurs in a grey frame, its padding left out."""
    return histogram_of(sampled_values(frame))


def grid_of(frame: Frame) -> Grid:
    """The raster of a decoded frame; square pixels where the spacing is unknown."""
    rows, columns = frame.pixels.shape[:2]
    return replace(grid_of_info(frame.info), columns=columns, rows=rows)


class Renderer:
    """Draws render requests; windowing again only when frame, window or inversion has changed."""

    def __init__(self) -> None:
        self._request: RenderRequest | None = None
        self._picture: np.ndarray | None = None
        self._small: tuple[Frame, tuple[int, ...], Frame] | None = None
        self._display_key: tuple[Frame, Window | None, bool] | None = None
        self._display: np.ndarray | None = None

    def render(self, request: RenderRequest) -> np.ndarray:
        """The picture: uint8, (height, width) grey or (height, width, 3) RGB, in device pixels."""
        if request != self._request or self._picture is None:
            self._picture = self._draw(request)
            self._request = request
        return self._picture

    def _draw(self, request: RenderRequest) -> np.ndarray:
        picture = self._placed(request)
        if picture.ndim == 2 and request.colour_map not in (ColourMap.GREY, ColourMap.INVERTED):
            picture = in_colours(picture, colour_table(request.colour_map), request.viewport)
        if request.heat is not None:
            picture = with_heat(picture, request.heat, request.viewport)
        if request.planes_shown and request.frame.overlays:
            picture = with_planes(picture, request.frame.overlays, request.viewport)
        return picture

    def _placed(self, request: RenderRequest) -> np.ndarray:
        """The display values where they lie on the screen.

        A large image is averaged before it is windowed: once for all windows and places at one zoom, while
        the other order does both anew at every step of a drag.
        """
        frame, viewport = request.frame, request.viewport
        rows, columns = frame.pixels.shape[:2]
        whole = (viewport.grid.rows, viewport.grid.columns)
        if (rows, columns) != whole:  # a draft: fewer pixels for the same part
            matrix = shrunk_matrix(whole, (columns, rows), viewport)
            return warped(self._display_of(frame, request), matrix, viewport)
        if min(viewport.scale) > AVERAGE_FIRST_BELOW or frame.pixels.dtype not in _AVERAGED:
            return place(self._display_of(frame, request), viewport)
        if frame.padding is not None:
            return place(self._display_of(frame, request), viewport)
        size = shrunk_size(frame.pixels.shape, viewport)
        if self._small is None or self._small[:2] != (frame, size):
            pixels = cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA)
            self._small = (frame, size, replace(frame, pixels=pixels))
        display = self._display_of(self._small[2], request)
        return warped(display, shrunk_matrix(frame.pixels.shape, size, viewport), viewport)

    def _display_of(self, frame: Frame, request: RenderRequest) -> np.ndarray:
        turned = request.colour_map is ColourMap.INVERTED and not frame.is_colour
        key = (frame, shown_window(request.frame, request.window), request.inverted != turned)
        if key != self._display_key or self._display is None:
            self._display = to_display(*key)
            self._display_key = key
        return self._display


def place(image: np.ndarray, viewport: Viewport) -> np.ndarray:
    """The image where the viewport puts it, on black, of the pane's size."""
    matrix = viewport.matrix()
    if min(viewport.scale) < SMOOTH_SHRINK_BELOW:
        size = shrunk_size(image.shape, viewport)
        matrix = shrunk_matrix(image.shape, size, viewport)
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return warped(image, matrix, viewport)


def warped(image: np.ndarray, matrix: np.ndarray, viewport: Viewport) -> np.ndarray:
    """The image where a matrix puts it, on black, of the pane's size."""
    smooth = cv2.INTER_CUBIC if viewport.zoom > 1 else cv2.INTER_LINEAR
    return cv2.warpAffine(image, matrix, viewport.screen, flags=smooth, borderMode=cv2.BORDER_CONSTANT)


def shrunk_size(shape: tuple[int, ...], viewport: Viewport) -> tuple[int, int]:
    """Columns and rows of an image at about screen resolution."""
    columns, rows = (
        max(1, round(count * min(scale, 1.0)))
        for count, scale in zip((shape[1], shape[0]), viewport.scale, strict=True)
    )
    return columns, rows


def shrunk_matrix(shape: tuple[int, ...], size: tuple[int, int], viewport: Viewport) -> np.ndarray:
    """The matrix that places an image of this shape after it was area-averaged to a size."""
    ratio_x, ratio_y = shape[1] / size[0], shape[0] / size[1]
    to_original = np.array([[ratio_x, 0, (ratio_x - 1) / 2], [0, ratio_y, (ratio_y - 1) / 2], [0, 0, 1]])
    return viewport.matrix() @ to_original


def in_colours(picture: np.ndarray, table: np.ndarray, viewport: Viewport) -> np.ndarray:
    """A placed grey picture in the colours of a table, black beside the image: uint8 (height, width, 3)."""
    coloured = cv2.applyColorMap(picture, table.reshape(256, 1, 3))
    if table[0].any():
        columns, rows = viewport.grid.columns, viewport.grid.rows
        corners = [
            viewport.image_to_screen(point) for point in ((0, 0), (columns, 0), (columns, rows), (0, rows))
        ]
        inside = np.zeros(picture.shape, np.uint8)
        cv2.fillConvexPoly(inside, np.rint(np.array(corners) - 0.5).astype(np.int32), 255)
        coloured = cv2.bitwise_and(coloured, coloured, mask=inside)
    return coloured


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
