"""Single attributes of a header, read so that a damaged one costs no more than itself."""

import math
from typing import Any

from pydicom.dataset import Dataset

from ml.errors import ImagingError


def attribute(dataset: Dataset, keyword: str) -> Any:
    """Return the value of an attribute as pydicom has it, None when it is absent or cannot be read."""
    try:
        return dataset.get(keyword)
    except Exception:  # noqa: BLE001 (a value that its own VR cannot hold; pydicom raises many kinds)
        return None


def text(dataset: Dataset, keyword: str) -> str:
    """Return an attribute as one line of text, "" when it is absent or cannot be read."""
    value = attribute(dataset, keyword)
    found = "" if value is None else str(value).strip("\0 \t\r\n")
    return found if found.isascii() else _undeclared_utf_8(found)


def _undeclared_utf_8(found: str) -> str:
    """Undo the reading of UTF-8 as Latin-1, where Specific Character Set is absent or wrong.

    Accented Latin-1 text hardly ever happens to be valid UTF-8.
    """
    try:
        return found.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return found


def whole_number(dataset: Dataset, keyword: str) -> int | None:
    """Return an attribute as an integer, None when it is absent or none."""
    value = attribute(dataset, keyword)
    if value is None:
        return None
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def real_number(dataset: Dataset, keyword: str) -> float | None:
    """Return an attribute as a finite number, None when it is absent or none."""
    value = attribute(dataset, keyword)
    found = numbers([value], 1) if value is not None else None
    return found[0] if found else None


def required_number(dataset: Dataset, keyword: str) -> int:
    """Return an attribute that no image can do without.

    Raises
    ------
    ImagingError
        It is absent or not a positive number.
    """
    number = whole_number(dataset, keyword)
    if number is None or number <= 0:
        raise ImagingError(f"damaged: its header has no usable {keyword}")
    return number


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """Return ``count`` finite numbers, or None when the value holds anything else."""
    try:
        found = tuple(float(part) for part in value)
    except (TypeError, ValueError):
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None
