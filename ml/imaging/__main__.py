"""What is in these files?

    python -m ml.imaging PATH ... [--json] [--png DIR]

Results go to stdout, progress and messages to stderr. Exit code 0: everything was opened. 1: something was
not, or there was nothing to open; what and why is listed. 2: wrong usage.

With ``--json``, stdout is one object::

    {"studies": [{"study_uid": str, "series": [{
         "series_uid": str,            made up but stable where the files have none
         "modality": str,              "OT" for ordinary images
         "description": str,
         "frames": int, "rows": int, "columns": int,
         "transfer_syntax": str,       its name; "PNG", "JPEG", ... for ordinary images
         "spacing_mm": [row, column] | null,
         "spacing_kind": "patient" | "detector" | "calibrated" | "region" | "none",
         "sort": "position" | "time" | "instance_number" | "frame_number" | "file_name",
         "notes": [str],               gaps, copies, uneven spacing, gantry tilt, ...
         "files": [path],              in display order, each once
         "png": [path]                 with --png: one per frame in display order, null where it failed
     }],
       "objects": [{                   what has no frames: reports, RT structures, presentation states, ...
         "path": str, "series_uid": str, "modality": str,
         "name": str,                  of its SOP class, without "Storage"
         "description": str
     }]}],
     "failures": [{"path": str, "reason": str}],
     "ignored": int}                   files that are plainly no images
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
from tqdm import tqdm

from ml.console import own_name, prepare_console
from ml.errors import ImagingError
from ml.imaging.read import read_frame
from ml.imaging.scanning import scan
from ml.imaging.unpacked import shown_path
from ml.imaging.values import Failure, FrameInfo, OtherObject, ScanResult, Series, SpacingKind
from ml.imaging.windowing import display_image
from ml.progress import Progress


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    prepare_console()
    options = _parser().parse_args(arguments)
    with _progress_bar() as progress:
        found = scan(options.paths, progress)
    pictures: dict[FrameInfo, Path] = {}
    failures = list(found.failures)
    if options.png is not None:
        try:
            with _progress_bar() as progress:
                pictures = _write_pictures(found, options.png, failures, progress)
        except OSError as error:
            failures.append(Failure(options.png, f"pictures cannot be written there ({error.strerror})"))
    if options.json:
        wanted = pictures if options.png is not None else None
        print(json.dumps(_as_json(found, failures, wanted), indent=2))
    else:
        _print_text(found, failures)
    if not found.studies:
        print("No image was found in what you named.", file=sys.stderr)
    return 1 if failures or not found.studies else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=own_name("imaging"),
        description="List the studies, series and frames in files and folders.",
        epilog="Exit code 0: all opened; 1: something was not, see the list; 2: wrong usage.",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.add_argument(
        "--png", type=Path, metavar="DIR", help="write each frame's default display as 8-bit PNG"
    )
    return parser


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    with tqdm(unit="", file=sys.stderr) as bar:

        def progress(done: int, total: int, text: str = "") -> None:
            bar.total = total
            bar.set_description(text, refresh=False)
            bar.update(done - bar.n)

        yield progress


def _write_pictures(
    found: ScanResult, folder: Path, failures: list[Failure], progress: Progress
) -> dict[FrameInfo, Path]:
    """Write one PNG per frame under a name that tells nothing about the patient; add what fails."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = list(_named_frames(found))
    pictures = {}
    for done, (name, info) in enumerate(frames):
        progress(done, len(frames), "writing pictures")
        try:
            _write_png(folder / name, info)
            pictures[info] = folder / name
        except ImagingError as error:
            reason = str(error).removeprefix(f"{shown_path(info.path).name}: ")
            failures.append(Failure(shown_path(info.path), f"frame {info.frame + 1}: {reason}"))
    progress(len(frames), len(frames), "writing pictures")
    return pictures


def _named_frames(found: ScanResult) -> Iterator[tuple[str, FrameInfo]]:
    for study_number, study in enumerate(found.studies, start=1):
        for series_number, series in enumerate(study.series, start=1):
            for frame_number, info in enumerate(series.frames, start=1):
                yield f"study{study_number:03d}-series{series_number:03d}-{frame_number:05d}.png", info


def _write_png(path: Path, info: FrameInfo) -> None:
    pixels = display_image(read_frame(info))
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def _as_json(
    found: ScanResult, failures: list[Failure], pictures: dict[FrameInfo, Path] | None
) -> dict[str, Any]:
    return {
        "studies": [
            {
                "study_uid": study.study_uid,
                "series": [_series_as_json(series, pictures) for series in study.series],
                "objects": [_object_as_json(other) for other in study.objects],
            }
            for study in found.studies
        ],
        "failures": [{"path": str(failure.path), "reason": failure.reason} for failure in failures],
        "ignored": found.ignored,
    }


def _series_as_json(series: Series, pictures: dict[FrameInfo, Path] | None) -> dict[str, Any]:
    first = series.frames[0]
    kind = first.spacing.kind if first.spacing else SpacingKind.NONE
    known = first.spacing if first.spacing and kind is not SpacingKind.NONE else None
    answer = {
        "series_uid": series.series_uid,
        "modality": series.modality,
        "description": series.description,
        "frames": len(series.frames),
        "rows": first.rows,
        "columns": first.columns,
        "transfer_syntax": series.transfer_syntax,
        "spacing_mm": [known.row_mm, known.column_mm] if known else None,
        "spacing_kind": kind.value,
        "sort": series.sort.value,
        "notes": list(series.notes),
        "files": list(dict.fromkeys(str(shown_path(info.path)) for info in series.frames)),
    }
    if pictures is not None:
        answer["png"] = [str(pictures[info]) if info in pictures else None for info in series.frames]
    return answer


def _object_as_json(other: OtherObject) -> dict[str, str]:
    return {
        "path": str(other.path),
        "series_uid": other.series_uid,
        "modality": other.modality,
        "name": other.name,
        "description": other.description,
    }


def _print_text(found: ScanResult, failures: list[Failure]) -> None:
    for number, study in enumerate(found.studies, start=1):
        print(f"Study {number}: {study.description or 'no description'} {study.date}".rstrip())
        for series in study.series:
            print(f"  {_series_line(series)}")
            for note in series.notes:
                print(f"      note: {note}")
        for other in study.objects:
            print(f"  {other.modality or '??'} {other.description or 'no description'}: {other.name}")
    for failure in failures:
        print(f"Not opened: {failure.path}: {failure.reason}")
    if found.ignored:
        print(f"{found.ignored} files are no images and were passed over.")


def _series_line(series: Series) -> str:
    first = series.frames[0]
    count = f"{len(series.frames)} frame{'s' if len(series.frames) > 1 else ''}"
    return (
        f"{series.modality or '??'} {series.description or 'no description'}: {count} of "
        f"{first.rows} x {first.columns}, {series.transfer_syntax}, sorted by {series.sort.value}"
    )


if __name__ == "__main__":
    sys.exit(main())
