"""ONNX Runtime answers as torch does, starts without it, and is not fooled by weights of another network."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from ml import onnx_graph
from ml.card import Card
from ml.checkpoint import save_model
from ml.classifier import Classifier
from ml.engine_choice import engine_of, needs_torch, start_engine
from ml.errors import ModelError
from ml.library import DEFAULT_MODEL, find_model, list_models
from ml.model import ARCHITECTURES, Network, build_network
from ml.onnx_engine import OnnxEngine
from ml.onnx_export import graph_of
from ml.onnx_graph import find_graph, wanted_weights, with_weights, without_weights
from ml.preprocess import InputSpec
from ml.results import Method
from ml.torch_engine import TorchEngine
from tests.ml.pictures import frame_of, noise

_WITH_GRAPH = sorted(name for name, plan in ARCHITECTURES.items() if plan.neck is None)
_OUTPUTS = ("features", "pooled", "familiar", "logits")


def _trained_looking(architecture: str, classes: int = 3) -> Network:
    """Random weights, and batch statistics that are not 0 and 1, as those of no trained network are."""
    torch.manual_seed(0)
    network = build_network(architecture, classes).eval()
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.running_mean.normal_(std=0.1)
            layer.running_var.uniform_(0.5, 2)
    return network


def _tensors(network: Network) -> dict[str, np.ndarray]:
    return {f"network.{name}": value.numpy() for name, value in network.state_dict().items()}


def _card(architecture: str, classes: int = 3, size: int = 64) -> Card:
    return Card("net", "Net", architecture, tuple("abcdef"[:classes]), InputSpec(size))


@pytest.mark.parametrize("architecture", _WITH_GRAPH)
def test_the_runtime_gives_what_torch_gives(architecture):
    network = _trained_looking(architecture)
    graph = find_graph(architecture, "none")
    assert graph is not None, "run python -m ml.onnx_export"
    theirs = TorchEngine(network, torch.device("cpu"))
    ours = OnnxEngine(graph, _tensors(network), 3, 64)
    images = np.random.default_rng(0).standard_normal((3, 3, 64, 64)).astype(np.float32)
    expected, found = theirs.run(images), ours.run(images)
    for name in _OUTPUTS:
        wanted = getattr(expected, name)
        np.testing.assert_allclose(getattr(found, name), wanted, atol=1e-4 * max(1, np.abs(wanted).max()))
    for index in range(3):
        np.testing.assert_allclose(
            ours.gradient(found.features, np.eye(3, dtype=np.float32)[index]),
            theirs.gradient(expected.features, np.eye(3, dtype=np.float32)[index]),
            atol=1e-6,
        )


@pytest.mark.parametrize("architecture", _WITH_GRAPH)
def test_a_graph_with_its_weights_is_valid_onnx_and_comes_apart_again(architecture):
    graph = find_graph(architecture, "none")
    network = _trained_looking(architecture)
    tensors = {name: values for name, values in _tensors(network).items() if values.dtype == np.float32}
    assert graph is not None and wanted_weights(graph) == tensors.keys()
    whole = with_weights(graph, tensors, {"card": "what it says"})
    model = onnx.load_from_string(whole)
    onnx.checker.check_model(model, full_check=True)
    assert {item.key: item.value for item in model.metadata_props} == {"card": "what it says"}
    for initializer in model.graph.initializer:
        np.testing.assert_array_equal(onnx.numpy_helper.to_array(initializer), tensors[initializer.name])
    assert not onnx.load_from_string(without_weights(whole)).graph.initializer


def test_the_graphs_that_come_with_it_are_those_that_torch_exports_now():
    for name in ("small-cnn", "plain-cnn"):
        now = onnx.load_from_string(graph_of(build_network(name, 2)))
        kept = onnx.load_from_string(find_graph(name, "none") or b"")
        assert [node.op_type for node in now.graph.node] == [node.op_type for node in kept.graph.node]


@pytest.mark.parametrize(
    "entry", [entry for entry in list_models()[0] if entry.bundled], ids=lambda e: e.name
)
def test_a_bundled_model_answers_alike_in_both(entry):
    runtime, torch_one = (Classifier.load(entry.folder, device) for device in ("cpu", "torch-cpu"))
    assert runtime.engine.title.startswith("ONNX Runtime") and torch_one.engine.title.startswith("PyTorch")
    assert runtime.fingerprint == torch_one.fingerprint != ""
    rng = np.random.default_rng(1)
    for image in (noise(rng, 96, 128), np.tile(np.arange(200, dtype=np.uint8), (150, 1))):
        frame = frame_of(image)
        ours, theirs = runtime.predict(frame), torch_one.predict(frame)
        assert (ours.verdict, ours.top_class) == (theirs.verdict, theirs.top_class)
        assert ours.probabilities == pytest.approx(theirs.probabilities, abs=1e-4)
        for method in Method:
            one, other = (each.explain(frame, entry.card.classes[0], method) for each in (runtime, torch_one))
            assert one.peak == pytest.approx(other.peak, rel=1e-3, abs=1e-5)
            np.testing.assert_allclose(one.values, other.values, atol=1e-3)


def test_an_answer_with_its_map_needs_no_torch(tmp_path):
    code = (
        "import sys, numpy as np\nfrom ml.classifier import Classifier\n"
        "from tests.ml.pictures import frame_of\n"
        "classifier = Classifier.load(device='cpu'); frame = frame_of(np.eye(96, dtype=np.uint8) * 200)\n"
        "classifier.explain(frame, classifier.predict(frame).top_class)\n"
        "print([name for name in ('torch', 'torchvision', 'timm') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_weights_of_another_network_are_refused_with_the_file_named(tmp_path):
    save_model(tmp_path, build_network("plain-cnn", 3), _card("small-cnn"), None)
    with pytest.raises(ModelError, match=r"model\.safetensors does not fit the architecture 'small-cnn'"):
        start_engine(tmp_path, _card("small-cnn"), "cpu")


def test_a_last_layer_with_other_classes_is_refused(tmp_path):
    save_model(tmp_path, build_network("small-cnn", 2), _card("small-cnn", 3), None)
    with pytest.raises(ModelError, match="does not fit"):
        start_engine(tmp_path, _card("small-cnn", 3), "cpu")


def test_weights_that_are_not_numbers_are_refused(tmp_path):
    network = build_network("small-cnn", 3)
    network.classifier.bias.data.fill_(float("nan"))
    save_model(tmp_path, network, _card("small-cnn"), None)
    with pytest.raises(ModelError, match="no number"):
        start_engine(tmp_path, _card("small-cnn"), "cpu")


def test_a_network_with_a_neck_is_answered_by_torch(tmp_path):
    save_model(tmp_path, build_network("mnist-cnn", 3), _card("mnist-cnn", size=28), None)
    started = start_engine(tmp_path, _card("mnist-cnn", size=28), "cpu")
    assert started.engine.title.startswith("PyTorch") and not started.engine.is_linear


def test_a_graph_that_is_missing_is_made_once_and_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_graph, "graphs_folder", lambda: tmp_path / "nowhere")
    monkeypatch.setattr(onnx_graph.platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    save_model(tmp_path, _trained_looking("small-cnn"), _card("small-cnn"), None)
    assert needs_torch(tmp_path, "small-cnn")
    first = start_engine(tmp_path, _card("small-cnn"), "cpu")
    assert first.engine.title.startswith("ONNX Runtime")
    (kept,) = (tmp_path / "cache" / "graphs").iterdir()
    assert kept.stem == first.fingerprint and not needs_torch(tmp_path, "small-cnn")
    assert kept.stat().st_size < 10_000  # the graph, not the weights


def test_where_no_graph_can_be_made_torch_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_graph, "graphs_folder", lambda: tmp_path / "nowhere")
    monkeypatch.setattr(onnx_graph.platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setattr("ml.onnx_export.graph_of", lambda network: 1 / 0)
    save_model(tmp_path, _trained_looking("small-cnn"), _card("small-cnn"), None)
    assert start_engine(tmp_path, _card("small-cnn"), "cpu").engine.title.startswith("PyTorch")


def test_equal_images_are_answered_once(monkeypatch):
    classifier = Classifier.load(DEFAULT_MODEL, "cpu")
    runs: list[int] = []
    run = classifier.engine.run
    monkeypatch.setattr(classifier.engine, "run", lambda images: runs.append(len(images)) or run(images))
    image = noise(np.random.default_rng(2), 80, 80)
    first = classifier.predict(frame_of(image))
    again, other = classifier.predict_batch([frame_of(image.copy()), frame_of(255 - image)])
    assert first is again and other is not first and runs == [1, 1]
    classifier.explain(frame_of(image), "glioma", Method.CONTRAST)
    assert runs == [1, 1]


def test_a_class_has_a_threshold_of_its_own_and_a_set_that_holds_the_truth():
    from ml.card import Conformal

    card = replace(find_model(DEFAULT_MODEL).card, conformal=Conformal(0.1, 1.0))
    started = start_engine(find_model(DEFAULT_MODEL).folder, card, "cpu")
    classifier = Classifier(replace(card, covers=replace(card.covers, largest_distance=None)), started.engine)
    frame = frame_of(noise(np.random.default_rng(3), 96, 96))
    answer = classifier.predict(frame)
    ranked = sorted(answer.probabilities, key=lambda name: -answer.probabilities[name])
    assert answer.plausible == tuple(ranked)  # a quantile of 1 leaves no class out
    strict = replace(classifier.card, thresholds={ranked[0]: 1.0}, conformal=Conformal(0.1, 0.0))
    withheld = Classifier(strict, started.engine).predict(frame)
    assert withheld.verdict.value == "indeterminate" and "threshold of 100%" in withheld.reason
    assert withheld.plausible == (ranked[0],)


def test_old_cards_are_read_and_wrong_thresholds_refused(tmp_path):
    from ml.card import load_card, save_card

    card = _card("small-cnn")
    save_card(card, tmp_path)
    content = json.loads((tmp_path / "card.json").read_text())
    for name in ("thresholds", "conformal"):
        del content[name]
    del content["covers"]["features"]
    (tmp_path / "card.json").write_text(json.dumps(content))
    assert load_card(tmp_path) == card
    (tmp_path / "card.json").write_text(json.dumps({**content, "thresholds": {"z": 0.5}}))
    with pytest.raises(ModelError, match="'z'"):
        load_card(tmp_path)


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2])]))


def test_a_network_in_training_is_looked_at_by_the_runtime_with_its_present_weights():
    network = _trained_looking("small-cnn")
    images = np.random.default_rng(0).standard_normal((3, 3, 64, 64)).astype(np.float32)
    engine = engine_of(network, 64, 1)
    assert engine.title.startswith("ONNX Runtime")
    with torch.no_grad():
        network.classifier.bias += 1
    expected = TorchEngine(network, torch.device("cpu")).run(images)
    np.testing.assert_allclose(engine_of(network, 64, 1).run(images).logits, expected.logits, atol=1e-4)
    assert engine_of(build_network("mnist-cnn", 3), 28, 1).title.startswith("PyTorch"), "a neck has no graph"
