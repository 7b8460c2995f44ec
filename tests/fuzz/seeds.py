"""Sound files to start from: what pydicom's wheel ships, and small ones made here, one of every kind."""

import gzip
import io
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import imagecodecs
import nibabel
import nrrd
import numpy as np
import pydicom.data
import tifffile
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.fileset import FileSet
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.ml.imaging.maker import colour_dataset, grey_dataset, write

_LARGEST_BYTES = 300_000
BOMB_BYTES = 300 << 20
ENCAPSULATED_UNCOMPRESSED = UID("1.2.840.10008.1.2.1.98")
JPEG_XL = UID("1.2.840.10008.1.2.4.110")
GREY = (np.add.outer(np.arange(48), np.arange(64)) * 20).astype(np.uint16)
COLOUR = np.stack([GREY, GREY[::-1], GREY[:, ::-1]], axis=-1).astype(np.uint8)


class Seed(NamedTuple):
    """A file before mutation; ``kind`` decides which mutations are tried."""

    kind: str  # "dicom", "codec" (compressed DICOM), "image", "volume", "archive", "dicomdir"
    name: str
    data: bytes


def all_seeds() -> list[Seed]:
    """Return the seeds, always in the same order."""
    return [*small_seeds(), *_bombs()]


def small_seeds() -> list[Seed]:
    """Return the seeds that unpack to little, which is all but a few."""
    return [*_of_the_wheel(), *made_seeds()]


def made_seeds() -> list[Seed]:
    """Return the seeds that are made here; each of them opens, but for the lone DICOMDIR."""
    return [*_made_dicom(), *_images(), *_volumes(), *_archives(), *_dicomdirs()]


def _of_the_wheel() -> Iterator[Seed]:
    folder = Path(pydicom.data.__file__).parent / "test_files"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".dcm", "") and path.stat().st_size < _LARGEST_BYTES:
            data = path.read_bytes()
            yield Seed(_wheel_kind(path.name, data), path.name, data)


def _wheel_kind(name: str, data: bytes) -> str:
    if name.upper().startswith("DICOMDIR"):
        return "dicomdir"
    is_encapsulated = data.rfind(b"\xe0\x7f\x10\0O") >= 0 and b"\xff\xff\xff\xff\xfe\xff\0\xe0" in data
    return "codec" if is_encapsulated else "dicom"


def _written(dataset: Dataset, transfer_syntax: UID = ExplicitVRLittleEndian) -> bytes:
    dataset.SOPInstanceUID = "1.2.3.4.5"  # the same at every start
    with tempfile.TemporaryDirectory() as folder:
        return write(dataset, Path(folder, "a.dcm"), transfer_syntax).read_bytes()


def _compressed(dataset: Dataset, frames: list[bytes], syntax: UID, **attributes: Any) -> bytes:
    dataset.PixelData = encapsulate(frames, has_bot=attributes.pop("with_table", True))
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.NumberOfFrames = len(frames)
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return _written(dataset, syntax)


def rle(pixels: np.ndarray) -> bytes:
    planes = [pixels & 255] if pixels.dtype == np.uint8 else [pixels >> 8, pixels & 255]
    segments = [imagecodecs.packbits_encode(plane.astype(np.uint8)) for plane in planes]
    offsets, position = [], 64
    for segment in segments:
        offsets.append(position)
        position += len(segment)
    header = struct.pack("<16L", len(segments), *offsets, *[0] * (15 - len(offsets)))
    return header + b"".join(segments)


