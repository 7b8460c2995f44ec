"""What a model answered where it was made, kept beside it: an installation that answers otherwise is broken.

    python -m ml.reference MODEL      writes the answers anew, after a model was made

The images are computed, so that they are the same everywhere.
"""

import json
import sys
from pathlib import Path

import numpy as np

from ml.classifier import Classifier
from ml.console import prepare_console
from ml.errors import ModelError
from ml.library import find_model

REFERENCE_FILE = "reference.json"
LARGEST_DIFFERENCE = 2e-3  # of a probability: other processors and releases of torch round otherwise


def reference_images(size_px: int) -> dict[str, np.ndarray]:
    """Pictures without meaning that every machine draws alike, uint8 (S, S)."""
    down, across = np.mgrid[:size_px, :size_px] / size_px - 0.5
    distance = np.hypot(down, across)
    rings = 127.5 + 127.5 * np.cos(40 * distance) * (distance < 0.45)
    spot = 160 * (across + 0.5) + 95 * (np.hypot(down - 0.2, across + 0.15) < 0.1)
    return {"rings": rings.astype(np.uint8), "spot": spot.astype(np.uint8)}


def reference_answers(classifier: Classifier) -> dict[str, dict[str, float]]:
    """Image -> class -> probability."""
    images = reference_images(classifier.card.input.size_px)
    prepared = np.stack(list(images.values()))
    if classifier.card.input.colour:
        prepared = np.repeat(prepared[..., None], 3, axis=3)
    probabilities, _ = classifier.answer(prepared)
    classes = classifier.card.classes
    return {
        name: {c: round(float(p), 6) for c, p in zip(classes, row, strict=True)}
        for name, row in zip(images, probabilities, strict=True)
    }


def compare_with_reference(classifier: Classifier, folder: Path) -> float:
    """Return the largest difference from the stored answers.

    Raises
    ------
    ModelError
        When it is too large, or there are no answers to compare with.
    """
    try:
        stored = json.loads((folder / REFERENCE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder.name}: its stored answers cannot be read ({error})") from error
    answers = reference_answers(classifier)
    differences = [abs(answers[i][c] - stored.get(i, {}).get(c, np.inf)) for i in answers for c in answers[i]]
    if max(differences) > LARGEST_DIFFERENCE:
        raise ModelError(f"{folder.name} answers otherwise than where it was made, by {max(differences):.3f}")
    return max(differences)


def main(arguments: list[str] | None = None) -> int:
    """Write the answers of the model that is named."""
    prepare_console()
    (name,) = sys.argv[1:] if arguments is None else arguments
    entry = find_model(name)
    answers = reference_answers(Classifier.load(entry.folder, device="cpu"))
    target = entry.folder / REFERENCE_FILE
    target.write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
