"""One frame of a DICOM file as modality values or colour."""

from dataclasses import replace

import numpy as np
from pydicom.dataset import Dataset

from ml.imaging.attributes import text, whole_number
from ml.imaging.codecs import Samples
from ml.imaging.colour import is_colour, to_rgb
from ml.imaging.damage import damage_named
from ml.imaging.modality import frame_unit, modality_padding, to_modality
from ml.imaging.overlays import frame_overlays
from ml.imaging.stored import OpenedFile, open_for_frames
from ml.imaging.suv import Suv, suv_of
from ml.imaging.values import Frame, FrameInfo, VoiFunction, Window
from ml.imaging.voi import frame_windows, scaled_window


def read_dicom_frame(info: FrameInfo) -> Frame:
    """Decode one frame.

    Raises
    ------
    ImagingError
        The frame is damaged, missing, or encoded in a way that cannot be decoded. The text names no file.
    OSError
        The file cannot be read.
    """
    with damage_named("this frame"):
        return _read(open_for_frames(info.path), info)


def _read(opened: OpenedFile, info: FrameInfo) -> Frame:
    dataset, form = opened.file.dataset, opened.format
    samples = opened.stored(info.frame)
    colour = is_colour(samples)
    pixels = to_rgb(samples, dataset) if colour else to_modality(samples, dataset, info.frame)
    pixels.flags.writeable = False
    padding = modality_padding(dataset, info.frame, form.is_signed, form.bits_allocated)
    frame = Frame(
        info=info,
        pixels=pixels,
        unit="" if colour else frame_unit(dataset, info.frame),
        windows=() if colour else _windows(samples, dataset, info.frame, pixels),
        inverted=not colour and _is_inverted(dataset, form.photometric),
        padding=padding[0] if padding else None,
        padding_limit=padding[1] if len(padding) > 1 else None,
        modality=text(dataset, "Modality"),
        body_part=text(dataset, "BodyPartExamined"),
        photometric=form.photometric,
        overlays=frame_overlays(opened, info.frame),
    )
    return frame if frame.modality != "PT" or colour else _as_suv(frame, suv_of(dataset))


def _as_suv(frame: Frame, suv: Suv) -> Frame:
    if suv.factor is None:
        return replace(frame, notes=(suv.reason,))
    factor = np.float32(suv.factor)
    pixels = frame.pixels * factor
    pixels.flags.writeable = False

    def scaled(value: float | None) -> float | None:  # just as the pixels are, to stay equal to them
        return None if value is None else float(np.float32(value) * factor)

    return replace(
        frame,
        pixels=pixels,
        unit="SUV",
        windows=tuple(scaled_window(window, suv.factor) for window in frame.windows),
        padding=scaled(frame.padding),
        padding_limit=scaled(frame.padding_limit),
    )


def _is_inverted(dataset: Dataset, photometric: str) -> bool:
    """Tell whether low values are bright: Presentation LUT Shape, where there is one, has the last word."""
    shape = text(dataset, "PresentationLUTShape")
    return shape == "INVERSE" if shape in ("IDENTITY", "INVERSE") else photometric == "MONOCHROME1"


def _windows(samples: Samples, dataset: Dataset, frame: int, pixels: np.ndarray) -> tuple[Window, ...]:
    windows = frame_windows(dataset, frame, is_signed=pixels.dtype.kind != "u")
    is_mask = samples.precision_bits == 1 or text(dataset, "Modality") == "SEG"
    return windows or ((_mask_window(dataset),) if is_mask else ())


def _mask_window(dataset: Dataset) -> Window:
    """Return a window from no segment (black) to a full or the last one (white); files bring none."""
    top = whole_number(dataset, "MaximumFractionalValue") or 1
    if text(dataset, "SegmentationType") == "LABELMAP":
        segments = dataset.get("SegmentSequence") or []
        top = max([whole_number(segment, "SegmentNumber") or 1 for segment in segments], default=1)
    return Window(top / 2, top, name="mask", function=VoiFunction.LINEAR_EXACT)