def _made_dicom() -> Iterator[Seed]:
    eight = np.ascontiguousarray(COLOUR[..., 0])
    for name, dataset, frames, syntax in (
        ("rle", grey_dataset(GREY), [rle(GREY)] * 3, RLELossless),
        ("jpeg", grey_dataset(eight), [imagecodecs.jpeg8_encode(eight)] * 3, JPEGBaseline8Bit),
        ("jpeg-rgb", colour_dataset(COLOUR), [imagecodecs.jpeg8_encode(COLOUR)], JPEGBaseline8Bit),
        ("jpeg12", grey_dataset(GREY >> 4), [jpeg_12_bit()], JPEGExtended12Bit),
        ("lossless", grey_dataset(GREY), [imagecodecs.ljpeg_encode(GREY)] * 2, JPEGLosslessSV1),
        ("jls", grey_dataset(GREY), [imagecodecs.jpegls_encode(GREY)] * 2, JPEGLSLossless),
        ("jls-rgb", colour_dataset(COLOUR), [imagecodecs.jpegls_encode(COLOUR)], JPEGLSLossless),
        ("j2k", grey_dataset(GREY), [jpeg_2000(GREY)] * 2, JPEG2000Lossless),
        ("j2k-rgb", colour_dataset(COLOUR), [jpeg_2000(COLOUR)], JPEG2000Lossless),
        ("htj2k", grey_dataset(GREY), [imagecodecs.htj2k_encode(GREY)], HTJ2KLossless),
        ("jxl", grey_dataset(GREY), [imagecodecs.jpegxl_encode(GREY, lossless=True)], JPEG_XL),
    ):
        yield Seed("codec", f"{name}.dcm", _compressed(dataset, frames, syntax))
        dataset["PixelData"].is_undefined_length = False
        yield Seed("codec", f"{name}-no-table.dcm", _compressed(dataset, frames, syntax, with_table=False))
    for syntax in (ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian):
        yield Seed("dicom", f"native-{syntax[-3:]}.dcm", _written(grey_dataset(GREY), syntax))
    plain = [GREY.tobytes()] * 2
    yield Seed("dicom", "plain-items.dcm", _compressed(grey_dataset(GREY), plain, ENCAPSULATED_UNCOMPRESSED))
    without_vr = _written(grey_dataset(GREY)).replace(b"\x10\0\x20\0LO", b"\x10\0\x20\0\0\0")
    yield Seed("dicom", "no-vr.dcm", without_vr)
    yield Seed("dicom", "enhanced.dcm", _written(_enhanced()))
    yield Seed("dicom", "tables.dcm", _written(_with_tables()))
    mask = grey_dataset(np.packbits(GREY > 900).reshape(1, -1), Modality="SEG")
    mask.Rows, mask.Columns, mask.BitsAllocated, mask.BitsStored, mask.HighBit = 48, 64, 1, 1, 0
    yield Seed("dicom", "mask.dcm", _written(mask))


def jpeg_12_bit() -> bytes:
    return imagecodecs.jpeg8_encode(GREY >> 4, bitspersample=12)


def jpeg_2000(pixels: np.ndarray) -> bytes:
    return imagecodecs.jpeg2k_encode(pixels, codecformat="j2k", level=0, reversible=True)


def _enhanced() -> Dataset:
    dataset = grey_dataset(np.stack([GREY] * 4))
    groups = []
    for index in range(4):
        group, position, content = Dataset(), Dataset(), Dataset()
        position.ImagePositionPatient = [0, 0, index * 2.0]
        content.StackID, content.InStackPositionNumber = "1", index + 1
        content.DimensionIndexValues = [1, index + 1]
        group.PlanePositionSequence, group.FrameContentSequence = Sequence([position]), Sequence([content])
        groups.append(group)
    shared, orientation, measures = Dataset(), Dataset(), Dataset()
    orientation.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    measures.PixelSpacing, measures.SliceThickness = [0.5, 0.5], 2
    shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = (
        Sequence([orientation]),
        Sequence([measures]),
    )
    dataset.PerFrameFunctionalGroupsSequence = Sequence(groups)
    dataset.SharedFunctionalGroupsSequence = Sequence([shared])
    return dataset


