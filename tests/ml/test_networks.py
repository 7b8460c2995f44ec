"""Networks by name: those of their libraries, with weights as published, and nothing else."""

import functools
import http.server
import threading

import pytest
import torch
from torch.nn.functional import relu

from ml.errors import ModelError
from ml.model import ARCHITECTURES, build_network, find_architecture
from ml.weights import download_imagenet, load_start


@pytest.fixture(autouse=True)
def no_weights_of_this_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_WEIGHTS_DIR", str(tmp_path / "weights"))
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    (tmp_path / "weights").mkdir()


def _torchvision(name):
    from torchvision import models

    torch.manual_seed(1)
    return models.get_model(name).eval()


def _timm(name):
    import timm

    torch.manual_seed(1)
    return timm.create_model(name).eval()


def _convnext_map(model, images):
    return model.head.norm(model.forward_features(images))  # the same norm, at each place before the average


# How the library itself gets its feature map
WHOLE = {
    "mobilenet-v2": (lambda: _torchvision("mobilenet_v2"), lambda m, x: m.features(x)),
    "mobilenet-v3-large": (lambda: _torchvision("mobilenet_v3_large"), lambda m, x: m.features(x)),
    "mobilenet-v3-small": (lambda: _torchvision("mobilenet_v3_small"), lambda m, x: m.features(x)),
    "resnet50": (
        lambda: _torchvision("resnet50"),
        lambda m, x: m.layer4(m.layer3(m.layer2(m.layer1(m.maxpool(m.relu(m.bn1(m.conv1(x)))))))),
    ),
    "densenet121": (lambda: _torchvision("densenet121"), lambda m, x: relu(m.features(x))),
    "vgg16": (lambda: _torchvision("vgg16"), lambda m, x: m.features[:-1](x)),
    "xception": (lambda: _timm("legacy_xception"), lambda m, x: m.forward_features(x)),
    "efficientnet-b0": (lambda: _timm("efficientnet_b0"), lambda m, x: m.forward_features(x)),
    "convnext-tiny": (lambda: _timm("convnext_tiny"), _convnext_map),
    "timm:vgg11_bn": (lambda: _timm("vgg11_bn"), lambda m, x: m.forward_features(x)),
    "torchvision:densenet121": (lambda: _torchvision("densenet121"), lambda m, x: relu(m.features(x))),
    "torchvision:regnet_y_400mf": (
        lambda: _torchvision("regnet_y_400mf"),
        lambda m, x: m.trunk_output(m.stem(x)),
    ),
    "torchvision:shufflenet_v2_x0_5": (
        lambda: _torchvision("shufflenet_v2_x0_5"),
        lambda m, x: m.conv5(m.stage4(m.stage3(m.stage2(m.maxpool(m.conv1(x)))))),
    ),
}


@pytest.mark.parametrize("architecture", WHOLE)
def test_published_weights_fit_and_give_the_published_feature_map(architecture, tmp_path):
    build, feature_map = WHOLE[architecture]
    theirs, images = build(), torch.randn(1, 3, 64, 64)
    torch.save(theirs.state_dict(), tmp_path / "weights.pth")
    network = build_network(architecture, 3).eval()
    assert "weights.pth" in load_start(network, architecture, str(tmp_path / "weights.pth"))
    with torch.no_grad():
        expected = feature_map(theirs, images)
        torch.testing.assert_close(network.feature_map(images), expected, rtol=1e-4, atol=1e-5)
        pooled = network.pool(expected)
    torch.testing.assert_close(pooled, expected.mean(dim=(2, 3)))
    assert pooled.shape[1] == find_architecture(architecture).features


