"""Exported files: what ONNX Runtime answers from them is what torch answers, and the card travels along."""

import json

import numpy as np
import pytest
import torch

from ml import export
from ml.card import Card, load_card
from ml.checkpoint import LoadedModel, load_model, save_model
from ml.classifier import Classifier
from ml.errors import ModelError, WritingError
from ml.explain import raw_map
from ml.library import bundled_models_folder
from ml.model import ARCHITECTURES, build_network
from ml.preprocess import InputSpec
from ml.results import Method
from ml.torch_engine import TorchEngine
from tests.ml.pictures import noise

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")


def _model(architecture: str, size_px: int = 64) -> LoadedModel:
    torch.manual_seed(0)
    network = build_network(architecture, 3)
    network.train()
    with torch.no_grad():  # statistics unlike those of a network that has seen nothing
        network(torch.randn(4, 3, size_px, size_px))
    card = Card("net", "Net", architecture, ("a", "ü", "c"), InputSpec(size_px=size_px))
    return LoadedModel(network.eval(), card, None)


@pytest.mark.parametrize("architecture", [*sorted(ARCHITECTURES), "timm:regnety_002"])
def test_every_network_can_be_exported_and_checks_out(architecture, tmp_path):
    size = 28 if architecture == "mnist-cnn" else 64
    exported = export.export_onnx(_model(architecture, size), tmp_path / "net.onnx")
    assert exported.largest_difference < 1e-4
    written = onnx.load(tmp_path / "net.onnx")
    onnx.checker.check_model(written, full_check=True)
    texts = {item.key: item.value for item in written.metadata_props}
    assert json.loads(texts["card"])["classes"] == ["a", "ü", "c"]
    outputs = {output.name for output in written.graph.output}
    assert outputs == {"logits", "pooled", "familiar", "features"}
    assert [path.name for path in tmp_path.iterdir()] == ["net.onnx"]


def test_the_bundled_model_answers_and_explains_alike_from_its_onnx_file(tmp_path):
    folder = bundled_models_folder() / "brain-mri"
    classifier = Classifier.load(folder, "cpu")
    assert export.main([str(folder), "--onnx", str(tmp_path / "brain.onnx")]) == 0
    session = onnxruntime.InferenceSession(str(tmp_path / "brain.onnx"))
    size = classifier.card.input.size_px
    prepared = np.stack([noise(np.random.default_rng(seed), size, size) for seed in range(2)])
    images = classifier._as_input(prepared)
    logits, pooled, features = session.run(["logits", "pooled", "features"], {"images": images})
    scores = torch.softmax(torch.from_numpy(logits) / classifier.card.temperature, dim=1).numpy()
    np.testing.assert_allclose(scores, classifier.answer(prepared)[0], atol=1e-5)
    np.testing.assert_allclose(features.mean(axis=(2, 3)), pooled, atol=1e-5)
    network = load_model(folder).network
    weights = network.classifier.weight.detach().numpy()
    cam = np.einsum("c,bchw->bhw", weights[1] / features[0, 0].size, features).clip(0)
    torch_one = TorchEngine(network, torch.device("cpu"))
    ours = torch_one.run(images).features
    target = np.eye(len(weights), dtype=np.float32)[1]
    expected = raw_map(Method.GRAD_CAM, ours, torch_one.gradient(ours, target))
    np.testing.assert_allclose(cam, expected, atol=1e-4)
    (text,) = [item.value for item in onnx.load(tmp_path / "brain.onnx").metadata_props if item.key == "card"]
    assert json.loads(text)["classes"] == list(load_card(folder).classes)


def test_an_exported_network_takes_images_of_other_sizes(tmp_path):
    model = _model("mobilenet-v3-small")
    export.export_onnx(model, tmp_path / "net.onnx")
    images = torch.randn(2, 3, 96, 128)
    session = onnxruntime.InferenceSession(tmp_path / "net.onnx")
    (ours,) = session.run(["logits"], {"images": images.numpy()})
    with torch.no_grad():
        theirs = model.network.head(model.network.pool(model.network.feature_map(images)))
    np.testing.assert_allclose(ours, theirs.numpy(), atol=1e-4)


def test_a_file_that_answers_otherwise_is_not_written(tmp_path, monkeypatch):
    model, other = _model("small-cnn"), _model("small-cnn")
    with torch.no_grad():
        other.network.classifier.bias += 1e-3
    wrong = export.onnx_of(other.network, 64)
    monkeypatch.setattr(export, "onnx_of", lambda *_: wrong)
    with pytest.raises(ModelError, match="otherwise"):
        export.export_onnx(model, tmp_path / "net.onnx")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_left_alone(tmp_path, capsys):
    target = tmp_path / "net.onnx"
    target.write_text("mine")
    with pytest.raises(WritingError, match="exists already"):
        export.export_onnx(_model("small-cnn"), target)
    assert target.read_text() == "mine"
    folder = tmp_path / "net"
    folder.mkdir()
    save_model(folder, _model("small-cnn").network, _model("small-cnn").card, None)
    assert export.main([str(folder), "--onnx", str(tmp_path / "nowhere" / "net.onnx")]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert export.main([str(folder), "--onnx", str(tmp_path / "new.onnx"), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"model", "onnx", "largest_difference"}
