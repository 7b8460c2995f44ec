"""Does this installation work? Decoders, models and device, checked without a window.

Each transfer syntax is tried on a real file that pydicom's wheel ships. Where an uncompressed twin of the
file is there too, the decoded pixels must equal its pixels.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pydicom.data import get_testdata_file
from pydicom.uid import UID

from ml.errors import KesitError
from ml.imaging import read_frame_at
from ml.imaging.values import Frame
from ml.library import ModelEntry, list_models

_TWIN = "MR_small.dcm"
_DECODED = (  # transfer syntax, file, its uncompressed twin
    ("1.2.840.10008.1.2", "MR_small_implicit.dcm", _TWIN),
    ("1.2.840.10008.1.2.1", "CT_small.dcm", ""),
    ("1.2.840.10008.1.2.1.99", "image_dfl.dcm", ""),
    ("1.2.840.10008.1.2.2", "MR_small_bigendian.dcm", _TWIN),
    ("1.2.840.10008.1.2.4.50", "SC_rgb_dcmtk_+eb+cr.dcm", ""),
    ("1.2.840.10008.1.2.4.51", "JPGExtended.dcm", ""),
    ("1.2.840.10008.1.2.4.70", "SC_rgb_jpeg_gdcm.dcm", ""),
    ("1.2.840.10008.1.2.4.80", "MR_small_jpeg_ls_lossless.dcm", _TWIN),
    ("1.2.840.10008.1.2.4.81", "JPEGLSNearLossless_16.dcm", ""),
    ("1.2.840.10008.1.2.4.90", "MR_small_jp2klossless.dcm", _TWIN),
    ("1.2.840.10008.1.2.4.91", "JPEG2000.dcm", ""),
    ("1.2.840.10008.1.2.5", "MR_small_RLE.dcm", _TWIN),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried."""

    group: str  # "decoder", "model" or "device"
    name: str
    passed: bool
    detail: str  # what was found, or why it failed
    duration_ms: float


def run_checks() -> tuple[Check, ...]:
    """Try everything; one failure does not stop the rest."""
    decoders = [_check_decoder(*row) for row in _DECODED]
    return (*decoders, *_check_models(), _checked("device", "inference", _describe_device))


def as_text(checks: tuple[Check, ...]) -> str:
    """The report for people."""
    lines = [
        f"{'ok    ' if check.passed else 'FAILED'}  {check.group:<8} {check.name}: {check.detail}"
        for check in checks
    ]
    failed = sum(not check.passed for check in checks)
    ending = "Everything works." if not failed else f"{failed} of {len(checks)} checks failed."
    return "\n".join([*lines, ending])


def as_json(checks: tuple[Check, ...]) -> str:
    """The report for programs: ``{"passed", "checks": [{group, name, passed, detail, duration_ms}]}``."""
    content = {"passed": passed(checks), "checks": [asdict(check) for check in checks]}
    return json.dumps(content, indent=2, ensure_ascii=False)


def passed(checks: tuple[Check, ...]) -> bool:
    return all(check.passed for check in checks)


def _check_decoder(syntax: str, name: str, twin: str) -> Check:
    return _checked("decoder", UID(syntax).name, lambda: _decode(name, twin))


def _decode(name: str, twin: str) -> str:
    frame = _read(name)
    rows, columns = frame.pixels.shape[:2]
    if frame.pixels.min() == frame.pixels.max():
        raise KesitError(f"{name} decodes to one single value")
    if twin and not np.array_equal(frame.pixels, _read(twin).pixels):
        raise KesitError(f"{name} does not decode to the pixels of {twin}")
    return f"{columns} × {rows} {frame.photometric}{', equal to its uncompressed twin' if twin else ''}"


def _read(name: str) -> Frame:
    path = get_testdata_file(name, download=False)
    if not isinstance(path, str):
        raise KesitError(f"pydicom's test file {name} is not installed")
    return read_frame_at(Path(path))


def _check_models() -> list[Check]:
    entries, failures = list_models()
    checks = [Check("model", failure.path.name, False, failure.reason, 0.0) for failure in failures]
    if not any(entry.bundled for entry in entries):
        checks.append(Check("model", "bundled", False, "no model comes with this installation", 0.0))
    for entry in entries:
        checks.append(_checked("model", entry.name, lambda entry=entry: _answer(entry)))  # type: ignore[misc]
    return checks


def _answer(entry: ModelEntry) -> str:
    """Load a model, let it answer and explain; torch is imported here."""
    from ml.classifier import Classifier  # noqa: PLC0415 (decoders are checked even where torch is broken)

    classifier = Classifier.load(entry.folder)
    frame = _read(_TWIN)
    prediction = classifier.predict(frame)
    total = sum(prediction.probabilities.values())
    if prediction.probabilities and abs(total - 1) > 1e-3:
        raise KesitError(f"its probabilities sum to {total:.4f}")
    heat = classifier.explain(frame, entry.card.classes[0])
    if heat.values.shape != frame.pixels.shape:
        raise KesitError(f"its heat map is {heat.values.shape}, the image {frame.pixels.shape}")
    return f"answers and explains on {classifier.device}, {len(entry.card.classes)} classes"


def _describe_device() -> str:
    import torch  # noqa: PLC0415

    if torch.cuda.is_available():
        return f"CUDA, {torch.cuda.get_device_name()} (torch {torch.__version__})"
    return f"CPU, {torch.get_num_threads()} threads (torch {torch.__version__})"


def _checked(group: str, name: str, work: Callable[[], str]) -> Check:
    start = time.perf_counter()
    try:
        detail, fine = work(), True
    except Exception as error:  # noqa: BLE001 (whatever is broken here is what the test is for)
        detail, fine = f"{type(error).__name__}: {error}", False
    return Check(group, name, fine, detail, round((time.perf_counter() - start) * 1000, 1))
