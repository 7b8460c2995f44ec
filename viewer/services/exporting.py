"""Pictures and videos of what is open, written so that nothing half written is ever left behind."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from ml.errors import ImagingError, WritingError
from ml.imaging import default_window, read_frame
from ml.imaging.values import Failure, Frame, FrameInfo, Series, Window
from ml.progress import Progress
from viewer.core.export_choice import ExportChoice, VolumeFormat
from viewer.core.image_colours import ColourMap
from viewer.core.language import tr
from viewer.core.render_request import RenderRequest
from viewer.core.viewport import FIT, Grid, View, Viewport, extent
from viewer.services.rendering import Renderer, grid_of

Read = Callable[[FrameInfo], Frame]  # from a file, or from a volume

NOTICE = "Kesit - research use only"

_FONT = cv2.FONT_HERSHEY_SIMPLEX
_NOTICE_GREY = 170
_NOTICE_HEIGHT_PX = 22  # of a picture up to _NOTICE_GROWS_FROM pixels wide
_NOTICE_GROWS_FROM = 800
_JPEG_QUALITY = 95
_ENCODER_SETTINGS = {".jpg": (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY)}
# Written by OpenCV itself, and played by what comes with Windows and macOS (docs/adr/0031).
_FOURCC = cv2.VideoWriter.fourcc(*"mp4v")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and which frames could not be."""

    paths: tuple[Path, ...]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesLook:
    """How the frames of a series are windowed when they are exported.

    Attributes
    ----------
    window
        The one the user has chosen; None: as each frame says.
    fallback
        For frames that bring no window: one for all, or the brightness would jump.
    view
        Of which the turns are exported, so that a picture lies as it was seen.
    """

    window: Window | None
    fallback: Window | None
    inverted: bool
    view: View = FIT
    colour_map: ColourMap = ColourMap.GREY

    def window_of(self, frame: Frame) -> Window | None:
        if frame.is_colour:
            return None
        return self.window or (frame.windows[0] if frame.windows else self.fallback)


def look_of(shown: RenderRequest) -> SeriesLook:
    """The look of what is on screen, for the other frames of its series."""
    frame = shown.frame
    chosen = None if frame.is_colour or shown.window == default_window(frame) else shown.window
    return SeriesLook(chosen, shown.window, shown.inverted, shown.viewport.view, shown.colour_map)


def picture_of_image(shown: RenderRequest, choice: ExportChoice) -> np.ndarray:
    """The frame on screen at its own resolution: uint8, (H, W) or (H, W, 3) RGB.

    Every pixel is one of the display image's. Only where pixels are not square is the picture stretched,
    or it would show a body out of shape.
    """
    return Renderer().render(
        replace(
            shown,
            viewport=natural_viewport(shown.viewport.grid, shown.viewport.view),
            heat=shown.heat if choice.heat_map else None,
            planes_shown=False,
        )
    )


def natural_viewport(grid: Grid, view: View = FIT) -> Viewport:
    """One screen pixel per column; rows as far apart as they are; turned as in ``view``.

    All of the image: also what of a turned plane a fitted view leaves out.
    """
    grid = replace(grid, fitted=None)
    width, height = extent(grid, view)
    screen = (max(1, round(width)), max(1, round(height)))
    return Viewport(grid, screen, replace(view, zoom=1.0, center=None))


