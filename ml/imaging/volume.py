"""The frames of a series as one block of voxels on a regular grid in the patient.

References
----------
PS3.3 C.7.6.2 (Image Plane Module). Origin, direction and spacing follow the conventions of ITK and SimpleITK:
patient coordinates are LPS, index axes are (column, row, slice).
"""

from dataclasses import dataclass

import numpy as np

from ml.errors import ImagingError
from ml.imaging.geometry import slice_normal
from ml.imaging.read import read_frame
from ml.imaging.series_pixels import read_pixels
from ml.imaging.values import FrameInfo, Series, Spacing, SpacingKind
from ml.progress import Progress, no_progress

_SAME_COSINE = 1e-3
_SAME_SPACING = 1e-3  # share
_OFF_HEIGHT = 0.1  # how far a slice may lie from its place in the grid: share of the distance of slices
_OFF_ASIDE = 0.25  # likewise within its plane: share of a pixel


@dataclass(frozen=True, slots=True, eq=False)
class Volume:
    """A block of modality values and where it lies.

    Attributes
    ----------
    voxels
        (slices, rows, columns), contiguous, read-only.
    origin_mm
        Center of ``voxels[0, 0, 0]`` in patient coordinates (x, y, z).
    direction
        (3, 3) orthonormal float64; column *i* is where index axis *i* points to. Read-only.
    spacing_mm
        Distance between columns, between rows, and between slices: index axes (x, y, z).
    unit
        "HU", ... or "".
    padding, padding_limit
        Modality value that marks "no pixel", and the other end where a range of values does; or None.
    """

    voxels: np.ndarray
    origin_mm: tuple[float, float, float]
    direction: np.ndarray
    spacing_mm: tuple[float, float, float]
    unit: str = ""
    padding: float | None = None
    padding_limit: float | None = None

    @property
    def affine(self) -> np.ndarray:
        """(4, 4): homogeneous index (column, row, slice) -> patient coordinates, mm."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.direction * self.spacing_mm
        matrix[:3, 3] = self.origin_mm
        return matrix

    def to_patient(self, index: np.ndarray) -> np.ndarray:
        """Map (..., 3) indices (column, row, slice), fractions allowed, to patient coordinates, mm."""
        return np.asarray(index, float) * self.spacing_mm @ self.direction.T + self.origin_mm

    def to_index(self, point_mm: np.ndarray) -> np.ndarray:
        """Map (..., 3) patient coordinates to indices (column, row, slice), fractions and all."""
        return (np.asarray(point_mm, float) - self.origin_mm) @ self.direction / self.spacing_mm


def read_volume(series: Series, progress: Progress = no_progress) -> Volume:
    """Read all frames of a series into one block.

    Raises
    ------
    ImagingError
        The frames make no regular grid (the text says why), one cannot be read, or memory does not suffice.
    Cancelled
        From ``progress``.
    """
    frames = series.frames
    origin, direction, spacing = _grid(frames)
    first = read_frame(frames[0])
    if first.is_colour:
        raise ImagingError("no volume: the frames are in colour")
    voxels = read_pixels(frames, first, progress)
    for array in (voxels, direction):
        array.flags.writeable = False
    return Volume(voxels, origin, direction, spacing, first.unit, first.padding, first.padding_limit)


def _grid(
    frames: tuple[FrameInfo, ...],
) -> tuple[tuple[float, float, float], np.ndarray, tuple[float, float, float]]:
    """Return origin, direction and spacing of the grid that frames in display order lie on."""
    spacing, direction = _common_spacing(frames), _common_direction(frames)
    if len(frames) < 2:
        raise ImagingError("no volume: one slice is none")
    positions = np.array([frame.position_mm for frame in frames], float)
    heights = (positions - positions[0]) @ direction[:, 2]
    distances = np.diff(heights)
    if (distances <= 0).any():
        raise ImagingError(
            "no volume: several frames lie at the same place, or they are not in order of place"
        )
    distance = heights[-1] / (len(frames) - 1)
    if np.abs(heights - distance * np.arange(len(frames))).max() > _OFF_HEIGHT * distance:
        low, high = distances.min(), distances.max()
        raise ImagingError(f"no volume: its slices are {low:.2f} to {high:.2f} mm apart")
    aside = positions - positions[0] - np.outer(heights, direction[:, 2])
    shift = float(np.linalg.norm(aside, axis=1).max())
    if shift > _OFF_ASIDE * min(spacing.row_mm, spacing.column_mm):
        raise ImagingError(
            f"no volume: its slices are shifted sideways, by up to {shift:.1f} mm (gantry tilt?)"
        )
    x, y, z = positions[0].tolist()
    return (x, y, z), direction, (spacing.column_mm, spacing.row_mm, float(distance))


def _common_spacing(frames: tuple[FrameInfo, ...]) -> Spacing:
    if len({(frame.rows, frame.columns) for frame in frames}) > 1:
        raise ImagingError("no volume: the frames have different sizes")
    first = frames[0].spacing
    if first is None or first.kind is not SpacingKind.PATIENT:
        raise ImagingError("no volume: the pixel spacing in the patient is not known")
    pairs = [(frame.spacing.row_mm, frame.spacing.column_mm) for frame in frames if frame.spacing]
    if len(pairs) < len(frames) or not np.allclose(pairs, pairs[0], rtol=_SAME_SPACING, atol=0):
        raise ImagingError("no volume: the frames have different pixel spacings")
    return first


def _common_direction(frames: tuple[FrameInfo, ...]) -> np.ndarray:
    """Return (3, 3): in its columns the unit vectors along a row, along a column, and the slice normal."""
    first = frames[0].orientation
    if first is None or any(frame.orientation is None or frame.position_mm is None for frame in frames):
        raise ImagingError("no volume: the header does not say where the frames lie")
    orientations = np.array([frame.orientation for frame in frames], float)
    if np.abs(orientations - orientations[0]).max() > _SAME_COSINE:
        raise ImagingError("no volume: the frames lie in different directions")
    along_row, normal = np.array(first[:3]) / np.linalg.norm(first[:3]), slice_normal(first)
    return np.column_stack([along_row, np.cross(normal, along_row), normal])
