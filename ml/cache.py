"""Decoded images on the disk, so that a second run over the same files decodes nothing.

An entry is a folder that is named after what it was made of: the content of all files, the preprocessing,
and the code and libraries that read them (docs/adr/0034). It appears by one rename. A cache never stops the
work: where the disk is full or read-only, the images are held in memory and a note says so.
"""

import errno
import hashlib
import json
import math
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import FileIO
from pathlib import Path

import numpy as np
import platformdirs

from ml.facts import FACTS
from ml.library import DATA_FOLDER_VARIABLE
from ml.preprocess import InputSpec
from ml.progress import Progress, no_progress
from ml.sources import Sample

LIMIT_VARIABLE = "KESIT_CACHE_GB"
_DEFAULT_LIMIT_GB = 20.0
_WRITING = ".writing"
_STALE_AFTER_S = 24 * 60 * 60
_CODE = ("imaging/*.py", "preprocess.py", "facts.py", "neighbours.py")
_LIBRARIES = (
    "numpy", "opencv-python-headless", "imagecodecs", "pydicom", "nibabel", "pynrrd", "Pillow", "tifffile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the samples became: of those that could be read, in order, and why the others could not."""

    facts: np.ndarray  # FACTS (N,)
    images: np.ndarray  # uint8 (N, S, S) or (N, S, S, 3); (N, 0, 0) where no preprocessing was asked for
    failures: dict[int, str]  # index of the sample -> reason
    note: str = ""  # why nothing was kept on the disk, in words; "" when it was


def cache_folder() -> Path:
    """Where entries lie; not created here."""
    base = os.environ.get(DATA_FOLDER_VARIABLE)
    root = Path(base) / "cache" if base else Path(platformdirs.user_cache_dir("kesit", appauthor=False))
    return root / "decoded"


def limit_bytes() -> int:
    """How much the cache may hold; ``KESIT_CACHE_GB`` says otherwise, 0 turns it off."""
    try:
        gigabytes = float(os.environ.get(LIMIT_VARIABLE, _DEFAULT_LIMIT_GB))
    except ValueError:
        gigabytes = _DEFAULT_LIMIT_GB
    return int(max(0.0, gigabytes) * 1e9)


def key_of(samples: Sequence[Sample], spec: InputSpec | None, progress: Progress = no_progress) -> str:
    """Name the entry of these samples, in this order, after this preprocessing."""
    digests = _digests(sorted({sample.info.path for sample in samples}), progress)
    kept = spec and (spec.size_px, spec.fit.value, spec.colour)  # mean and deviation come in later
    text = hashlib.blake2b(repr((kept, _reader())).encode(), digest_size=20)
    for sample in samples:
        text.update(digests[sample.info.path] + sample.info.frame.to_bytes(8, "big"))
    return text.hexdigest()


def load(key: str) -> Decoded | None:
    """The entry of this name; None when there is none, or it is damaged."""
    folder = cache_folder() / key
    try:
        content = json.loads((folder / "entry.json").read_text(encoding="utf-8"))
        shape = tuple(content["shape"])
        facts = np.load(folder / "facts.npy", allow_pickle=False)
        images = _map(folder / "images.raw", shape)
        with suppress(OSError):
            os.utime(folder)  # the entries used longest ago go first
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if facts.dtype != FACTS or len(facts) != len(images):
        return None
    return Decoded(facts, images, {int(index): reason for index, reason in content["failures"].items()})


class Store:
    """Takes images one by one, on the disk as long as that goes well, in memory from then on.

    Use as a context manager: what was not finished leaves nothing behind.
    """

    def __init__(self, key: str, shape: tuple[int, ...], count: int) -> None:
        self._key, self._shape = key, shape  # of one image
        self._facts: list[np.ndarray] = []
        self._images: list[np.ndarray] = []  # in memory
        self._failures: dict[int, str] = {}
        self._folder: Path | None = None
        self._file: FileIO | None = None
        self._note = ""
        needed = count * (math.prod(shape) + FACTS.itemsize)
        if needed > limit_bytes():
            self._note = (
                f"The decoded images would take {needed / 1e9:.1f} GB, more than the cache may hold "
                f"({limit_bytes() / 1e9:g} GB, {LIMIT_VARIABLE}): they are held in memory."
            )
            return
        self._open()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._discard()

    def add(self, facts: np.ndarray, image: np.ndarray) -> None:
        """Take the next readable image and its facts."""
        self._facts.append(facts)
        if self._file is not None:
            try:
                _write_whole(self._file, image.tobytes())
                return
            except OSError as error:
                self._go_to_memory(error, without_last=True)
        self._images.append(image)

    def add_failure(self, index: int, reason: str) -> None:
        """Note why a sample could not be read."""
        self._failures[index] = reason

    def finish(self) -> Decoded:
        """Close the entry, put it in its place, and return it."""
        facts = np.concatenate(self._facts) if self._facts else np.empty(0, FACTS)
        if self._file is not None:
            try:
                return Decoded(facts, self._put_in_place(facts), self._failures)
            except OSError as error:
                self._go_to_memory(error)
        images = np.stack(self._images) if self._images else np.empty((0, *self._shape), np.uint8)
        return Decoded(facts, images, self._failures, self._note)

    def _open(self) -> None:
        try:
            cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(_WRITING, self._key[:8], cache_folder()))
            self._file = FileIO(self._folder / "images.raw", "w")  # unbuffered: a full disk shows at once
        except OSError as error:
            self._go_to_memory(error)

    def _put_in_place(self, facts: np.ndarray) -> np.ndarray:
        assert self._file is not None and self._folder is not None
        content = {"shape": [len(facts), *self._shape], "failures": self._failures}
        (self._folder / "entry.json").write_text(json.dumps(content), encoding="utf-8")
        np.save(self._folder / "facts.npy", facts)
        os.fsync(self._file.fileno())
        self._file.close()
        target = cache_folder() / self._key
        shutil.rmtree(target, ignore_errors=True)  # a damaged one
        self._folder.rename(target)
        self._file = self._folder = None
        evict(keep=self._key)
        return _map(target / "images.raw", (len(facts), *self._shape))

    def _go_to_memory(self, error: OSError, without_last: bool = False) -> None:
        """Take back what is on the disk already, and go on without it."""
        count = len(self._facts) - without_last
        if self._file is not None and self._folder is not None:
            with suppress(OSError):
                self._file.close()
            written = np.fromfile(self._folder / "images.raw", np.uint8, count * math.prod(self._shape))
            self._images = list(written.reshape(-1, *self._shape))
        self._discard()
        self._note = (
            f"The decoded images cannot be kept on the disk ({error.strerror or error}): "
            "they are held in memory, and the next run will decode them again."
        )

    def _discard(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._file = self._folder = None


def evict(keep: str) -> None:
    """Remove what was used longest ago until the rest fits, and what a killed run left unfinished."""
    entries = []
    for folder in cache_folder().iterdir():
        with suppress(OSError):
            used = folder.stat().st_mtime
            if folder.name.endswith(_WRITING) and time.time() - used > _STALE_AFTER_S:
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.is_dir() and not folder.name.endswith(_WRITING):
                entries.append((used, folder, sum(file.stat().st_size for file in folder.iterdir())))
    total = sum(size for *_, size in entries)
    for _, folder, size in sorted(entries):
        if total <= limit_bytes():
            return
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)
            total -= size


