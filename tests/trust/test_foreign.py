"""Images that are not of a model's kind get no answer."""

from pathlib import Path

import numpy as np
import pytest

from ml.classifier import Classifier
from ml.errors import ImagingError
from ml.imaging import read_frame_at
from ml.library import list_models
from ml.results import Verdict
from tests.trust.digits import KINDS, letter
from tests.trust.kinds import COMPUTED, computed

_BUNDLED = [entry for entry in list_models()[0] if entry.bundled]


@pytest.fixture(scope="module", params=_BUNDLED, ids=[entry.name for entry in _BUNDLED])
def classifier(request):
    return Classifier.load(request.param.folder, "cpu")


@pytest.mark.parametrize("kind", COMPUTED)
def test_pictures_of_another_kind_are_not_evaluated(classifier, kind):
    answers = classifier.predict_batch(computed(kind))
    refused = sum(answer.verdict is Verdict.NOT_EVALUATED for answer in answers)
    assert refused >= 0.95 * len(answers)


def test_other_modalities_are_not_evaluated_whatever_they_look_like(classifier):
    import pydicom.data

    covers, seen = classifier.card.covers, set()
    for path in sorted((Path(pydicom.data.__file__).parent / "test_files").glob("*.dcm")):
        try:
            frame = read_frame_at(path)
        except ImagingError:
            continue
        if frame.modality in ("", "OT", *covers.modalities) or frame.modality in seen:
            continue
        seen.add(frame.modality)
        answer = classifier.predict(frame)
        assert answer.verdict is Verdict.NOT_EVALUATED and answer.reason
    assert len(seen) >= 2


def test_at_most_2_percent_of_the_right_kind_were_refused(classifier):
    metrics = classifier.card.metrics
    assert metrics["not_evaluated"] <= 0.02 * metrics["images"]


def test_what_is_no_digit_is_drawn_as_digits_are():
    rng = np.random.default_rng(0)
    drawn = [letter(rng) for _ in range(20)]
    for image in drawn:
        row, column = (np.average(places, weights=image) for places in np.indices((28, 28)))
        assert row == pytest.approx(13.5, abs=1.5) and column == pytest.approx(13.5, abs=1.5)
    heights = [np.ptp(np.nonzero(image)[axis]) + 1 for image in drawn for axis in (0, 1)]
    assert max(heights) == 20 and all(image.max() > 150 for image in drawn)
    assert all(make(rng).shape == (28, 28) and make(rng).dtype == np.uint8 for make in KINDS.values())