def _with_tables() -> Dataset:
    """A modality LUT, a VOI LUT, two windows and an overlay plane."""
    dataset = grey_dataset(GREY, WindowCenter=[40, 500], WindowWidth=[400, 2000], PixelPaddingValue=0)
    for keyword in ("ModalityLUTSequence", "VOILUTSequence"):
        table = Dataset()
        table.add_new("LUTDescriptor", "US", [256, 0, 16])
        table.add_new("LUTData", "US", list(range(256)))
        table.ModalityLUTType = "US"
        setattr(dataset, keyword, Sequence([table]))
    dataset.add_new(0x60000010, "US", 48)
    dataset.add_new(0x60000011, "US", 64)
    dataset.add_new(0x60000040, "CS", "G")
    dataset.add_new(0x60000050, "SS", [1, 1])
    dataset.add_new(0x60000100, "US", 1)
    dataset.add_new(0x60000102, "US", 0)
    dataset.add_new(0x60003000, "OW", bytes(48 * 8))
    return dataset


def _images() -> Iterator[Seed]:
    colour, grey = Image.fromarray(COLOUR), Image.fromarray(GREY)
    exif = Image.Exif()
    exif[0x0112] = 6
    for name, image, options in (
        ("grey.png", grey, {}),
        ("colour.png", colour, {"exif": exif}),
        ("palette.png", colour.quantize(16), {}),
        ("one-bit.png", colour.convert("1"), {}),
        ("alpha.png", colour.convert("RGBA"), {}),
        ("turned.jpg", colour, {"exif": exif}),
        ("progressive.jpg", colour, {"progressive": True}),
        ("inks.jpg", colour.convert("CMYK"), {}),
        ("a.bmp", colour, {}),
        ("palette.bmp", colour.quantize(16), {}),
        ("a.webp", colour, {}),
        ("lossless.webp", colour, {"lossless": True}),
        ("a.gif", colour, {"save_all": True, "append_images": [colour.rotate(90), colour.rotate(180)]}),
    ):
        stream = io.BytesIO()
        suffix = name.rpartition(".")[2].replace("jpg", "jpeg")
        image.save(stream, suffix, **options)
        yield Seed("image", name, stream.getvalue())
    for name, pixels, options in (
        ("plain", GREY, {}),
        ("pages", np.stack([GREY] * 3), {"photometric": "minisblack"}),
        ("tiles", COLOUR, {"tile": (16, 16), "compression": "lzw"}),
        ("deflate", GREY, {"compression": "deflate", "predictor": True}),
        ("zstd", GREY, {"compression": "zstd"}),
        ("packbits", COLOUR, {"compression": "packbits"}),
        ("jpeg", COLOUR, {"compression": "jpeg"}),
        ("j2k", GREY, {"compression": "jpeg2000"}),
        ("lzma", GREY, {"compression": "lzma"}),
        ("double", GREY.astype(np.float64), {"compression": "deflate"}),
        ("big", GREY, {"bigtiff": True, "byteorder": ">"}),
        ("planar", np.moveaxis(COLOUR, -1, 0), {"photometric": "rgb", "planarconfig": "separate"}),
    ):
        stream = io.BytesIO()
        tifffile.imwrite(stream, pixels, **options)
        yield Seed("image", f"{name}.tif", stream.getvalue())


