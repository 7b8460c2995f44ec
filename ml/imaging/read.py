"""One frame, decoded: the only way from a file to pixels, for the screen and for the network alike."""

from collections.abc import Callable
from pathlib import Path

from ml.errors import ImagingError
from ml.imaging.dicom_frame import read_dicom_frame
from ml.imaging.header import dicom_record
from ml.imaging.kind import FileKind, file_kind, why_no_image
from ml.imaging.ordinary import image_record, read_image_frame
from ml.imaging.record import FileRecord
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Frame, FrameInfo
from ml.imaging.volume_files import read_volume_frame, volume_record

_READERS: dict[FileKind, Callable[[FrameInfo], Frame]] = {
    FileKind.DICOM: read_dicom_frame,
    FileKind.IMAGE: read_image_frame,
    FileKind.VOLUME: read_volume_frame,
}
_HEADER_READERS: dict[FileKind, Callable[[Path], FileRecord]] = {
    FileKind.DICOM: dicom_record,
    FileKind.IMAGE: image_record,
    FileKind.VOLUME: volume_record,
}


def read_frame(info: FrameInfo) -> Frame:
    """Decode one frame of a scanned file.

    Raises
    ------
    ImagingError
        The file is gone, damaged, or encoded in a way that cannot be decoded. Names the file and the cause.
    """
    try:
        return _READERS[_readable_kind(info.path)](info)
    except (ImagingError, OSError) as error:
        raise _named(error, info.path) from error


def read_frame_at(path: Path, frame: int = 0) -> Frame:
    """Decode one frame (0-based) of a file that was not scanned.

    Raises
    ------
    ImagingError
        As :func:`read_frame`; also when the file has no such frame.
    """
    try:
        record = read_record(path)
    except (ImagingError, OSError) as error:
        raise _named(error, path) from error
    if record.other is not None:
        raise ImagingError(f"{path.name}: holds no image but a {record.other.name}")
    frames = record.frames
    if not 0 <= frame < len(frames):
        raise ImagingError(f"{path.name}: has no frame {frame}; its frames are 0 to {len(frames) - 1}")
    return read_frame(frames[frame])


def read_record(path: Path) -> FileRecord:
    """Read the header of one file.

    Raises
    ------
    ImagingError
        It is of a kind that is not read, or damaged. The text names no file.
    OSError
        The file cannot be read.
    """
    return _HEADER_READERS[_readable_kind(path)](path)


def _readable_kind(path: Path) -> FileKind:
    kind = file_kind(path)
    if kind not in _READERS:
        raise ImagingError(why_no_image(path))
    return kind


def _named(error: ImagingError | OSError, path: Path) -> ImagingError:
    reason = f"cannot be opened ({error.strerror})" if isinstance(error, OSError) else str(error)
    return ImagingError(f"{shown_path(path).name}: {reason}")
