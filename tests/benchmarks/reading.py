"""How fast files are read, beside other programs, on series made for it.

    python -m tests.benchmarks.reading [--files N] [--compressed N] [--many N] [--rounds N] [--json]
        [--out FILE] [--results FILE [--again ENCODING ...]]

Makes its series in a temporary folder (about 1.2 GB with the defaults), runs each variant in turn, and prints
the best of all rounds. Everything lies in the page cache: this measures programs, not disks.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ml.imaging import read_frame, read_volume, scan
from ml.imaging.header import dicom_record
from ml.imaging.values import Series
from ml.imaging.windowing import display_image
from tests.benchmarks import peers
from tests.benchmarks.measure import Took, interleaved
from tests.benchmarks.report import as_markdown, as_text
from tests.benchmarks.synthetic import ENCODINGS, UNCOMPRESSED, make_series

_ROOT = Path(__file__).parents[2]
_IO = Path("/proc/self/io")  # Linux


def main(arguments: list[str] | None = None) -> None:
    """Make series, measure, and print or write what was found."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = _measure(Path(folder), options)
    if options.out is not None:
        options.out.write_text(as_markdown(results), encoding="utf-8")
    print(json.dumps(results, indent=2) if options.json else as_text(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    parser.add_argument("--files", type=int, default=300, help="files of each uncompressed series (300)")
    parser.add_argument("--compressed", type=int, default=300, help="files of each compressed one (300)")
    parser.add_argument("--many", type=int, default=2000, help="files of the longest series (2000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each variant runs (5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--results", type=Path, help="JSON file to keep the results in")
    parser.add_argument(
        "--again",
        nargs="+",
        choices=ENCODINGS,
        help="measure these alone, and take all else from the file of --results",
    )
    parser.add_argument("--out", type=Path, help="write the document with goals and figures there")
    return parser


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    results: dict[str, Any] = {"machine": _machine(), "rounds": options.rounds}
    results |= {"volumes": {}, "memory": {}, "headers": {}}
    if options.again:
        results = _with_times(json.loads(options.results.read_text()))
    for encoding in options.again or ENCODINGS:
        files = options.files if encoding in UNCOMPRESSED else options.compressed
        print(f"{encoding}: making {files} files", file=sys.stderr)
        _measure_encoding(folder / "series", encoding, files, options.rounds, results)
        shutil.rmtree(folder / "series")
    if not options.again:
        _measure_many(folder / "many", options.many, options.rounds, results)
    if options.results is not None:
        options.results.write_text(json.dumps(results, indent=2))
    return results


def _measure_encoding(place: Path, encoding: str, files: int, rounds: int, results: dict[str, Any]) -> None:
    make_series(place, files, encoding)
    took = _volumes(_only_series(place), encoding, rounds)
    results["volumes"][encoding] = {"files": files, "took": took}
    if _IO.exists():
        results["memory"][encoding] = _memory(place)
    if encoding == ENCODINGS[0]:
        results["headers"][str(files)] = _headers(place, rounds)


def _measure_many(place: Path, files: int, rounds: int, results: dict[str, Any]) -> None:
    print(f"making {files} files", file=sys.stderr)
    make_series(place, files)
    results["headers"][str(files)] = _headers(place, rounds)
    results["first frame"] = {"files": files, "took": _first_frame(place, rounds)}
    if _IO.exists():
        results["first frame"]["bytes"] = _bytes_read(place)


def _with_times(results: dict[str, Any]) -> dict[str, Any]:
    """Give what was read from JSON its types back."""
    for one in (*results["volumes"].values(), results["first frame"]):
        one["took"] = {name: Took(*took) for name, took in one["took"].items()}
    for count, table in results["headers"].items():
        results["headers"][count] = {name: Took(*took) for name, took in table.items()}
    return results


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {system}"


def _only_series(folder: Path) -> Series:
    (study,) = scan([folder]).studies
    (series,) = study.series
    return series


def _headers(folder: Path, rounds: int) -> dict[str, Took]:
    files = sorted(folder.iterdir())
    ours: dict[str, Callable[[], object]] = {
        "ours: header records": lambda: [dicom_record(path) for path in files],
        "ours: scan of the folder, to sorted series": lambda: scan([folder]),
    }
    return interleaved(ours | peers.header_scans(files), rounds)


def _volumes(series: Series, encoding: str, rounds: int) -> dict[str, Took]:
    files = [frame.path for frame in series.frames]
    variants: dict[str, Callable[[], object]] = {"ours: read_volume": lambda: read_volume(series)}
    variants |= peers.volumes(files, encoding)
    if encoding not in UNCOMPRESSED:
        variants |= peers.decoding_alone(files, encoding)
    return interleaved(variants, rounds)


def _first_frame(folder: Path, rounds: int) -> dict[str, Took]:
    series = _only_series(folder)

    def from_folder() -> None:
        _show_middle(_only_series(folder))

    ours: dict[str, Callable[[], object]] = {
        "ours: scan of the folder, then the middle frame as 8-bit picture": from_folder,
        "ours: the middle frame as 8-bit picture, after the scan": lambda: _show_middle(series),
    }
    return interleaved(ours | peers.first_frames([frame.path for frame in series.frames]), rounds)


def _show_middle(series: Series) -> None:
    display_image(read_frame(series.frames[len(series.frames) // 2]))


def _bytes_read(folder: Path) -> dict[str, int]:
    """Return how much a first frame reads, and how much there is."""
    start = _read_so_far()
    series = _only_series(folder)
    scanned = _read_so_far()
    _show_middle(series)
    return {
        "scan": scanned - start,
        "frame": _read_so_far() - scanned,
        "all files": sum(path.stat().st_size for path in folder.iterdir()),
    }


def _read_so_far() -> int:
    return int(_IO.read_text().split()[1])  # rchar: what was asked of the system, from the page cache too


def _memory(folder: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(folder)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=_ROOT).stdout)


if __name__ == "__main__":
    main()
