"""Copies of DICOM images that do not say who was imaged.

    python -m ml.deidentify PATH ... --out DIR [--remove-dates] [--with-burned-in]

The copies follow the Basic Application Level Confidentiality Profile (PS3.15 Annex E). UIDs are replaced,
consistently within one call, so take files that belong together in one go; dates are moved into the past by a
number of days that is the same for all files of a patient, or removed with ``--remove-dates``. Names of
folders and files are made up. Pixels are not changed: text that is burned into them stays.

Results go to stdout, progress and messages to stderr. Exit code 0: every file was copied. 1: some were not,
and the list says why. 2: wrong usage.
"""

import argparse
import errno
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, UID_dictionary, generate_uid
from tqdm import tqdm

from ml.confidentiality import Confidentiality, problems
from ml.console import own_name, prepare_console
from ml.errors import ImagingError, WritingError
from ml.imaging import scan
from ml.imaging.damage import damage_named
from ml.imaging.dicom_file import open_dicom
from ml.imaging.kind import FileKind, file_kind
from ml.imaging.values import Failure, Study
from ml.new_folder import check_is_new, filled_at_the_end
from ml.progress import Progress, no_progress

_PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_OFTEN_BURNED_IN = {"US", "IVUS", "ES", "XC", "OT", "SC", "GM", "OP", "DOC"}
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"  # and, with a further number, its multi-frame kinds


