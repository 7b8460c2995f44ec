"""The header of an ordinary DICOM file without pydicom's parser: where elements lie, values when asked for.

Only files whose structure leaves no doubt are read here: DICM mark, meta information, little endian, known
VRs, pixel data at the end. For all others the answer is None and pydicom reads them; it also reads the file
when a sequence is asked for, or an element that needs its neighbours. Values are converted by pydicom's own
functions, so both ways lead to equal values; what repeats from file to file is converted once.
"""

import os
import struct
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from pydicom.charset import convert_encodings
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement, RawDataElement, empty_value_for_VR
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    UID_dictionary,
)
from pydicom.valuerep import AMBIGUOUS_VR
from pydicom.values import convert_value

from ml.imaging.dicom_file import DicomFile, open_dicom, pixel_element
from ml.imaging.encoding import LONG_VRS, SHORT_VRS

_FIRST_READ_BYTES = 1 << 14
_LONGEST_HEADER_BYTES = 1 << 20
_LARGE_VALUE_BYTES = 256  # larger ones hardly repeat and are not kept
_MOST_REMEMBERED = 64
_DEEPEST_SEQUENCE = 16
_HEAD_BYTES = 12  # tag, VR and length of any element

_PIXEL_TAGS = frozenset((b"\xe0\x7f\x10\x00", b"\xe0\x7f\x08\x00", b"\xe0\x7f\x09\x00"))
_META_GROUP, _COMMAND_GROUP = b"\x02\x00", b"\x00\x00"
_GROUP_LENGTH, _TRANSFER_SYNTAX = b"\x02\x00\x00\x00", b"\x02\x00\x10\x00"
_CHARACTER_SET = b"\x08\x00\x05\x00"
_ITEM, _ITEM_END, _SEQUENCE_END = b"\xfe\xff\x00\xe0", b"\xfe\xff\x0d\xe0", b"\xfe\xff\xdd\xe0"
_UNDEFINED = 0xFFFFFFFF
_FIRST_CREATOR, _LAST_CREATOR = 0x10, 0xFF  # elements of an odd group that reserve its blocks
_LUT_DESCRIPTORS = frozenset((0x00281101, 0x00281102, 0x00281103, 0x00283002))

_head = struct.Struct("<4s2sH").unpack_from  # of an element with a short VR
_length_32 = struct.Struct("<L").unpack_from

_Elements = dict[bytes, bytes]  # tag as it stands in the file -> the whole element, its head included


_T = TypeVar("_T")


class _Unusual(Exception):  # noqa: N818 (no error: pydicom takes over)
    """The structure of the file leaves a doubt, or a value needs more than its own bytes."""


class _TooShort(Exception):  # noqa: N818 (likewise: more of the file is needed)
    """The header goes on behind what has been read."""


