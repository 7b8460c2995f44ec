"""What was measured -> tables on the terminal, and docs/performance.md with every goal beside its figure."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tests.benchmarks.measure import Took

_SERIES_READER = "SimpleITK ImageSeriesReader"
_DCMREAD = "pydicom.dcmread(stop_before_pixels=True)"
_THREADS = ", 2 threads"
_TOLD_APART = 0.05  # what one decoder takes differs by as much from row to row

_HEAD = """# How fast files are read

Made by `python -m tests.benchmarks.reading --out docs/performance.md`; do not edit.

It needs the checkout with `.[dev]` installed, 1.2 GB in the temporary folder, and, for two of the rows,
DCMTK's `dcmdump` on the path. `--files`, `--compressed`, `--many` and `--rounds` set how much is done;
`--json` prints JSON. `python -m tests.benchmarks.memory FOLDER` measures the peak memory of one (Linux).

**Files.** Made by the command: 512 x 512, 100 header elements of which 40 are private, file names not in the
order of the slices. 16 bits signed with an intercept of -1024; 8 bits without one for JPEG, 12 bits for JPEG
of 12 bits. Everything lies in the page cache: no figure says anything about disks.

**Columns.** Best of all rounds, the variants taking turns in one process. CPU is that of the process and its
children, all threads together; ratios are to our row: 4.00 means that it takes four times as long. A peer's
row is the whole work with that library, from files to one array of modality values; SimpleITK, GDCM, pydicom
and imagecodecs are given the files in order. Every peer was checked to give the same values
(`tests/benchmarks/test_reading.py`). pylibjpeg-libjpeg, which is of the GPL, is not among them.
"""
_NOTES = """## What the figures do not say

- **The clock.** Goals are judged by CPU time, which other work on a machine disturbs little. Beside it stands
  the time by the clock, where several threads show; we decode in as many threads as there are cores.
- **Level** is what lies within 5 %: ours and the fastest of the others mostly run the same decoder, and what
  it takes differs by as much from round to round on a busy machine. What has a variant with two threads is
  compared by that; a second thread costs CPU time of its own where two share a core.
- **JPEG 2000.** Ours, imagecodecs, pylibjpeg and GDCM all run OpenJPEG: what is left is overhead.
- **First frame.** From the folder to 8-bit pixels, which is what a widget blits; the window adds about a
  millisecond. The scan reads the first 16 KiB of each file, the frame the one file that it is in.
- **GDCM's scanner and `dcmdump`** read a handful of tags and neither sort nor convert; ours gives patient,
  study, series, geometry, spacing and everything by which series are split.
