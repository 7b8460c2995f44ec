"""One frame, decoded: the only way from a file to pixels, for the screen and for the network alike."""

from pathlib import Path

from ml.errors import ImagingError
from ml.imaging.dicom_frame import read_dicom_frame
from ml.imaging.header import dicom_frames
from ml.imaging.kind import FileKind, file_kind, why_no_image
from ml.imaging.ordinary import image_frames, read_image_frame
from ml.imaging.values import Frame, FrameInfo


def read_frame(info: FrameInfo) -> Frame:
    """Decode one frame of a scanned file.

    Raises
    ------
    ImagingError
        The file is gone, damaged, or encoded in a way that cannot be decoded. Names the file and the cause.
    """
    try:
        is_image = _readable_kind(info.path) is FileKind.IMAGE
        return read_image_frame(info) if is_image else read_dicom_frame(info)
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
        is_image = _readable_kind(path) is FileKind.IMAGE
        frames = image_frames(path) if is_image else dicom_frames(path)
    except (ImagingError, OSError) as error:
        raise _named(error, path) from error
    if not 0 <= frame < len(frames):
        raise ImagingError(f"{path.name}: has no frame {frame}; its frames are 0 to {len(frames) - 1}")
    return read_frame(frames[frame])


def _readable_kind(path: Path) -> FileKind:
    kind = file_kind(path)
    if kind in (FileKind.OTHER, FileKind.BROKEN):
        raise ImagingError(why_no_image(path))
    return kind


def _named(error: ImagingError | OSError, path: Path) -> ImagingError:
    reason = f"cannot be opened ({error.strerror})" if isinstance(error, OSError) else str(error)
    return ImagingError(f"{path.name}: {reason}")