class FastHeader:
    """Stands in for a :class:`pydicom.dataset.Dataset` that is read and not changed.

    Top-level values by keyword come from the bytes; whatever else a dataset can do, pydicom does with the
    same file, which is then read by it.
    """

    __slots__ = ("_elements", "_encodings", "_is_implicit", "_path", "_seen", "_whole")

    def __init__(self, path: Path, elements: _Elements, is_implicit: bool) -> None:
        self._path, self._elements, self._is_implicit = path, elements, is_implicit
        self._whole: Dataset | None = None
        self._seen: list[bytes] | None = None
        named = elements.get(_CHARACTER_SET)
        self._encodings = None if named is None else _encodings(named, is_implicit)

    @property
    def original_encoding(self) -> tuple[bool, bool]:
        """Whether VRs are implicit, and whether the byte order is little endian."""
        return self._is_implicit, True

    def get(self, keyword: Any, default: Any = None) -> Any:
        """Return the value of a top-level element, ``default`` when there is none.

        As with a dataset, a tag in place of a keyword gives the element itself.
        """
        tag = _file_tag(keyword)
        if tag is None:
            return self._read_whole().get(keyword, default)
        if self._seen is not None:
            self._seen.append(tag)
        element = self._elements.get(tag)
        if element is None:
            return default
        try:
            convert = _converted if len(element) <= _LARGE_VALUE_BYTES else _converted.__wrapped__
            value = convert(element, self._is_implicit, self._encodings)
            if isinstance(keyword, str):
                return value
            vr = _vr(keyword, None if self._is_implicit else element[4:6].decode("ascii"))
            return DataElement(keyword, vr, value, already_converted=True)
        except _Unusual:
            return self._read_whole().get(keyword, default)
        except AttributeError:  # as Dataset.get does
            return default

    def __contains__(self, keyword: Any) -> bool:
        tag = _file_tag(keyword)
        if tag is None:
            return keyword in self._read_whole()
        if self._seen is not None:
            self._seen.append(tag)
        return tag in self._elements

    def __len__(self) -> int:
        return len(self._elements)

    def __getitem__(self, key: Any) -> Any:
        return self._read_whole()[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read_whole(), name)

    def _agrees(self, known: "_Remembered") -> bool:
        if known.encoding != (self._is_implicit, self._encodings):
            return False
        return tuple(map(self._elements.get, known.tags)) == known.elements

    def _remember(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> "_Remembered":
        """Call a function with this header; without tags when it looked at more than elements."""
        view = FastHeader(self._path, self._elements, self._is_implicit)
        view._seen, view._whole = [], self._whole
        result = function(view, *arguments)
        self._whole = view._whole
        tags = tuple(view._seen) if self._whole is None else ()
        elements = tuple(map(self._elements.get, tags))
        return _Remembered((self._is_implicit, self._encodings), tags, elements, result)

    def _read_whole(self) -> Dataset:
        if self._whole is None:
            self._whole = open_dicom(self._path).dataset
        return self._whole


class _Remembered(NamedTuple):
    """What a function made of a header, and which elements it looked at."""

    encoding: tuple[bool, tuple[str, ...] | None]
    tags: tuple[bytes, ...]
    elements: tuple[bytes | None, ...]
    result: Any


def once_for_alike(function: Callable[..., _T]) -> Callable[..., _T]:
    """Let headers that are equal in all that ``function`` looks at share its result, as those of a series do.

    The function gets a header and further arguments, looks at nothing else, and returns a value that nobody
    changes. What it looks at need not be said: the elements that it asks the header for are noted.
    """
    last: dict[tuple[Any, ...], _Remembered] = {}

    @wraps(function)
    def shared(header: Any, *arguments: Any) -> _T:
        if not isinstance(header, FastHeader):
            return function(header, *arguments)
        known = last.get(arguments)
        if known is None or not header._agrees(known):
            known = header._remember(function, arguments)
            if known.tags:
                last[arguments] = known
            if len(last) > _MOST_REMEMBERED:
                last.clear()
        return known.result

    return shared


def open_fast(path: Path) -> DicomFile | None:
    """Read the header of an ordinary file; None when it has to be read by :func:`open_dicom`."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            return _open(path, descriptor)
        finally:
            os.close(descriptor)
    except Exception:  # noqa: BLE001 (whatever it is, open_dicom finds it too and names it)
        return None


def _open(path: Path, descriptor: int) -> DicomFile:
    data = os.read(descriptor, _FIRST_READ_BYTES)
    syntax, is_implicit, start = _read_meta(data)
    walk = _walk_implicit if is_implicit else _walk_explicit
    while True:
        try:
            elements, end = walk(data, start)
            break
        except (_TooShort, struct.error):
            if len(data) >= _LONGEST_HEADER_BYTES or not (more := os.read(descriptor, 7 * len(data))):
                raise
            data += more
    if not elements or _ITEM_END in elements or not _PIXEL_TAGS.isdisjoint(elements):
        raise _Unusual
    size_bytes = os.fstat(descriptor).st_size
    pixels = pixel_element(data[end : end + _HEAD_BYTES], end, size_bytes, "<", is_implicit)
    if pixels is None or pixels.is_encapsulated != syntax.is_encapsulated:
        raise _Unusual
    if not pixels.is_encapsulated and data.startswith(_ITEM, pixels.offset):
        raise _Unusual
    return DicomFile(path, cast(Dataset, FastHeader(path, elements, is_implicit)), syntax, pixels)


def _read_meta(data: bytes) -> tuple[UID, bool, int]:
    """Return the transfer syntax, whether it leaves out VRs, and where the data set starts."""
    if data[128:132] != b"DICM":
        raise _Unusual
    position, found = 132, {}
    while data[position : position + 2] == _META_GROUP:
        tag, following = data[position : position + 4], _after_element(data, position, False, 0)
        found[tag] = data[position + 8 : following]
        position = following
    if len(found.get(_GROUP_LENGTH, b"4444")) != 4 or data[position : position + 2] == _COMMAND_GROUP:
        raise _Unusual
    syntax = _usual_transfer_syntax(found[_TRANSFER_SYNTAX])
    is_implicit = syntax == ImplicitVRLittleEndian
    if is_implicit and data[position + 4 : position + 6].isalpha():  # the file may say the wrong thing
        raise _Unusual
    return syntax, is_implicit, position


@lru_cache(maxsize=64)
def _usual_transfer_syntax(raw: bytes) -> UID:
    uid = UID(raw.decode("ascii").rstrip("\0 "))
    if uid not in UID_dictionary or not uid.is_transfer_syntax:
        raise _Unusual
    if uid in (ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian):
        raise _Unusual
    return uid


def _walk_explicit(data: bytes, position: int) -> tuple[_Elements, int]:
    """Return the elements in front of the pixel data, and where that starts."""
    elements: _Elements = {}
    last = len(data) - _HEAD_BYTES
    while position <= last:
        tag, vr, length = _head(data, position)
        if vr in SHORT_VRS:
            following = position + 8 + length
        elif tag in _PIXEL_TAGS and vr in LONG_VRS:
            return elements, position
        else:
            following = _after_element(data, position, False, 0)
        elements[tag] = data[position:following]
        position = following
    raise _TooShort


def _walk_implicit(data: bytes, position: int) -> tuple[_Elements, int]:
    """Return the elements in front of the pixel data, and where that starts."""
    elements: _Elements = {}
    last = len(data) - _HEAD_BYTES
    while position <= last:
        tag = data[position : position + 4]
        if tag in _PIXEL_TAGS:
            return elements, position
        following = _after_element(data, position, True, 0)
        elements[tag] = data[position:following]
        position = following
    raise _TooShort


def _after_element(data: bytes, position: int, is_implicit: bool, depth: int) -> int:
    """Return where the next element starts."""
    value, length = _value_place(data, position, is_implicit)
    if length != _UNDEFINED:
        return value + length
    is_sequence = (
        _is_sequence(data[position : position + 4])
        if is_implicit
        else data[position + 4 : position + 6] == b"SQ"
    )
    if not is_sequence:
        raise _Unusual
    return _after_sequence(data, value, is_implicit, depth + 1)


def _value_place(data: bytes, position: int, is_implicit: bool) -> tuple[int, int]:
    """Return where the value of an element starts, and its length."""
    if is_implicit:
        return position + 8, _length_32(data, position + 4)[0]
    _, vr, length = _head(data, position)
    if vr in SHORT_VRS:
        return position + 8, length
    if vr in LONG_VRS:
        return position + 12, _length_32(data, position + 8)[0]
    raise _Unusual


def _after_sequence(data: bytes, position: int, is_implicit: bool, depth: int) -> int:
    """Return the end of a sequence of undefined length whose first item starts at ``position``."""
    if depth > _DEEPEST_SEQUENCE:
        raise _Unusual
    while True:
        length = _length_32(data, position + 4)[0]
        tag = data[position : position + 4]
        position += 8
        if tag == _SEQUENCE_END:
            return position
        if tag != _ITEM:
            raise _Unusual
        end = None if length == _UNDEFINED else position + length
        position = _after_item(data, position, end, is_implicit, depth)


def _after_item(data: bytes, position: int, end: int | None, is_implicit: bool, depth: int) -> int:
    while end is None or position < end:
        length = _length_32(data, position + 4)[0]
        if data[position : position + 4] == _ITEM_END:
            if end is not None or length != 0:
                raise _Unusual
            return position + 8
        position = _after_element(data, position, is_implicit, depth)
    if position != end:
        raise _Unusual
    return position


@lru_cache(maxsize=1024)
def _is_sequence(tag: bytes) -> bool:
    """Tell whether the dictionary calls this a sequence; private elements are for pydicom to look into."""
    try:
        return dictionary_VR(_number(tag)) == "SQ"
    except KeyError as error:
        raise _Unusual from error


@lru_cache(maxsize=1024)
def _file_tag(keyword: Any) -> bytes | None:
    """Return the four bytes with which an element starts in a little endian file; None for no element."""
    number = tag_for_keyword(keyword) if isinstance(keyword, str) else keyword
    number = number if isinstance(number, int) else None
    return None if number is None else struct.pack("<HH", number >> 16, number & 0xFFFF)


def _number(tag: bytes) -> int:
    group, element = struct.unpack("<HH", tag)
    return group << 16 | element


@lru_cache(maxsize=1024)
def _vr(number: int, stated: str | None) -> str:
    """Return the VR of an element; what a private element holds without saying so is for pydicom to find."""
    if stated is not None and stated != "UN":
        return stated
    if number >> 16 & 1:
        if _FIRST_CREATOR <= number & 0xFFFF <= _LAST_CREATOR:
            return "LO"
        raise _Unusual
    return dictionary_VR(number)


@lru_cache(maxsize=64)
def _encodings(element: bytes, is_implicit: bool) -> tuple[str, ...]:
    """Return the names of Python's codecs for a Specific Character Set."""
    return tuple(convert_encodings(_converted(element, is_implicit, None)))


@lru_cache(maxsize=4096)
def _converted(element: bytes, is_implicit: bool, encodings: tuple[str, ...] | None) -> Any:
    """Return the value of an element exactly as pydicom gives it."""
    start, length = _value_place(element, 0, is_implicit)
    number = _number(element[:4])
    stated = None if is_implicit else element[4:6].decode("ascii")
    vr = _vr(number, stated)
    if length == _UNDEFINED or vr == "SQ" or vr in AMBIGUOUS_VR or number in _LUT_DESCRIPTORS:
        raise _Unusual
    value = element[start:] or empty_value_for_VR(stated, raw=True)
    raw = RawDataElement(BaseTag(number), stated, length, cast(Any, value), 0, is_implicit, True)
    return convert_value(vr, raw, list(encodings) if encodings else None)
