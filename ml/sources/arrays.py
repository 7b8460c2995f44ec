"""Data sets that are a few files of arrays: MNIST's IDX, and the .npz files of MedMNIST.

References
----------
LeCun, Cortes & Burges, "The MNIST database": the IDX format is a magic number (two zero bytes, type, number
of dimensions), the sizes as big-endian 32-bit integers, then the values, the last dimension fastest.
Yang et al., "MedMNIST v2", Scientific Data 2023: arrays train_images, train_labels, val_..., test_....
"""

import gzip
import math
import re
import zipfile
import zlib
from pathlib import Path

import numpy as np

from ml.errors import DatasetError
from ml.sources.samples import TEST, TRAIN, VALIDATION, Sample, SampleSet, array_samples, check_parts

_IDX_NAME = re.compile(
    r"(?P<set>.+?)[-_.](?P<kind>images|labels)[-_.]?(?:idx[13][-_.]?ubyte|idx)(?P<gz>\.gz)?$", re.IGNORECASE
)
_IDX_PARTS = {"train": TRAIN, "t10k": TEST, "test": TEST, "val": VALIDATION}
_IDX_UBYTE = 0x08
_NPZ_PARTS = {"train": TRAIN, "val": VALIDATION, "test": TEST}
_LARGEST_BYTES = 16 << 30


def idx_files(folder: Path) -> dict[str, dict[str, Path]]:
    """The IDX files of a folder by set ("train", "t10k") and kind ("images", "labels")."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir(), reverse=True):  # of two, the one that is not compressed wins
        if (match := _IDX_NAME.match(path.name)) and path.is_file():
            found.setdefault(match["set"].casefold(), {})[match["kind"].casefold()] = path
    return found


def read_idx(data: Path) -> SampleSet:
    """Read the IDX files of a folder, or the set that one of its files belongs to.

    Raises
    ------
    DatasetError
        When images or labels are missing, damaged, or do not fit together.
    """
    folder = data if data.is_dir() else data.parent
    sets = idx_files(folder)
    if data != folder:
        sets = {name: files for name, files in sets.items() if data in files.values()}
        if not sets:
            raise DatasetError(
                f"{data.name} is not called like an IDX file, train-images-idx3-ubyte for example"
            )
    has_parts = len(sets) > 1
    samples: list[Sample] = []
    for name, files in sorted(sets.items()):
        if len(files) < 2:
            absent = ({"images", "labels"} - files.keys()).pop()
            raise DatasetError(f"{folder}: {next(iter(files.values())).name} is there, its {absent} are not")
        images, labels = (_idx_array(files[kind]) for kind in ("images", "labels"))
        _check_pair(images, labels, files["images"])
        part = _IDX_PARTS.get(name, TRAIN) if has_parts else ""
        samples += array_samples(files["images"], images, labels, part)
    return _with_classes(samples, folder)


def read_npz(path: Path) -> SampleSet:
    """Read a file with the arrays train_images, train_labels, and those of val and test where they are.

    Raises
    ------
    DatasetError
        When it is damaged, lacks the arrays, or they do not fit together.
    """
    samples: list[Sample] = []
    try:
        with np.load(path, allow_pickle=False) as arrays:
            parts = [name for name in _NPZ_PARTS if f"{name}_images" in arrays and f"{name}_labels" in arrays]
            if "train" not in parts:
                found = ", ".join(arrays.files) or "none"
                raise DatasetError(f"{path} has no arrays train_images and train_labels; found: {found}")
            for name in parts:
                images, labels = arrays[f"{name}_images"], arrays[f"{name}_labels"]
                labels = labels[:, 0] if labels.ndim == 2 and labels.shape[1] == 1 else labels
                _check_pair(images, labels, path)
                part = _NPZ_PARTS[name] if len(parts) > 1 else ""
                samples += array_samples(path, images, labels, part, len(samples))
    except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise DatasetError(f"{path} is not a readable .npz file: {error}") from error
    return _with_classes(samples, path)


def _with_classes(samples: list[Sample], source: Path) -> SampleSet:
    """Name the classes by their numbers; numbers that do not occur are no classes."""
    numbers = sorted({sample.label for sample in samples})
    position = {number: index for index, number in enumerate(numbers)}
    renumbered = tuple(
        Sample(sample.info, position[sample.label], part=sample.part, pixels=sample.pixels)
        for sample in samples
    )
    return check_parts(SampleSet(tuple(map(str, numbers)), renumbered), source)


def _check_pair(images: np.ndarray, labels: np.ndarray, path: Path) -> None:
    is_picture = images.ndim == 3 or (images.ndim == 4 and images.shape[3] == 3)
    if images.dtype != np.uint8 or not is_picture or 0 in images.shape:
        raise DatasetError(
            f"{path}: images are {images.dtype} {images.shape}; they must be uint8 (N, H, W) or (N, H, W, 3)"
        )
    if labels.ndim != 1 or labels.dtype.kind not in "ui":
        raise DatasetError(
            f"{path}: labels are {labels.dtype} {labels.shape}; there must be one class per image"
        )
    if len(images) != len(labels):
        raise DatasetError(f"{path}: {len(images)} images have {len(labels)} labels")


def _idx_array(path: Path) -> np.ndarray:
    try:
        with gzip.open(path) if path.suffix.casefold() == ".gz" else path.open("rb") as file:
            magic = file.read(4)
            if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] != _IDX_UBYTE or magic[3] not in (1, 3):
                raise DatasetError(f"{path} is not an IDX file of bytes with one or three dimensions")
            header = file.read(4 * magic[3])
            if len(header) < 4 * magic[3]:
                raise DatasetError(f"{path} is cut short within its header")
            shape = tuple(np.frombuffer(header, ">u4").astype(int).tolist())
            size = math.prod(shape)
            if size > _LARGEST_BYTES:
                raise DatasetError(f"{path} claims to hold {size:,} values")
            values = np.frombuffer(file.read(size), np.uint8)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DatasetError(f"{path} is not a readable IDX file: {error}") from error
    if values.size != size:
        raise DatasetError(f"{path} is cut short: {values.size} of {size} values are there")
    return values.reshape(shape)
