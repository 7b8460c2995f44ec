"""Where the body is in an image, roughly, so that evidence in the air around it can be called by its name."""

import cv2
import numpy as np

from ml.imaging import display_image
from ml.imaging.values import Frame
from ml.results import HeatMap
from viewer.core.heat_place import heat_place

_LONGEST_PX = 256  # sides are reduced to this: a rough mask needs no more
_AIR_BELOW = 0.35  # of Otsu's threshold, which lies between dark and bright tissue rather than at the skin
_LEAST_PART = 0.005  # of the image: both hands are body, a letter beside them is not
_LEAST_AIR = 0.05  # of the image; with less around it nothing is said
_MOST_BODY = 0.25  # of the cell of the map that the peak lies in


def evidence_in_air(heat: HeatMap, frame: Frame) -> float | None:
    """The share of the evidence that lies outside of the body where the peak does; None where it does not.

    The peak counts as outside when at most a quarter of its cell is body: no finer is it known where it lies.
    Where body and air cannot be told apart, nothing is claimed.
    """
    place, body = heat_place(heat), body_mask(frame)
    if place is None or body is None or heat.values.shape != frame.pixels.shape[:2]:
        return None
    rows, columns = body.shape
    down, right = rows / heat.values.shape[0], columns / heat.values.shape[1]
    half_x, half_y = max(1.0, heat.cell_px[0] * right / 2), max(1.0, heat.cell_px[1] * down / 2)
    x, y = place.peak[0] * right, place.peak[1] * down
    left, top = max(0, round(x - half_x)), max(0, round(y - half_y))
    cell = body[top : max(top + 1, round(y + half_y)), left : max(left + 1, round(x + half_x))]
    if cell.mean() > _MOST_BODY or body[min(int(y), rows - 1), min(int(x), columns - 1)]:
        return None
    values = cv2.resize(heat.values, (columns, rows), interpolation=cv2.INTER_AREA)
    return float(values[~body].sum() / max(float(values.sum()), 1e-9))


def body_mask(frame: Frame) -> np.ndarray | None:
    """All larger things in an image that are not dark, with what they enclose: bool, of a reduced size.

    None where there is next to no air, or nothing else.
    """
    image = display_image(frame)
    if image.ndim == 3:
        image = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _LONGEST_PX / max(image.shape))
    size = tuple(max(1, round(side * scale)) for side in image.shape[::-1])
    small = cv2.GaussianBlur(cv2.resize(image, size, interpolation=cv2.INTER_AREA), (0, 0), 1.5)
    otsu, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    _, regions, facts, _ = cv2.connectedComponentsWithStats((small > _AIR_BELOW * otsu).astype(np.uint8))
    large = facts[:, cv2.CC_STAT_AREA] >= _LEAST_PART * small.size
    large[0] = False  # what is dark
    parts = large[regions].astype(np.uint8)
    outlines, _ = cv2.findContours(parts, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = cv2.drawContours(np.zeros(small.shape, np.uint8), outlines, -1, 1, cv2.FILLED) > 0
    return filled if 0 < filled.mean() < 1 - _LEAST_AIR else None
