"""A table with one row per file: columns path and label, and group and split where they are known."""

import csv
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ml.errors import DatasetError
from ml.imaging import scan
from ml.imaging.values import Failure, FrameInfo, Study
from ml.progress import Progress
from ml.sources.samples import Sample, SampleSet, check_parts, part_called

MANIFEST_SUFFIXES = (".csv", ".parquet")
MANIFEST_FILE = "manifest.csv"  # of a folder that brings its own list
_COLUMNS = ("path", "label", "group", "split")
Row = dict[str, str]


def read_manifest(path: Path, progress: Progress) -> SampleSet:
    """Read a manifest and scan the files that it names, by header.

    Relative paths start at the folder of the manifest. Every frame of a file has the file's label.

    Raises
    ------
    DatasetError
        When the table cannot be read, lacks a column, or a row contradicts itself or another.
    """
    rows = _by_file(path, _read_csv(path) if path.suffix.casefold() == ".csv" else _read_parquet(path))
    present = [file for file in rows if file.is_file()]
    missing = [
        Failure(file, "the manifest names it, and it is not there") for file in rows.keys() - set(present)
    ]
    result = scan(present, progress)
    names = tuple(sorted({row["label"] for row in rows.values()}))
    samples = [
        Sample(
            info,
            names.index(rows[info.path]["label"]),
            rows[info.path]["group"] or study.patient.patient_id,
            part_called(rows[info.path]["split"]) or "",
        )
        for study, info in _frames(result.studies)
        if info.path in rows
    ]
    samples.sort(key=lambda sample: (sample.label, str(sample.info.path), sample.info.frame))
    failures = (*result.failures, *sorted(missing, key=lambda failure: failure.path))
    return check_parts(SampleSet(names, tuple(samples), failures), path)


def _frames(studies: Iterable[Study]) -> Iterator[tuple[Study, FrameInfo]]:
    for study in studies:
        for series in study.series:
            for info in series.frames:
                yield study, info


def _by_file(manifest: Path, rows: list[Row]) -> dict[Path, Row]:
    """File -> its row; lines are counted as an editor does, the header being the first."""
    found: dict[Path, Row] = {}
    has_split = any(row["split"] for row in rows)
    for line, row in enumerate(rows, start=2):
        where = f"{manifest}, line {line}"
        if not row["path"] or not row["label"]:
            raise DatasetError(f"{where}: path or label is empty")
        if has_split and part_called(row["split"]) is None:
            raise DatasetError(f"{where}: split is {row['split']!r}, not train, validation or test")
        file = manifest.parent / row["path"]
        if found.setdefault(file, row) != row:
            raise DatasetError(
                f"{where}: {row['path']} is named twice, with different labels, groups or splits"
            )
    if not found:
        raise DatasetError(f"{manifest} has no rows")
    return found


def _read_csv(path: Path) -> list[Row]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            sample = file.read(4096)
            file.seek(0)
            delimiter = max(",;\t", key=sample.partition("\n")[0].count)
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            return _plain(path, reader.fieldnames or [], list(reader))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError(f"{path} cannot be read as a CSV table in UTF-8: {error}") from error


def _read_parquet(path: Path) -> list[Row]:
    """Through whichever of two packages is there; neither is required."""
    for name, read in (("pyarrow.parquet", _with_pyarrow), ("polars", _with_polars)):
        try:
            package = import_module(name)
        except ImportError:
            continue
        try:
            columns, rows = read(package, path)
        except Exception as error:
            raise DatasetError(f"{path} cannot be read as a Parquet table: {error}") from error
        return _plain(path, columns, rows)
    raise DatasetError(
        f"{path}: reading Parquet needs the package pyarrow or polars, and neither is installed. "
        'Install it with pip install "kesit[parquet]", or save the table as CSV'
    )


def _with_pyarrow(package: Any, path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    table = package.read_table(path)
    return table.column_names, table.to_pylist()


def _with_polars(package: Any, path: Path) -> tuple[list[str], list[dict[str, Any]]]:
    table = package.read_parquet(path)
    return table.columns, table.to_dicts()


def _plain(path: Path, columns: Iterable[str], rows: list[dict[Any, Any]]) -> list[Row]:
    """Rows with exactly the known columns as text; other columns are nobody's business here."""
    names = {column.strip().casefold(): column for column in columns}
    absent = [name for name in ("path", "label") if name not in names]
    if absent:
        raise DatasetError(
            f"{path} has no column {absent[0]!r}; a manifest has path and label, "
            f"and may have group and split. Found: {', '.join(names) or 'none'}"
        )

    def text(row: dict[Any, Any], name: str) -> str:
        value = row.get(names.get(name, ""))
        return "" if value is None else str(value).strip()

    return [{name: text(row, name) for name in _COLUMNS} for row in rows]
