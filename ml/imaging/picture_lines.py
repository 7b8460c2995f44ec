"""What an ordinary image or a volume file says about itself, as lines of text to read."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from ml.errors import ImagingError
from ml.imaging.damage import damage_named
from ml.imaging.read import read_record
from ml.imaging.record import FileRecord
from ml.imaging.values import HeaderLine, SpacingKind

LONGEST_VALUE = 1000  # characters; what is longer is cut, and says so
_METAIMAGE_LIMIT_BYTES = 1 << 16


def picture_lines(path: Path) -> tuple[HeaderLine, ...]:
    """Format, size and mode of an image file, and what it carries along, EXIF spelled out.

    Raises
    ------
    ImagingError, OSError
        As :func:`ml.imaging.read.read_record`.
    """
    basics = tuple(_basics(read_record(path), path))
    try:
        with damage_named("what the image carries along"), path.open("rb") as file, Image.open(file) as image:
            mode = HeaderLine("", "Mode", value=image.mode)
            return (*basics, mode, *_carried(image.info), *_exif(image))
    except (ImagingError, OSError):  # Pillow does not know it, but it was opened: there is no more to say
        return basics


def volume_lines(path: Path) -> tuple[HeaderLine, ...]:
    """Size and spacing of a NIfTI, NRRD or MetaImage file, then its header field by field.

    Raises
    ------
    ImagingError, OSError
        As :func:`ml.imaging.read.read_record`.
    """
    record = read_record(path)
    basics = tuple(_basics(record, path))
    try:
        with damage_named("its header"):
            fields = _volume_fields(record.transfer_syntax, path)
            named = (HeaderLine("", name, value=value_text(value)) for name, value in fields.items())
            return (*basics, HeaderLine("", "Header fields", children=tuple(named)))
    except (ImagingError, OSError):
        return basics


def value_text(value: Any) -> str:
    """One value in one line, cut when it is long."""
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    text = " ".join(str(value).strip("\0 ").split())
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]} …  ({len(text):,} characters)"


def _basics(record: FileRecord, path: Path) -> Iterator[HeaderLine]:
    first = record.frames[0]
    yield HeaderLine("", "Format", value=record.transfer_syntax)
    yield HeaderLine("", "Size", value=f"{first.columns} × {first.rows}")
    if len(record.frames) > 1:
        yield HeaderLine("", "Frames", value=str(len(record.frames)))
    if first.spacing is not None and first.spacing.kind is not SpacingKind.NONE:
        spacing = f"{first.spacing.row_mm:g} × {first.spacing.column_mm:g} mm"
        yield HeaderLine("", "Spacing of rows × columns", value=spacing)
    yield HeaderLine("", "File", value=f"{path.stat().st_size:,} bytes")


def _carried(info: Mapping[Any, Any]) -> Iterator[HeaderLine]:
    """What Pillow found beside the pixels: resolution, comments, colour profile."""
    for name, value in info.items():
        if name != "exif":
            yield HeaderLine("", str(name), value=value_text(value))


def _exif(image: Image.Image) -> Iterator[HeaderLine]:
    exif = image.getexif()
    lines = list(_exif_lines(exif, ExifTags.TAGS))
    for block, names in ((ExifTags.IFD.Exif, ExifTags.TAGS), (ExifTags.IFD.GPSInfo, ExifTags.GPSTAGS)):
        lines += _exif_lines(exif.get_ifd(block), names)
    if lines:
        yield HeaderLine("", "EXIF", value=f"{len(lines)} entries", children=tuple(lines))


def _exif_lines(entries: Mapping[int, Any], names: Mapping[int, str]) -> Iterator[HeaderLine]:
    for tag, value in entries.items():
        if tag not in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
            yield HeaderLine(f"{tag:04X}", names.get(tag, "Unknown"), value=value_text(value))


def _volume_fields(format_name: str, path: Path) -> Mapping[str, Any]:
    # nibabel and pynrrd are loaded for the files that need them and for no others.
    if "NIfTI" in format_name:
        import nibabel  # noqa: PLC0415

        return dict(nibabel.load(path).header.items())  # type: ignore[attr-defined]
    if "NRRD" in format_name:
        import nrrd  # noqa: PLC0415

        return nrrd.read_header(str(path))
    return dict(_metaimage_fields(path))


def _metaimage_fields(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        while file.tell() < _METAIMAGE_LIMIT_BYTES:
            name, _, value = file.readline(_METAIMAGE_LIMIT_BYTES).decode("utf-8", "replace").partition("=")
            yield name.strip(), value.strip()
            if name.strip().lower() in ("elementdatafile", ""):
                return
