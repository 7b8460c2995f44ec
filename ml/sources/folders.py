"""Folders that are named after classes, under folders that may be named after the parts of a split."""

from pathlib import Path

from ml.errors import DatasetError
from ml.imaging import scan
from ml.imaging.values import Failure
from ml.progress import Progress
from ml.sources.samples import Sample, SampleSet, check_parts, part_called


def read_folders(folder: Path, progress: Progress) -> SampleSet:
    """Scan class folders, or part folders of class folders, by header.

    Sub-folders are parts of a split when all of them are called so and none holds anything but folders.

    Raises
    ------
    DatasetError
        When there are no sub-folders, or the parts do not fit together.
    """
    parts = {item: part_called(item.name) for item in _sub_folders(folder)}
    if not parts:
        raise DatasetError(
            f"{folder} has no sub-folders; put the images of each class into a folder of its own, "
            "or name a manifest or an array file instead"
        )
    if not all(parts.values()):
        return _collect(folder, [("", item) for item in parts], progress)
    unsorted = [item.name for item in parts if not _sub_folders(item)]
    if unsorted:
        raise DatasetError(
            f"{folder}: {' and '.join(map(repr, unsorted))} are parts of a split and not classes; "
            "put the images of each class into a folder of its own below each of them"
        )
    class_folders = [(part or "", item) for above, part in parts.items() for item in _sub_folders(above)]
    return check_parts(_collect(folder, class_folders, progress), folder)


def _sub_folders(folder: Path) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.is_dir() and item.name[0] not in "._")


def _collect(folder: Path, class_folders: list[tuple[str, Path]], progress: Progress) -> SampleSet:
    found: list[tuple[str, str, list[Sample]]] = []
    failures: list[Failure] = []
    left_out = []
    for part, class_folder in class_folders:
        result = scan([class_folder], progress)
        failures.extend(result.failures)
        samples = [
            Sample(info, 0, study.patient.patient_id, part)
            for study in result.studies
            for series in study.series
            for info in series.frames
        ]
        if samples:
            samples.sort(key=lambda sample: (str(sample.info.path), sample.info.frame))
            found.append((part, class_folder.name, samples))
        else:
            name = str(class_folder.relative_to(folder))
            left_out.append(f"Sub-folder {name!r} holds no readable image and is left out.")
    names = tuple(sorted({name for _, name, _ in found}))
    labelled = [
        Sample(sample.info, names.index(name), sample.group, part)
        for part, name, samples in found
        for sample in samples
    ]
    return SampleSet(names, tuple(labelled), tuple(failures), tuple(left_out))
