"""How a DICOM file ends: with a whole element, or cut off in the middle of one.

Parsers take what is there of a data set that was cut off and do not say so, and what is left of an image
looks like a header without pixels, what is left of a report like a report.
"""

import os
import struct
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pydicom.datadict import dictionary_has_tag
from pydicom.uid import DeflatedExplicitVRLittleEndian

from ml.imaging.encoding import LONG_VRS, SHORT_VRS, Encoding, data_set_start, encoding_of, inflated

_LONGEST_META_BYTES = 1 << 16
_DEFLATED = str(DeflatedExplicitVRLittleEndian).encode()
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_UNDEFINED_LENGTH = 0xFFFFFFFF
_DEEPEST_SEQUENCE = 16
_PADDING = b"\0\r\n"  # what writers and transfers put behind a file


class Ending(NamedTuple):
    """How far a data set goes."""

    last_tag: int  # of its last whole element; 0: there is none
    is_cut: bool  # another one has begun


class _Cut(Exception):  # noqa: N818 (what was looked for)
    """The file ends where more was announced."""


class _Doubtful(Exception):  # noqa: N818 (no error: other readers may know better)
    """This is not how elements follow each other."""


def ending_of(path: Path) -> Ending | None:
    """Tell how a DICOM file without pixels ends; None where its structure leaves a doubt.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_LONGEST_META_BYTES)
        size_bytes = file.seek(0, os.SEEK_END)
        try:
            start = data_set_start(head)
        except struct.error:
            start = size_bytes if size_bytes <= len(head) else 0
        if _DEFLATED not in head[:start]:
            return _ending(file, head[start:], start, size_bytes)
        file.seek(start)
        unpacked = inflated(file.read())
        return _ending(BytesIO(unpacked), unpacked, 0, len(unpacked))


def _ending(stream: BinaryIO, first_bytes: bytes, start: int, size_bytes: int) -> Ending | None:
    if size_bytes - start < 8:
        return Ending(0, is_cut=True)
    encoding = encoding_of(first_bytes)
    if encoding is None:
        return None
    walk = _Walk(stream, encoding, size_bytes)
    try:
        walk.elements(start)
    except _Doubtful:
        return None
    except _Cut:
        return Ending(walk.last_tag, is_cut=True)
    return Ending(walk.last_tag, is_cut=False)


class _Walk:
    """Goes from element to element and looks at no value."""

    def __init__(self, stream: BinaryIO, encoding: Encoding, size_bytes: int) -> None:
        self._stream, self._size_bytes = stream, size_bytes
        self._order = "<" if encoding.is_little_endian else ">"
        self._is_implicit = encoding.is_implicit
        self.last_tag = 0

    def elements(self, position: int) -> None:
        """Go along the top level, to the end of the file."""
        while position < self._size_bytes:
            head = self._head(position)
            if not head.strip(_PADDING) and len(head) < 8:
                return
            tag = self._tag(head)
            is_known = tag & 1 << 16 or tag & 0xFFFF == 0 or dictionary_has_tag(tag)
            if tag <= self.last_tag or not is_known:
                raise _Doubtful
            position = self._after(position, head, self._is_implicit, 0)
            self.last_tag = tag

    def _head(self, position: int) -> bytes:
        self._stream.seek(position)
        return self._stream.read(12)

    def _tag(self, head: bytes) -> int:
        if len(head) < 8:
            raise _Cut
        group, element = struct.unpack_from(self._order + "HH", head)
        return int(group << 16 | element)

    def _after(self, position: int, head: bytes, is_implicit: bool, depth: int) -> int:
        """Return where an element ends, which has to be within the file."""
        value, length, vr = self._value_place(position, head, is_implicit)
        if length == _UNDEFINED_LENGTH:  # of unknown VR: written without VRs (PS3.5 6.2.2)
            end = self._after_items(value, is_implicit or vr == b"UN", depth + 1)
        else:
            end = value + length
        if end > self._size_bytes:
            raise _Cut
        return end

    def _value_place(self, position: int, head: bytes, is_implicit: bool) -> tuple[int, int, bytes]:
        if is_implicit:
            return position + 8, self._length(head, 4, "L"), b""
        vr = head[4:6]
        if vr in SHORT_VRS:
            return position + 8, self._length(head, 6, "H"), vr
        if vr in LONG_VRS:
            return position + 12, self._length(head, 8, "L"), vr
        raise _Doubtful

    def _length(self, head: bytes, place: int, kind: str) -> int:
        try:
            return int(struct.unpack_from(self._order + kind, head, place)[0])
        except struct.error as error:
            raise _Cut from error

    def _after_items(self, position: int, is_implicit: bool, depth: int) -> int:
        if depth > _DEEPEST_SEQUENCE:
            raise _Doubtful
        while True:
            head = self._head(position)
            tag, length = self._tag(head), self._length(head, 4, "L")
            position += 8
            if tag == _SEQUENCE_END:
                return position
            if tag != _ITEM:
                raise _Doubtful
            if length == _UNDEFINED_LENGTH:
                position = self._after_item(position, is_implicit, depth)
            else:
                position += length

    def _after_item(self, position: int, is_implicit: bool, depth: int) -> int:
        while True:
            head = self._head(position)
            if self._tag(head) == _ITEM_END:
                return position + 8
            position = self._after(position, head, is_implicit, depth)
