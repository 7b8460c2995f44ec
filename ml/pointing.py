"""The pointing game: how often the brightest place of a heat map lies in a box around what is to be seen.

Beside it stands what no understanding is needed for: a place drawn at random, and the center of the image.

References
----------
Zhang et al., "Top-down neural attention by excitation backprop", ECCV 2016 (the pointing game).
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.stats import binomtest


def score(maps: Iterable[tuple[np.ndarray, np.ndarray]]) -> dict[str, Any]:
    """Figures of the game, as plain values, from heat maps (H, W) and their boxes (N, 4) as fractions.

    ``share`` of the maps with the maximum inside a box, and its 95 % interval; ``chance``: the same for a
    place drawn at random, the mean share of the image inside its boxes; ``center``: for the center.
    Without maps there are no figures.
    """
    hits, areas, centers = [], [], []
    for heat, boxes in maps:
        row, column = np.unravel_index(int(heat.argmax()), heat.shape)
        place = ((column + 0.5) / heat.shape[1], (row + 0.5) / heat.shape[0])
        hits.append(bool(heat.max() > 0) and _is_inside(place, boxes))
        areas.append(_area(boxes))
        centers.append(_is_inside((0.5, 0.5), boxes))
    if not hits:
        return {}
    interval = binomtest(sum(hits), len(hits)).proportion_ci(0.95, method="wilson")
    return {
        "images": len(hits),
        "share": float(np.mean(hits)),
        "interval": [float(interval.low), float(interval.high)],
        "chance": float(np.mean(areas)),
        "center": float(np.mean(centers)),
    }


def sentence(figures: dict[str, Any]) -> str:
    """The figures of the game in words."""
    low, high = figures["interval"]
    return (
        f"Of {figures['images']} heat maps {figures['share']:.0%} peak inside a box (95 % interval {low:.0%} "
        f"to {high:.0%}); a place at random would in {figures['chance']:.1%}, the center of the image in "
        f"{figures['center']:.1%}."
    )


def _is_inside(place: tuple[float, float], boxes: np.ndarray) -> bool:
    x, y = place
    left, top, right, bottom = boxes.T
    return bool(((left <= x) & (x <= right) & (top <= y) & (y <= bottom)).any())


def _area(boxes: np.ndarray, grid: int = 200) -> float:
    """Share of the image inside any of the boxes, which may overlap."""
    x = (np.arange(grid) + 0.5) / grid
    inside = np.zeros((grid, grid), bool)
    for left, top, right, bottom in boxes:
        inside |= np.outer((top <= x) & (x <= bottom), (left <= x) & (x <= right))
    return float(inside.mean())
