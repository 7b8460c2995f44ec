"""What speaks against training on a data set, in words, with the files.

python -m ml.checks DATA [--shard i/n] [--json]
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from ml.console import own_name, prepare_console
from ml.dataset import ImageSet, judge, load_images
from ml.decode import tell_share
from ml.errors import KesitError
from ml.imaging.values import Failure
from ml.neighbours import exact_groups, joined, near_groups
from ml.progress import Progress, no_progress, on_bar
from ml.shards import shard_from
from ml.shortcuts import Shortcut, find_shortcut
from ml.sources import KINDS, PARTS, TEST, TRAIN, VALIDATION, Sample, find_samples

_MANY_UNREADABLE = 0.05  # of all files
_STRONG, _NOTABLE = 0.5, 0.1  # of the way from chance to perfect, see Shortcut.strength
_LISTED = 10


class Severity(StrEnum):
    """What a finding asks for."""

    STOP = "stop"  # training refuses
    SERIOUS = "serious"  # figures will mislead: look before you train
    NOTE = "note"  # training deals with it


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, in a sentence for people."""

    kind: str
    severity: Severity
    text: str
    files: tuple[Path, ...] = ()
    groups: tuple[tuple[Path, ...], ...] = ()  # the same files by what belongs together, where that matters


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What a data set holds, and all findings, the worst first."""

    class_names: tuple[str, ...]
    samples: tuple[Sample, ...]  # that can be read
    failures: tuple[Failure, ...]
    findings: tuple[Finding, ...]
    duplicates: int  # exact copies of an earlier image
    exact: np.ndarray  # numbers of the samples that are exact copies of one another, int (N,)
    near: np.ndarray  # of those that are near copies
    shortcut: Shortcut | None  # None where there is too little to learn from

    @property
    def is_serious(self) -> bool:
        return any(finding.severity is not Severity.NOTE for finding in self.findings)


def check(data: Path, progress: Progress = no_progress) -> Checked:
    """Read every image once and say what the data set holds and what speaks against training on it.

    Raises
    ------
    DatasetError
        When it is no data set at all.
    Cancelled
        From ``progress``.
    """
    found = find_samples(data, progress)
    return examine(load_images(found, None, progress), found.left_out, progress)


def examine(
    images: ImageSet,
    left_out: tuple[str, ...] = (),
    progress: Progress = no_progress,
    *,
    with_near: bool = True,
) -> Checked:
    """The same for images that were read already; without near copies for pictures alike by nature."""
    problems, warnings = judge(images.class_names, images.samples)
    findings = [Finding("images", Severity.STOP, text) for text in problems]
    findings += [Finding("images", Severity.NOTE, text) for text in (*warnings, *left_out)]
    findings += _unreadable(images)
    duplicates, shortcut = 0, None
    exact = near = np.zeros(0, np.int64)
    if images.samples:
        exact = exact_groups(images.facts)
        near = near_groups(images.facts, progress) if with_near else exact
        together = joined(near, [sample.group for sample in images.samples])
        duplicates = len(exact) - len(np.unique(exact))
        findings += [
            *_copies(images, exact, near),
            *_conflicts(images, exact, near),
            *_leaks(images, together),
        ]
        shortcut = find_shortcut(images, together, progress)
        findings += _shortcuts(shortcut)
    order = list(Severity)
    findings.sort(key=lambda finding: order.index(finding.severity))
    return Checked(
        images.class_names,
        images.samples,
        images.failures,
        tuple(findings),
        duplicates,
        exact,
        near,
        shortcut,
    )


def _unreadable(images: ImageSet) -> list[Finding]:
    count = len(images.failures)
    if not count:
        return []
    is_many = count > _MANY_UNREADABLE * (count + len(images.samples))
    text = f"{_many(count, 'file')} could not be read and will be left out."
    files = tuple(failure.path for failure in images.failures)
    return [Finding("unreadable", Severity.SERIOUS if is_many else Severity.NOTE, text, files)]


def _copies(images: ImageSet, exact: np.ndarray, near: np.ndarray) -> list[Finding]:
    findings = []
    copied = _shared(exact)
    surplus = len(exact) - len(np.unique(exact))
    if surplus:
        text = f"{_many(surplus, 'image')} are exact copies of another; copies stay on one side of the split."
        findings.append(Finding("copies", Severity.NOTE, text, *_files(images, copied, exact)))
    firsts = np.unique(exact, return_index=True)[1]
    alike = np.isin(near, near[firsts][_shared(near[firsts])])
    if alike.any():
        text = (
            f"{_many(int(alike.sum()), 'image')} are near copies of another: almost the same picture. "
            "They stay on one side of a split that is made here."
        )
        findings.append(Finding("near_copies", Severity.NOTE, text, *_files(images, alike, near)))
    return findings


def _conflicts(images: ImageSet, exact: np.ndarray, near: np.ndarray) -> list[Finding]:
    labels = images.labels
    same = _mixed(exact, labels)
    findings = []
    if same.any():
        text = f"{_many(int(same.sum()), 'exact copy')} lie under two different classes; check their labels."
        findings.append(Finding("conflict", Severity.SERIOUS, text, *_files(images, same, exact)))
    alike = _mixed(near, labels) & ~same
    if alike.any():
        text = (
            f"{_many(int(alike.sum()), 'image')} of different classes are linked by near copies; "
            "they may be one picture under two labels."
        )
        findings.append(Finding("near_conflict", Severity.NOTE, text, *_files(images, alike, near)))
    return findings


def _leaks(images: ImageSet, together: np.ndarray) -> list[Finding]:
    """Images of the published validation and test parts that have company among those learnt from."""
    findings = []
    parts = images.parts
    for part, learnt in ((TEST, (TRAIN, VALIDATION)), (VALIDATION, (TRAIN,))):
        seen = (parts == part) & np.isin(together, together[np.isin(parts, learnt)])
        if not seen.any():
            continue
        text = (
            f"{int(seen.sum()):,} of {_many(int((parts == part).sum()), part + ' image')} are copies, near "
            "copies or images of a patient of those learnt from: the published split leaks."
        )
        if part == TEST:
            text += " Figures are given twice, with and without them."
        findings.append(Finding("leak", Severity.SERIOUS, text, *_files(images, seen, together)))
    return findings


def _shortcuts(shortcut: Shortcut | None) -> list[Finding]:
    if shortcut is None or shortcut.strength < _NOTABLE:
        return []
    severity = Severity.SERIOUS if shortcut.strength >= _STRONG else Severity.NOTE
    names, strongest = ", ".join(sorted(shortcut.features)), shortcut.strongest
    text = (
        f"Without looking at what the images show, {names} alone tell the classes apart with a balanced "
        f"accuracy of {shortcut.accuracy:.0%} (95 % interval {shortcut.low:.0%} to {shortcut.high:.0%}; "
        f"chance {shortcut.chance:.0%}). The strongest single one is {strongest}: "
        f"{shortcut.features[strongest]:.0%}. A network can learn this instead of the subject."
    )
    return [Finding("shortcut", severity, text)]


def _shared(groups: np.ndarray) -> np.ndarray:
    """Which images are not alone in their group; bool (N,)."""
    _, index, counts = np.unique(groups, return_inverse=True, return_counts=True)
    shared: np.ndarray = counts[index] > 1
    return shared


def _mixed(groups: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Which images have one of another class in their group; bool (N,)."""
    pairs = np.unique(np.column_stack([groups, labels]), axis=0)
    return np.isin(groups, pairs[_shared(pairs[:, 0]), 0])


