"""Labelled images of every kind -> samples: folders, manifests, IDX and .npz files.

One loader serves training, evaluation, checks and the wizard.
"""

from pathlib import Path

from ml.errors import DatasetError
from ml.progress import Progress, no_progress
from ml.sources.arrays import idx_files, read_idx, read_npz
from ml.sources.folders import read_folders
from ml.sources.manifest import MANIFEST_SUFFIXES, read_manifest
from ml.sources.samples import PARTS, TEST, TRAIN, VALIDATION, Sample, SampleSet, pixel_aspect, read_sample

KINDS = (
    "a folder with one sub-folder per class, a folder with train and test folders of such, "
    "a .csv or .parquet manifest, MNIST's IDX files, or a MedMNIST .npz file"
)


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
    name = data.name.casefold().removesuffix(".gz")
    if data.suffix.casefold() in MANIFEST_SUFFIXES:
        return read_manifest(data, progress)
    if name.endswith(".npz"):
        return read_npz(data)
    if name.endswith((".idx", "-ubyte")):
        return read_idx(data)
    raise DatasetError(f"{data} is no data set that can be read: name {KINDS}")


__all__ = [
    "KINDS",
    "PARTS",
    "TEST",
    "TRAIN",
    "VALIDATION",
    "Sample",
    "SampleSet",
    "find_samples",
    "pixel_aspect",
    "read_sample",
]
