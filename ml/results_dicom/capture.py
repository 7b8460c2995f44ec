"""A frame with its heat map and the answer in writing -> a colour picture that any viewer shows.

References
----------
PS3.3 A.8.1 (Secondary Capture Image IOD), C.7.6.1 (General Image), C.12.4 (references).
"""

import math
from collections.abc import Iterator, Sequence

import highdicom as hd
import numpy as np
from highdicom import sc, sr
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.uid import ExplicitVRLittleEndian

from ml.imaging.attributes import attribute, text
from ml.imaging.values import SpacingKind
from ml.overlay import blend
from ml.results import HeatMap, Prediction, Verdict
from ml.results_dicom.maker import NOTICE, PROGRAM, Maker, new_uid
from ml.results_dicom.source import UTF_8, Source, body_part_of

_LEAST_COLUMNS = 256  # below, the writing would not fit
_LINES = 8  # below each picture, so that those of a series are of one size
_MARGIN_PX = 4
_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))  # where x, y, z grow to, and from
_LOSSY = ("LossyImageCompression", "LossyImageCompressionRatio", "LossyImageCompressionMethod")


def make_capture(
    source: Source, picture: np.ndarray, scale: int, series_arguments: dict, number: int
) -> sc.SCImage:
    """Make the ``number``-th picture of a series.

    Parameters
    ----------
    picture
        uint8 (H, W, 3) RGB.
    scale
        How many pixels of the picture lie along one of the source.
    """
    header = source.header
    arguments = {**series_arguments, "sop_instance_uid": new_uid(), "instance_number": number}
    del arguments["content_date"], arguments["content_time"]
    spacing = source.info.spacing
    is_usable = spacing is not None and spacing.kind in (SpacingKind.PATIENT, SpacingKind.CALIBRATED)
    capture = sc.SCImage(
        pixel_array=picture,
        photometric_interpretation="RGB",
        bits_allocated=8,
        coordinate_system=hd.CoordinateSystemNames.PATIENT,
        study_instance_uid=header.StudyInstanceUID,
        patient_orientation=("L", "P"),
        pixel_spacing=(spacing.row_mm / scale, spacing.column_mm / scale) if spacing and is_usable else None,
        transfer_syntax_uid=ExplicitVRLittleEndian,
        specific_character_set=UTF_8,
        **arguments,
    )
    capture.copy_patient_and_study_information(header)
    capture.update(body_part_of(header))
    capture.PatientOrientation = _directions(source.info.orientation)
    _tell_origin(capture, source)
    return capture


def captioned(display: np.ndarray, heat_map: HeatMap | None, lines: Sequence[str]) -> tuple[np.ndarray, int]:
    """Lay the map over a display image and write below it.

    Returns
    -------
    tuple[np.ndarray, int]
        uint8 (H, W, 3) RGB; by which whole number it is larger than the display image.
    """
    values = np.zeros(display.shape[:2], np.float32) if heat_map is None else heat_map.values
    picture = blend(display, values)
    scale = -(-_LEAST_COLUMNS // picture.shape[1])
    picture = picture.repeat(scale, axis=0).repeat(scale, axis=1)
    return np.vstack([picture, _written(lines, picture.shape[1])]), scale


def caption(prediction: Prediction, heat_map: HeatMap | None, maker: Maker) -> list[str]:
    """Return what is written below a picture, most important first."""
    card = maker.card
    answer = {Verdict.NOT_EVALUATED: "Not evaluated", Verdict.INDETERMINATE: "Indeterminate"}.get(
        prediction.verdict, ""
    )
    if answer:
        answer = f"{answer}: {prediction.reason}"
    elif prediction.top_class is not None:
        share = prediction.probabilities[prediction.top_class]
        answer = f"{card.title_of(prediction.top_class)}: {share:.1%} ({prediction.verdict.value})"
    lines = [NOTICE, answer]
    if heat_map is not None:
        map_of = f"{heat_map.method} for {card.title_of(heat_map.class_name)}"
        found = f"peak {heat_map.peak:.3g}" if heat_map.peak > 0 else "no positive evidence"
        lines.append(f"{map_of}, {found}: where the network looked, not where a lesion is")
    return [*lines, f"{card.title} ({maker.software[1]}), {maker.software[0]}"]


def _written(lines: Sequence[str], columns: int) -> np.ndarray:
    """White on black, (H, columns, 3); what does not fit is cut off."""
    size_px = max(10.5, columns / 36)
    font, height = ImageFont.load_default(size=size_px), math.ceil(1.25 * size_px)
    wrapped = [part for line in lines for part in _wrapped(line, font, columns - 2 * _MARGIN_PX)]
    strip = Image.new("RGB", (columns, height * _LINES + 2 * _MARGIN_PX))
    draw = ImageDraw.Draw(strip)
    for number, line in enumerate(wrapped[:_LINES]):
        draw.text((_MARGIN_PX, _MARGIN_PX + number * height), line, font=font, fill="white")
    return np.asarray(strip)


def _wrapped(line: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width_px: int) -> Iterator[str]:
    current = ""
    for word in line.split():
        longer = f"{current} {word}".strip()
        if current and font.getlength(longer) > width_px:
            yield current
            longer = word
        current = longer
    yield current


def _directions(orientation: Sequence[float] | None) -> list[str]:
    """Patient Orientation: where rows and columns lead; empty when unknown."""
    if orientation is None:
        return []
    return [_direction(orientation[:3]), _direction(orientation[3:])]


def _direction(axis: Sequence[float]) -> str:
    largest = int(np.argmax(np.abs(axis)))
    return _LETTERS[largest][axis[largest] < 0]


def _tell_origin(capture: Dataset, source: Source) -> None:
    capture.ImageType = ["DERIVED", "SECONDARY"]
    capture.BurnedInAnnotation = "YES"
    capture.DerivationDescription = f"Heat map of a classifier laid over the image by {PROGRAM}. {NOTICE}"
    reference = source.reference
    reference.PurposeOfReferenceCodeSequence = [
        sr.CodedConcept.from_code(codes.DCM.SourceImageForImageProcessingOperation)
    ]
    capture.SourceImageSequence = [reference]
    if text(source.header, "LossyImageCompression") == "01":
        for keyword in _LOSSY:
            value = attribute(source.header, keyword)
            if value is not None:
                setattr(capture, keyword, value)
