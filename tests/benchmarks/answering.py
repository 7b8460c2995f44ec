"""How fast the bundled model answers, beside torch eager: python -m tests.benchmarks.answering [--rounds N].

One image at a time, as the window asks: read, prepare, answer, heat map. Start-up and memory are those of a
process of its own. Wall clock and CPU time of the best round; on a busy machine trust the latter.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ml.classifier import Classifier
from ml.imaging import read_frame, scan
from ml.imaging.values import Series
from tests.benchmarks.measure import interleaved
from tests.benchmarks.synthetic import make_series

HEAD_SLICES = 192
ENGINES = {"ours: ONNX Runtime": "cpu", "torch eager": "torch-cpu"}
_START = (
    "import time, psutil, sys; t = time.perf_counter()\n"
    "from ml.classifier import Classifier; from tests.ml.pictures import frame_of; import numpy as np\n"
    "classifier = Classifier.load(device=sys.argv[1])\n"
    "frame = frame_of(np.arange(256 * 256, dtype=np.uint8).reshape(256, 256))\n"
    "classifier.explain(frame, classifier.predict(frame).top_class)\n"
    "print(time.perf_counter() - t, time.process_time(),\n"
    "      psutil.Process().memory_info().rss / 2**20)\n"
)


def head_series(folder: Path, slices: int = HEAD_SLICES) -> Series:
    """Slices of noise and shapes: an answer takes as long whatever is on the image."""
    make_series(folder, slices)
    (study,) = scan([folder]).studies
    return study.series[0]


def over_series(classifier: Classifier, series: Series) -> None:
    """Read every slice, answer it and make its heat map; slices may be alike, so nothing is remembered."""
    for info in series.frames:
        classifier.forget()
        frame = read_frame(info)
        answer = classifier.answers([classifier.see(frame)])[0]
        top = answer.prediction.top_class
        assert top is not None
        if answer.evidence is not None:
            answer.evidence.heat_map(top)


def batch(classifier: Classifier, size: int) -> Callable[[], object]:
    import numpy as np

    side = classifier.card.input.size_px
    images = np.random.default_rng(0).integers(0, 256, (size, side, side), np.uint8)
    return lambda: classifier.answer(images)


def starts() -> dict[str, dict[str, float]]:
    """Seconds until the first answer with its map, and the memory held then, in a fresh process."""
    rows = {}
    for name, device in ENGINES.items():
        ran = subprocess.run(
            [sys.executable, "-c", _START, device], capture_output=True, text=True, check=True
        )
        wall, cpu, held = map(float, ran.stdout.split())
        rows[name] = {"wall_s": wall, "cpu_s": cpu, "held_mib": held}
    return rows


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slices", type=int, default=HEAD_SLICES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    results: dict[str, object] = {"start": starts()}
    with tempfile.TemporaryDirectory() as name:
        series = head_series(Path(name) / "series", options.slices)
        loaded = {title: Classifier.load(device=device) for title, device in ENGINES.items()}
        for size in (1, 16):
            took = interleaved({title: batch(one, size) for title, one in loaded.items()}, options.rounds * 3)
            results[f"batch of {size}"] = {title: one._asdict() for title, one in took.items()}
        work = {title: (lambda one=one: over_series(one, series)) for title, one in loaded.items()}
        took = interleaved(work, options.rounds)
        results[f"series of {options.slices} with heat maps"] = {t: one._asdict() for t, one in took.items()}
    if options.json:
        print(json.dumps(results, indent=2))
        return 0
    for table, rows in results.items():
        print(table)
        for title, row in rows.items():  # type: ignore[attr-defined]
            print(f"  {title:20}" + "  ".join(f"{key} {value:9.3f}" for key, value in row.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
