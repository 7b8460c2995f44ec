"""Paths -> studies: which files are images, what their headers say, what could not be opened and why."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from ml.errors import ImagingError
from ml.imaging.containers import contents_of
from ml.imaging.grouping import group
from ml.imaging.header import dicom_record
from ml.imaging.kind import FileKind, file_kind, holds_files, is_hidden, why_no_image
from ml.imaging.ordinary import image_record
from ml.imaging.record import FileRecord
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Failure, ScanResult
from ml.imaging.volume_files import volume_record
from ml.progress import Progress, no_progress

_FILES_BETWEEN_PROGRESS = 100


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    named_directly: bool  # the user pointed at this very file, so it must not vanish without a word
    identity: str  # the same for all ways to one file


def scan(paths: Iterable[Path], progress: Progress = no_progress) -> ScanResult:
    """Read the headers of all files under ``paths``, folders recursively; no pixels.

    One bad file never stops the rest. A file reached twice counts once.

    Raises
    ------
    Cancelled
        From ``progress``, when the user has stopped the scan.
    """
    records: list[FileRecord] = []
    failures: list[Failure] = []
    candidates, ignored = _candidates(paths, failures, progress)
    for done, candidate in enumerate(candidates):
        progress(done, len(candidates), "reading headers")
        try:
            record = _read_record(candidate)
        except (ImagingError, OSError) as error:
            failures.append(Failure(shown_path(candidate.path), _reason(error)))
            continue
        if record is None:
            ignored += 1
        else:
            records.append(record)
    progress(len(candidates), len(candidates), "reading headers")
    return ScanResult(group(records), tuple(failures), ignored)


def _read_record(candidate: _Candidate) -> FileRecord | None:
    """Return None for a file that is plainly no image and came along with its folder."""
    path = candidate.path
    if not candidate.named_directly and is_hidden(path.name):
        return None
    if not S_ISREG(path.stat().st_mode):  # a pipe or a device: opening it could wait for ever
        raise ImagingError("neither a file nor a folder")
    kind = file_kind(path)
    if kind is FileKind.DICOM:
        return dicom_record(path)
    if kind is FileKind.IMAGE:
        return image_record(path)
    if kind is FileKind.VOLUME:
        return volume_record(path)
    if kind is FileKind.BROKEN or candidate.named_directly:
        raise ImagingError(why_no_image(path))
    return None


def _candidates(
    paths: Iterable[Path], failures: list[Failure], progress: Progress
) -> tuple[list[_Candidate], int]:
    """Return what may be an image, and how many files in archives plainly are none."""
    found: dict[str, _Candidate] = {}
    ignored = 0
    for path in paths:
        try:
            for candidate in _under(Path(path), failures):
                if len(found) % _FILES_BETWEEN_PROGRESS == 0:
                    progress(0, len(found), "looking for files")
                inside, skipped = _inside(candidate, failures, progress)
                ignored += skipped
                for member in inside:
                    found.setdefault(member.identity, member)
        except OSError as error:  # a name that the file system cannot have
            failures.append(Failure(Path(path), _reason(error)))
    return list(found.values()), ignored


def _inside(
    candidate: _Candidate, failures: list[Failure], progress: Progress
) -> tuple[list[_Candidate], int]:
    """Return what an archive or a DICOMDIR leads to, any other file itself."""
    if not (holds_files(candidate.path.name) and candidate.path.is_file()):
        return [candidate], 0
    try:
        contents = contents_of(candidate.path, candidate.named_directly, progress)
    except (ImagingError, OSError) as error:
        failures.append(Failure(candidate.path, _reason(error)))
        return [], 0
    failures.extend(contents.failures)
    members = [member for path in contents.paths for member in _under(path, failures)]
    return [replace(member, named_directly=False) for member in members], contents.ignored


def _under(path: Path, failures: list[Failure]) -> Iterator[_Candidate]:
    if not path.is_dir():
        yield _Candidate(path, named_directly=True, identity=os.path.realpath(path))
        return

    def note_unreadable(error: OSError) -> None:
        failures.append(Failure(Path(error.filename), _reason(error)))

    for folder, subfolders, names in os.walk(path, onerror=note_unreadable):
        subfolders[:] = sorted(name for name in subfolders if not is_hidden(name))
        real_folder = os.path.realpath(folder)
        for name in sorted(names):
            path = Path(folder, name)
            identity = os.path.realpath(path) if path.is_symlink() else f"{real_folder}{os.sep}{name}"
            yield _Candidate(path, named_directly=False, identity=identity)


def _reason(error: ImagingError | OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, OSError):
        return f"cannot be opened ({error.strerror})"
    return str(error)
