"""What a measurement says, in words."""

import math

from ml.imaging.values import Frame
from viewer.core.corner_text import spacing_text
from viewer.core.language import tr
from viewer.core.measurement import Kind, Measurement, Reading
from viewer.core.region_statistics import Statistics, value_at
from viewer.core.viewport import Point


def label_lines(measurement: Measurement) -> tuple[str, ...]:
    """The lines that stand beside a drawn measurement; the user's own text first."""
    return tuple(line for line in (measurement.text, *_value_lines(measurement)) if line)


def value_text(measurement: Measurement) -> str:
    """What was measured, in one line."""
    reading = measurement.reading
    if reading.area is None:
        return ", ".join(_value_lines(measurement))
    values = f"{_mean_text(reading.values, reading.value_unit)}, " if reading.values else ""
    return f"{values}{_area_text(reading)}"


def pixel_text(frame: Frame, point: Point) -> str:
    """The pixel under an image point and what it holds; "" beside the image. Colour has no value."""
    x, y = point
    if not (0 <= x < frame.info.columns and 0 <= y < frame.info.rows):
        return ""
    place = tr("column {column}, row {row}", column=int(x) + 1, row=int(y) + 1)
    found = value_at(frame, point)
    return f"{place}:  {_number(found.mean)} {frame.unit}".rstrip() if found is not None else place


def _value_lines(measurement: Measurement) -> tuple[str, ...]:
    reading = measurement.reading
    if reading.angle_deg is not None:
        return (f"{reading.angle_deg:.1f}°",)
    if reading.length is not None:
        return (_with_note(f"{reading.length:.1f} {reading.unit}", reading),)
    if reading.area is not None:
        return (
            *_statistics_lines(reading.values, reading.value_unit),
            tr("area {area}", area=_area_text(reading)),
        )
    if measurement.kind is Kind.PROBE:
        (x, y) = measurement.points[0]
        value = f"{_number(reading.values.mean)} {reading.value_unit}".strip() if reading.values else ""
        place = tr("column {column}, row {row}", column=int(x) + 1, row=int(y) + 1)
        return tuple(line for line in (value, place) if line)
    return ()


def _statistics_lines(values: Statistics | None, unit: str) -> tuple[str, ...]:
    if values is None:
        return ()
    return (
        tr("mean {mean}", mean=_mean_text(values, unit)),
        tr("min {low}, max {high}", low=_number(values.smallest), high=_number(values.largest)),
    )


def _mean_text(values: Statistics, unit: str) -> str:
    """Mean and standard deviation, both to the decimals that the larger one deserves."""
    size = max(abs(values.mean), values.sd)
    decimals = 1 if size >= 10 else max(0, 2 - math.floor(math.log10(size))) if size > 0 else 0
    return f"{values.mean:.{decimals}f} ± {values.sd:.{decimals}f} {unit}".rstrip()


def _area_text(reading: Reading) -> str:
    return _with_note(f"{_number(reading.area or 0.0)} {reading.unit}²", reading)


def _with_note(text: str, reading: Reading) -> str:
    return f"{text} {spacing_text(reading.spacing_kind)}".rstrip()


def _number(value: float) -> str:
    """Whole numbers as they are, large ones to one decimal, small ones to three digits."""
    if value == int(value) and abs(value) < 1e9:
        return f"{int(value)}"
    return f"{value:.1f}" if 10 <= abs(value) < 1e6 else f"{value:.3g}"
