"""The drawings of one bit that a file lays over its frames.

References
----------
PS3.3 C.9.2 (Overlay Plane), C.9.3 (Multi-frame Overlay); PS3.5 8.1.2 (overlay bits inside of pixel cells).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.pixel_format import PixelFormat
from ml.imaging.stored import OpenedFile
from ml.imaging.values import OverlayPlane

_GROUPS = range(0x6000, 0x6020, 2)
_FRAMES, _ROWS, _COLUMNS, _DESCRIPTION, _TYPE = 0x0015, 0x0010, 0x0011, 0x0022, 0x0040
_ORIGIN, _FRAME_ORIGIN, _BITS, _BIT, _LABEL, _DATA = 0x0050, 0x0051, 0x0100, 0x0102, 0x1500, 0x3000


def frame_overlays(opened: OpenedFile, frame: int) -> tuple[OverlayPlane, ...]:
    """Return the overlays of a frame; those that are damaged or lie wholly outside of it are left out."""
    dataset = opened.file.dataset
    planes = (_plane(opened, frame, group) for group in _GROUPS if group << 16 | _ROWS in dataset)
    return tuple(plane for plane in planes if plane is not None)


def _plane(opened: OpenedFile, frame: int, group: int) -> OverlayPlane | None:
    dataset = opened.file.dataset
    try:
        drawn = _drawn(opened, frame, group)
    except (IndexError, TypeError, ValueError):
        return None
    if drawn is None:
        return None
    label = _value(dataset, group, _LABEL) or _value(dataset, group, _DESCRIPTION) or ""
    origin = [int(number) - 1 for number in _value(dataset, group, _ORIGIN) or (1, 1)]
    return OverlayPlane(
        _placed(drawn, origin, opened.format), str(label).strip(), _value(dataset, group, _TYPE) == "R"
    )


def _drawn(opened: OpenedFile, frame: int, group: int) -> np.ndarray | None:
    """Return the bits of an overlay on their own grid, None where it has none for this frame."""
    dataset = opened.file.dataset
    data = _value(dataset, group, _DATA)
    if not data:
        return _embedded(opened, frame, group)
    rows, columns = (int(_value(dataset, group, element)) for element in (_ROWS, _COLUMNS))
    frames, first = _value(dataset, group, _FRAMES), _value(dataset, group, _FRAME_ORIGIN)
    # One overlay without a frame of its own lies over all of them.
    index = 0 if frames is None and first is None else frame - int(first or 1) + 1
    if not 0 <= index < int(frames or 1):
        return None
    start = index * rows * columns
    bits = np.unpackbits(np.frombuffer(_little_endian(data, opened), np.uint8), bitorder="little")
    return bits[start : start + rows * columns].reshape(rows, columns).astype(bool)


def _embedded(opened: OpenedFile, frame: int, group: int) -> np.ndarray | None:
    form, bit = opened.format, _value(opened.file.dataset, group, _BIT)
    if _value(opened.file.dataset, group, _BITS) != form.bits_allocated or opened.pixels.is_encapsulated:
        return None
    unused = {*range(form.bits_allocated)} - {*range(form.high_bit + 1 - form.bits_stored, form.high_bit + 1)}
    if form.samples > 1 or bit not in unused:
        return None
    return (opened.cells(frame) >> bit & 1).astype(bool)


def _little_endian(data: bytes, opened: OpenedFile) -> bytes:
    """Overlay data are words in either byte order; their bits count from the lowest."""
    if opened.file.is_little_endian:
        return data
    return np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()


def _placed(drawn: np.ndarray, origin: list[int], form: PixelFormat) -> np.ndarray:
    """Put an overlay where it belongs on the frame and cut off what lies outside."""
    pixels = np.zeros((form.rows, form.columns), bool)
    target, source = zip(
        *(_overlap(start, *sizes) for start, *sizes in zip(origin, drawn.shape, pixels.shape, strict=True)),
        strict=True,
    )
    pixels[target] = drawn[source]
    pixels.flags.writeable = False
    return pixels


def _overlap(start: int, length: int, limit: int) -> Iterator[slice]:
    """Yield the part of the frame, then the part of the overlay, that lie on each other."""
    first, last = max(0, start), max(0, min(limit, start + length))
    yield slice(min(first, last), last)
    yield slice(min(first, last) - start, last - start) if last > first else slice(0, 0)


def _value(dataset: Dataset, group: int, element: int) -> Any:
    found = dataset.get(group << 16 | element)
    return None if found is None or found.value in (None, "", b"") else found.value
