"""Elements whose VR is no VR: two zero bytes, question marks. Some writers knew no better."""

import struct

from pydicom.datadict import dictionary_VR

from ml.imaging.encoding import LONG_VRS, SHORT_VRS

_ANY_TEXT = b"LO"
_UNDEFINED_LENGTH = 0xFFFFFFFF
_PIXEL_GROUP = 0x7FE0


def with_vrs(data: bytes, start: int) -> bytes | None:
    """Return an explicit little endian file with VRs of the same size in place of those that are none.

    Only what is followed by another element when its length is read in 16 bits is changed; the walk ends at
    anything else that is odd. None: there is nothing to change.
    """
    mended = bytearray(data)
    position = start
    while position + 12 <= len(data):
        group, element, vr, length = struct.unpack_from("<HH2sH", data, position)
        if group >= _PIXEL_GROUP:
            break
        if vr in LONG_VRS:
            (long_length,) = struct.unpack_from("<L", data, position + 8)
            if long_length == _UNDEFINED_LENGTH:
                break
            position += 12 + long_length
            continue
        if vr not in SHORT_VRS:
            if not _starts_element(data, position + 8 + length, after=group << 16 | element):
                break
            mended[position + 4 : position + 6] = _vr_of(group << 16 | element)
        position += 8 + length
    return bytes(mended) if mended != data else None


def _starts_element(data: bytes, position: int, after: int) -> bool:
    if position + 8 > len(data):
        return False
    group, element = struct.unpack_from("<HH", data, position)
    return after < (group << 16 | element) and group <= _PIXEL_GROUP


def _vr_of(tag: int) -> bytes:
    try:
        vr = dictionary_VR(tag)[:2].encode()
    except KeyError:
        return _ANY_TEXT
    return vr if vr in SHORT_VRS else _ANY_TEXT
