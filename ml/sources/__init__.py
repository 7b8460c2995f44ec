"""Labelled images of every kind -> samples: folders, manifests, IDX and .npz files.

One loader serves training, evaluation, checks and the wizard.
"""

from pathlib import Path

from ml.errors import DatasetError
from ml.imaging import scan
from ml.progress import Progress, no_progress
from ml.sources.arrays import idx_files, read_idx, read_npz
from ml.sources.folders import read_folders
from ml.sources.manifest import MANIFEST_FILE, MANIFEST_SUFFIXES, read_manifest
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
        if (data / MANIFEST_FILE).is_file():
            return read_manifest(data / MANIFEST_FILE, progress)
        return read_idx(data) if idx_files(data) else read_folders(data, progress)
    if data.suffix.casefold() in MANIFEST_SUFFIXES:
        return read_manifest(data, progress)
    if data.suffix.casefold() == _NPZ_END:
        return read_npz(data)
    if _plain_name(data).endswith(_IDX_ENDS):
        return read_idx(data)
    raise DatasetError(f"{data} is no data set that can be read: name {KINDS}")


def find_sample(path: Path, frame: int) -> Sample:
    """One image of a file, without label; for what was found before.

    Raises
    ------
    DatasetError
        When it is not there any more.
    """
    if is_data_file(path):
        infos = [(sample.info, sample) for sample in find_samples(path).samples]
    else:
        studies = scan([path]).studies
        infos = [(info, Sample(info, 0)) for study in studies for row in study.series for info in row.frames]
    for info, sample in infos:
        if info.path == path and info.frame == frame:
            return sample
    raise DatasetError(f"{path} is not there any more, or has changed")


def _plain_name(path: Path) -> str:
    """In small letters; IDX files, and only they, may be compressed."""
    name = path.name.casefold()
    return name.removesuffix(".gz") if name.endswith(tuple(f"{end}.gz" for end in _IDX_ENDS)) else name


__all__ = [
    "KINDS",
    "MANIFEST_FILE",
    "PARTS",
    "TEST",
    "TRAIN",
    "VALIDATION",
    "Sample",
    "SampleSet",
    "draw",
    "find_sample",
    "find_samples",
    "is_data_file",
    "pixel_aspect",
    "read_sample",
]
