"""How a data set is really encoded, told by its first bytes: its transfer syntax may be wrong or absent."""

import struct
import zlib
from typing import NamedTuple

from pydicom.datadict import dictionary_has_tag
from pydicom.uid import UID, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pydicom.valuerep import EXPLICIT_VR_LENGTH_16, EXPLICIT_VR_LENGTH_32

# By how an explicit element says its length (PS3.5 7.1.2): in 2 bytes, or in 4 behind 2 that are reserved.
SHORT_VRS = frozenset(str(vr).encode() for vr in EXPLICIT_VR_LENGTH_16)
LONG_VRS = frozenset(str(vr).encode() for vr in EXPLICIT_VR_LENGTH_32)
_META_GROUP = b"\x02\x00"
_LAST_FIRST_GROUP = 0x28  # no data set starts with a later group
_SHORTEST_RUN = 4  # elements that chance does not make
_LONGEST_FIRST_VALUE_BYTES = 1 << 16
_WINDOW_BITS = (-zlib.MAX_WBITS, zlib.MAX_WBITS)  # raw as the standard has it, then with zlib's header
# Images shrink to a half or a tenth, empty masks to a thousandth; what grows further is meant to do harm.
_LARGEST_RATIO, _SMALL_INFLATED_BYTES, _LARGEST_INFLATED_BYTES = 100, 256 << 20, 4 << 30
_RLE_HEADER = struct.Struct("<16L")


class Encoding(NamedTuple):
    """How the elements of a data set are written."""

    is_implicit: bool
    is_little_endian: bool

    @property
    def syntax(self) -> UID:
        if not self.is_little_endian:  # of ACR-NEMA, implicit: it has no name of its own
            return ExplicitVRBigEndian
        return ImplicitVRLittleEndian if self.is_implicit else ExplicitVRLittleEndian


def data_set_start(head: bytes) -> int:
    """Return where the data set starts, behind preamble and meta information if there are any.

    Raises
    ------
    struct.error
        The meta information goes on behind ``head``.
    """
    position = 132 if head[128:132] == b"DICM" else 0
    while head[position : position + 2] == _META_GROUP:
        vr = head[position + 4 : position + 6]
        if vr in LONG_VRS:
            position += 12 + struct.unpack_from("<L", head, position + 8)[0]
        elif vr in SHORT_VRS:
            position += 8 + struct.unpack_from("<H", head, position + 6)[0]
        else:  # implicit, against the standard
            position += 8 + struct.unpack_from("<L", head, position + 4)[0]
    return position


def encoding_of(head: bytes) -> Encoding | None:
    """Return how a data set is encoded that starts with these bytes; None when it starts like none."""
    if len(head) < 8:
        return None
    for is_little_endian, order in ((True, "<"), (False, ">")):
        group, _, length = struct.unpack(f"{order}HHL", head[:8])
        is_explicit = head[4:6] in SHORT_VRS or head[4:6] in LONG_VRS
        if 0 < group <= _LAST_FIRST_GROUP and (is_explicit or length < _LONGEST_FIRST_VALUE_BYTES):
            return Encoding(not is_explicit, is_little_endian)
    return None


def is_run_of_elements(head: bytes) -> bool:
    """Tell the start of a data set that begins with no usual element: its elements follow each other."""
    return any(
        _run_length(head, order, is_implicit) >= _SHORTEST_RUN
        for order, is_implicit in (("<", False), (">", False), ("<", True))
    )


def _run_length(head: bytes, order: str, is_implicit: bool) -> int:
    """Return how many elements with ascending tags a file starts with; 0 when something else stands there."""
    position, last_tag, count = 0, 0, 0
    while position + 12 <= len(head):
        group, element, length = struct.unpack_from(f"{order}HHL", head, position)
        tag, vr = group << 16 | element, head[position + 4 : position + 6]
        is_known = group % 2 == 1 or element == 0 or dictionary_has_tag(tag)
        if tag <= last_tag or not is_known or (count == 0 and group > _LAST_FIRST_GROUP):
            return 0
        position += 8
        if not is_implicit and vr in SHORT_VRS:
            (length,) = struct.unpack_from(f"{order}H", head, position - 2)
        elif not is_implicit:
            if vr not in LONG_VRS:
                return 0
            (length,) = struct.unpack_from(f"{order}L", head, position)
            position += 4
        position, last_tag, count = position + length, tag, count + 1
    return count


def inflated(data: bytes) -> bytes:
    """Return what a deflated data set holds, as far as it goes and images shrink; b"" when it is none."""
    largest_bytes = min(max(_SMALL_INFLATED_BYTES, _LARGEST_RATIO * len(data)), _LARGEST_INFLATED_BYTES)
    for window_bits in _WINDOW_BITS:
        unpacker = zlib.decompressobj(window_bits)
        try:
            found = unpacker.decompress(data, largest_bytes)
        except zlib.error:
            continue
        if encoding_of(found) is not None:
            return found
    return b""


def is_rle(header: bytes) -> bool:
    """Tell the header of an RLE frame: up to 15 segments, the first behind it (PS3.5 G.5)."""
    if len(header) < _RLE_HEADER.size:
        return False
    count, *offsets = _RLE_HEADER.unpack_from(header)
    used = offsets[:count]
    return 1 <= count <= 15 and offsets[0] == 64 and used == sorted(used) and not any(offsets[count:])
