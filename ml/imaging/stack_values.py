"""What may part the frames of one place: echo, phase, time, b-value and their like, from a header.

References
----------
PS3.3 C.7.6.16 (multi-frame functional groups), C.7.6.17 (dimensions), C.8.4.8 (NM vectors),
C.8.13.5 (enhanced MR), and the vendors' private elements for diffusion and the kind of an MR image.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydicom.datadict import keyword_for_tag
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from ml.imaging.attributes import attribute, text
from ml.imaging.fast_header import once_for_alike
from ml.imaging.geometry import frame_attribute

Stack = tuple[tuple[str, str], ...]

SEGMENT, IMAGE_TYPE, B_VALUE, DIRECTION = "segment", "image type", "b-value", "direction"


class _Source(NamedTuple):
    """Where a value stands: in a functional group of an enhanced object, or at the top of an ordinary one."""

    name: str
    macro: str
    keyword: str
    top: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()  # () means all


_SOURCES = (
    _Source("stack", "FrameContentSequence", "StackID"),
    _Source("echo", "", "", ("EchoNumbers",), ("MR",)),
    _Source("echo time", "MREchoSequence", "EffectiveEchoTime", ("EchoTime",), ("MR",)),
    _Source("inversion time", "MRModifierSequence", "InversionTimes", ("InversionTime",), ("MR",)),
    _Source("flip angle", "MRTimingAndRelatedParametersSequence", "FlipAngle", ("FlipAngle",), ("MR",)),
    _Source("velocity direction", "MRVelocityEncodingSequence", "VelocityEncodingDirection", (), ("MR",)),
    _Source("kernel", "CTReconstructionSequence", "ConvolutionKernel", ("ConvolutionKernel",), ("CT",)),
    _Source("tube voltage", "CTXRayDetailsSequence", "KVP", ("KVP",), ("CT",)),
    _Source("optical path", "OpticalPathIdentificationSequence", "OpticalPathIdentifier"),
    _Source(
        "respiratory phase",
        "RespiratorySynchronizationSequence",
        "NominalPercentageOfRespiratoryPhase",
        ("NominalPercentageOfRespiratoryPhase",),
        ("CT", "MR", "PT"),
    ),
    _Source(
        "cardiac phase",
        "CardiacSynchronizationSequence",
        "NominalCardiacTriggerDelayTime",
        ("TriggerTime", "NominalPercentageOfCardiacPhase"),
        ("CT", "MR", "PT"),
    ),
    _Source(
        "temporal position",
        "FrameContentSequence",
        "TemporalPositionIndex",
        ("TemporalPositionIdentifier", "FrameReferenceTime"),
        ("CT", "MR", "PT"),
    ),
    _Source(
        "acquisition",
        "FrameContentSequence",
        "FrameAcquisitionNumber",
        ("AcquisitionNumber",),
        ("CT", "MR", "PT"),
    ),
    _Source(
        "acquisition time",
        "FrameContentSequence",
        "FrameAcquisitionDateTime",
        ("AcquisitionTime",),
        ("CT", "MR", "PT"),
    ),
)
# Sequences whose first item has Frame Type, one for each kind of object.
_FRAME_TYPES = {
    "MR": "MRImageFrameTypeSequence",
    "CT": "CTImageFrameTypeSequence",
    "PT": "PETFrameTypeSequence",
    "XA": "XAXRFFrameCharacteristicsSequence",
}
# Frame Increment Pointer -> name; the vector at the tag says which one a frame is.
_NM_VECTORS = {
    0x00540010: "energy window",
    0x00540020: "detector",
    0x00540030: "phase",
    0x00540050: "rotation",
    0x00540060: "RR interval",
    0x00540070: "time slot",
    0x00540080: "slice",
    0x00540090: "angular view",
    0x00540100: "time slice",
}
# Dimensions along which frames have different places.
_PLACES = {
    *("ImagePositionPatient", "ImageOrientationPatient", "InStackPositionNumber", "ImagePositionVolume"),
    *("RowPositionInTotalImagePixelMatrix", "ColumnPositionInTotalImagePixelMatrix"),
    *("XOffsetInSlideCoordinateSystem", "YOffsetInSlideCoordinateSystem", "ZOffsetInSlideCoordinateSystem"),
}
_NAMES = {source.keyword: source.name for source in _SOURCES if source.keyword} | {
    "FrameType": IMAGE_TYPE,
    "DiffusionBValue": B_VALUE,
    "DiffusionGradientOrientation": DIRECTION,
    "ReferencedSegmentNumber": SEGMENT,
    "TemporalPositionTimeOffset": "temporal position",
    "NominalPercentageOfCardiacPhase": "cardiac phase",
}


class _Private(NamedTuple):
    """Private elements: the creator of the block, its group, and the element numbers within the block."""

    creator: str
    group: int
    elements: tuple[int, ...]


# By the first letters of Manufacturer, so that a header is not searched for what it cannot have.
_PRIVATE_B_VALUES = {
    "siemens": _Private("SIEMENS MR HEADER", 0x0019, (0x0C,)),
    "philips": _Private("Philips Imaging DD 001", 0x2001, (0x03,)),
    "ge": _Private("GEMS_PARM_01", 0x0043, (0x39,)),
    "uih": _Private("Image Private Header", 0x0065, (0x09,)),
}
_PRIVATE_DIRECTIONS = {
    "siemens": _Private("SIEMENS MR HEADER", 0x0019, (0x0E,)),
    "philips": _Private("Philips MR Imaging DD 001", 0x2005, (0xB0, 0xB1, 0xB2)),
    "ge": _Private("GEMS_ACQU_01", 0x0019, (0xBB, 0xBC, 0xBD)),
    "uih": _Private("Image Private Header", 0x0065, (0x37,)),
}
_PRIVATE_IMAGE_KINDS = {"ge": _Private("GEMS_PARM_01", 0x0043, (0x2F,))}
_GE_IMAGE_KINDS = {"0": "MAGNITUDE", "1": "PHASE", "2": "REAL", "3": "IMAGINARY"}
_GE_B_VALUE_FLAG = 100_000  # added by the scanner in steps of far more than any b-value


@once_for_alike
def stack_values(dataset: Dataset, frame: int) -> Stack:
    """Return name and value of everything that may tell a frame from another one at its place.

    Values are text in the form that equal ones share. What the header does not say is left out.
    """
    modality = text(dataset, "Modality")
    if modality == "NM":
        return tuple(_nm_values(dataset, frame))
    found = [(IMAGE_TYPE, _image_type(dataset, frame, modality))]
    is_enhanced = bool(attribute(dataset, "SharedFunctionalGroupsSequence"))
    found += [
        (source.name, _value(dataset, frame, source, is_enhanced))
        for source in _SOURCES
        if not source.modalities or modality in source.modalities
    ]
    if modality == "MR":
        found += [(B_VALUE, _b_value(dataset, frame)), (DIRECTION, _direction(dataset, frame))]
    if attribute(dataset, "DimensionIndexSequence"):
        found.append((SEGMENT, _segment(dataset, frame)))
        known = {name for name, value in found if value}
        found += [(name, index) for name, index in _dimensions(dataset, frame) if name not in known]
    return tuple((name, value) for name, value in found if value)


def _value(dataset: Dataset, frame: int, source: _Source, is_enhanced: bool) -> str:
    if is_enhanced:
        own = frame_attribute(dataset, frame, source.macro, source.keyword) if source.macro else None
        return _with_unit(source.keyword, own)
    return next(filter(None, (_with_unit(name, attribute(dataset, name)) for name in source.top)), "")


def _with_unit(keyword: str, value: Any) -> str:
    """Return a value as text; of cardiac and respiratory phases a percentage is told from milliseconds."""
    plain = _plain(value)
    return f"{plain} %" if plain and keyword.startswith("NominalPercentage") else plain


def _image_type(dataset: Dataset, frame: int, modality: str) -> str:
    macro = _FRAME_TYPES.get(modality, "")
    kind = frame_attribute(dataset, frame, macro, "FrameType") if macro else None
    parts = [_plain(kind or attribute(dataset, "ImageType"))]
    if modality == "MR":
        parts.append(_plain(frame_attribute(dataset, frame, macro, "ComplexImageComponent")))
        parts.append(_GE_IMAGE_KINDS.get(_private(dataset, _PRIVATE_IMAGE_KINDS), ""))
    return "\\".join(filter(None, parts))


def _b_value(dataset: Dataset, frame: int) -> str:
    value = _plain(frame_attribute(dataset, frame, "MRDiffusionSequence", "DiffusionBValue"))
    value = value or _private(dataset, _PRIVATE_B_VALUES).partition("\\")[0]
    try:
        return f"{float(value) % _GE_B_VALUE_FLAG:g}"
    except ValueError:
        return ""


def _direction(dataset: Dataset, frame: int) -> str:
    diffusion = frame_attribute(dataset, frame, "MRDiffusionSequence", "DiffusionGradientDirectionSequence")
    place = diffusion[0] if diffusion else dataset
    return _plain(attribute(place, "DiffusionGradientOrientation")) or _private(dataset, _PRIVATE_DIRECTIONS)


def _segment(dataset: Dataset, frame: int) -> str:
    number = _plain(
        frame_attribute(dataset, frame, "SegmentIdentificationSequence", "ReferencedSegmentNumber")
    )
    labels = {
        _plain(attribute(segment, "SegmentNumber")): text(segment, "SegmentLabel")
        for segment in (attribute(dataset, "SegmentSequence") or [] if number else [])
    }
    label = labels.get(number, "")
    return f"{number}: {label}" if label else number


def _dimensions(dataset: Dataset, frame: int) -> Iterator[tuple[str, str]]:
    """Yield name and index of the dimensions that are no place."""
    indices = frame_attribute(dataset, frame, "FrameContentSequence", "DimensionIndexValues")
    indices = [indices] if isinstance(indices, int) else indices or []
    for dimension, index in zip(attribute(dataset, "DimensionIndexSequence") or [], indices, strict=False):
        keyword = keyword_for_tag(attribute(dimension, "DimensionIndexPointer") or 0)
        if keyword not in _PLACES:
            label = text(dimension, "DimensionDescriptionLabel")
            yield _NAMES.get(keyword) or label or keyword or "dimension", str(index)


def _nm_values(dataset: Dataset, frame: int) -> Iterator[tuple[str, str]]:
    pointers = attribute(dataset, "FrameIncrementPointer")
    for pointer in pointers if isinstance(pointers, Sequence) else [pointers]:
        name = _NM_VECTORS.get(pointer or 0)
        vector = attribute(dataset, keyword_for_tag(pointer)) if name else None
        values = vector if isinstance(vector, Sequence) else [vector]
        if name and frame < len(values):
            yield name, _plain(values[frame])


def _private(dataset: Dataset, by_vendor: dict[str, _Private]) -> str:
    """Return the values of private elements of an ordinary header, "" where their block is not reserved."""
    vendor = text(dataset, "Manufacturer").casefold()
    private = next((found for name, found in by_vendor.items() if vendor.startswith(name)), None)
    if private is None or attribute(dataset, "SharedFunctionalGroupsSequence"):
        return ""
    first = private.group << 16
    for block in range(0x10, 0x20):
        creator = dataset.get(first | block)
        if creator is not None and str(creator.value).strip() == private.creator:
            elements = [dataset.get(first | block << 8 | element) for element in private.elements]
            return "\\".join(_plain(element.value) for element in elements if element is not None)
    return ""


def _plain(value: Any) -> str:
    """Return a value as text; numbers that differ in the last digits alone become equal."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, MultiValue | list):
        return "\\".join(_plain(part) for part in value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.5g}"
    return str(int(value)) if isinstance(value, int | float) else ""