def _png_bomb(rows: int, columns: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(rows * (columns + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _volumes() -> Iterator[Seed]:
    voxels = np.stack([GREY.T.astype(np.int16)] * 5, axis=-1)
    affine = np.diag([-1, -1, 2, 1.0])
    rgb = np.ascontiguousarray(np.stack([COLOUR] * 2, axis=2)).view([(c, "u1") for c in "RGB"])[..., 0]
    for name, image in (
        ("a.nii", nibabel.Nifti1Image(voxels, affine)),
        ("float.nii", nibabel.Nifti1Image(voxels.astype(np.float64), affine)),
        ("two.nii", nibabel.Nifti2Image(voxels, affine)),
        ("time.nii", nibabel.Nifti1Image(np.stack([voxels] * 3, axis=-1), affine)),
        ("rgb.nii", nibabel.Nifti1Image(rgb, affine)),
    ):
        data = image.to_bytes()
        yield Seed("volume", name, data)
        yield Seed("volume", f"{name}.gz", gzip.compress(data, mtime=0))
    with tempfile.TemporaryDirectory() as folder:
        for encoding in ("raw", "gzip", "bzip2", "ascii"):
            path = Path(folder, f"{encoding}.nrrd")
            header = {"encoding": encoding, "space": "LPS", "space directions": np.eye(3)}
            nrrd.write(str(path), voxels, {**header, "space origin": [0, 0, 0]})
            lines = path.read_bytes().split(b"\n", 3)
            yield Seed("volume", path.name, b"\n".join([lines[0], lines[3]]))  # without the date
    head = (
        b"ObjectType = Image\nNDims = 3\nDimSize = 64 48 5\nElementType = MET_SHORT\nElementSpacing = 1 1 2\n"
    )
    place = b"TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\n"
    body = voxels.T.tobytes()
    yield Seed("volume", "a.mha", head + place + b"ElementDataFile = LOCAL\n" + body)
    packed = b"CompressedData = True\nElementDataFile = LOCAL\n" + zlib.compress(body)
    yield Seed("volume", "packed.mha", head + place + packed)


def _archives() -> Iterator[Seed]:
    files = {"folder/1.dcm": _written(grey_dataset(GREY)), "a.nii": b"", "readme.txt": b"read me" * 50}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as zipped:
            for name, data in files.items():
                zipped.writestr(zipfile.ZipInfo(name), data, method)
        yield Seed("archive", f"a{method}.zip", stream.getvalue())
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tape:
        for file_name, data in files.items():
            info = tarfile.TarInfo(file_name)
            info.size = len(data)
            tape.addfile(info, io.BytesIO(data))
    yield Seed("archive", "a.tar", stream.getvalue())
    yield Seed("archive", "a.tar.gz", gzip.compress(stream.getvalue(), mtime=0))


def _dicomdirs() -> Iterator[Seed]:
    with tempfile.TemporaryDirectory() as folder:
        files = FileSet()
        files.UID = "1.2.3.4.5.6"
        dataset = grey_dataset(GREY, StudyID="1", SeriesNumber=1, InstanceNumber=1)
        dataset.SOPInstanceUID = "1.2.3.4.5"
        dataset.StudyDate, dataset.StudyTime = "20200101", "120000"
        files.add(write(dataset, Path(folder, "1.dcm")))
        files.write(Path(folder, "cd"))
        yield Seed("dicomdir", "DICOMDIR", Path(folder, "cd", "DICOMDIR").read_bytes())


def _bombs() -> Iterator[Seed]:
    """Yield small files that truly unpack to much."""
    dataset = grey_dataset(GREY)
    dataset.PixelData = bytes(BOMB_BYTES)
    yield Seed("dicom", "bomb.dcm", _written(dataset, DeflatedExplicitVRLittleEndian))
    yield Seed("image", "bomb.png", _png_bomb(13_000, 13_000))
    affine = np.diag([-1, -1, 2, 1.0])
    bomb = bytearray(nibabel.Nifti1Image(np.zeros((2, 2, 2), np.int16), affine).to_bytes()[:352])
    bomb[42:48] = np.array([1000, 1000, 150], "<i2").tobytes()
    yield Seed("volume", "bomb.nii.gz", gzip.compress(bytes(bomb) + bytes(BOMB_BYTES), mtime=0))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number in range(4):
            zipped.writestr(zipfile.ZipInfo(f"{number}.dcm"), bytes(BOMB_BYTES), zipfile.ZIP_DEFLATED)
    yield Seed("archive", "bomb.zip", stream.getvalue())
