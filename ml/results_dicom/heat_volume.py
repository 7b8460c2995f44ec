"""The heat maps of a series -> a parametric map that lies in the patient as the series does.

References
----------
PS3.3 A.75 (Parametric Map IOD), C.7.6.24 (Floating Point Image Pixel).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from highdicom import VOILUTTransformation, pm
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes

from ml.errors import ImagingError
from ml.imaging.attributes import real_number, text
from ml.imaging.geometry import slice_normal
from ml.imaging.values import SpacingKind
from ml.results import HeatMap, Prediction, Verdict
from ml.results_dicom.maker import NOTICE, Maker
from ml.results_dicom.source import UTF_8, Source, body_part_of

NOTHING = -1.0  # of pixels in frames that were not evaluated: not the same as no evidence
_TOLERANCE = 1e-3  # between direction cosines of frames that are parallel
_LARGEST_BYTES = 2 << 30


class HeatVolume:
    """Collects the heat maps of one class, frame by frame.

    Attributes
    ----------
    class_name
        The class that most frames are positive for; where none is, the one that most were answered with.
    values
        float32 (frames, rows, columns): evidence before each map was scaled to 1, so that slices can be
        compared; :data:`NOTHING` where there is none.

    Raises
    ------
    ImagingError
        The series has no geometry that a parametric map could have, or nothing was evaluated.
    """

    def __init__(self, sources: Sequence[Source], predictions: Sequence[Prediction]) -> None:
        self.class_name = _class_of(predictions)
        self._headers = _headers_in_space(sources)
        info = sources[0].info
        shape = (len(sources), info.rows, info.columns)
        if 4 * np.prod(shape, dtype=np.int64) > _LARGEST_BYTES:
            raise ImagingError("its heat maps need more than 2 GiB")
        self.values = np.full(shape, NOTHING, np.float32)
        # Frames of one file come in the file's order, which is that of the positions that are copied.
        one_file = len(self._headers) == 1
        self._places = [source.info.frame if one_file else place for place, source in enumerate(sources)]

    def add(self, index: int, heat_map: HeatMap) -> None:
        """Take the map of the ``index``-th frame of the series."""
        self.values[self._places[index]] = heat_map.values * max(heat_map.peak, 0.0)

    def to_dicom(self, maker: Maker, series_number: int) -> pm.ParametricMap:
        """Make the object."""
        title = maker.card.title_of(self.class_name)
        peak = max(float(self.values.max()), 1e-6)
        mapping = pm.RealWorldValueMapping(
            lut_label="EVIDENCE",
            lut_explanation="Grad-CAM evidence; -1: not evaluated",
            unit=codes.UCUM.NoUnits,
            value_range=(NOTHING, peak),
            quantity_definition=codes.DCM.Saliency,
        )
        made = pm.ParametricMap(
            source_images=self._headers,
            pixel_array=self.values,
            device_serial_number=maker.model_version,
            contains_recognizable_visual_features=False,
            real_world_value_mappings=[mapping],
            voi_lut_transformations=[VOILUTTransformation(peak / 2, peak, voi_lut_function="LINEAR_EXACT")],
            content_label="HEAT_MAP",
            content_description=f"{title}: {NOTICE}"[:64],
            specific_character_set=UTF_8,
            **maker.object_arguments(series_number, "map"),
        )
        made.FloatPixelPaddingValue = made.FloatPixelPaddingRangeLimit = NOTHING
        made.update(body_part_of(self._headers[0]))
        return made


def _class_of(predictions: Sequence[Prediction]) -> str:
    for wanted in ((Verdict.POSITIVE,), (Verdict.INDETERMINATE, Verdict.NEGATIVE)):
        found = Counter(item.top_class for item in predictions if item.verdict in wanted and item.top_class)
        if found:
            return found.most_common(1)[0][0]
    raise ImagingError("no frame was evaluated")


def _headers_in_space(sources: Sequence[Source]) -> list[Dataset]:
    """Return the headers that positions are taken from, one per file.

    Raises
    ------
    ImagingError
        Says what is missing.
    """
    infos = [source.info for source in sources]
    headers = list({id(source.header): source.header for source in sources}.values())
    if not all(text(header, "FrameOfReferenceUID") for header in headers):
        raise ImagingError("it has no Frame of Reference UID")
    is_placed = all(
        info.position_mm and info.orientation and info.spacing and info.spacing.kind is SpacingKind.PATIENT
        for info in infos
    )
    if not is_placed:
        raise ImagingError("its frames have no position, orientation or spacing in the patient")
    if len({(info.rows, info.columns) for info in infos}) > 1:
        raise ImagingError("its frames differ in size")
    if len({info.spacing for info in infos}) > 1:
        raise ImagingError("its frames differ in spacing")
    orientations = np.array([info.orientation for info in infos])
    if not np.allclose(orientations, orientations[0], atol=_TOLERANCE):
        raise ImagingError("its frames are not parallel")
    if len({info.position_mm for info in infos}) < len(infos):
        raise ImagingError("several of its frames lie at one place")
    if not any("PerFrameFunctionalGroupsSequence" in header for header in headers):
        return [_placed(source, _thickness_mm(sources)) for source in sources]
    if len(headers) > 1 or sources[0].header.NumberOfFrames != len(sources):
        raise ImagingError("it is not one whole multi-frame file")
    return [_with_shared_geometry(headers[0])]


def _with_shared_geometry(header: Dataset) -> Dataset:
    """Return an enhanced header that states for all frames what it may state for each, though it is one."""
    shared = Dataset((header.get("SharedFunctionalGroupsSequence") or [Dataset()])[0])
    for macro in ("PlaneOrientationSequence", "PixelMeasuresSequence"):
        if macro not in shared:
            shared[macro] = header.PerFrameFunctionalGroupsSequence[0][macro]
    changed = Dataset(header)
    changed.SharedFunctionalGroupsSequence = [shared]
    return changed


def _placed(source: Source, thickness_mm: float) -> Dataset:
    """Return the header with exactly the geometry that this program shows."""
    header, info = Dataset(source.header), source.info
    assert info.spacing is not None and info.position_mm is not None and info.orientation is not None
    header.PixelSpacing = [info.spacing.row_mm, info.spacing.column_mm]
    header.SliceThickness = real_number(header, "SliceThickness") or thickness_mm
    return header


def _thickness_mm(sources: Sequence[Source]) -> float:
    """Return the least distance between neighbouring frames, for headers that state no thickness."""
    orientation = sources[0].info.orientation
    assert orientation is not None
    heights = sorted(np.array([source.info.position_mm for source in sources]) @ slice_normal(orientation))
    if len(heights) < 2:
        return 1.0
    return float(np.diff(heights).min())
