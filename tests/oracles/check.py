"""One file: what we make of it, beside what the other programs make of it."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from pydicom.pixels.processing import convert_color_space

from ml.errors import ImagingError
from ml.imaging import default_window, read_frame, to_display
from ml.imaging.attributes import text
from ml.imaging.dicom_file import DicomFile, open_dicom
from ml.imaging.header import dicom_record
from ml.imaging.stored import open_for_frames
from ml.imaging.values import FrameInfo
from tests.oracles.known import TWINS
from tests.oracles.reference import displayed, stored_values
from tests.oracles.uncompressed import uncompressed

_WITH_LOSS = ("Baseline", "Extended", "Progression", "Spectral", "JPEG 2000", "JPEG XL")


class Verdict(StrEnum):
    """How a file came out."""

    OPENED = "opened"  # its values and its picture are those of another program
    REFUSED = "refused"  # and no other program can read it either
    NO_IMAGE = "no image"  # a report, a plan: named, not shown
    WRONG = "wrong"
    UNCHECKED = "unchecked"  # opened, and no other program reads it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file; ``detail`` says why it was refused, or which program sees something else."""

    path: Path
    syntax: str
    modality: str
    verdict: Verdict
    detail: str = ""
    oracle: str = ""
    frames: int = 0
    pictures: int = 0


class Disagreement(Exception):  # noqa: N818
    """Another program sees something else."""


def check(path: Path) -> Outcome:
    """Compare one file with the other programs."""
    try:
        file = open_dicom(path)
    except ImagingError as error:
        return Outcome(path, "-", "-", Verdict.REFUSED, str(error))
    about = (path, file.transfer_syntax_name, text(file.dataset, "Modality") or "-")
    with tempfile.TemporaryDirectory() as folder:
        try:
            record = dicom_record(path)
            for info in record.frames:
                read_frame(info)
        except ImagingError as error:
            readable = [name for name, _ in _readings(file, Path(folder))]
            verdict = Verdict.WRONG if readable else Verdict.REFUSED
            return Outcome(*about, verdict, str(error).removeprefix(f"{path.name}: "), "/".join(readable))
        if record.other is not None:
            return Outcome(*about, Verdict.NO_IMAGE, record.other.name)
        return _compared(about, file, record.frames, Path(folder))


def _compared(
    about: tuple[Path, str, str], file: DicomFile, frames: tuple[FrameInfo, ...], folder: Path
) -> Outcome:
    reasons = []
    for name, target in _readings(file, folder):
        try:
            _compare_stored(frames, target, about)
            pictures = _compare_pictures(frames, target, folder, max(1, _tolerance(*about[:2])))
        except Disagreement as difference:
            reasons.append(f"{name}: {difference}")
            continue
        return Outcome(*about, Verdict.OPENED, "; ".join(reasons), name, len(frames), pictures)
    verdict = Verdict.WRONG if reasons else Verdict.UNCHECKED
    return Outcome(*about, verdict, "; ".join(reasons), frames=len(frames))


def _readings(file: DicomFile, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the uncompressed versions that hold pixels."""
    source = file
    if file.path.name in TWINS:
        source = open_dicom(file.path.with_name(TWINS[file.path.name].name))
    for name, target in uncompressed(source.path, source.transfer_syntax, folder):
        with contextlib.suppress(Exception):
            if stored_values(target)[0].size:
                yield name, target


def _compare_stored(frames: tuple[FrameInfo, ...], target: Path, about: tuple[Path, str, str]) -> None:
    theirs, photometric = stored_values(target)
    if len(theirs) != len(frames):
        raise Disagreement(f"{len(theirs)} frames, we see {len(frames)}")
    tolerance = _tolerance(*about[:2])
    for info, values in zip(frames, theirs, strict=True):
        samples = open_for_frames(info.path).stored(info.frame)
        ours, expected = samples.values, values
        if ours.ndim == 3 and samples.photometric != photometric:
            ours, expected = _as_rgb(ours, samples.photometric), _as_rgb(values, photometric)
        _must_agree(ours, expected, tolerance, f"stored values of frame {info.frame + 1}")


def _tolerance(path: Path, syntax: str) -> int:
    if path.name in TWINS:
        return TWINS[path.name].tolerance
    return int(any(word in syntax for word in _WITH_LOSS) and "Lossless" not in syntax)


def _as_rgb(values: np.ndarray, photometric: str) -> np.ndarray:
    is_ybr = photometric in ("YBR_FULL", "YBR_FULL_422")
    return convert_color_space(values, photometric, "RGB") if is_ybr else values


def _compare_pictures(frames: tuple[FrameInfo, ...], target: Path, folder: Path, tolerance: int) -> int:
    """Return how many pictures were compared: first, middle and last frame, in every window."""
    compared = 0
    for index in sorted({0, len(frames) // 2, len(frames) - 1}):
        frame = read_frame(frames[index])
        for window in (None,) if frame.is_colour else frame.windows or (default_window(frame),):
            theirs = displayed(target, frame, window, folder)
            if theirs is None:
                continue
            _must_agree(to_display(frame, window), theirs, tolerance, f"picture of frame {index + 1}")
            compared += 1
    return compared


def _must_agree(ours: np.ndarray, theirs: np.ndarray, tolerance: float, what: str) -> None:
    if ours.shape != theirs.shape:
        raise Disagreement(f"{what}: {ours.shape}, theirs {theirs.shape}")
    difference = np.abs(ours.astype(np.float64) - theirs.astype(np.float64))
    if ours.dtype == np.float32:  # as which all real numbers are kept
        tolerance = 1e-6 * np.abs(theirs).max()
    if difference.max() > tolerance:
        share = 100 * (difference > tolerance).mean()
        raise Disagreement(f"{what}: differ by up to {difference.max():g} in {share:.3g} % of the pixels")
