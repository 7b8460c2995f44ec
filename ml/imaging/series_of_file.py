"""One file -> the series it belongs to, as far as it lies in the same folder."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ml.imaging.kind import FileKind, file_kind, holds_files
from ml.imaging.scanning import scan
from ml.imaging.values import ScanResult, Study, whole_uid
from ml.progress import Progress, no_progress


def siblings(file: Path, progress: Progress = no_progress) -> ScanResult:
    """Find the series of a DICOM file, or the numbered neighbours of an ordinary image, in its folder.

    Files that cannot be read are passed over: nobody asked for them.

    Returns
    -------
    ScanResult
        The parts of that series, the file itself included; nothing when it cannot be read.

    Raises
    ------
    Cancelled
        From ``progress``, when the user has stopped the search.
    """
    wanted = {whole_uid(series) for study in scan([file]).studies for series in study.series}
    if not wanted:
        return ScanResult()
    found = scan(_candidates(file), progress)
    return ScanResult(tuple(study for whole in found.studies if (study := _only(whole, wanted)).series))


def _only(study: Study, wanted: set[str]) -> Study:
    return replace(
        study, series=tuple(series for series in study.series if whole_uid(series) in wanted), objects=()
    )


def _candidates(file: Path) -> Iterator[Path]:
    is_dicom = file_kind(file) is FileKind.DICOM
    if not is_dicom and not re.search(r"\d", file.stem):
        yield file
        return
    for path in sorted(file.parent.iterdir()):
        if path.is_file() and not holds_files(path.name) and (is_dicom or _pattern(path) == _pattern(file)):
            yield path


def _pattern(path: Path) -> str:
    """Return a name with its numbers left out: equal for the pictures that a program has numbered."""
    return re.sub(r"\d+", "#", path.name.casefold())
