"""Ways to spoil a file, from blind ones to such that know its format; all chance is that of a Random."""

import io
import struct
from collections.abc import Callable
from random import Random

import pydicom
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.uid import UID, AllTransferSyntaxes

from tests.fuzz.seeds import Seed

_HEAD_BYTES = 2048  # where most of what matters stands
_INTERESTING = (0, 1, 2, 3, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 1 << 16, (1 << 31) - 1, 1 << 31)
_LENGTHS = (0, 1, 7, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_ITEM = b"\xfe\xff\x00\xe0"
_NUMBERS = (0, 1, 2, 3, 5, 7, 12, 13, 16, 17, 31, 32, 33, 64, 255, 4096, 32767, 65535)
_SHORT_KEYWORDS = (
    *("Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "SamplesPerPixel"),
    *("PixelRepresentation", "PlanarConfiguration", "PixelPaddingValue", "OverlayRows", "OverlayColumns"),
)
_TEXTS = {
    "NumberOfFrames": ("0", "-1", "2", "1000", "100000", "2147483647", "99999999999", "one", ""),
    "PhotometricInterpretation": (
        *(
            "MONOCHROME1",
            "RGB",
            "PALETTE COLOR",
            "YBR_FULL",
            "YBR_FULL_422",
            "YBR_RCT",
            "YBR_ICT",
            "ARGB",
            "",
        ),
    ),
    "RescaleSlope": ("0", "-1", "1e308", "nan", "1e-320", "inf", "x"),
    "RescaleIntercept": ("1e308", "-1e30", "nan", "0.5", "-32769"),
    "WindowWidth": ("0", "-1", "1e300", "nan", "0.0001", "1\\2\\3"),
    "WindowCenter": ("1e300", "nan", "", "1\\2"),
    "PixelSpacing": ("0\\0", "-1\\1", "1", "nan\\nan", "1e300\\1e-300", "1\\2\\3"),
    "ImagePositionPatient": ("0\\0", "nan\\0\\0", "1e300\\1e300\\1e300"),
    "ImageOrientationPatient": ("0\\0\\0\\0\\0\\0", "1\\0\\0\\1\\0\\0", "1\\0", "nan\\0\\0\\0\\1\\0"),
    "Modality": ("SEG", "PT", "US", "NM", "RTDOSE", "SR", ""),
    "SpecificCharacterSet": ("ISO 2022 IR 87", "nothing", "GB18030", "\\\\"),
    "SegmentationType": ("LABELMAP", "FRACTIONAL", "BINARY"),
}

Mutation = Callable[[bytearray, Random], bytearray]


def mutated(seed: Seed, rng: Random) -> bytes:
    """Return the seed spoiled in one to four ways."""
    data = bytearray(seed.data)
    if seed.kind in ("dicom", "codec", "dicomdir") and rng.random() < 0.35:
        data = _changed_dataset(data, rng)
    is_codestream_alone = seed.kind == "codec" and rng.random() < 0.8
    choices = _CODESTREAM if is_codestream_alone else [*_BLIND, *_KNOWING[seed.kind]]
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        data = rng.choice(choices)(data, rng)
    return bytes(data)


def spoiled_codestream(data: bytes, rng: Random) -> bytes:
    """Return a codestream spoiled in one to three ways."""
    spoiled = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3))):
        spoiled = rng.choice((*_BLIND, _flip_bits, _flip_bits, _change_marker))(spoiled, rng)
    return bytes(spoiled)


def _place(data: bytearray, rng: Random) -> int:
    end = min(len(data), _HEAD_BYTES) if rng.random() < 0.5 else len(data)
    return rng.randrange(max(1, end))


def _truncate(data: bytearray, rng: Random) -> bytearray:
    return data[: _place(data, rng)]


def _flip_bits(data: bytearray, rng: Random) -> bytearray:
    for _ in range(rng.choice((1, 1, 2, 8, 64))):
        if data:
            data[_place(data, rng)] ^= 1 << rng.randrange(8)
    return data


