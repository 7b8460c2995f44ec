"""Files that lead to other files: archives and DICOMDIRs, opened like folders."""

from pathlib import Path

from ml.errors import ImagingError
from ml.imaging.archive import unpack
from ml.imaging.contents import Contents
from ml.imaging.dicomdir import files_of_dicomdir
from ml.imaging.kind import is_archive_name
from ml.progress import Progress

_unpacked_before: dict[tuple[Path, int, int], Contents] = {}  # an archive is unpacked once


def contents_of(path: Path, named_directly: bool, progress: Progress) -> Contents:
    """Find the files that an archive or a DICOMDIR leads to.

    An archive that lies unpacked beside itself holds nothing new when it is found in a folder. The files of
    a DICOMDIR are those of its folder when it cannot be read itself: the answer is the folder then.

    Raises
    ------
    ImagingError
        An archive is damaged, beyond the limits, or named by the user and without an image.
    OSError
        It cannot be read or not be unpacked.
    Cancelled
        From ``progress``.
    """
    if is_archive_name(path.name):
        if not named_directly and path.with_name(path.name.partition(".")[0]).is_dir():
            return Contents(ignored=1)
        contents = _unpacked(path, progress)
        if named_directly and not contents.paths and not contents.failures:
            raise ImagingError("there is no image in this archive")
        return contents
    try:
        return files_of_dicomdir(path)
    except (ImagingError, OSError):
        return Contents(paths=[path.parent] if named_directly else [], ignored=1)


def _unpacked(archive: Path, progress: Progress) -> Contents:
    stat = archive.stat()
    key = archive.resolve(), stat.st_mtime_ns, stat.st_size
    if key not in _unpacked_before:
        _unpacked_before[key] = unpack(archive, progress)
    return _unpacked_before[key]
