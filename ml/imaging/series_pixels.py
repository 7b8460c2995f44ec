"""The pixels of many frames in one block: read straight into place, or decoded by several threads.

Grey frames of 8 or 16 bits whose rescale adds one whole number, which is nearly all CT and MR, are stored
into the block as they are and shifted there. Everything else goes frame by frame through ``read_frame``.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from io import FileIO
from math import prod
from typing import TypeVar

import numpy as np
import psutil

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.modality import frame_rescale, frame_unit
from ml.imaging.read import read_frame
from ml.imaging.stored import OpenedFile, open_for_frames
from ml.imaging.values import Frame, FrameInfo
from ml.progress import Progress, no_progress

_T = TypeVar("_T")
_THREADS = max(2, os.cpu_count() or 1)
_AHEAD = 2 * _THREADS  # frames under way at once; more would only hold memory
_SPARE_BYTES = 1 << 28  # left to the rest of the machine


class _NotAlike(Exception):  # noqa: N818 (no error: another way is taken)
    """The frames cannot be stored into one block as they are."""


@dataclass(frozen=True, slots=True)
class _Storage:
    """How a frame is stored, and what is added to it."""

    dtype: np.dtype
    bits_stored: int
    high_bit: int
    intercept: int
    unit: str

    @property
    def modality_dtype(self) -> np.dtype:
        """The type of the same size for the sums; that they fit is to be checked."""
        is_unsigned = self.dtype.kind == "u" and self.intercept >= 0
        return np.dtype(f"{'u' if is_unsigned else 'i'}{self.dtype.itemsize}")


def read_pixels(frames: Sequence[FrameInfo], first: Frame, progress: Progress = no_progress) -> np.ndarray:
    """Return the modality values of grey frames of one size, (frames, rows, columns).

    The type may be smaller than that of a frame, when it holds all that is there.

    Parameters
    ----------
    first
        The first of the frames, decoded.

    Raises
    ------
    ImagingError
        A frame cannot be read, or memory does not suffice.
    Cancelled
        From ``progress``.
    """
    try:
        return _read_alike(frames, first, progress)
    except _NotAlike:
        return _read_any(frames, first, progress)


def _read_alike(frames: Sequence[FrameInfo], first: Frame, progress: Progress) -> np.ndarray:
    """Read frames that are all stored as the first is; raises _NotAlike where that is not so."""
    opened = _opened(first.info)
    storage = _storage(opened, first.info.frame)
    stored = _allocate(frames, storage.dtype)
    block = stored.view(storage.modality_dtype)
    _store(stored[0], first.info, storage)
    if not np.array_equal(block[0], first.pixels):  # more is done to it than is known here
        raise _NotAlike
    tasks = (partial(_store, slot, info, storage) for slot, info in zip(stored[1:], frames[1:], strict=True))
    # Threads only get into each other's way where nothing is decoded.
    finished = _in_order(tasks) if opened.pixels.is_encapsulated else (task() for task in tasks)
    for done, _ in enumerate(finished, start=2):
        progress(done, len(frames), "reading the series")
    return block


def _read_any(frames: Sequence[FrameInfo], first: Frame, progress: Progress) -> np.ndarray:
    block = _allocate(frames, first.pixels.dtype)
    for index, frame in enumerate(_in_order(partial(read_frame, info) for info in frames)):
        pixels = frame.pixels
        if pixels.shape != block.shape[1:]:
            raise ImagingError(f"{frame.info.path.name}: its frame has not the size that its header says")
        if frame.unit != first.unit:
            raise ImagingError("no volume: the values of its frames have different units")
        if not np.can_cast(pixels.dtype, block.dtype, "safe"):
            block = block.astype(np.promote_types(pixels.dtype, block.dtype))
        block[index] = pixels
        progress(index + 1, len(frames), "reading the series")
    return block


def _in_order(tasks: Iterable[Callable[[], _T]]) -> Iterator[_T]:
    """Run tasks in threads; yield their results in order, and start no more than are soon wanted."""
    running: deque[Future[_T]] = deque()
    with ThreadPoolExecutor(_THREADS) as executor:
        try:
            for task in tasks:
                running.append(executor.submit(task))
                if len(running) > _AHEAD:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()


def _allocate(frames: Sequence[FrameInfo], dtype: np.dtype) -> np.ndarray:
    shape = (len(frames), frames[0].rows, frames[0].columns)
    needed, free = prod(shape) * dtype.itemsize, psutil.virtual_memory().available
    if needed > free - _SPARE_BYTES:
        raise ImagingError(
            f"too large: the series takes {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free"
        )
    return np.empty(shape, dtype)


def _opened(info: FrameInfo) -> OpenedFile:
    try:
        with damage_named("this file"):
            return open_for_frames(info.path)
    except (ImagingError, OSError) as error:  # an ordinary image, or damage that read_frame will name
        raise _NotAlike from error


def _storage(opened: OpenedFile, frame: int) -> _Storage:
    form, dataset = opened.format, opened.file.dataset
    is_grey = form.samples == 1 and form.photometric in ("MONOCHROME1", "MONOCHROME2")
    rescale = frame_rescale(dataset, frame)
    is_shift = rescale.slope == 1 and rescale.is_whole and "ModalityLUTSequence" not in dataset
    if not is_grey or not is_shift or form.is_float or form.bits_allocated not in (8, 16):
        raise _NotAlike
    dtype = np.dtype(f"{'i' if form.is_signed else 'u'}{form.bits_allocated // 8}")
    if dtype.itemsize == 1 and (form.is_signed or rescale.intercept != 0):
        raise _NotAlike
    return _Storage(
        dtype, form.bits_stored, form.high_bit, int(rescale.intercept), frame_unit(dataset, frame)
    )


def _store(slot: np.ndarray, info: FrameInfo, storage: _Storage) -> None:
    """Read one frame into its place as modality values of the same size."""
    opened = _opened(info)
    if _storage(opened, info.frame) != storage or opened.format.shape != slot.shape:
        raise _NotAlike
    if not _read_in_place(slot, opened, info.frame):
        _decode_into(slot, opened, info.frame)
    if storage.intercept:
        _shift(slot, storage)


def _read_in_place(slot: np.ndarray, opened: OpenedFile, frame: int) -> bool:
    """Read an uncompressed frame; False when it is another."""
    file, pixels, form = opened.file, opened.pixels, opened.format
    is_swapped = not file.is_little_endian
    if pixels.is_encapsulated or pixels.inflated is not None or (is_swapped and slot.itemsize == 1):
        return False
    with FileIO(file.path) as stream:
        stream.seek(pixels.offset + frame * slot.nbytes)
        if stream.readinto(slot.data) != slot.nbytes:
            raise _NotAlike
    if is_swapped == (sys.byteorder == "little"):
        slot.byteswap(inplace=True)
    bits, above = slot.view(f"u{slot.itemsize}"), 8 * slot.itemsize - form.bits_stored
    if form.high_bit + 1 > form.bits_stored:
        bits >>= form.high_bit + 1 - form.bits_stored
    if above:  # clears what lies above the bits that count, or fills it with their sign
        bits <<= above
        slot >>= above
    return True


def _decode_into(slot: np.ndarray, opened: OpenedFile, frame: int) -> None:
    try:
        with damage_named("this frame"):
            values = opened.stored(frame).values
    except (ImagingError, OSError) as error:
        raise _NotAlike from error
    if values.shape != slot.shape or not np.can_cast(values.dtype, slot.dtype, "safe"):
        raise _NotAlike
    slot[...] = values


def _shift(slot: np.ndarray, storage: _Storage) -> None:
    """Add the intercept in place; raises _NotAlike when a sum does not fit."""
    possible, limits, intercept = np.iinfo(slot.dtype), np.iinfo(storage.modality_dtype), storage.intercept
    low = possible.min if possible.min + intercept >= limits.min else int(slot.min())
    high = possible.max if possible.max + intercept <= limits.max else int(slot.max())
    if not limits.min <= min(low + intercept, intercept) <= max(high + intercept, intercept) <= limits.max:
        raise _NotAlike
    sums = slot.view(storage.modality_dtype)
    sums += sums.dtype.type(intercept)
