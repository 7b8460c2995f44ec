"""Which HTJ2K codestreams may go to OpenJPH.

It is more than twice as fast as OpenJPEG, but trusts the main header: tiles of no size end the process with a
division by zero, thousands of components or tiles never come back. Of lossy data it turns white that
overflows into black, and it fills what was cut off without a word (docs/adr/0039).

References
----------
ISO/IEC 15444-1 A.5.1 (SIZ), A.6.1 (COD); ISO/IEC 15444-15.
"""

import struct

_START = b"\xff\x4f\xff\x51"
_SIZ = struct.Struct(">HH8LH")  # its length, capabilities, four pairs of numbers, components
_SIZ_BYTES = 38
_HIGH_THROUGHPUT = 0x4000
_HIGH_THROUGHPUT_ALONE, _REVERSIBLE = 0x40, 1
_MOST_TILES = 1 << 12
_LARGEST_BLOCK = 8  # both exponents together, each 2 less than that of the side
_COD, _TILE_PART = 0x52, 0x90
_TILE_PART_MARK, _TILE_PART_HEAD_BYTES, _END = b"\xff\x90", 14, b"\xff\xd9"
_HARMLESS = {0x50, _COD, 0x55, 0x5C, 0x64}  # CAP, COD, TLM, QCD, comment
_LARGEST_LEVELS = 32


def is_plain_and_reversible(data: bytes, samples: int) -> bool:
    """Tell a complete HTJ2K codestream without loss whose main header holds nothing unusual."""
    try:
        return data.startswith(_START) and _has_plain_size(data, samples) and _is_reversible_and_whole(data)
    except (struct.error, ValueError):  # it ends too early
        return False


def _has_plain_size(data: bytes, samples: int) -> bool:
    length, capabilities, *pairs, count = _SIZ.unpack_from(data, 4)
    columns, rows, left, top, tile_columns, tile_rows, tile_left, tile_top = pairs
    if any((left, top, tile_left, tile_top)) or not all((columns, rows, tile_columns, tile_rows)):
        return False
    tiles = -(-columns // tile_columns) * -(-rows // tile_rows)
    components = data[42 : 42 + 3 * count]
    return (
        bool(capabilities & _HIGH_THROUGHPUT)
        and tiles <= _MOST_TILES
        and (count, length) == (samples, _SIZ_BYTES + 3 * samples)
        and all(components[3 * index + 1 : 3 * index + 3] == b"\1\1" for index in range(count))
    )


def _is_reversible_and_whole(data: bytes) -> bool:
    """Walk the main header: it has one style for all components, without loss; then what follows."""
    position, is_reversible = 4 + _SIZ.unpack_from(data, 4)[0], False
    while True:
        mark, marker, length = struct.unpack_from(">BBH", data, position)
        if mark != 0xFF:
            return False
        if marker == _TILE_PART:
            return is_reversible and _has_all_tile_parts(data, position)
        if marker not in _HARMLESS or length < 2:
            return False
        if marker == _COD:
            levels, width, height, style, transform = data[position + 9 : position + 14]
            is_sound = levels <= _LARGEST_LEVELS and width + height <= _LARGEST_BLOCK
            if is_reversible or (style, transform) != (_HIGH_THROUGHPUT_ALONE, _REVERSIBLE) or not is_sound:
                return False
            is_reversible = True
        position += 2 + length


def _has_all_tile_parts(data: bytes, position: int) -> bool:
    while data.startswith(_TILE_PART_MARK, position):
        (length,) = struct.unpack_from(">L", data, position + 6)
        if length < _TILE_PART_HEAD_BYTES:  # 0: to the end, wherever that is
            return False
        position += length
    return data.startswith(_END, position)
