"""Labelled images of every kind -> samples: folders, manifests, IDX and .npz files.

One loader serves training, evaluation, checks and the wizard.
"""

from pathlib import Path

from ml.errors import DatasetError
from ml.progress import Progress, no_progress
from ml.sources.arrays import idx_files, read_idx, read_npz
from ml.sources.folders import read_folders
from ml.sources.manifest import MANIFEST_SUFFIXES, read_manifest
from ml.sources.samples import (
    PARTS,
    TEST,
    TRAIN,
    VALIDATION,
    Sample,
    SampleSet,
    draw,
    pixel_aspect,
    read_sample,
)  # fmt: skip

KINDS = (
    "a folder with one sub-folder per class, a folder with train and test folders of such, "
    "a .csv or .parquet manifest, MNIST's IDX files, or a MedMNIST .npz file"
)

_IDX_ENDS = (".idx", "-ubyte")
_NPZ_END = ".npz"


def is_data_file(path: Path) -> bool:
    """Is the file called like one that lists or holds the images of a data set?"""
    return _plain_name(path).endswith((*MANIFEST_SUFFIXES, *_IDX_ENDS, _NPZ_END))


def find_samples(data: Path, progress: Progress = no_progress) -> SampleSet:
    """Find the samples of a data set, in a stable order; reads pixels only where they come with the list.

    Raises
    ------
    DatasetError
        When there is nothing, or it is no data set; says what is wrong.
    """
    if not data.exists():
        raise DatasetError(f"{data} is not a folder, and no file of that name is there")
    if data.is_dir():
        return read_idx(data) if idx_files(data) else read_folders(data, progress)
    if data.suffix.casefold() in MANIFEST_SUFFIXES:
        return read_manifest(data, progress)
    if data.suffix.casefold() == _NPZ_END:
        return read_npz(data)
    if _plain_name(data).endswith(_IDX_ENDS):
        return read_idx(data)
    raise DatasetError(f"{data} is no data set that can be read: name {KINDS}")


def _plain_name(path: Path) -> str:
    """In small letters; IDX files, and only they, may be compressed."""
    name = path.name.casefold()
    return name.removesuffix(".gz") if name.endswith(tuple(f"{end}.gz" for end in _IDX_ENDS)) else name


__all__ = [
    "KINDS",
    "PARTS",
    "TEST",
    "TRAIN",
    "VALIDATION",
    "Sample",
    "SampleSet",
    "draw",
    "find_samples",
    "is_data_file",
    "pixel_aspect",
    "read_sample",
]
