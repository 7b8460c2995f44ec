"""Where an image lies on the screen: fit, zoom, pan and the way between image and screen points.

Image points are (x, y) in columns and rows; pixel (column 0, row 0) covers 0 to 1, its center is 0.5.
Screen points are (x, y) in device pixels from the top left corner of the pane.
"""

from dataclasses import dataclass, replace

import numpy as np

Point = tuple[float, float]

SMALLEST_ZOOM = 0.02
LARGEST_ZOOM = 64.0


@dataclass(frozen=True, slots=True)
class Grid:
    """The raster of an image: its size, and how much taller than wide a pixel is."""

    columns: int
    rows: int
    pixel_aspect: float = 1.0  # row spacing / column spacing


@dataclass(frozen=True, slots=True)
class View:
    """What the user chose to look at.

    Attributes
    ----------
    zoom
        Device pixels per column, or None to fit the whole image.
    center
        The image point in the middle of the pane, or None for the middle of the image.
    """

    zoom: float | None = None
    center: Point | None = None


FIT = View()


@dataclass(frozen=True, slots=True)
class Viewport:
    """One image in one pane, seen in one way."""

    grid: Grid
    screen: tuple[int, int]  # width, height in device pixels
    view: View = FIT

    @property
    def fit_zoom(self) -> float:
        width, height = self.screen
        return min(width / self.grid.columns, height / (self.grid.rows * self.grid.pixel_aspect))

    @property
    def zoom(self) -> float:
        """Device pixels per column."""
        return self.fit_zoom if self.view.zoom is None else self.view.zoom

    @property
    def scale(self) -> Point:
        """Device pixels per column and per row."""
        return self.zoom, self.zoom * self.grid.pixel_aspect

    @property
    def center(self) -> Point:
        """The image point in the middle of the pane."""
        return self.view.center or (self.grid.columns / 2, self.grid.rows / 2)

    def image_to_screen(self, point: Point) -> Point:
        (scale_x, scale_y), (center_x, center_y) = self.scale, self.center
        return (
            (point[0] - center_x) * scale_x + self.screen[0] / 2,
            (point[1] - center_y) * scale_y + self.screen[1] / 2,
        )

    def screen_to_image(self, point: Point) -> Point:
        (scale_x, scale_y), (center_x, center_y) = self.scale, self.center
        return (
            (point[0] - self.screen[0] / 2) / scale_x + center_x,
            (point[1] - self.screen[1] / 2) / scale_y + center_y,
        )

    def matrix(self) -> np.ndarray:
        """The map from array index to screen index, as ``cv2.warpAffine`` takes it: float64 (2, 3).

        Array and screen indices name pixel centers, half a pixel away from the points used elsewhere.
        """
        (scale_x, scale_y), (left, top) = self.scale, self.image_to_screen((0.5, 0.5))
        return np.array([[scale_x, 0, left - 0.5], [0, scale_y, top - 0.5]])

    def zoomed(self, factor: float, about: Point) -> View:
        """The view after zooming by ``factor``; the image point under ``about`` stays where it is."""
        anchor = self.screen_to_image(about)
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        offset = replace(self, view=View(zoom, anchor)).screen_to_image(about)
        return View(zoom, (2 * anchor[0] - offset[0], 2 * anchor[1] - offset[1]))

    def panned(self, dx: float, dy: float) -> View:
        """The view after dragging the image by (dx, dy) device pixels; its middle stays inside the image."""
        (scale_x, scale_y), (center_x, center_y) = self.scale, self.center
        x = min(max(center_x - dx / scale_x, 0.0), float(self.grid.columns))
        y = min(max(center_y - dy / scale_y, 0.0), float(self.grid.rows))
        return View(self.view.zoom, (x, y))
