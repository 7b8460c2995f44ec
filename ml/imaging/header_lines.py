"""Everything that the header of a file says, as lines of text to read: a tree, since sequences nest.

References
----------
PS3.5 7.8 (private elements and who reserves them), PS3.6 (names).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydicom.datadict import (
    dictionary_description,
    dictionary_has_tag,
    keyword_for_tag,
    private_dictionary_description,
    repeater_has_tag,
)
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag
from pydicom.uid import UID

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import DicomFile, open_dicom
from ml.imaging.kind import FileKind, file_kind, why_no_image
from ml.imaging.picture_lines import LONGEST_VALUE, picture_lines, volume_lines
from ml.imaging.values import HeaderLine

_MOST_VALUES = 64  # of an element that has many


def read_header_lines(path: Path) -> tuple[HeaderLine, ...]:
    """Read the header of any file that can be opened as an image, or any DICOM object.

    Raises
    ------
    ImagingError
        Nothing of its header can be read. The text names no file and quotes no value.
    OSError
        The file cannot be read.
    """
    kind = file_kind(path)
    if kind is FileKind.DICOM:
        file = open_dicom(path)
        with damage_named("its DICOM header"):
            return _dicom_lines(file)
    if kind is FileKind.IMAGE:
        return picture_lines(path)
    if kind is FileKind.VOLUME:
        return volume_lines(path)
    raise ImagingError(why_no_image(path))


def _dicom_lines(file: DicomFile) -> tuple[HeaderLine, ...]:
    meta = getattr(file.dataset, "file_meta", Dataset())
    return (*_lines_of(meta), *_lines_of(file.dataset), *_pixel_line(file))


def _lines_of(dataset: Dataset) -> Iterator[HeaderLine]:
    for tag in sorted(dataset.keys()):
        yield _line(dataset, tag)


def _line(dataset: Dataset, tag: BaseTag) -> HeaderLine:
    try:
        element = dataset[tag]
    except Exception as error:  # noqa: BLE001 (a value its VR cannot hold: pydicom raises many kinds)
        stored = dataset.get_item(tag)
        value = f"damaged: cannot be read ({type(error).__name__}), {len(stored.value or b''):,} bytes"
        return HeaderLine(_tag_text(tag), _name(dataset, tag), keyword_for_tag(tag), stored.VR or "", value)
    children: tuple[HeaderLine, ...] = ()
    if element.VR == "SQ":
        items = enumerate(element.value or (), start=1)
        children = tuple(_item(number, item) for number, item in items)
        value = f"{len(children)} item{'s' * (len(children) != 1)}"
    else:
        value = _value(element)
    return HeaderLine(_tag_text(tag), _name(dataset, tag), keyword_for_tag(tag), element.VR, value, children)


def _item(number: int, item: Dataset) -> HeaderLine:
    return HeaderLine(f"Item {number}", "", children=tuple(_lines_of(item)))


def _pixel_line(file: DicomFile) -> Iterator[HeaderLine]:
    """The pixels themselves are not read: only how many bytes there are."""
    pixels = file.pixels
    if pixels is None:
        return
    stated = f"{pixels.length_bytes:,} bytes" if pixels.length_bytes is not None else "encapsulated frames"
    tag = BaseTag({"PixelData": 0x7FE00010, "FloatPixelData": 0x7FE00008}.get(pixels.keyword, 0x7FE00009))
    yield HeaderLine(
        _tag_text(tag), dictionary_description(tag), pixels.keyword, pixels.vr, f"{stated}, not shown"
    )


def _tag_text(tag: BaseTag) -> str:
    return f"({tag.group:04X},{tag.element:04X})"


def _name(dataset: Dataset, tag: BaseTag) -> str:
    if tag.is_private_creator:
        return "Private creator"
    if tag.is_private:
        return _private_name(dataset, tag)
    if tag.element == 0:
        return "Group length"
    known = dictionary_has_tag(tag) or repeater_has_tag(tag)
    return dictionary_description(tag) if known else "Unknown"


def _private_name(dataset: Dataset, tag: BaseTag) -> str:
    creator = _creator(dataset, tag)
    if not creator:
        return "Private"
    try:
        return f"{private_dictionary_description(tag, creator)} · {creator}"
    except KeyError:
        return f"Private · {creator}"


def _creator(dataset: Dataset, tag: BaseTag) -> str:
    """Return who reserved the block that an element lies in, "" when nobody says so."""
    try:
        return str(dataset[BaseTag(tag.group << 16 | tag.element >> 8)].value or "").strip()
    except Exception:  # noqa: BLE001 (absent, or damaged)
        return ""


def _value(element: DataElement) -> str:
    value = element.value
    if value is None or value == "":
        return ""
    if isinstance(value, bytes):
        return _binary(value, element.VR)
    if isinstance(value, UID):
        return f"{value}  {value.name}" if value.name != value else str(value)
    if isinstance(value, MultiValue | list):
        return _cut("\\".join(_one(part) for part in value[:_MOST_VALUES]), len(value))
    return _cut(_one(value))


def _one(value: Any) -> str:
    return str(value).strip("\0 ")


def _cut(text: str, count: int = 1) -> str:
    if count > _MOST_VALUES:
        return f"{text[:LONGEST_VALUE]} …  ({count:,} values)"
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]} …  ({len(text):,} characters)"


def _binary(value: bytes, vr: str) -> str:
    """The size; the text that a value of unknown kind plainly is."""
    text = value.rstrip(b"\0 ")
    if vr == "UN" and text and all(32 <= byte < 127 for byte in text):
        return _cut(text.decode("ascii"))
    shown = value[:16].hex(" ").upper()
    return f"{len(value):,} bytes: {shown}{' …' if len(value) > 16 else ''}" if value else ""
