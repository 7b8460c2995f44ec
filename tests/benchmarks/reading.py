"""How fast files are read, beside other programs, on series made for it.

    python -m tests.benchmarks.reading [--files N] [--many N] [--rounds N] [--json]

Makes its series in a temporary folder (about 1.3 GB with the defaults), runs each variant in turn, and prints
the best of all rounds. Everything lies in the page cache: this measures programs, not disks.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ml.imaging import read_frame, read_volume, scan
from ml.imaging.header import dicom_record
from ml.imaging.values import Series
from tests.benchmarks import peers
from tests.benchmarks.measure import Took, interleaved
from tests.benchmarks.synthetic import ENCODINGS, make_series

_ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None) -> None:
    """Make series, measure, print tables or one JSON object."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = _measure(Path(folder), options)
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        print(_as_text(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading")
    parser.add_argument("--files", type=int, default=300, help="files of each series (300)")
    parser.add_argument("--many", type=int, default=2000, help="files of the longest series (2000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each variant runs (5)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return parser


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    results: dict[str, Any] = {"machine": _machine()}
    for encoding in ENCODINGS:
        print(f"{encoding}: making {options.files} files", file=sys.stderr)
        place = folder / encoding.replace(" ", "-")
        make_series(place, options.files, encoding)
        series = _only_series(place)
        results[f"volume of {options.files}, {encoding}"] = _volumes(series, encoding, options.rounds)
        if Path("/proc/self/status").exists():
            results.setdefault("peak memory / size of the volume", {})[encoding] = _memory(place)
    raw = folder / ENCODINGS[0]
    results[f"headers of {options.files}"] = _headers(raw, options.rounds)
    print(f"making {options.many} files", file=sys.stderr)
    many = folder / "many"
    make_series(many, options.many)
    results[f"headers of {options.many}"] = _headers(many, max(2, options.rounds - 2))
    results[f"first frame of {options.many}"] = _first_frame(many, options.rounds)
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
    if encoding != "uncompressed":
        variants |= peers.decoding_alone(files, encoding)
    return interleaved(variants, rounds)


def _first_frame(folder: Path, rounds: int) -> dict[str, Took]:
    series = _only_series(folder)
    middle = series.frames[len(series.frames) // 2]

    def from_folder() -> None:
        found = _only_series(folder)
        read_frame(found.frames[len(found.frames) // 2])

    return interleaved(
        {
            "ours: scan, then the middle frame": from_folder,
            "ours: the middle frame, after the scan": lambda: read_frame(middle),
        },
        rounds,
    )


def _memory(folder: Path) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(folder)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=_ROOT).stdout)


def _as_text(results: dict[str, Any]) -> str:
    lines = [results.pop("machine")]
    memory = results.pop("peak memory / size of the volume", {})
    for title, table in results.items():
        ours = next(iter(table.values()))
        lines += ["", title, f"{'wall ms':>9} {'CPU ms':>9} {'wall ratio':>11} {'CPU ratio':>10}"]
        for name, took in table.items():
            wall, cpu = took.wall / ours.wall, took.cpu / max(ours.cpu, 1e-9)
            lines.append(f"{took.wall * 1e3:9.1f} {took.cpu * 1e3:9.1f} {wall:11.2f} {cpu:10.2f}  {name}")
    lines += ["", "peak memory / size of the volume"]
    lines += [f"{share:9.2f}  {encoding}" for encoding, share in memory.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