@pytest.mark.parametrize("architecture", sorted(set(ARCHITECTURES) - {"mnist-cnn"}))
def test_every_network_of_the_list_learns_at_any_size(architecture):
    network = build_network(architecture, 2).train()
    loss = network(torch.randn(2, 3, 72, 72)).square().mean()
    loss.backward()
    assert all(parameter.grad is not None for parameter in network.parameters())  # nothing is idle


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("resnet19", "known are"),
        ("os.system", "known are"),
        ("os:system", "no such network"),
        ("timm:nobody", "no such network"),
        ("timm:hf-hub:timm/resnet18", "no such network"),
        ("timm:local-dir:/tmp", "no such network"),
        ("timm:../resnet18", "no such network"),
        ("timm:", "no such network"),
        ("torchvision:raft_large", "no such network"),
        ("torchvision:vit_b_16", "no such network"),
        ("timm:vit_tiny_patch16_224", "cannot be used"),
        ("timm:swin_tiny_patch4_window7_224", "cannot be used"),
        ("timm:convnext_xxlarge", "843,"),
        ("torchvision:regnet_y_128gf", "644,"),
    ],
)
def test_what_is_no_cnn_of_a_library_is_refused(name, message):
    with pytest.raises(ModelError, match=message):
        build_network(name, 2)


def test_layers_without_a_part_in_the_feature_map_are_left_away():
    weights = sum(parameter.numel() for parameter in build_network("timm:vgg11_bn", 2).parameters())
    assert weights < 10_000_000  # of 133 million with the dense layers


def test_a_file_of_a_relative_is_passed_over(tmp_path):
    from torchvision import models

    torch.save(models.vgg11_bn().state_dict(), tmp_path / "weights" / "vgg16_bn.pth")
    with pytest.raises(ModelError, match=r"vgg16_bn\.pth does not fit"):
        load_start(build_network("vgg16", 2), "vgg16", "imagenet")
    network = build_network("resnet18", 2)
    theirs = models.resnet18()
    torch.save(theirs.state_dict(), tmp_path / "weights" / "resnet18.pth")
    torch.save({"conv1.weight": torch.zeros(1)}, tmp_path / "weights" / "resnet18-a.pth")
    assert load_start(network, "resnet18", "imagenet") == "ImageNet weights (resnet18.pth)"
    torch.testing.assert_close(network.trunk.conv1.weight, theirs.conv1.weight)


@pytest.fixture
def weights_server(tmp_path):
    """A server on this machine with the weights of a MobileNetV2."""
    from torchvision.models import mobilenet_v2

    folder = tmp_path / "served"
    folder.mkdir()
    torch.save(mobilenet_v2().state_dict(), folder / "mobilenet_v2.pth")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/mobilenet_v2.pth"
        server.shutdown()
        thread.join()


def test_weights_are_downloaded_once_when_asked_for(weights_server, tmp_path, monkeypatch):
    monkeypatch.setattr("ml.weights._published_at", lambda *_: (weights_server, ""))
    with pytest.raises(ModelError, match="--download"):
        load_start(build_network("mobilenet-v2", 2), "mobilenet-v2", "imagenet")
    assert download_imagenet("mobilenet-v2") == "mobilenet_v2.pth"
    (fetched,) = (tmp_path / "hub" / "checkpoints").iterdir()
    before = fetched.stat().st_mtime_ns
    assert download_imagenet("mobilenet-v2") == "mobilenet_v2.pth" and fetched.stat().st_mtime_ns == before
    said = load_start(build_network("mobilenet-v2", 2), "mobilenet-v2", "imagenet")
    assert said == "ImageNet weights (mobilenet_v2.pth)"


def test_a_machine_that_is_offline_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr("ml.weights._published_at", lambda *_: ("http://127.0.0.1:9/resnet18.pth", ""))
    with pytest.raises(ModelError, match=r"online\?.*resnet18\.pth.*KESIT_WEIGHTS_DIR"):
        download_imagenet("resnet18")
    with pytest.raises(ModelError, match="no ImageNet weights of small-cnn"):
        download_imagenet("small-cnn")


def test_every_network_that_claims_imagenet_weights_says_where_they_are_published():
    from ml.weights import _published_at

    for name, plan in ARCHITECTURES.items():
        if plan.imagenet:
            library, _, theirs = plan.imagenet.partition(":")
            assert any(_published_at(library, theirs)), name