@dataclass(frozen=True, slots=True)
class Options:
    """What is left open by the profile.

    Attributes
    ----------
    shift_dates
        Move dates into the past, by the same number of days for all files of a patient; else remove them.
    with_burned_in
        Copy images, too, that say that text is burned into their pixels.
    """

    shift_dates: bool = True
    with_burned_in: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file: it is copied or listed as a failure; of some copies something is told."""

    copies: tuple[tuple[Path, Path], ...]  # source, copy
    failures: tuple[Failure, ...]
    warnings: tuple[Failure, ...]  # of sources that were copied


@dataclass(slots=True)
class _Log:
    copies: list[tuple[Path, Path]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)


def deidentify(
    studies: Sequence[Study], target: Path, options: Options, progress: Progress = no_progress
) -> Report:
    """Copy the files of studies into a new or empty folder; each copy is read again and checked.

    Copies appear at the end, or not at all when the work is stopped or fails.

    Raises
    ------
    WritingError
        The folder is not empty, or holds what is to be copied, or cannot be written to.
    Cancelled
        From ``progress``.
    """
    files = list(_named_files(studies))
    _check_target(target, [source for source, _ in files])
    treatment, log = Confidentiality(options.shift_dates), _Log()
    with filled_at_the_end(target) as unfinished:
        for done, (source, name) in enumerate(files):
            progress(done, len(files), "copying and checking")
            try:
                warning = _copy(source, unfinished / name, treatment, options)
            except (ImagingError, OSError) as error:
                if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise
                log.failures.append(Failure(source, _reason(error)))
                (unfinished / name).unlink(missing_ok=True)
                continue
            log.copies.append((source, target / name))
            if warning:
                log.warnings.append(Failure(source, warning))
        progress(len(files), len(files), "copying and checking")
    return Report(tuple(log.copies), tuple(log.failures), tuple(log.warnings))


def _named_files(studies: Sequence[Study]) -> Iterator[tuple[Path, Path]]:
    """Return each file once, with an invented name that tells where it belonged and in which order."""
    seen: set[Path] = set()
    for study_number, study in enumerate(studies, start=1):
        groups = [[info.path for info in series.frames] for series in study.series]
        groups.append([other.path for other in study.objects])
        for series_number, paths in enumerate(groups, start=1):
            folder = Path(f"study{study_number:03d}", f"series{series_number:03d}")
            new = [path for path in dict.fromkeys(paths) if path not in seen]
            seen.update(new)
            yield from ((path, folder / f"{number:05d}.dcm") for number, path in enumerate(new, start=1))


def _check_target(target: Path, sources: Sequence[Path]) -> None:
    folder = target.resolve()
    if any(source.resolve().is_relative_to(folder) for source in sources):
        raise WritingError("That folder holds the originals. Choose another one: originals stay untouched.")
    check_is_new(folder)


def _copy(source: Path, target: Path, treatment: Confidentiality, options: Options) -> str:
    """Write one copy and check it; return what the user should know of it, "" for nothing.

    Raises
    ------
    ImagingError
        It must not or cannot be copied; the text quotes no value.
    """
    dataset = _read_image(source)
    warning = _about_burned_in(dataset, options)
    pixels, syntax = _pixels_of(dataset), dataset.file_meta.TransferSyntaxUID
    dates = _dates_of(dataset) if options.shift_dates else {}
    with damage_named("its DICOM header"):
        treatment.apply(dataset)
    _write(dataset, target)
    _check(target, pixels, dates, syntax)
    return warning


def _read_image(source: Path) -> Dataset:
    if file_kind(source) is not FileKind.DICOM:
        raise ImagingError("not a DICOM file: only DICOM files are copied")
    file = open_dicom(source)
    if file.pixels is None:
        raise ImagingError("not an image: what its text says about the patient cannot be cleaned")
    with damage_named("its DICOM header"):
        dataset = pydicom.dcmread(source, force=True)
    syntax = dataset.file_meta.setdefault("TransferSyntaxUID", file.transfer_syntax).value
    if syntax not in UID_dictionary:
        raise ImagingError(f"not supported: copies in its transfer syntax ({syntax})")
    if not (dataset.get("SOPClassUID") or dataset.file_meta.get("MediaStorageSOPClassUID")):
        raise ImagingError("its header does not say what kind of object it is")
    is_short = (file.pixels.length_bytes or 0) > file.pixels.available_bytes
    if is_short or file.pixels.keyword not in dataset:
        raise ImagingError("truncated: its pixel data ends early")
    return dataset


def _about_burned_in(dataset: Dataset, options: Options) -> str:
    stated = str(dataset.get("BurnedInAnnotation") or "").strip().upper()
    if stated == "YES":
        if not options.with_burned_in:
            raise ImagingError("text is burned into its pixels, by its header; it cannot be cleaned")
        return "text is burned into its pixels: look at it before you pass it on"
    is_suspect = (
        str(dataset.get("Modality") or "") in _OFTEN_BURNED_IN
        or str(dataset.get("SOPClassUID") or "").startswith(_SECONDARY_CAPTURE)
        or "ConversionType" in dataset
    )
    if is_suspect and stated != "NO":
        return "text may be burned into its pixels: look at it before you pass it on"
    return ""


def _pixels_of(dataset: Dataset) -> dict[str, bytes]:
    return {keyword: dataset[keyword].value for keyword in _PIXELS if keyword in dataset}


def _dates_of(dataset: Dataset) -> dict[str, str]:
    with damage_named("its DICOM header"):
        return {one.keyword: str(one.value) for one in dataset if one.VR in ("DA", "DT") and one.value}


def _write(dataset: Dataset, target: Path) -> None:
    """Write with a preamble and meta information of our own: the old ones may say where it came from."""
    old, meta = dataset.file_meta, FileMetaDataset()
    meta.TransferSyntaxUID = old.TransferSyntaxUID
    meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID") or old.get("MediaStorageSOPClassUID")
    if not dataset.get("SOPInstanceUID"):
        dataset.SOPInstanceUID = generate_uid(None)
    dataset.file_meta, dataset.preamble = meta, bytes(128)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        dataset.save_as(target, enforce_file_format=True)
    except OSError:
        raise
    except Exception as error:  # values that no file can hold; pydicom raises many kinds and quotes them
        raise ImagingError(f"its header cannot be written again ({type(error).__name__})") from error


def _check(target: Path, pixels: dict[str, bytes], dates: dict[str, str], syntax: UID) -> None:
    """Read a copy again.

    Raises
    ------
    ImagingError
        It is not what it must be, and must not be passed on.
    """
    with damage_named("its copy"):
        copy = pydicom.dcmread(target)
        kept = (keyword for keyword, date in dates.items() if str(copy.get(keyword)) == date)
        wrong = (*problems(copy), *kept)
    if wrong:
        raise ImagingError(f"its copy would still have {', '.join(wrong)}")
    if copy.file_meta.TransferSyntaxUID != syntax or not _are_equal(_pixels_of(copy), pixels, syntax):
        raise ImagingError("its pixels could not be copied as they are")


def _are_equal(copied: dict[str, bytes], original: dict[str, bytes], syntax: UID) -> bool:
    """Whether all bytes are the same; one may make the length even, but not behind compressed frames."""
    if not syntax.is_compressed:
        original = {keyword: value + b"\0" * (len(value) % 2) for keyword, value in original.items()}
    return copied == original


def _reason(error: ImagingError | OSError) -> str:
    return f"cannot be copied ({error.strerror})" if isinstance(error, OSError) else str(error)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    prepare_console()
    options = _parser().parse_args(arguments)
    found = scan(options.paths)
    chosen = Options(not options.remove_dates, options.with_burned_in)
    try:
        with tqdm(unit="file", file=sys.stderr) as bar:

            def progress(done: int, total: int, text: str = "") -> None:
                bar.total = total
                bar.update(done - bar.n)

            report = deidentify(found.studies, options.out, chosen, progress)
    except WritingError as error:
        print(error, file=sys.stderr)
        return 1
    failures = (*found.failures, *report.failures)
    for warning in report.warnings:
        print(f"Warning: {warning.path}: {warning.reason}")
    for failure in failures:
        print(f"Not copied: {failure.path}: {failure.reason}")
    print(f"{len(report.copies)} files were copied and checked, {len(failures)} were not copied.")
    return 1 if failures or not report.copies else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=own_name("deidentify"),
        description="Copy DICOM images without what says who was imaged (PS3.15 Annex E, Basic Profile).",
        epilog="Exit code 0: all copied; 1: some were not, see the list; 2: wrong usage.",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a new or empty folder for the copies"
    )
    parser.add_argument("--remove-dates", action="store_true", help="remove dates instead of moving them")
    parser.add_argument(
        "--with-burned-in", action="store_true", help="copy images with burned-in text, too, as they are"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