def with_notice(picture: np.ndarray) -> np.ndarray:
    """The picture with the research notice in a margin below it; its own pixels stay as they are."""
    height, width = picture.shape[:2]
    grown = max(1.0, width / _NOTICE_GROWS_FROM)
    margin, scale, stroke = round(_NOTICE_HEIGHT_PX * grown), 0.45 * grown, max(1, round(grown))
    (text_width, text_height), _ = cv2.getTextSize(NOTICE, _FONT, scale, stroke)
    shape = (height + margin, max(width, text_width + 12), *picture.shape[2:])
    canvas = np.zeros(shape, np.uint8)
    canvas[:height, :width] = picture
    foot = (6, height + (margin + text_height) // 2)
    cv2.putText(canvas, NOTICE, foot, _FONT, scale, (_NOTICE_GREY,) * 3, stroke, cv2.LINE_AA)
    return canvas


def write_picture(path: Path, picture: np.ndarray, progress: Progress) -> Exported:
    """Write one picture; one that is there already is replaced at the last moment.

    Raises
    ------
    WritingError
        With the reason in words; nothing was written.
    """
    progress(0, 1, tr("writing"))
    with unfinished_in(path.parent) as unfinished:
        encode(unfinished / path.name, picture)
        (unfinished / path.name).replace(path)
    return Exported((path,))


def write_series(
    frames: Sequence[FrameInfo],
    look: SeriesLook,
    choice: ExportChoice,
    folder: Path,
    progress: Progress,
    *,
    read: Read = read_frame,
) -> Exported:
    """Write a picture for each frame; all appear at the end, or none when it is stopped.

    Raises
    ------
    WritingError
        With the reason in words; nothing was written.
    """
    names = choice.series_file_names(len(frames))
    failures: list[Failure] = []
    written = []
    with unfinished_in(folder) as unfinished:
        for number, picture in _pictures(frames, look, failures, progress, read=read):
            encode(unfinished / names[number], picture)
            written.append(names[number])
        for name in written:
            (unfinished / name).replace(folder / name)
    return Exported(tuple(folder / name for name in written), tuple(failures))


def write_video(
    frames: Sequence[FrameInfo],
    look: SeriesLook,
    choice: ExportChoice,
    path: Path,
    progress: Progress,
    *,
    read: Read = read_frame,
) -> Exported:
    """Write the frames as an MP4 file, which is opened again and counted.

    Raises
    ------
    WritingError
        With the reason in words; nothing was written.
    """
    failures: list[Failure] = []
    with unfinished_in(path.parent) as unfinished:
        pictures = (picture for _, picture in _pictures(frames, look, failures, progress, read=read))
        written = _encode_video(unfinished / path.name, pictures, choice.frames_per_second)
        if written == 0 or _frames_in(unfinished / path.name) != written:
            raise WritingError(tr("The video could not be written. Is the disk full?"))
        (unfinished / path.name).replace(path)
    return Exported((path,), tuple(failures))


def write_volume(series: Series, choice: ExportChoice, path: Path, progress: Progress) -> Exported:
    """Write the modality values of a series as one block, with its place in the patient.

    Raises
    ------
    ImagingError
        Its frames make no volume; the text says why.
    WritingError
        With the reason in words; nothing was written.
    """
    from ml.imaging.volume import read_volume  # noqa: PLC0415 (the window must not wait for it)
    from ml.imaging.volume_writing import write_nifti, write_nrrd  # noqa: PLC0415

    volume = read_volume(series, progress)
    progress(0, 0, tr("writing"))
    with unfinished_in(path.parent) as unfinished:
        write = write_nifti if choice.volume_format is VolumeFormat.NIFTI else write_nrrd
        write(volume, unfinished / choice.file_name, NOTICE)
        progress(0, 0, tr("writing"))  # the last chance to cancel
        (unfinished / choice.file_name).replace(path)
    return Exported((path,))


def _pictures(
    frames: Sequence[FrameInfo],
    look: SeriesLook,
    failures: list[Failure],
    progress: Progress,
    *,
    read: Read,
) -> Iterator[tuple[int, np.ndarray]]:
    """Number and picture of each frame; a frame that cannot be decoded is told and passed over."""
    for number, info in enumerate(frames):
        progress(number, len(frames), tr("exporting"))
        try:
            frame = read(info)
        except ImagingError as error:
            failures.append(Failure(info.path, str(error).removeprefix(f"{info.path.name}: ")))
            continue
        viewport = natural_viewport(grid_of(frame), look.view)
        request = RenderRequest(
            frame, viewport, look.window_of(frame), look.inverted, colour_map=look.colour_map
        )
        yield number, with_notice(Renderer().render(request))
    if failures and len(failures) == len(frames):
        raise WritingError(tr("None of the images can be decoded: {reason}", reason=failures[0].reason))


@contextmanager
def unfinished_in(folder: Path) -> Iterator[Path]:
    """A hidden folder on the same disk, gone at the end with all that is still in it."""
    try:
        with TemporaryDirectory(prefix=".kesit-", dir=folder) as name:
            yield Path(name)
    except OSError as error:
        raise WritingError(writing_failed(error)) from error


def writing_failed(error: OSError) -> str:
    """Why something could not be written, for the user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return tr("The disk is full. Nothing was written.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return tr("You may not write into that folder. Nothing was written.")
    return tr("Nothing was written: {reason}.", reason=error.strerror or type(error).__name__)


def encode(path: Path, picture: np.ndarray) -> None:
    """Encoded in memory first, so that a full disk is an error of ours and not of OpenCV."""
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    settings = _ENCODER_SETTINGS.get(path.suffix, ())
    path.write_bytes(cv2.imencode(path.suffix, bgr, settings)[1].tobytes())


def _encode_video(path: Path, pictures: Iterator[np.ndarray], frames_per_second: int) -> int:
    """Write the pictures at the size of the first; return how many."""
    first = next(pictures)
    height, width = (length + length % 2 for length in first.shape[:2])  # 4:2:0 needs even sides
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, _FOURCC, frames_per_second, (width, height))
    if not writer.isOpened():
        raise WritingError(tr("This OpenCV cannot write MP4 files."))
    written = 0
    try:
        for picture in chain([first], pictures):
            writer.write(_on_canvas(picture, height, width))
            written += 1
    finally:
        writer.release()
    return written


def _on_canvas(picture: np.ndarray, height: int, width: int) -> np.ndarray:
    """The picture in BGR on black; one that is larger than the first of its series is made to fit."""
    shrink = min(1.0, height / picture.shape[0], width / picture.shape[1])
    if shrink < 1:
        picture = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    canvas = np.zeros((height, width, 3), np.uint8)
    rows, columns = min(height, picture.shape[0]), min(width, picture.shape[1])
    coloured = cv2.COLOR_RGB2BGR if picture.ndim == 3 else cv2.COLOR_GRAY2BGR
    canvas[:rows, :columns] = cv2.cvtColor(picture, coloured)[:rows, :columns]
    return canvas


def _frames_in(path: Path) -> int:
    """How many frames can be decoded from a video."""
    video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    try:
        return sum(1 for _ in iter(video.grab, False))
    finally:
        video.release()
