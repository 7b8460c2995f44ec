"""Measurements as a table for spreadsheets, without a word that says who was imaged."""

import csv
import os
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from ml.errors import WritingError
from ml.imaging.values import PlaneInfo
from viewer.core.measurement_places import Placed
from viewer.services.exporting import NOTICE, writing_failed

COLUMNS = (
    "series_number", "series", "modality", "image", "kind", "text", "length", "angle_deg", "area",
    "length_unit", "area_unit", "spacing", "mean", "sd", "min", "max", "pixels", "value_unit",
    "points_x_y", "plane", "notice",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


def table_of(measurements: Iterable[Placed]) -> str:
    """One line per measurement, as CSV with a header line."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in measurements:
        writer.writerow(_row(one))
    return text.getvalue()


def write_table(path: Path, measurements: Iterable[Placed]) -> None:
    """Write the table; a file that is there already is replaced at the last moment.

    Raises
    ------
    WritingError
        With the reason in words; nothing was written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_text(table_of(measurements), encoding="utf-8-sig", newline="")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise WritingError(writing_failed(error)) from error


def _row(one: Placed) -> dict[str, object]:
    measurement, series = one.measurement, one.series
    reading, values = measurement.reading, measurement.reading.values
    row: dict[str, object] = {
        "series_number": series.number,
        "series": plain_words(series.description),
        "modality": series.modality,
        "image": one.index + 1,
        "plane": _plane_words(one.plane),
        "kind": measurement.kind.value,
        "text": plain_words(measurement.text),
        "length": reading.length,
        "angle_deg": reading.angle_deg,
        "area": reading.area,
        "length_unit": reading.unit if reading.length is not None else "",
        "area_unit": f"{reading.unit}²" if reading.area is not None else "",
        "spacing": reading.spacing_kind.value,
        "value_unit": reading.value_unit,
        "points_x_y": "; ".join(f"{x:.3f} {y:.3f}" for x, y in measurement.points),
        "notice": NOTICE,
    }
    if values is not None:
        row |= {
            "mean": values.mean,
            "sd": values.sd,
            "min": values.smallest,
            "max": values.largest,
            "pixels": values.count,
        }
    return row


def _plane_words(plane: PlaneInfo | None) -> str:
    """Of which stack the image is, and how thick; "" for an image of the series."""
    if plane is None:
        return ""
    slab = f", {plane.projection} of {plane.thickness_mm:g} mm" if plane.projection else ""
    return f"{plane.plane}{slab}"


def plain_words(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
