"""How fast the frames of a file are to be played.

References
----------
PS3.3 C.7.6.5 (Cine).
"""

from pydicom.dataset import Dataset

from ml.imaging.attributes import attribute, numbers, real_number

_RATES = ("RecommendedDisplayFrameRate", "CineRate")  # frames per second
_SHORTEST_MS, _LONGEST_MS = 1.0, 60_000.0  # outside of these it was written in another unit


def frame_time_ms(dataset: Dataset, frame: int) -> float | None:
    """Return for how long a frame is shown before the next one, None when the header does not say.

    What the maker recommends comes before the times at which frames were taken, and those before a mere rate.
    """
    recommended, taken = (_from_rate(dataset, keyword) for keyword in _RATES)
    candidates = (recommended, _from_vector(dataset, frame), real_number(dataset, "FrameTime"), taken)
    return next((time for time in candidates if time and _SHORTEST_MS <= time <= _LONGEST_MS), None)


def _from_rate(dataset: Dataset, keyword: str) -> float | None:
    rate = real_number(dataset, keyword)
    return 1000 / rate if rate is not None and rate > 0 else None


def _from_vector(dataset: Dataset, frame: int) -> float | None:
    """Frame Time Vector has the time from the frame before to each; after the last it goes on as before."""
    vector = attribute(dataset, "FrameTimeVector")
    try:
        steps = numbers(vector, len(vector))
    except TypeError:  # absent, or one number, which says nothing
        return None
    return steps[min(frame + 1, len(steps) - 1)] if steps else None
