"""De-identified copies as work for a task; what makes them is imported when it is first needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ml.imaging.values import Failure, Study
from ml.progress import Progress
from viewer.workers.task import Work


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of the files that were to be copied."""

    folder: Path
    count: int
    failures: tuple[Failure, ...]
    warnings: tuple[Failure, ...]  # of files that were copied


def copying(studies: Sequence[Study], folder: Path, shift_dates: bool, with_burned_in: bool) -> Work:
    """Return the work of copying; it gives a :class:`Copied`."""

    def work(progress: Progress) -> Copied:
        from ml.deidentify import Options, deidentify  # noqa: PLC0415 (the window must not wait for it)

        report = deidentify(studies, folder, Options(shift_dates, with_burned_in), progress)
        return Copied(folder, len(report.copies), report.failures, report.warnings)

    return work