def _files(
    images: ImageSet, which: np.ndarray, groups: np.ndarray
) -> tuple[tuple[Path, ...], tuple[tuple[Path, ...], ...]]:
    """The files of some images, each once, those of one group side by side; and the same group by group."""
    members: dict[int, list[Path]] = {}
    for row in np.flatnonzero(which):
        members.setdefault(int(groups[row]), []).append(images.samples[row].info.path)
    together = tuple(tuple(dict.fromkeys(members[number])) for number in sorted(members))
    return tuple(dict.fromkeys(path for group in together for path in group)), together


def _many(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"


def counts_of(names: Sequence[str], samples: Sequence[Sample]) -> dict[str, dict[str, int]]:
    """Part of the published split ("all" where there is none) -> class -> images."""
    counts: dict[str, dict[str, int]] = {}
    for sample in samples:
        of_part = counts.setdefault(sample.part or "all", dict.fromkeys(names, 0))
        of_part[names[sample.label]] += 1
    return {part: counts[part] for part in ("all", *PARTS) if part in counts}


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    prepare_console()
    parser = argparse.ArgumentParser(
        prog=own_name("checks"),
        description=(__doc__ or "").splitlines()[0],
        epilog="Exit code 0: nothing serious; 1: something that should stop one; 2: wrong usage.",
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=KINDS)
    parser.add_argument(
        "--shard", metavar="i/n", help="only read the i-th of n shares, for a later call without it"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, with all files")
    options = parser.parse_args(arguments)
    try:
        if options.shard:
            return tell_share(options.data, None, shard_from(options.shard), as_json=options.json)
        with tqdm(desc="checking", file=sys.stderr, leave=False) as bar:
            checked = check(options.data, on_bar(bar))
    except KesitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(json.dumps(_as_json(options.data, checked)) if options.json else _as_text(checked))
    return 1 if checked.is_serious else 0


def _as_json(data: Path, checked: Checked) -> dict[str, Any]:
    shortcut = checked.shortcut
    return {
        "data": str(data),
        "classes": list(checked.class_names),
        "images": len(checked.samples),
        "counts": counts_of(checked.class_names, checked.samples),
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity.value,
                "text": finding.text,
                "files": [str(path) for path in finding.files],
            }
            for finding in checked.findings
        ],
        "failures": [{"path": str(failure.path), "reason": failure.reason} for failure in checked.failures],
        "shortcut": {**asdict(shortcut), "strongest": shortcut.strongest} if shortcut else None,
    }


def _as_text(checked: Checked) -> str:
    lines = []
    for part, counts in counts_of(checked.class_names, checked.samples).items():
        prefix = "" if part == "all" else f"{part}: "
        lines.append(prefix + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    reasons = {failure.path: f": {failure.reason}" for failure in checked.failures}
    for finding in checked.findings:
        lines.append(f"{finding.severity.value}: {finding.text}")
        lines += [f"    {path}{reasons.get(path, '')}" for path in finding.files[:_LISTED]]
        if len(finding.files) > _LISTED:
            lines.append(f"    and {len(finding.files) - _LISTED:,} more; --json lists all")
    if not checked.findings:
        lines.append("Nothing was found that speaks against training on it.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