def _overwrite_number(data: bytearray, rng: Random) -> bytearray:
    form = rng.choice(("<B", "<H", ">H", "<L", ">L", "<Q"))
    size = struct.calcsize(form)
    at = _place(data, rng) // 2 * 2
    value = rng.choice(_INTERESTING) & ((1 << 8 * size) - 1)
    data[at : at + size] = struct.pack(form, value)
    return data


def _drop(data: bytearray, rng: Random) -> bytearray:
    at = _place(data, rng)
    del data[at : at + rng.choice((1, 2, 3, 8, 100, 1000))]
    return data


def _repeat(data: bytearray, rng: Random) -> bytearray:
    at, length = _place(data, rng), rng.choice((1, 2, 8, 100, 5000))
    data[at:at] = data[at : at + length] * rng.choice((1, 2, 50))
    return data


def _noise(data: bytearray, rng: Random) -> bytearray:
    at, length = _place(data, rng), rng.choice((4, 16, 200, 4000))
    data[at : at + length] = rng.randbytes(length)
    return data


def _zeros(data: bytearray, rng: Random) -> bytearray:
    at, length = _place(data, rng), rng.choice((2, 4, 16, 500))
    data[at : at + length] = bytes(length)
    return data


_BLIND: tuple[Mutation, ...] = (_truncate, _flip_bits, _overwrite_number, _drop, _repeat, _noise, _zeros)


def _changed_dataset(data: bytearray, rng: Random) -> bytearray:
    """Change what the header says and write it anew; the pixels stay as they are."""
    config.settings.reading_validation_mode = config.settings.writing_validation_mode = config.IGNORE
    try:
        dataset = pydicom.dcmread(io.BytesIO(data), force=True)
        _change(dataset, rng)
        stream = io.BytesIO()
        dataset.save_as(stream)
        return bytearray(stream.getvalue())
    except Exception:  # noqa: BLE001 (a seed that pydicom cannot write stays as it is)
        return data


def _change(dataset: Dataset, rng: Random) -> None:
    for _ in range(rng.choice((1, 1, 2, 3))):
        choice = rng.random()
        if choice < 0.4:
            keyword = rng.choice(_SHORT_KEYWORDS)
            value = rng.choice(_NUMBERS)
            if keyword.startswith("Overlay"):
                dataset.add_new(0x60000010 + (keyword == "OverlayColumns"), "US", value)
            else:
                setattr(dataset, keyword, value)
        elif choice < 0.75:
            keyword = rng.choice(tuple(_TEXTS))
            dataset.add_new(keyword, "LO", rng.choice(_TEXTS[keyword]).split("\\"))
        elif choice < 0.9:
            dataset.file_meta.TransferSyntaxUID = UID(rng.choice(AllTransferSyntaxes))
        else:
            tags = [element.tag for element in dataset]
            if tags:
                del dataset[rng.choice(tags)]


def _element_length(data: bytearray, rng: Random) -> bytearray:
    """Give an element, or an item, another length."""
    marks = [_ITEM, b"\xe0\x7f\x10\x00", *(vr for vr in (b"OW", b"OB", b"SQ", b"US", b"DS", b"UI", b"UN"))]
    mark = rng.choice(marks)
    places = _places(data, mark)
    if places:
        at = rng.choice(places)
        is_short = mark in (b"US", b"DS", b"UI")
        at += 2 if is_short else 8 if mark == b"\xe0\x7f\x10\x00" else 4
        form = "<H" if is_short else "<L"
        value = rng.choice(_LENGTHS) & (0xFFFF if is_short else 0xFFFFFFFF)
        data[at : at + struct.calcsize(form)] = struct.pack(form, value)
    return data


