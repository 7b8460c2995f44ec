"""Which bytes of encapsulated pixel data belong to which frame.

Offset tables are often missing and sometimes wrong, so the items themselves are walked and the tables are
only asked where the items leave a choice.

References
----------
PS3.5 A.4 (Encapsulated Pixel Data).
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ml.errors import ImagingError

ITEM = b"\xfe\xff\x00\xe0"
_ITEM_HEAD_BYTES = 8
_CUT = "truncated: the compressed pixel data ends too early"
_CODESTREAM_STARTS = (
    b"\xff\xd8",
    b"\xff\x4f",
    b"\x00\x00\x00\x0c",
    b"\xff\x0a",
)  # JPEG, JPEG 2000, boxes, JXL


class Fragment(NamedTuple):
    """A run of bytes in the file."""

    offset: int
    length: int


FrameFragments = tuple[tuple[Fragment, ...], ...]


def frame_fragments(stream: BinaryIO, offset: int, available_bytes: int, frames: int) -> FrameFragments:
    """Return the fragments of every frame.

    Parameters
    ----------
    offset
        Where the value of the pixel data element starts.
    available_bytes
        How many bytes there are from there to the end of the stream.
    frames
        Number of Frames as the header says.

    Returns
    -------
    FrameFragments
        One tuple of fragments per frame. Shorter than ``frames`` when the file was cut off.

    Raises
    ------
    ImagingError
        The items do not divide into that many frames.
    """
    end = offset + available_bytes
    items = list(_items(stream, offset, end))
    if end - (sum(items[-1]) if items else offset) < _ITEM_HEAD_BYTES and len(items) < 2:
        raise ImagingError(_CUT)
    if not items:
        raise ImagingError("damaged: the compressed pixel data holds no items")
    table, fragments = items[0], items[1:]
    if fragments and sum(fragments[-1]) > end:
        fragments = fragments[:-1]  # cut off in the middle
        if not fragments or frames == 1:
            raise ImagingError(_CUT)
        return _divide(stream, table, fragments, frames)[: len(fragments)]
    if not fragments:
        raise ImagingError("the compressed pixel data is empty")
    return _divide(stream, table, fragments, frames)


def _items(stream: BinaryIO, start: int, end: int) -> Iterator[Fragment]:
    position = start
    while position + 8 <= end:
        stream.seek(position)
        head = stream.read(8)
        if head[:4] != ITEM:
            return
        length = struct.unpack("<L", head[4:])[0]
        yield Fragment(position + 8, length)
        position += 8 + length


def _divide(stream: BinaryIO, table: Fragment, fragments: list[Fragment], frames: int) -> FrameFragments:
    if frames == 1:
        return (tuple(fragments),)
    if len(fragments) <= frames:
        return tuple((fragment,) for fragment in fragments)
    starts = _starts_from_table(stream, table, fragments)
    if len(starts) != frames:
        starts = [index for index, fragment in enumerate(fragments) if _starts_a_frame(stream, fragment)]
    if len(starts) != frames:
        raise ImagingError(f"damaged: {len(fragments)} pieces of pixel data for {frames} frames")
    ends = [*starts[1:], len(fragments)]
    return tuple(tuple(fragments[start:end]) for start, end in zip(starts, ends, strict=True))


def _starts_from_table(stream: BinaryIO, table: Fragment, fragments: list[Fragment]) -> list[int]:
    """Return the index of each frame's first fragment, or nothing when the table does not fit the items."""
    stream.seek(table.offset)
    count = table.length // 4
    offsets = struct.unpack(f"<{count}L", stream.read(4 * count))
    first_item = table.offset + table.length
    index_at = {fragment.offset - 8 - first_item: index for index, fragment in enumerate(fragments)}
    is_sound = set(offsets) <= set(index_at) and list(offsets) == sorted(offsets)
    return [index_at[offset] for offset in offsets] if is_sound else []


def _starts_a_frame(stream: BinaryIO, fragment: Fragment) -> bool:
    stream.seek(fragment.offset)
    return stream.read(4).startswith(_CODESTREAM_STARTS)
