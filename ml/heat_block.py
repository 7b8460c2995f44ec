"""The heat maps of a series as one block of voxels, for planes through it in any direction."""

from typing import Protocol

import numpy as np

from ml.errors import ImagingError
from ml.imaging import read_frame
from ml.imaging.values import Frame, Series
from ml.imaging.volume import Volume
from ml.progress import Progress, no_progress
from ml.results import HeatMap, Method, Prediction, Verdict


class Explainer(Protocol):
    """What is needed of a classifier."""

    def predict(self, frame: Frame) -> Prediction: ...
    def explain(self, frame: Frame, class_name: str, method: Method = ...) -> HeatMap: ...


def heat_block(
    explainer: Explainer,
    series: Series,
    volume: Volume,
    class_name: str,
    *,
    method: Method = Method.GRAD_CAM,
    progress: Progress = no_progress,
) -> Volume:
    """Make the maps of a class for all slices and lay them on the grid of the volume that the series makes.

    Parameters
    ----------
    volume
        What :func:`ml.imaging.read_volume` gives for the same series.

    Returns
    -------
    float32 voxels on the same grid: evidence before each map was scaled to 1, so that slices can be compared;
    NaN on slices that were not evaluated, which is not the same as no evidence.

    Raises
    ------
    ImagingError
        The volume is not that of the series.
    Cancelled
        From ``progress``.
    """
    if len(series.frames) != len(volume.voxels):
        raise ImagingError("the volume is not that of the series")
    voxels = np.full(volume.voxels.shape, np.nan, np.float32)
    for index, info in enumerate(series.frames):
        progress(index, len(series.frames), "heat maps")
        frame = read_frame(info)
        if explainer.predict(frame).verdict is not Verdict.NOT_EVALUATED:
            heat = explainer.explain(frame, class_name, method)
            voxels[index] = heat.values * max(heat.peak, 0.0)
    progress(len(series.frames), len(series.frames), "heat maps")
    voxels.flags.writeable = False
    return Volume(voxels, volume.origin_mm, volume.direction, volume.spacing_mm)