"""


class _Goal(NamedTuple):
    """A goal of issue 3, and what came of it."""

    text: str
    measured: str
    came_of_it: str  # "met", "level", "**missed**"


def as_text(results: dict[str, Any]) -> str:
    """Return tables for the terminal."""
    lines = [results["machine"]]
    for title, table in _tables(results):
        lines += ["", title, f"{'wall ms':>9} {'CPU ms':>9} {'wall ratio':>11} {'CPU ratio':>10}"]
        lines += [f"{row[1]:>9} {row[2]:>9} {row[3]:>11} {row[4]:>10}  {row[0]}" for row in _rows(table)]
    lines += ["", "peak memory / size of the volume"]
    lines += [f"{share:9.2f}  {encoding}" for encoding, share in results["memory"].items()]
    return "\n".join(lines)


def as_markdown(results: dict[str, Any]) -> str:
    """Return the whole document."""
    parts = [
        _HEAD,
        f"**Machine.** {results['machine']}; at least {results['rounds']} rounds.\n",
        "## Goals\n",
    ]
    parts.append(_markdown_table(("Goal", "Measured", ""), _goals(results)))
    parts.append("## Figures\n")
    for title, table in _tables(results):
        parts.append(f"### {title[0].upper()}{title[1:]}\n")
        columns = ("", "wall ms", "CPU ms", "wall ratio", "CPU ratio")
        parts.append(_markdown_table(columns, _rows(table)))
    if results["memory"]:
        parts.append("### Peak memory of a volume, as a multiple of its size\n")
        shares = [(name, f"{share:.2f}") for name, share in results["memory"].items()]
        parts.append(_markdown_table(("", "multiple"), shares))
    return "\n".join([*parts, _NOTES])


def _tables(results: dict[str, Any]) -> Iterator[tuple[str, dict[str, Took]]]:
    for count, table in results["headers"].items():
        yield f"headers of {count} files", table
    first = results["first frame"]
    yield f"first frame of {first['files']} files", first["took"]
    for encoding, volume in results["volumes"].items():
        yield f"volume of {volume['files']} files, {encoding}", volume["took"]


def _rows(table: dict[str, Took]) -> list[tuple[str, ...]]:
    ours = next(iter(table.values()))
    return [
        (
            name,
            f"{took.wall * 1e3:.1f}",
            f"{took.cpu * 1e3:.1f}",
            f"{took.wall / ours.wall:.2f}",
            f"{_ratio(took, ours):.2f}",
        )
        for name, took in table.items()
    ]


def _ratio(took: Took, ours: Took) -> float:
    return took.cpu / max(ours.cpu, 1e-9)


def _goals(results: dict[str, Any]) -> Iterator[_Goal]:
    for count, table in results["headers"].items():
        yield _at_least(f"headers of {count} files: 4 times pydicom", table, _DCMREAD, 4)
    raw = results["volumes"]["uncompressed"]
    text = f"uncompressed series of {raw['files']}: 5 times SimpleITK's series reader"
    yield _at_least(text, raw["took"], _SERIES_READER, 5)
    for encoding, volume in results["volumes"].items():
        if encoding != "uncompressed":
            yield _fastest(f"{encoding}: as fast as the fastest of the others", volume["took"])
    if results["memory"]:
        name, share = max(results["memory"].items(), key=lambda item: item[1])
        text = "memory of a volume: at most 1.5 times its pixels"
        yield _Goal(text, f"{share:.2f} times at most ({name})", _met(share <= 1.5))
    yield from _first_frame_goal(results["first frame"])


def _at_least(text: str, table: dict[str, Took], peer: str, wanted: float) -> _Goal:
    ours = next(iter(table.values()))
    ratio = _ratio(table[peer], ours)
    wall = table[peer].wall / ours.wall
    return _Goal(text, f"{ratio:.1f} times by CPU time, {wall:.1f} by the clock", _met(ratio >= wanted))


def _fastest(text: str, table: dict[str, Took]) -> _Goal:
    """Judge by those who work as we do: with two threads where they have them."""
    ours, *_ = table.values()
    others = {name: took for name, took in table.items() if not name.startswith(("ours", "("))}
    for twin in [name for name in others if name.endswith(_THREADS)]:
        others.pop(twin.removesuffix(_THREADS), None)
    name = min(others, key=lambda name: others[name].cpu)
    ratio = _ratio(others[name], ours)
    soonest = min(took.wall for took in others.values()) / ours.wall
    measured = f"{ratio:.2f} times as fast as {name} by CPU time; by the clock {soonest:.2f} as the soonest"
    is_level = abs(ratio - 1) < _TOLD_APART
    return _Goal(text, measured, "level" if is_level else _met(ratio > 1))


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def _first_frame_goal(first: dict[str, Any]) -> Iterator[_Goal]:
    if "bytes" not in first:
        return
    read, files = first["bytes"], first["files"]
    took = list(first["took"].values())[1].wall
    each = read["scan"] / files
    measured = (
        f"{took * 1e3:.1f} ms after the scan; of {read['all files'] / 1e6:.0f} MB the scan reads "
        f"{each / 1024:.0f} KiB of each file, the frame {read['frame'] / 1024:.0f} KiB of its own"
    )
    is_met = each < 1 << 16 and read["frame"] < 3 * read["all files"] / files
    yield _Goal(f"first frame of {files} slices without reading the others", measured, _met(is_met))


def _markdown_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows), ""])
