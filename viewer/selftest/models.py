"""Do the models load, answer and explain, and say here what they said where they were made?"""

from ml.errors import KesitError
from ml.library import ModelEntry, list_models
from viewer.selftest.check import Check, checked
from viewer.selftest.decoders import TWIN, read_shipped


def check_models() -> list[Check]:
    entries, failures = list_models()
    checks = [Check("model", failure.path.name, False, failure.reason, 0.0) for failure in failures]
    if not any(entry.bundled for entry in entries):
        checks.append(Check("model", "bundled", False, "no model comes with this installation", 0.0))
    for entry in entries:
        checks.append(checked("model", entry.name, lambda entry=entry: _answer(entry)))  # type: ignore[misc]
    return [*checks, checked("device", "inference", _describe_device)]


def _answer(entry: ModelEntry) -> str:
    """Load a model, let it answer and explain; torch is imported here."""
    # Here, so that decoders are checked even where torch is broken.
    from ml.classifier import Classifier  # noqa: PLC0415
    from ml.reference import REFERENCE_FILE, compare_with_reference  # noqa: PLC0415

    classifier = Classifier.load(entry.folder)
    frame = read_shipped(TWIN)
    prediction = classifier.predict(frame)
    total = sum(prediction.probabilities.values())
    if prediction.probabilities and abs(total - 1) > 1e-3:
        raise KesitError(f"its probabilities sum to {total:.4f}")
    heat = classifier.explain(frame, entry.card.classes[0])
    if heat.values.shape != frame.pixels.shape:
        raise KesitError(f"its heat map is {heat.values.shape}, the image {frame.pixels.shape}")
    words = f"answers and explains on {classifier.device}, {len(entry.card.classes)} classes"
    if not entry.bundled and not (entry.folder / REFERENCE_FILE).exists():
        return words
    difference = compare_with_reference(classifier, entry.folder)
    return f"{words}, within {difference:.1g} of its stored answers"


def _describe_device() -> str:
    import torch  # noqa: PLC0415

    if torch.cuda.is_available():
        return f"CUDA, {torch.cuda.get_device_name()} (torch {torch.__version__})"
    return f"CPU, {torch.get_num_threads()} threads (torch {torch.__version__})"
