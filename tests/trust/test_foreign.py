"""Images that are not of a model's kind get no answer."""

from pathlib import Path

import pytest

from ml.classifier import Classifier
from ml.errors import ImagingError
from ml.imaging import read_frame_at
from ml.library import list_models
from ml.results import Verdict
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
