"""Stored values of one frame: raw bytes read in place, compressed ones decoded."""

from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from ml.errors import ImagingError
from ml.imaging.codecs import Samples, check_shape, decode
from ml.imaging.codestream import is_video
from ml.imaging.dicom_file import DicomFile, PixelElement, open_dicom
from ml.imaging.fast_header import open_fast
from ml.imaging.fragments import FrameFragments, frame_fragments
from ml.imaging.pixel_format import read_pixel_format, stated_frames
from ml.imaging.video import Video

_PACKED_BITS = (1, 12)  # cells that do not fill bytes: masks, and what old machines wrote (PS3.5 8.1.1)
_OPEN_FILES = 8  # headers kept: the frames of a multi-frame file are asked for one after the other


class OpenedFile:
    """A DICOM file from which several frames are read."""

    def __init__(self, file: DicomFile) -> None:
        if file.pixels is None:
            raise ImagingError("no pixel data")
        self.file = file
        self.pixels: PixelElement = file.pixels
        self.format = read_pixel_format(file)
        self._fragments: FrameFragments | None = (
            self._find_fragments() if self.pixels.is_encapsulated else None
        )

    def stored(self, frame: int) -> Samples:
        """Return the stored values of a frame: right sign, unused bits cleared.

        Raises
        ------
        ImagingError
            The frame is not there or cannot be decoded.
        """
        if self._fragments is None:
            return self._read_native(frame)
        if is_video(self.file.transfer_syntax):
            picture = self._video.frame(frame)
            check_shape(picture.shape, self.format.shape)
            return Samples(picture, "RGB", 8)
        if frame >= len(self._fragments):
            raise ImagingError(f"truncated: frame {frame + 1} is not there")
        samples = decode(self._compressed(frame), self.format, self.file.transfer_syntax)
        values = _with_sign(samples.values, samples.precision_bits, self.format.is_signed)
        return Samples(values, samples.photometric, samples.precision_bits)

    def _find_fragments(self) -> FrameFragments:
        frames = 1 if is_video(self.file.transfer_syntax) else stated_frames(self.file)
        with self.file.open_pixels() as stream:
            return frame_fragments(stream, self.pixels.offset, self.pixels.available_bytes, frames)

    @cached_property
    def _video(self) -> Video:
        return Video(self._compressed(0))

    def _compressed(self, frame: int) -> bytes:
        assert self._fragments is not None
        with self.file.open_pixels() as stream:
            pieces = []
            for fragment in self._fragments[frame]:
                stream.seek(fragment.offset)
                pieces.append(stream.read(fragment.length))
        return b"".join(pieces)

    def _read_native(self, frame: int) -> Samples:
        form = self.format
        if form.is_float:
            reals = np.frombuffer(self._frame_bytes(frame)[0], self._dtype("f")).astype(np.float32)
            return Samples(form.arrange(reals), form.photometric, 32)
        values = _with_sign(form.shift_down(self.cells(frame)), form.bits_stored, form.is_signed)
        return Samples(values, form.photometric, form.bits_stored)

    def cells(self, frame: int) -> np.ndarray:
        """Return the pixel cells of an uncompressed frame, unsigned and with all their bits.

        Raises
        ------
        ImagingError
            The frame is not there, or its cells are of an unknown size.
        """
        form = self.format
        data, first_bit = self._frame_bytes(frame)
        if form.bits_allocated in _PACKED_BITS:  # cells that follow each other without gaps
            bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
            packed = bits[first_bit : first_bit + form.frame_bits].reshape(-1, form.bits_allocated)
            places = (1 << np.arange(form.bits_allocated)).astype(np.uint16)
            return form.arrange(packed.ravel() if form.bits_allocated == 1 else packed @ places)
        if form.bits_allocated not in (8, 16, 32, 64):
            raise ImagingError(f"not supported: Bits Allocated of {form.bits_allocated}")
        values = np.frombuffer(data, self._dtype("u"))
        values = values.astype(values.dtype.newbyteorder("="), copy=False)
        is_long = form.bits_allocated == 32 and not self.file.is_little_endian
        return form.arrange(_in_smoother_word_order(values) if is_long else values)

    def _frame_bytes(self, frame: int) -> tuple[bytes, int]:
        """Return the bytes in which a frame lies, and the bit of the first one at which it starts."""
        first_bit = frame * self.format.frame_bits
        start, end = first_bit // 8, -(-(first_bit + self.format.frame_bits) // 8)
        return self._bytes_between(start, end), first_bit - 8 * start

    def _bytes_between(self, start: int, end: int) -> bytes:
        # Big endian data that is written as words has the bytes of packed cells swapped (PS3.5 8.1.1).
        swap = not self.file.is_little_endian and self.pixels.vr == "OW" and self.format.bits_allocated < 16
        first, last = (start - start % 2, end + end % 2) if swap else (start, end)
        with self.file.open_pixels() as stream:
            stream.seek(self.pixels.offset + first)
            data = stream.read(last - first)
        if len(data) < end - first:
            raise ImagingError(f"truncated: {len(data)} of {end - first} bytes of this frame are there")
        if swap:
            data = np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
        return data[start - first : start - first + end - start]

    def _dtype(self, kind: str) -> np.dtype:
        order = "<" if self.file.is_little_endian else ">"
        return np.dtype(f"{order}{kind}{self.format.bits_allocated // 8}")


def _in_smoother_word_order(values: np.ndarray) -> np.ndarray:
    """Settle which 16-bit word of big endian 32-bit values comes first: the standard and its users differ.

    PS3.5 8.1.1 has the low word first, many writers the high one. Low words taken for high ones are noise.
    """
    swapped = values << 16 | values >> 16
    as_is, other = (np.abs(np.diff(order.astype(np.float64))).sum() for order in (values, swapped))
    return swapped if other < as_is else values


def open_for_frames(path: Path) -> OpenedFile:
    """Open a file to read frames from; the last few headers are kept until their file changes.

    Raises
    ------
    ImagingError
        The file is damaged or holds no pixels.
    OSError
        The file cannot be read.
    """
    stat = path.stat()
    return _open_for_frames(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=_OPEN_FILES)
def _open_for_frames(path: Path, modified_ns: int, size_bytes: int) -> OpenedFile:
    return OpenedFile(open_fast(path) or open_dicom(path))


def _with_sign(values: np.ndarray, bits: int, is_signed: bool) -> np.ndarray:
    """Read the low ``bits`` of each value as a signed or unsigned number and drop what lies above them."""
    if values.dtype.kind == "i" and is_signed:
        return values
    width = 8 * values.dtype.itemsize
    wanted = np.dtype(f"{'i' if is_signed else 'u'}{values.dtype.itemsize}")
    unused = width - bits
    if unused == 0:
        return values.view(wanted)
    return (values << unused).view(wanted) >> unused
