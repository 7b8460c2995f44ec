"""Heat maps of every bundled model depend on weights and image, and point to what matters to it."""

import numpy as np
import pytest

from ml.classifier import Classifier
from ml.imaging import read_frame, scan
from ml.imaging.phantom import write_phantom
from ml.library import list_models
from ml.results import Method
from tests.trust.kinds import without_header
from tests.trust.maps import Maps, cascade, flipped_likeness, likeness, perturbation, shifted_likeness

_BUNDLED = [entry for entry in list_models()[0] if entry.bundled]
_OFFERED = [Method.GRAD_CAM, Method.CONTRAST]  # the third gives what the first gives in these networks


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phantom")
    write_phantom(folder)
    (study,) = scan([folder]).studies
    return [without_header(read_frame(info)) for info in study.series[0].frames[2::8]]


@pytest.fixture(scope="module", params=_BUNDLED, ids=[entry.name for entry in _BUNDLED])
def model(request):
    return request.param


@pytest.fixture(scope="module")
def maps(model, frames):
    classifier = Classifier.load(model.folder, "cpu")
    return Maps(classifier, [classifier.see(frame).prepared for frame in frames])


def test_a_network_that_forgets_gives_other_maps(model, maps):
    layers = dict(cascade(Classifier.load(model.folder, "torch-cpu"), maps.images, _OFFERED))
    for method in _OFFERED:
        found = {name: abs(values[method]) for name, values in layers.items()}
        assert found["classifier"] < 0.8, "the last layer alone must matter"
        assert all(value < 0.6 for value in list(found.values())[2:]), found
        assert np.mean(list(found.values())[1:]) < 0.35, found


def test_layer_cam_is_not_offered_because_it_does_not_see_the_class(model, maps):
    """It keeps only the positive weights: with features that are never negative, all classes look alike."""
    reference = Classifier.load(model.folder, "torch-cpu")
    weights = reference.engine.network.classifier.weight.detach().numpy()
    rng = np.random.default_rng(0)
    learnt, unlearnt = [], []
    for image, index in zip(maps.images, maps.answers, strict=True):
        features = reference.engine.run(reference._as_input(image[None])).features[0]
        stranger = rng.uniform(-1, 1, features.shape[0]).astype(np.float32)
        learnt.append(np.einsum("c,chw->hw", np.maximum(weights[index], 0), features))
        unlearnt.append(np.einsum("c,chw->hw", np.maximum(stranger, 0), features))
    assert likeness(learnt, unlearnt) > 0.8
    assert "LayerCAM" not in [method.value for method in Method]


@pytest.mark.parametrize("method", _OFFERED)
def test_the_map_moves_with_the_image(maps, method):
    assert shifted_likeness(maps, method) > 0.8
    assert flipped_likeness(maps, method) > 0.2


@pytest.mark.parametrize("method", _OFFERED)
def test_what_the_map_marks_matters_more_than_what_it_does_not(maps, method):
    found = perturbation(maps, method)
    assert found["shown"] > found["shown_random"]
    assert found["most"] < found["least"]