def _places(data: bytearray, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0 and len(found) < 200:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def _nest(data: bytearray, rng: Random) -> bytearray:
    """Put sequences inside sequences in front of the pixel data."""
    at = max(data.find(b"\x28\x00\x02\x00"), 0)
    depth = rng.choice((3, 50, 500, 3000))
    opening = b"\x08\x00\x40\x11SQ\0\0\xff\xff\xff\xff" + _ITEM + b"\xff\xff\xff\xff"
    closing = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"
    data[at:at] = opening * depth + (closing * depth if rng.random() < 0.6 else b"")
    return data


def _spoil_fragment(data: bytearray, rng: Random) -> bytearray:
    """Spoil a codestream, or the table of offsets, inside of an intact file."""
    start = data.rfind(b"\xe0\x7f\x10\x00")
    items = [at for at in _places(data, _ITEM) if at > start >= 0]
    if not items:
        return _flip_bits(data, rng)
    at = rng.choice(items)
    (length,) = struct.unpack("<L", data[at + 4 : at + 8].ljust(4, b"\0"))
    end = min(len(data), at + 8 + length)
    for _ in range(rng.choice((1, 2, 4, 30))):
        if end > at + 8:
            spread = end - at - 8 if rng.random() < 0.4 else min(end - at - 8, 120)
            data[at + 8 + rng.randrange(spread)] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
    return data


def _move_fragments(data: bytearray, rng: Random) -> bytearray:
    items = _places(data, _ITEM)
    if len(items) < 2:
        return data
    one, other = sorted(rng.sample(items, 2))
    piece = data[one:other]
    if rng.random() < 0.5:
        del data[one:other]
    else:
        data[one:one] = piece * rng.choice((1, 5, 200))
    return data


def _change_marker(data: bytearray, rng: Random) -> bytearray:
    """Give a codestream another size or depth: SOF of JPEG and JPEG-LS, SIZ of JPEG 2000, IHDR of PNG."""
    marks = (
        b"\xff\xc0",
        b"\xff\xc1",
        b"\xff\xc3",
        b"\xff\xf7",
        b"\xff\x51",
        b"IHDR",
        b"\xff\xda",
        b"\xff\xc4",
    )
    places = [(at, mark) for mark in marks for at in _places(data, mark)]
    if places:
        at, mark = rng.choice(places)
        at += len(mark) + rng.randrange(24)
        data[at : at + 2] = struct.pack(">H", rng.choice(_INTERESTING) & 0xFFFF)
    return data


def _change_text_number(data: bytearray, rng: Random) -> bytearray:
    """Change a number in a text header (NRRD, MetaImage)."""
    digits = [at for at in range(min(len(data), _HEAD_BYTES)) if 48 <= data[at] <= 57]
    if digits:
        at = rng.choice(digits)
        data[at : at + 1] = rng.choice((b"0", b"-1", b"99999", b"4294967296", b"1e400", b"nan", b"", b"x"))
    return data


def _spoil_nifti(data: bytearray, rng: Random) -> bytearray:
    """Overwrite a field that decides: dimensions, type, offset, scale, placement."""
    at = rng.choice((40, 42, 44, 46, 48, 70, 72, 108, 112, 116, 123, 252, 254, 280, 284, 296, 344))
    value = rng.choice((b"\0\0", b"\xff\xff", b"\xff\x7f", b"\0\x80", rng.randbytes(2)))
    data[at : at + 2] = value
    return data


_CODESTREAM: tuple[Mutation, ...] = (_spoil_fragment, _spoil_fragment, _change_marker, _move_fragments)
_KNOWING: dict[str, tuple[Mutation, ...]] = {
    "dicom": (_element_length, _nest, _change_marker),
    "codec": (_element_length, *_CODESTREAM),
    "dicomdir": (_element_length, _nest, _move_fragments),
    "image": (_change_marker, _overwrite_number, _overwrite_number),
    "volume": (_change_text_number, _spoil_nifti, _spoil_nifti),
    "archive": (_overwrite_number, _overwrite_number),
}
