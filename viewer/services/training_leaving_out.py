"""Training without some of the images: a list of the others, which ml reads like any manifest."""

import csv
from pathlib import Path

from ml.library import user_models_folder
from ml.sources import find_samples
from viewer.services.training_values import DataSummary


def can_leave_out(data: Path | None) -> bool:
    """Whether the images of a data set lie in files of their own, so that a list can name them."""
    return data is not None and (data.is_dir() or data.suffix.casefold() in (".csv", ".parquet"))


def lists_folder() -> Path:
    """Where such lists are kept, beside the user's models."""
    return user_models_folder().parent / "lists"


def write_list(summary: DataSummary, left_out: frozenset[Path], name: str) -> Path:
    """Write a manifest of all images but some; the originals stay as they are.

    Patients and other groups are numbered: the list says which images belong together, and not to whom.

    Raises
    ------
    DatasetError
        When the data set has gone since it was surveyed.
    OSError
        When the list cannot be written.
    """
    assert summary.data is not None
    found = find_samples(summary.data)
    numbers: dict[str, int] = {"": 0}
    rows: dict[Path, tuple[str, str, str, str]] = {}
    for sample in found.samples:
        path = sample.info.path
        if path not in left_out:
            number = numbers.setdefault(sample.group, len(numbers))
            label = found.class_names[sample.label]
            rows[path] = (str(path.absolute()), label, str(number or ""), sample.part)
    target = lists_folder() / f"{name}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    writing = target.with_name(target.name + ".writing")
    with writing.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("path", "label", "group", "split"))
        writer.writerows(rows.values())
    writing.replace(target)
    return target
