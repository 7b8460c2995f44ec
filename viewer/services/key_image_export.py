"""Key images as pictures with a table, in a new folder: no name of a patient in either."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ml.errors import ImagingError, WritingError
from ml.imaging import read_frame
from ml.imaging.values import Failure, Frame
from ml.progress import Progress
from viewer.core.key_image_places import KeyImage
from viewer.core.language import tr
from viewer.core.render_request import RenderRequest
from viewer.services.exporting import (
    NOTICE,
    Exported,
    SeriesLook,
    encode,
    natural_viewport,
    unfinished_in,
    with_notice,
)
from viewer.services.measurement_table import plain_words
from viewer.services.rendering import Renderer, grid_of
from viewer.services.volumes import LoadedVolume, load_volume

FOLDER, TABLE = "kesit-key-images", "key-images.csv"
COLUMNS = ("file", "series_number", "series", "modality", "image", "notice")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key image and how it is shown."""

    image: KeyImage
    look: SeriesLook


class _Reader:
    """Reads key images. Volumes of planes that are not there are read, one at a time."""

    def __init__(self, volumes: Mapping[str, LoadedVolume]) -> None:
        self._there = volumes
        self._last: LoadedVolume | None = None

    def read(self, image: KeyImage) -> Frame:
        """The frame. May take long; raises ``ImagingError``."""
        if image.plane is None:
            return read_frame(image.info)
        return self._volume_of(image).cut(image.plane)

    def _volume_of(self, image: KeyImage) -> LoadedVolume:
        loaded = self._there.get(image.series.series_uid)
        if loaded is not None:
            return loaded
        if self._last is None or self._last.series != image.series:
            self._last = None  # its memory is needed for the next
            self._last = load_volume(image.series, lambda *_: None)
        return self._last


def write_key_images(
    every: Sequence[Wanted],
    folder: Path,
    progress: Progress,
    volumes: Mapping[str, LoadedVolume] | None = None,
) -> Exported:
    """Write a picture for each key image and a table of them, into a folder that was not there before.

    Parameters
    ----------
    volumes
        Those that planes can be cut from at once, by the uid of their series.

    Raises
    ------
    WritingError
        With the reason in words; nothing was written.
    """
    failures: list[Failure] = []
    rows: list[dict[str, object]] = []
    reader = _Reader(volumes or {})
    with unfinished_in(folder) as unfinished:
        for number, wanted in enumerate(every, 1):
            progress(number - 1, len(every), tr("exporting"))
            name = f"key-image-{number:03d}.png"
            try:
                encode(unfinished / name, _picture(reader.read(wanted.image), wanted.look))
            except ImagingError as error:
                path = wanted.image.info.path
                failures.append(Failure(path, str(error).removeprefix(f"{path.name}: ")))
                continue
            rows.append(_row(name, wanted.image))
        if not rows:
            raise WritingError(tr("None of the images can be decoded: {reason}", reason=failures[0].reason))
        _write_table(unfinished / TABLE, rows)
        target = _new_folder(folder)
        for file in unfinished.iterdir():
            file.replace(target / file.name)
    return Exported((*(target / str(row["file"]) for row in rows), target / TABLE), tuple(failures))


def _picture(frame: Frame, look: SeriesLook) -> np.ndarray:
    viewport = natural_viewport(grid_of(frame), look.view)
    window = look.window_of(frame)
    return with_notice(
        Renderer().render(RenderRequest(frame, viewport, window, look.inverted, colour_map=look.colour_map))
    )


def _row(name: str, image: KeyImage) -> dict[str, object]:
    return {
        "file": name,
        "series_number": image.series.number,
        "series": plain_words(image.series.description),
        "modality": image.series.modality,
        "image": f"{image.plane.plane} {image.index + 1}" if image.plane else image.index + 1,
        "notice": NOTICE,
    }


def _write_table(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def _new_folder(parent: Path) -> Path:
    """The first of "kesit-key-images", "kesit-key-images-2", ... that is not there."""
    number = 1
    while True:
        target = parent / (FOLDER if number == 1 else f"{FOLDER}-{number}")
        try:
            target.mkdir()
        except FileExistsError:
            number += 1
        else:
            return target
