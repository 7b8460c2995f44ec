"""Where an image lies on the screen: fit, zoom, pan, turns and the way between image and screen points.

Image points are (x, y) in columns and rows; pixel (column 0, row 0) covers 0 to 1, its center is 0.5.
Screen points are (x, y) in device pixels from the top left corner of the pane.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

Point = tuple[float, float]

SMALLEST_ZOOM = 0.02
LARGEST_ZOOM = 64.0
SNAPS_WITHIN_DEG = 1.5  # of an upright image


@dataclass(frozen=True, slots=True)
class Grid:
    """The raster of an image: its size, and how much taller than wide a pixel is."""

    columns: int
    rows: int
    pixel_aspect: float = 1.0  # row spacing / column spacing
    fitted: tuple[float, float] | None = None  # columns and rows that fill the pane when fitted; None: all


@dataclass(frozen=True, slots=True)
class View:
    """What the user chose to look at.

    Attributes
    ----------
    zoom
        Device pixels per column, or None to fit the whole image.
    center
        The image point in the middle of the pane, or None for the middle of the image.
    quarter_turns
        0 to 3, clockwise.
    mirrored
        Left and right are exchanged, before the turns.
    angle_deg
        Turned further by this, clockwise: -45 to 45, the rest is in the quarter turns.
    """

    zoom: float | None = None
    center: Point | None = None
    quarter_turns: int = 0
    mirrored: bool = False
    angle_deg: float = 0.0

    def fitted(self) -> "View":
        """The whole image, turned as it is."""
        return replace(self, zoom=None, center=None)

    def turned(self, quarters: int) -> "View":
        """Turned on the screen by quarters, clockwise."""
        return replace(self, quarter_turns=(self.quarter_turns + quarters) % 4)

    def rotated(self, angle_deg: float) -> "View":
        """Turned on the screen by any angle, clockwise; upright within a degree or two is upright."""
        total = self.angle_deg + angle_deg
        quarters = round(total / 90)
        left = total - 90 * quarters
        turned = self.turned(quarters)
        return replace(turned, angle_deg=0.0 if abs(left) < SNAPS_WITHIN_DEG else left)

    def upright(self) -> "View":
        """As the file has it, without turns and flips."""
        return replace(self, quarter_turns=0, mirrored=False, angle_deg=0.0)

    def flipped(self, vertically: bool = False) -> "View":
        """Flipped as it is seen on the screen: left and right exchanged, or top and bottom."""
        turns = (2 if vertically else 0) - self.quarter_turns
        return replace(self, quarter_turns=turns % 4, mirrored=not self.mirrored, angle_deg=-self.angle_deg)

    def directions(self) -> tuple[Point, Point]:
        """Where the columns and where the rows of the image lead on the screen, as (right, down)."""
        along_columns, along_rows = (-1.0 if self.mirrored else 1.0, 0.0), (0.0, 1.0)
        for _ in range(self.quarter_turns):
            along_columns = (-along_columns[1], along_columns[0])
            along_rows = (-along_rows[1], along_rows[0])
        if self.angle_deg:
            return _turned(along_columns, self.angle_deg), _turned(along_rows, self.angle_deg)
        return along_columns, along_rows


def _turned(direction: Point, angle_deg: float) -> Point:
    (x, y), angle = direction, math.radians(angle_deg)
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


FIT = View()


def extent(grid: Grid, view: View) -> Point:
    """How wide and high an image is as it is turned, at one screen pixel per column."""
    column, row = view.directions()
    columns, rows = grid.fitted or (grid.columns, grid.rows)
    height = rows * grid.pixel_aspect
    return (
        columns * abs(column[0]) + height * abs(row[0]),
        columns * abs(column[1]) + height * abs(row[1]),
    )


@dataclass(frozen=True, slots=True)
class Viewport:
    """One image in one pane, seen in one way."""

    grid: Grid
    screen: tuple[int, int]  # width, height in device pixels
    view: View = FIT

    @property
    def fit_zoom(self) -> float:
        width, height = extent(self.grid, self.view)
        return min(self.screen[0] / width, self.screen[1] / height)

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
        (center_x, center_y), (column, row) = self.center, self._steps()
        x, y = point[0] - center_x, point[1] - center_y
        return (
            x * column[0] + y * row[0] + self.screen[0] / 2,
            x * column[1] + y * row[1] + self.screen[1] / 2,
        )

    def screen_to_image(self, point: Point) -> Point:
        x, y = self._to_image_distance(point[0] - self.screen[0] / 2, point[1] - self.screen[1] / 2)
        return x + self.center[0], y + self.center[1]

    def matrix(self) -> np.ndarray:
        """The map from array index to screen index, as ``cv2.warpAffine`` takes it: float64 (2, 3).

        Array and screen indices name pixel centers, half a pixel away from the points used elsewhere.
        """
        (column, row), (left, top) = self._steps(), self.image_to_screen((0.5, 0.5))
        return np.array([[column[0], row[0], left - 0.5], [column[1], row[1], top - 0.5]])

    def zoomed(self, factor: float, about: Point) -> View:
        """The view after zooming by ``factor``; the image point under ``about`` stays where it is."""
        anchor = self.screen_to_image(about)
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        there = replace(self.view, zoom=zoom, center=anchor)
        offset = replace(self, view=there).screen_to_image(about)
        return replace(there, center=(2 * anchor[0] - offset[0], 2 * anchor[1] - offset[1]))

    def panned(self, dx: float, dy: float) -> View:
        """The view after dragging the image by (dx, dy) device pixels; its middle stays inside the image."""
        (center_x, center_y), (along_x, along_y) = self.center, self._to_image_distance(dx, dy)
        x = min(max(center_x - along_x, 0.0), float(self.grid.columns))
        y = min(max(center_y - along_y, 0.0), float(self.grid.rows))
        return replace(self.view, center=(x, y))

    def _steps(self) -> tuple[Point, Point]:
        """How far one column and one row lead on the screen, as (right, down) in device pixels."""
        (column, row), (scale_x, scale_y) = self.view.directions(), self.scale
        return (column[0] * scale_x, column[1] * scale_x), (row[0] * scale_y, row[1] * scale_y)

    def _to_image_distance(self, dx: float, dy: float) -> Point:
        """A distance on the screen as columns and rows of the image."""
        (column, row), (scale_x, scale_y) = self.view.directions(), self.scale
        return (dx * column[0] + dy * column[1]) / scale_x, (dx * row[0] + dy * row[1]) / scale_y
