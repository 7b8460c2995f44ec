"""What a structured report says, as a tree of items to read.

References
----------
PS3.3 C.17.3 (content of SR documents), C.18 (value types); PS3.16 says what templates put there.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.uid import UID

from ml.errors import ImagingError
from ml.imaging.attributes import text
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import open_dicom
from ml.imaging.values import Reference, Report, ReportItem

_DEEPEST = 64  # containers in one another
_MOST_ITEMS = 20_000
_TOO_MUCH = "it goes on: more than can be shown"
_UNIT_OF_NOTHING = {"1", "{ratio}"}  # UCUM


def read_report(path: Path) -> Report:
    """Read a structured report; items that are damaged say so in their place.

    Raises
    ------
    ImagingError
        It is no DICOM file, or holds no report. The text names no file and quotes no value.
    OSError
        The file cannot be read.
    """
    with damage_named("its report"):
        dataset = open_dicom(path).dataset
        if "ContentSequence" not in dataset:
            raise ImagingError("holds no report: there is no content in it")
        left = [_MOST_ITEMS]
        items = tuple(_items(dataset, 1, left))
        flags = (text(dataset, "CompletionFlag"), text(dataset, "VerificationFlag"))
        state = ", ".join(flag.lower() for flag in flags if flag)
        return Report(_meaning(dataset, "ConceptNameCodeSequence"), state, items)


def _items(parent: Dataset, depth: int, left: list[int]) -> Iterator[ReportItem]:
    """The items below one; ``left`` counts down how many more may come."""
    for content in parent.get("ContentSequence") or ():
        left[0] -= 1
        if left[0] < 0 or depth > _DEEPEST:
            yield ReportItem("", _TOO_MUCH)
            return
        try:
            yield _item(content, depth, left)
        except Exception as error:  # noqa: BLE001 (damaged values make pydicom raise many kinds)
            yield ReportItem("", f"damaged: cannot be read ({type(error).__name__})")


def _item(content: Dataset, depth: int, left: list[int]) -> ReportItem:
    kind = text(content, "ValueType")
    children = tuple(_items(content, depth + 1, left))
    name = _meaning(content, "ConceptNameCodeSequence")
    reference = _reference(content)
    return ReportItem(name, _value(kind, content), reference, kind == "CONTAINER", children)


def _value(kind: str, content: Dataset) -> str:
    """The value of an item as people read it; "" for what has none, and for references."""
    return _VALUES[kind](content) if kind in _VALUES else f"({kind})"


def _number(content: Dataset) -> str:
    measured = content.get("MeasuredValueSequence")
    if not measured:
        return _meaning(content, "NumericValueQualifierCodeSequence") or "no value"
    unit = (measured[0].get("MeasurementUnitsCodeSequence") or [Dataset()])[0]
    code = text(unit, "CodeValue")
    shown = "" if code in _UNIT_OF_NOTHING else text(unit, "CodeMeaning") if code.startswith("{") else code
    return f"{text(measured[0], 'NumericValue')} {shown}".strip()


def _reference(content: Dataset) -> Reference | None:
    referenced = content.get("ReferencedSOPSequence")
    if not referenced:
        return None
    first = referenced[0]
    return Reference(
        text(first, "ReferencedSOPInstanceUID"),
        UID(text(first, "ReferencedSOPClassUID")).name.removesuffix(" Storage"),
        _numbers(first, "ReferencedFrameNumber"),
    )


def _meaning(dataset: Dataset, keyword: str) -> str:
    codes = dataset.get(keyword)
    return text(codes[0], "CodeMeaning") or text(codes[0], "CodeValue") if codes else ""


def _numbers(dataset: Dataset, keyword: str) -> tuple[int, ...]:
    value = dataset.get(keyword)
    if value is None:
        return ()
    return tuple(int(one) for one in (value if isinstance(value, MultiValue | list) else [value]))


def _uid(uid: str) -> str:
    name = UID(uid).name
    return uid if name == uid else f"{name} ({uid})"


def _date(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}" if len(value) >= 8 and value[:8].isdigit() else value


def _time(value: str) -> str:
    return f"{value[:2]}:{value[2:4]}:{value[4:6]}" if value[:6].isdigit() and len(value) >= 6 else value


def _moment(value: str) -> str:
    return f"{_date(value[:8])} {_time(value[8:])}".strip()


def _points(content: Dataset, coordinates: int) -> str:
    count = len(content.get("GraphicData") or ()) // coordinates
    return f"{text(content, 'GraphicType').lower()}, {count} point{'s' * (count != 1)}"


def _other_item(content: Dataset) -> str:
    """An item by reference has no kind of value of its own."""
    numbers = _numbers(content, "ReferencedContentItemIdentifier")
    return f"see item {'.'.join(map(str, numbers))}" if numbers else ""


_VALUES: dict[str, Callable[[Dataset], str]] = {
    **dict.fromkeys(("CONTAINER", "IMAGE", "COMPOSITE", "WAVEFORM"), lambda content: ""),
    "TEXT": lambda content: text(content, "TextValue"),
    "CODE": lambda content: _meaning(content, "ConceptCodeSequence"),
    "NUM": _number,
    "PNAME": lambda content: text(content, "PersonName"),
    "UIDREF": lambda content: _uid(text(content, "UID")),
    "DATE": lambda content: _date(text(content, "Date")),
    "TIME": lambda content: _time(text(content, "Time")),
    "DATETIME": lambda content: _moment(text(content, "DateTime")),
    "SCOORD": lambda content: _points(content, 2),
    "SCOORD3D": lambda content: _points(content, 3),
    "TCOORD": lambda content: text(content, "TemporalRangeType").lower(),
    "": _other_item,
}
