"""How the samples of a frame are laid out, as the header says.

References
----------
PS3.3 C.7.6.3 (Image Pixel Module), PS3.5 8.1 (Pixel and Overlay Data).
"""

from dataclasses import dataclass
from math import prod

import numpy as np

from ml.errors import ImagingError
from ml.imaging.attributes import required_number, text, whole_number
from ml.imaging.dicom_file import DicomFile

_HALVED = ("YBR_FULL_422", "YBR_PARTIAL_422")
_FLOAT_BITS = {"FloatPixelData": 32, "DoubleFloatPixelData": 64}


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """The image pixel module of a header, its small contradictions settled.

    Attributes
    ----------
    is_planar
        All samples of one colour follow each other.
    is_halved
        Two neighbouring pixels share their colour: stored as Y1 Y2 Cb Cr.
    """

    rows: int
    columns: int
    samples: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    is_signed: bool
    is_float: bool
    photometric: str
    is_planar: bool
    is_halved: bool

    @property
    def shape(self) -> tuple[int, ...]:
        return (self.rows, self.columns) if self.samples == 1 else (self.rows, self.columns, self.samples)

    @property
    def frame_bits(self) -> int:
        """Size of one uncompressed frame."""
        bits = prod(self.shape) * self.bits_allocated
        return bits * 2 // 3 if self.is_halved else bits

    def arrange(self, flat: np.ndarray, is_planar: bool | None = None) -> np.ndarray:
        """Give the samples of one frame the shape (rows, columns) or (rows, columns, samples).

        Parameters
        ----------
        is_planar
            What the encoding prescribes, where it does; None leaves it to the header.
        """
        if self.is_halved:
            return self._double_colour(flat)
        planar = self.is_planar if is_planar is None else is_planar
        if self.samples > 1 and planar:
            return np.moveaxis(flat.reshape(self.samples, self.rows, self.columns), 0, -1)
        return flat.reshape(self.shape)

    def shift_down(self, cells: np.ndarray) -> np.ndarray:
        """Move the stored bits of unsigned cells to the bottom; what lies above them stays."""
        shift = self.high_bit + 1 - self.bits_stored
        return cells >> shift if shift else cells

    def _double_colour(self, flat: np.ndarray) -> np.ndarray:
        if self.columns % 2:
            raise ImagingError(f"damaged: {self.photometric} with an odd number of columns")
        pairs = flat.reshape(self.rows, self.columns // 2, 4)
        ybr = np.empty((self.rows, self.columns // 2, 2, 3), flat.dtype)
        ybr[..., 0] = pairs[..., :2]
        ybr[..., 1:] = pairs[..., None, 2:]
        return ybr.reshape(self.shape)


def read_pixel_format(file: DicomFile) -> PixelFormat:
    """Return the layout of a file's frames.

    Raises
    ------
    ImagingError
        The header lacks what no image can do without.
    """
    dataset = file.dataset
    allocated = _bits_allocated(file)
    stored = min(whole_number(dataset, "BitsStored") or allocated, allocated)
    high_bit = whole_number(dataset, "HighBit")
    return PixelFormat(
        rows=required_number(dataset, "Rows"),
        columns=required_number(dataset, "Columns"),
        samples=whole_number(dataset, "SamplesPerPixel") or 1,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=high_bit if high_bit is not None and stored - 1 <= high_bit < allocated else stored - 1,
        is_signed=whole_number(dataset, "PixelRepresentation") == 1,
        is_float=file.pixels is not None and file.pixels.keyword in _FLOAT_BITS,
        photometric=text(dataset, "PhotometricInterpretation").upper() or "MONOCHROME2",
        is_planar=whole_number(dataset, "PlanarConfiguration") == 1,
        is_halved=_is_halved(file),
    )


def stated_frames(file: DicomFile) -> int:
    """Return Number of Frames: 1 where the header is silent, all that are there where it says no number."""
    stated = whole_number(file.dataset, "NumberOfFrames")
    if stated is None and file.pixels is not None and file.pixels.length_bytes and _says_frames(file):
        dataset = file.dataset
        pixels = required_number(dataset, "Rows") * required_number(dataset, "Columns")
        bits = pixels * (whole_number(dataset, "SamplesPerPixel") or 1) * _bits_allocated(file)
        stated = 8 * file.pixels.length_bytes // bits
    return max(1, stated or 1)


def _says_frames(file: DicomFile) -> bool:
    return "NumberOfFrames" in file.dataset and text(file.dataset, "NumberOfFrames") != ""


def _bits_allocated(file: DicomFile) -> int:
    float_bits = _FLOAT_BITS.get(file.pixels.keyword) if file.pixels else None
    return float_bits or required_number(file.dataset, "BitsAllocated")


def _is_halved(file: DicomFile) -> bool:
    """Tell whether colour is stored for every other pixel; some writers say so and store all of it."""
    dataset, pixels = file.dataset, file.pixels
    says_so = text(dataset, "PhotometricInterpretation") in _HALVED
    if not says_so or pixels is None or pixels.length_bytes is None:
        return False
    pixel_count = required_number(dataset, "Rows") * required_number(dataset, "Columns") * stated_frames(file)
    return pixels.length_bytes < 3 * pixel_count
