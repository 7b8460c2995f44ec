"""What linked panes do when one of them is moved."""

from dataclasses import dataclass, replace

import numpy as np

from ml.imaging.values import FrameInfo, Series
from viewer.core.planes import Plane, in_one_space, nearest_slice, parallel, plane_of
from viewer.core.viewport import Point, View, Viewport


@dataclass(frozen=True, slots=True)
class Place:
    """A slice of a series."""

    series: Series
    index: int

    @property
    def frame(self) -> FrameInfo:
        return self.series.frames[self.index]


def same_place(source: Place, target: Place) -> int | None:
    """The slice of the target's series that lies where ``source`` does; None when they are not comparable.

    They are when both have one frame of reference and are parallel.
    """
    if not in_one_space(source.frame, target.frame) or not parallel(source.frame, target.frame):
        return None
    plane = plane_of(source.frame)
    if plane is None:
        return None
    middle = plane.to_patient((plane.columns / 2, plane.rows / 2))
    return nearest_slice(target.series.frames, middle, source.index)


def same_distance(source: Place, linked_source: Place, linked_target: Place) -> int:
    """The slice as far from ``linked_target`` as ``source`` is from ``linked_source``.

    Both series are those of a link made by hand. Distances are millimetres where both say where they lie and
    are parallel, slices otherwise.
    """
    moved = _millimetres_between(linked_source.frame, source.frame)
    start = plane_of(linked_target.frame)
    if moved is not None and start is not None and parallel(source.frame, linked_target.frame):
        middle = start.to_patient((start.columns / 2, start.rows / 2))
        near = linked_target.index + source.index - linked_source.index
        found = nearest_slice(linked_target.series.frames, middle + moved, near)
        if found is not None:
            return found
    return linked_target.index + source.index - linked_source.index


def _millimetres_between(start: FrameInfo, end: FrameInfo) -> np.ndarray | None:
    """The way from one slice to another along the normal: float64 (3,)."""
    plane, moved = plane_of(start), plane_of(end)
    if plane is None or moved is None:
        return None
    return plane.normal * plane.distance(moved.corner)


def linked_view(source: Viewport, target: Viewport, center: Point | None, zoom: bool, pan: bool) -> View:
    """The target's view after the source's zoom and pan; zoom counts from fit, the turns stay.

    Parameters
    ----------
    center
        The image point of the target that shows the patient point in the middle of the source; None when
        it is unknown, and the same share of the image is taken.
    """
    view = target.view
    if zoom:
        relative = source.zoom / source.fit_zoom
        view = replace(view, zoom=None if source.view.zoom is None else target.fit_zoom * relative)
    if pan and source.view.center is None:
        view = replace(view, center=None)
    elif pan:
        share = (source.center[0] / source.grid.columns, source.center[1] / source.grid.rows)
        view = replace(view, center=center or (share[0] * target.grid.columns, share[1] * target.grid.rows))
    return view


def view_kept(viewport: Viewport, here: Plane, there: Plane, place: np.ndarray) -> View:
    """The view of another plane in which everything is as large and a patient point stays where it is."""
    (before_x, before_y), (x, y) = here.to_image(place), there.to_image(place)
    columns = float(np.linalg.norm(here.column_step) / np.linalg.norm(there.column_step))
    rows = float(np.linalg.norm(here.row_step) / np.linalg.norm(there.row_step))
    center_x, center_y = viewport.center
    center = (x - (before_x - center_x) * columns, y - (before_y - center_y) * rows)
    zoom = None if viewport.view.zoom is None else viewport.zoom / columns  # a fitted view stays fitted
    return replace(viewport.view, zoom=zoom, center=center)


def matching_point(source: FrameInfo, point: Point, target: FrameInfo) -> Point | None:
    """The image point of ``target`` at the same patient point; None when the two are not comparable."""
    if not in_one_space(source, target) or not parallel(source, target):
        return None
    here, there = plane_of(source), plane_of(target)
    return there.to_image(here.to_patient(point)) if here is not None and there is not None else None
