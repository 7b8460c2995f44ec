"""The answers for one series -> files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ml.card import Card
from ml.errors import ImagingError
from ml.imaging import display_image, read_frame
from ml.imaging.damage import damage_named
from ml.imaging.values import Frame, Series
from ml.progress import Progress, no_progress
from ml.results import HeatMap, Prediction, Verdict
from ml.results_dicom.capture import caption, captioned, make_capture
from ml.results_dicom.heat_volume import HeatVolume
from ml.results_dicom.maker import Maker
from ml.results_dicom.report import make_report
from ml.results_dicom.source import Source, read_sources

_LARGEST_SERIES_NUMBER = 10_000_000


class Explainer(Protocol):
    """What is needed of a classifier."""

    @property
    def card(self) -> Card: ...
    def explain(self, frame: Frame, class_name: str) -> HeatMap: ...


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one series; ``notes`` say what could not be written, and why."""

    report: Path
    pictures: tuple[Path, ...]
    parametric_map: Path | None
    notes: tuple[str, ...] = ()


def write_series(
    series: Series,
    predictions: Sequence[Prediction],
    model: Explainer,
    folder: Path,
    progress: Progress = no_progress,
) -> Written:
    """Write a report, a picture per frame, and a parametric map into an empty folder.

    Parameters
    ----------
    predictions
        One for each frame of the series, in its order.

    Raises
    ------
    ImagingError
        The series is not DICOM, or its headers lack what a new object needs. The text names no file.
    OSError
        The folder cannot be written to.
    Cancelled
        From ``progress``.
    """
    sources, maker = read_sources(series.frames), Maker(model.card)
    number = 100 * min(max(series.number or 0, 0), _LARGEST_SERIES_NUMBER) + 91
    report, parametric_map = folder / "report.dcm", folder / "parametric-map.dcm"
    with damage_named("its DICOM header"):
        make_report(sources, predictions, maker, number).save_as(report, enforce_file_format=True)
    volume, note = None, ""
    try:
        with damage_named("its geometry"):
            volume = HeatVolume(sources, predictions)
    except ImagingError as error:
        note = str(error)
    painter = _Painter(model, maker, folder, maker.object_arguments(number + 1, "picture"))
    pictures = []
    for index, (source, prediction) in enumerate(zip(sources, predictions, strict=True)):
        progress(index, len(sources), "writing DICOM")
        try:
            frame = read_frame(source.info)
        except ImagingError:
            continue  # the report says why
        maps = painter.heat_maps(frame, prediction, volume)
        if volume is not None and volume.class_name in maps:
            volume.add(index, maps[volume.class_name])
        pictures.append(painter.write(index + 1, source, frame, prediction, maps))
    progress(len(sources), len(sources), "writing DICOM")
    if volume is not None:
        try:
            with damage_named("its geometry"):
                volume.to_dicom(maker, number + 2).save_as(parametric_map, enforce_file_format=True)
            return Written(report, tuple(pictures), parametric_map)
        except ImagingError as error:
            parametric_map.unlink(missing_ok=True)
            note = str(error)
    return Written(report, tuple(pictures), None, (f"no parametric map: {note}",))


@dataclass(frozen=True, slots=True)
class _Painter:
    """Explains and writes the pictures of one series."""

    model: Explainer
    maker: Maker
    folder: Path
    series_arguments: dict[str, Any]

    def heat_maps(
        self, frame: Frame, prediction: Prediction, volume: HeatVolume | None
    ) -> dict[str, HeatMap]:
        """Return maps by class: of the frame's own answer, and of the class that the volume is about."""
        if prediction.verdict is Verdict.NOT_EVALUATED or prediction.top_class is None:
            return {}
        wanted = {prediction.top_class} | ({volume.class_name} if volume is not None else set())
        return {name: self.model.explain(frame, name) for name in wanted}

    def write(
        self, number: int, source: Source, frame: Frame, prediction: Prediction, maps: dict[str, HeatMap]
    ) -> Path:
        heat_map = maps.get(prediction.top_class or "")
        lines = caption(prediction, heat_map, self.maker)
        picture, scale = captioned(display_image(frame), heat_map, lines)
        path = self.folder / f"picture-{number:05d}.dcm"
        with damage_named("its DICOM header"):
            made = make_capture(source, picture, scale, self.series_arguments, number)
            made.save_as(path, enforce_file_format=True)
        return path
