"""Zip and tar archives, read as folders: their images are unpacked, within limits, and nothing else is."""

import shutil
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from ml.errors import ImagingError
from ml.imaging.contents import Contents
from ml.imaging.damage import damage_named
from ml.imaging.kind import HEAD_BYTES, FileKind, is_archive_name, is_hidden, kind_of_head, known_suffix
from ml.imaging.sorting import natural_key
from ml.imaging.unpacked import new_folder, remember
from ml.imaging.values import Failure
from ml.progress import Progress

_MOST_ENTRIES = 100_000
_MOST_BYTES = 64 << 30
_FREE_BYTES = 1 << 30  # stay free on the disk
_LARGE_BYTES, _LARGEST_RATIO = 1 << 30, 200  # what is unpacked to a large size must not do so from nothing
_CHUNK_BYTES = 1 << 20
_THIS_FILE = "this file of the archive"
_HEADER_ALONE_SUFFIXES = {".mhd", ".nhdr", ".hdr"}  # their voxels lie in another file
_VOXEL_SUFFIXES = {".raw", ".zraw", ".img", ".gz", ".bz2"}


_Open = Callable[[], IO[bytes] | None]


class _Entry(NamedTuple):
    name: PurePosixPath
    size_bytes: int
    problem: str  # why it is not unpacked, "" for an ordinary file
    open: _Open

    @property
    def suffix(self) -> str:
        return self.name.suffix.lower()

    @property
    def is_hidden(self) -> bool:
        return any(is_hidden(part) for part in self.name.parts)


def unpack(archive: Path, progress: Progress) -> Contents:
    """Unpack the images of an archive to a folder of the program, under numbers instead of names.

    Raises
    ------
    ImagingError
        It is damaged as a whole, or asks for more than the limits.
    OSError
        It cannot be read, or the copies cannot be written.
    Cancelled
        From ``progress``; nothing is left then.
    """
    with ExitStack() as stack:
        with _damage_of("the archive"):
            entries = _entries(archive, stack)
        folder = new_folder()
        try:
            return _unpack(archive.resolve(), entries, folder, progress)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


@contextmanager
def _damage_of(what: str) -> Iterator[None]:
    try:
        with damage_named(what):
            yield
    except OSError as error:
        if error.errno is not None:  # the disk, not the content
            raise
        raise ImagingError(f"damaged: {what} cannot be unpacked") from error


def _entries(archive: Path, stack: ExitStack) -> list[_Entry]:
    entries: list[_Entry] = []
    total = 0
    for name, size_bytes, problem, open_it in _raw_entries(archive, stack):
        total += size_bytes
        _check_limits(archive, len(entries) + 1, total)
        path = PurePosixPath(name.replace("\\", "/"))
        entries.append(_Entry(path, size_bytes, problem or _name_problem(path), open_it))
    return entries


def _name_problem(path: PurePosixPath) -> str:
    if path.is_absolute() or ".." in path.parts or str(path)[1:2] == ":":
        return "its name leads out of the archive"
    return "an archive inside an archive: unpack it first" if is_archive_name(path.name) else ""


def _raw_entries(archive: Path, stack: ExitStack) -> Iterator[tuple[str, int, str, _Open]]:
    if archive.suffix.lower() == ".zip":
        zipped = stack.enter_context(zipfile.ZipFile(archive))
        for zip_info in zipped.infolist():
            if not zip_info.is_dir():
                problem = _zip_problem(zip_info)
                yield zip_info.filename, zip_info.file_size, problem, partial(zipped.open, zip_info)
        return
    tape = stack.enter_context(tarfile.open(archive))  # noqa: SIM115 (the stack closes it)
    for tar_info in tape:
        if not tar_info.isdir():
            problem = "" if tar_info.isreg() else "a link or a device, which is not followed"
            yield tar_info.name, tar_info.size, problem, partial(tape.extractfile, tar_info)


def _zip_problem(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & 1:
        return "encrypted: unpack the archive with its password, then open the folder"
    return "a link, which is not followed" if stat.S_ISLNK(info.external_attr >> 16) else ""


def _check_limits(archive: Path, count: int, total_bytes: int) -> None:
    if count > _MOST_ENTRIES:
        raise ImagingError(f"not supported: an archive of more than {_MOST_ENTRIES} files")
    if total_bytes > _LARGE_BYTES and total_bytes > _LARGEST_RATIO * archive.stat().st_size:
        raise ImagingError(f"refused: it would unpack to more than {_LARGEST_RATIO} times its size")
    if total_bytes > _MOST_BYTES:
        raise ImagingError(f"not supported: an archive of more than {_MOST_BYTES >> 30} GiB")


def _unpack(archive: Path, entries: list[_Entry], folder: Path, progress: Progress) -> Contents:
    if sum(entry.size_bytes for entry in entries) > shutil.disk_usage(folder).free - _FREE_BYTES:
        raise ImagingError("there is not enough room on the disk to unpack it")
    copies, contents = _copies(entries, folder), Contents()
    headers_alone = {entry.name.parent for entry in entries if entry.suffix in _HEADER_ALONE_SUFFIXES}
    for done, entry in enumerate(entries):
        step = partial(progress, done, len(entries), "unpacking")
        step()
        origin, copy = Path(archive, entry.name), copies[entry.name]
        is_wanted = entry.suffix in _VOXEL_SUFFIXES and entry.name.parent in headers_alone
        try:
            is_copied = _copy(entry, copy, is_wanted, step)
        except ImagingError as error:
            contents.failures.append(Failure(origin, str(error)))
            continue
        if is_copied:
            remember(copy, origin)
            contents.paths.append(copy)
        else:
            contents.ignored += 1
    return contents


def _copies(entries: list[_Entry], folder: Path) -> dict[PurePosixPath, Path]:
    """Return where each file goes: numbered in natural order, so that names in order stay in order."""
    # The hidden ones come last, so that no folder gets its place from them.
    ordered = sorted(entries, key=lambda entry: (entry.is_hidden, natural_key(Path(entry.name))))
    names = dict.fromkeys(entry.name for entry in ordered)
    parents = dict.fromkeys(name.parent for name in names)
    number_of = {parent: number for number, parent in enumerate(parents)}
    return {
        name: folder / f"{number_of[name.parent]:06}" / f"{number:06}{known_suffix(name.name)}"
        for number, name in enumerate(names)
    }


def _copy(entry: _Entry, copy: Path, is_wanted: bool, step: Callable[[], None]) -> bool:
    """Copy an entry that is an image, or wanted all the same; return whether it is."""
    if entry.problem:
        raise ImagingError(entry.problem)
    if entry.is_hidden:
        return False
    with _damage_of(_THIS_FILE):
        source = entry.open()
    assert source is not None  # only of what is no ordinary file
    with source:
        head = _read(source, HEAD_BYTES)
        if kind_of_head(head, entry.name.name) is FileKind.OTHER and not is_wanted:
            return False
        copy.parent.mkdir(exist_ok=True)
        with copy.open("wb") as target:
            target.write(head)
            while chunk := _read(source, _CHUNK_BYTES):
                step()
                target.write(chunk)
    return True


def _read(source: IO[bytes], count: int) -> bytes:
    with _damage_of(_THIS_FILE):
        return source.read(count)
