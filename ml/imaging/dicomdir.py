"""A DICOMDIR, the table of contents of a CD -> the files it names.

References
----------
PS3.3 F (Basic Directory), PS3.10 8 (File IDs); ISO 9660 adds the version suffix ";1" to names.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset

from ml.errors import ImagingError
from ml.imaging.contents import Contents
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import open_dicom
from ml.imaging.values import Failure

_INACTIVE = 0


def files_of_dicomdir(path: Path) -> Contents:
    """Find the files that a DICOMDIR names, whatever a disk has made of their upper and lower case.

    Raises
    ------
    ImagingError
        It is damaged, or names no file.
    OSError
        It cannot be read.
    """
    dataset = open_dicom(path).dataset
    with damage_named("the DICOMDIR"):
        named = list(dict.fromkeys(_file_ids(dataset)))
    if not named:
        raise ImagingError("the DICOMDIR names no file")
    contents = Contents()
    names_in = cache(_names_in)
    for parts in named:
        found = _find(path.parent, parts, names_in)
        if found is None:
            missing = Failure(path.parent.joinpath(*parts), "named in the DICOMDIR, but not there")
            contents.failures.append(missing)
        else:
            contents.paths.append(found)
    return contents


def _file_ids(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for record in dataset.get("DirectoryRecordSequence") or []:
        value = record.get("ReferencedFileID")
        parts = _parts(value)
        if parts and record.get("RecordInUseFlag") != _INACTIVE:
            yield parts


def _parts(value: Any) -> tuple[str, ...]:
    """Return the folders and the name of a File ID; nothing when it is empty or leads elsewhere."""
    if value is None:
        return ()
    parts = tuple(str(part).strip() for part in ([value] if isinstance(value, str) else value))
    is_inside = all(part not in ("", ".", "..") and not set(part) & set("/\\:\0") for part in parts)
    return parts if is_inside else ()


def _find(folder: Path, parts: tuple[str, ...], names_in: Any) -> Path | None:
    path = folder
    for part in parts:
        name = names_in(path).get(_plain(part))
        if name is None:
            return None
        path = path / name
    return path if path.is_file() else None


def _names_in(folder: Path) -> dict[str, str]:
    try:
        return {_plain(entry.name): entry.name for entry in folder.iterdir()}
    except OSError:
        return {}


def _plain(name: str) -> str:
    """Return a name as ISO 9660 would have it: without case, version and trailing dot."""
    return name.partition(";")[0].rstrip(".").casefold()
