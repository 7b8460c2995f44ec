"""``python -m tests.oracles.table FOLDER... [--out docs/decoding.md]``: how right is what we read?

Every DICOM file under the folders, those of pydicom's wheel, those of the pydicom-data package and some made
of them by DCMTK, beside DCMTK, GDCM, OpenJPH and FFmpeg. Needs ``apt install dcmtk ffmpeg`` and ``pip install
pydicom-data``; takes some minutes.
"""

import argparse
import hashlib
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pydicom

from ml.imaging.kind import FileKind, file_kind
from tests.oracles.check import Outcome, Verdict, check
from tests.oracles.known import DIFFERENT, NO_PICTURE, TWINS
from tests.oracles.made import SOURCES, make

_HEAD = """# How right are the decoders?

Made by `python -m tests.oracles.table FOLDER... --out docs/decoding.md`; do not edit.

Every DICOM file of the folders named, of pydicom's wheel and of the pydicom-data package, each content once.
**Opened** means: the stored values of all frames equal those of another program (DCMTK, else GDCM, OpenJPH or
FFmpeg), exactly where the encoding is lossless or deterministic and within 1 where it is lossy, and the 8-bit
pictures of the first, the middle and the last frame equal those of DCMTK's `dcm2img` within one grey level,
through every window of the file, or the one that the viewer chooses where it brings none. **Refused**: with a
reason, and no other program reads it either. **No image**: a report, a plan and the like; named, not shown.
**Wrong**: anything else.
"""
_COLUMNS = [*Verdict]
_NAMED = 4  # files named where many share a reason


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, help="Markdown file to write")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with ProcessPoolExecutor(options.jobs) as pool, tempfile.TemporaryDirectory() as folder:
        found = _check_all(distinct_files([*options.folders, *_package_folders()]), pool)
        make(distinct_files(_package_folders()), Path(folder))
        made = _check_all(distinct_files([Path(folder)]), pool)
    document = render(found, made)
    if options.out:
        options.out.write_text(document, encoding="utf-8")
    print(f"{summary(found)}\nMade: {summary(made)}" if options.out else document)
    return 1 if any(outcome.verdict is Verdict.WRONG for outcome in found + made) else 0


def _check_all(files: Iterable[Path], pool: ProcessPoolExecutor) -> list[Outcome]:
    return list(pool.map(_check_quietly, files, chunksize=4))


def distinct_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the DICOM files, each content once."""
    seen = set()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if file_kind(path) is not FileKind.DICOM:
                continue
            digest = hashlib.sha256(path.read_bytes()).digest()
            if digest not in seen:
                seen.add(digest)
                yield path


def _package_folders() -> Iterator[Path]:
    yield Path(pydicom.__file__).parent / "data" / "test_files"
    package = find_spec("data_store")  # of pydicom-data
    if package is not None and package.origin:
        yield Path(package.origin).parent / "data"


def _check_quietly(path: Path) -> Outcome:
    warnings.simplefilter("ignore")
    return check(path)


def render(outcomes: list[Outcome], made: list[Outcome]) -> str:
    """Return the document."""
    parts = [
        _HEAD,
        summary(outcomes) + "\n",
        "## By transfer syntax\n",
        *_table("Transfer syntax", outcomes, lambda outcome: outcome.syntax),
        "## By modality\n",
        *_table("Modality", outcomes, lambda outcome: outcome.modality),
        "## Compared with\n",
        *_oracles(outcomes),
        "## Exceptions\n",
        *_exceptions(outcomes),
        "\n## Files made by DCMTK\n",
        f"{len(SOURCES)} of these files in every encoding that DCMTK's programs can give them.\n",
        summary(made) + "\n",
        *_table("Transfer syntax", made, lambda outcome: outcome.syntax),
        *_exceptions(made),
    ]
    return "\n".join(parts) + "\n"


def summary(outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.verdict for outcome in outcomes)
    frames, pictures = (sum(getattr(outcome, key) for outcome in outcomes) for key in ("frames", "pictures"))
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
    return f"{len(outcomes)} files: {verdicts}. {frames} frames and {pictures} pictures were compared."


def _table(title: str, outcomes: list[Outcome], key: Callable[[Outcome], str]) -> Iterator[str]:
    yield f"| {title} | files | {' | '.join(_COLUMNS)} |"
    yield "|---" * (2 + len(_COLUMNS)) + "|"
    for name in sorted({key(outcome) for outcome in outcomes}):
        counts = Counter(outcome.verdict for outcome in outcomes if key(outcome) == name)
        yield f"| {name} | {counts.total()} | {' | '.join(str(counts[column]) for column in _COLUMNS)} |"
    yield ""


def _oracles(outcomes: list[Outcome]) -> Iterator[str]:
    opened = [outcome for outcome in outcomes if outcome.verdict is Verdict.OPENED]
    counts = Counter(outcome.oracle for outcome in opened)
    for name, count in counts.most_common():
        yield f"- {name}: {count} files"
    yield ""
    yield "Pictures that DCMTK does not make, or makes otherwise:\n"
    yield from (f"- {line}" for line in NO_PICTURE)
    yield ""


def _exceptions(outcomes: list[Outcome]) -> Iterator[str]:
    reasons: dict[tuple[Verdict, str], list[str]] = {}
    for outcome in outcomes:
        why = _why(outcome)
        if why:
            reasons.setdefault((outcome.verdict, why), []).append(outcome.path.name)
    yield "| Outcome | Why | Files |"
    yield "|---|---|---|"
    for (verdict, why), names in sorted(reasons.items()):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"| {verdict} | {why} | {', '.join(names[:_NAMED])}{more} |"


def _why(outcome: Outcome) -> str:
    """Return what is to be said of a file, "" where nothing is."""
    name = outcome.path.name
    if outcome.verdict is Verdict.NO_IMAGE:
        return ""
    if outcome.verdict is Verdict.OPENED and name in TWINS:
        return f"compared with {TWINS[name].name}: {TWINS[name].why}"
    if outcome.verdict is Verdict.OPENED and outcome.detail and name in DIFFERENT:
        return f"DCMTK differs, {outcome.oracle} agrees: {DIFFERENT[name]}"
    if outcome.verdict is Verdict.UNCHECKED:
        return "no other program reads it"
    return outcome.detail


if __name__ == "__main__":
    sys.exit(main())
