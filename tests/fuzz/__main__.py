"""Open mutated files until a crash, a hang, too much memory or a wrong kind of error shows.

    python -m tests.fuzz [--count 20000] [--seed S] [--seconds N] [--jobs 2] [--out DIR] [--kind KIND]

Files are numbered, and number and seed decide everything: ``--only NUMBER`` opens one again. A run that was
stopped goes on where it was when it is started again with the same seed and folder. Offenders are saved there
with what they did. Exit code 0: none was found; 1: some were.
"""

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from random import Random

from tests.fuzz.mutate import mutated
from tests.fuzz.pool import HANG_S, Outcome, Worker, summary_lines
from tests.fuzz.seeds import Seed, all_seeds

_BATCH = 200
_WEIGHTS = {"dicom": 32, "codec": 30, "image": 17, "volume": 12, "archive": 6, "dicomdir": 3}


@dataclass(frozen=True, slots=True)
class Case:
    """A numbered mutated file."""

    number: int
    name: str
    data: bytes


def case(seeds: list[Seed], seed: int, number: int, kind: str = "") -> Case:
    """Make the file of a number."""
    rng = Random(f"{seed}:{number}")
    wanted = kind or rng.choices(tuple(_WEIGHTS), tuple(_WEIGHTS.values()))[0]
    source = rng.choice([one for one in seeds if one.kind == wanted])
    name = "DICOMDIR" if source.kind == "dicomdir" else source.name
    return Case(number, name, mutated(source, rng))


def run_case(one: Case, worker: Worker, folder: Path) -> Outcome:
    """Open one file in a worker; what hangs gets a second chance alone, as the machine may be busy."""
    place = folder / f"{one.number}"
    place.mkdir(parents=True, exist_ok=True)
    path = place / one.name
    path.write_bytes(one.data)
    outcome = worker.open(path)
    if any(problem.startswith("hang") for problem in outcome.problems):
        again = worker.open(path)
        outcome = again if again.problems or again.cpu_s < HANG_S else outcome
    path.unlink()
    place.rmdir()
    return outcome


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _options(arguments)
    seeds = all_seeds()
    options.out.mkdir(parents=True, exist_ok=True)
    state_path = options.out / f"state-{options.seed}{options.kind}.json"
    state = json.loads(state_path.read_text()) if state_path.exists() else {"done": 0, "counts": {}}
    numbers = [options.only] if options.only is not None else range(state["done"], options.count)
    counts, started = Counter(state["counts"]), time.monotonic()
    workers: Queue[Worker] = Queue()
    for _ in range(options.jobs):
        workers.put(Worker())

    def work(number: int) -> tuple[Case, Outcome]:
        worker = workers.get()
        try:
            one = case(seeds, options.seed, number, options.kind)
            return one, run_case(one, worker, options.out / "work")
        finally:
            workers.put(worker)

    with ThreadPoolExecutor(options.jobs) as pool:
        for first in range(0, len(numbers), _BATCH):
            for one, outcome in pool.map(work, numbers[first : first + _BATCH]):
                _count(one, outcome, counts, options.out)
            if options.only is None:
                done = numbers[min(first + _BATCH, len(numbers)) - 1] + 1
                state_path.write_text(json.dumps({"done": done, "counts": counts}))
            print(" | ".join(summary_lines(counts, time.monotonic() - started)), flush=True)
            if time.monotonic() - started > options.seconds:
                break
    while not workers.empty():
        workers.get().close()
    return 1 if sum(counts[name] for name in ("crash", "hang", "memory", "other")) else 0


def _count(one: Case, outcome: Outcome, counts: Counter[str], folder: Path) -> None:
    counts["files"] += 1
    counts["opened"] += outcome.frames > 0
    counts["largest_growth_mib"] = max(counts["largest_growth_mib"], outcome.peak_bytes >> 20)
    for problem in outcome.problems:
        kind = problem.partition(":")[0]
        counts[kind if kind in ("crash", "hang", "memory") else "other"] += 1
        print(f"number {one.number}, {one.name}: {problem}", flush=True)
    if outcome.problems:
        (folder / f"{one.number}-{one.name}").write_bytes(one.data)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=20_000, help="number of files (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what chance starts from (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=Path("runs/fuzz"), help="where offenders go")
    parser.add_argument("--kind", default="", help="dicom, codec, image, volume, archive or dicomdir only")
    parser.add_argument("--only", type=int, help="open the file of this number alone")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