def _map(path: Path, shape: tuple[int, ...]) -> np.ndarray:
    if path.stat().st_size != math.prod(shape):
        raise ValueError(f"{path} is cut short")
    if not math.prod(shape):
        return np.empty(shape, np.uint8)
    return np.asarray(np.memmap(path, np.uint8, "r", shape=shape))  # a plain array is quicker to index


def _write_whole(file: FileIO, content: bytes) -> None:
    if file.write(content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@cache
def _reader() -> str:
    """A digest of what turns files into images: our code, and the releases of the libraries."""
    text = hashlib.blake2b(repr([_release(name) for name in _LIBRARIES]).encode(), digest_size=16)
    code = [path for pattern in _CODE for path in sorted(Path(__file__).parent.glob(pattern))]
    for path in code or [Path(sys.executable)]:  # an installed program holds its code inside
        text.update(path.read_bytes())
    return text.hexdigest()


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # under another name, opencv-python for example
        return ""


def _digests(paths: Sequence[Path], progress: Progress) -> dict[Path, bytes]:
    """The digest of each file's content; a file whose size and time are as before is not read again."""
    digests = {}
    with closing(_Index()) as known:
        for done, path in enumerate(paths):
            progress(done, len(paths), "looking for what was read before")
            digests[path] = known.digest(path)
    return digests


class _Index:
    """Which content a file had when it was last read. Keeps no names: those of files can be of patients."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        with suppress(sqlite3.Error, OSError):  # then every file is read
            cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            self._database = sqlite3.connect(cache_folder() / "files.sqlite", timeout=5)
            self._create()
            return
        self._database = sqlite3.connect(":memory:")
        self._create()

    def _create(self) -> None:
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS files (name BLOB PRIMARY KEY, size INT, time INT, digest BLOB)"
        )

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()

    def digest(self, path: Path) -> bytes:
        name = hashlib.blake2b(os.fsencode(path.absolute()), digest_size=16).digest()
        try:
            there = path.stat()
            stamp = (there.st_size, there.st_mtime_ns)
            if (known := self._known(name)) and known[:2] == stamp:
                return known[2]
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()
        except OSError:
            return name  # decoding will say what is wrong with it
        with suppress(sqlite3.Error):
            self._database.execute("REPLACE INTO files VALUES (?, ?, ?, ?)", (name, *stamp, digest))
        return digest

    def _known(self, name: bytes) -> tuple[int, int, bytes] | None:
        with suppress(sqlite3.Error):
            found: tuple[int, int, bytes] | None = self._database.execute(
                "SELECT size, time, digest FROM files WHERE name = ?", (name,)
            ).fetchone()
            return found
        return None
