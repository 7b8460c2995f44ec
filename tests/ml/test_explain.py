import cv2
import numpy as np
import pytest
import torch
from torch import nn

from ml.card import Card
from ml.explain import Evidence, raw_map, target_of
from ml.model import ARCHITECTURES, Network, build_network, find_architecture
from ml.preprocess import InputSpec, normalise, prepare
from ml.results import Method
from ml.torch_engine import TorchEngine
from tests.ml.networks import classifier_of
from tests.ml.pictures import frame_of, noise, with_patch


def _hand_made(weight: list[list[float]]) -> Network:
    """A trunk that averages 8 x 8 blocks of the first channel, and of its negative."""
    trunk = nn.Conv2d(3, 2, 8, 8, bias=False)
    network = Network(trunk, 2, len(weight))
    with torch.no_grad():
        trunk.weight.zero_()
        trunk.weight[0, 0], trunk.weight[1, 0] = 1 / 64, -1 / 64
        network.classifier.weight.copy_(torch.tensor(weight))
        network.classifier.bias.zero_()
    return network.eval()


def test_a_net_computed_by_hand():
    images = torch.zeros(1, 3, 16, 16)
    images[0, 0, :8, 8:] = 6.0  # the second of four cells averages 6
    network = _hand_made([[2.0, 0.0], [0.0, 1.0]])
    for method in (Method.GRAD_CAM, Method.HIRES_CAM):
        np.testing.assert_allclose(_raw(network, images, 0, method)[0], [[0.0, 2.0 * 6.0 / 4], [0.0, 0.0]])
        assert _raw(network, images, 1, method).max() == 0  # only negative evidence
    # The second channel is -6 there: for the first class it is spoken against the second, which it weakens.
    contrast = [[0.0, (2.0 * 6.0 - 1.0 * -6.0) / 4], [0.0, 0.0]]
    np.testing.assert_allclose(_raw(network, images, 0, Method.CONTRAST)[0], contrast)


def _raw(network: Network, images: torch.Tensor, index: int, method: Method = Method.GRAD_CAM) -> np.ndarray:
    engine = TorchEngine(network, torch.device("cpu"))
    features = engine.run(images.numpy()).features
    target = target_of(method, index, network.classifier.out_features)
    return raw_map(method, features, engine.gradient(features, target))


def _stretched(values: np.ndarray) -> np.ndarray:
    values = values - values.min()
    return values / max(values.max(), 1e-7)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("architecture", [*sorted(ARCHITECTURES), "timm:regnety_002"])
def test_the_map_is_that_of_the_grad_cam_package(architecture, method):
    package = pytest.importorskip("pytorch_grad_cam")
    torch.manual_seed(0)
    network = build_network(architecture, 3).eval()
    network.classifier.weight.data.mul_(1e9)  # the package adds 1e-7 to each divisor, which must not show
    images = torch.randn(1, 3, 64, 64)
    layer = network.get_submodule(find_architecture(architecture).cam_layer)
    for index in range(3):
        with _theirs(package, method)(model=network, target_layers=[layer]) as cam:
            theirs = cam(images, targets=[_their_target(method, index)])[0]
        ours = _raw(network, images, index, method)[0]
        ours = _stretched(cv2.resize(_stretched(ours), (64, 64)))  # the package does it before and after
        np.testing.assert_allclose(ours, theirs, atol=2e-3)


def _theirs(package, method: Method):
    return package.HiResCAM if method is Method.HIRES_CAM else package.GradCAM


def _their_target(method: Method, index: int):
    def contrast(logits: torch.Tensor) -> torch.Tensor:
        others = torch.cat([logits[:index], logits[index + 1 :]])
        return logits[index] - others.mean()

    return contrast if method is Method.CONTRAST else (lambda logits: logits[index])


@pytest.mark.parametrize(("rows", "columns"), [(96, 96), (60, 120), (150, 50)])
@pytest.mark.parametrize("corner", [(0.1, 0.15), (0.7, 0.6)])
def test_the_map_lights_up_on_the_patch_of_the_source_image(rows, columns, corner):
    rng = np.random.default_rng(1)
    x, y = int(corner[0] * columns), int(corner[1] * rows)
    image = with_patch(noise(rng, rows, columns), x, y, 10)
    spec = InputSpec(size_px=128, mean=(0, 0, 0), std=(1, 1, 1))
    prepared, geometry = prepare(image, spec)
    network = _hand_made([[1.0, 0.0], [0.0, 1.0]])
    raw = _raw(network, torch.from_numpy(normalise(prepared[None], spec)), 0)[0]
    heat = Evidence({(Method.GRAD_CAM, "patch"): raw}, geometry).heat_map("patch")
    assert heat.values.shape == (rows, columns) and heat.values.dtype == np.float32
    row, column = np.unravel_index(heat.values.argmax(), heat.values.shape)
    cell = 8 / min(128 / rows, 128 / columns)
    assert x - cell <= column <= x + 10 + cell and y - cell <= row <= y + 10 + cell
    assert heat.values.max() > 0.6 and heat.values.min() >= 0


def test_no_positive_evidence_gives_an_empty_map_and_a_peak_of_zero():
    card = Card("net", "Net", "small-cnn", ("a", "b"), InputSpec(size_px=64, mean=(0, 0, 0), std=(1, 1, 1)))
    classifier = classifier_of(card, _hand_made([[-1.0, 0.0], [1.0, 0.0]]))
    heat = classifier.explain(frame_of(np.full((64, 64), 90, np.uint8)), "a")
    assert heat.peak == 0 and heat.values.max() == 0


def test_explaining_many_times_leaves_no_hooks_and_needs_no_gradients():
    network = build_network("small-cnn", 2).eval()
    for _ in range(20):
        _raw(network, torch.randn(1, 3, 32, 32), 0)
    assert all(not module._forward_hooks and not module._backward_hooks for module in network.modules())
    assert all(parameter.grad is None for parameter in network.parameters())
