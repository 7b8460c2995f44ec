import json

import numpy as np
import pytest
import torch

from ml.card import Card, Coverage, load_card, save_card
from ml.checkpoint import load_model, load_state, save_model, save_state
from ml.classifier import Classifier
from ml.coverage import why_not_covered
from ml.errors import ModelError
from ml.library import find_model, list_models, user_models_folder
from ml.model import build_network
from ml.preprocess import InputSpec
from ml.results import Verdict
from ml.weights import load_start
from tests.ml.pictures import frame_of


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_DATA_DIR", str(tmp_path / "user"))


def _card(**changes) -> Card:
    values = {
        "name": "net",
        "title": "Net",
        "architecture": "small-cnn",
        "classes": ("bad", "good"),
        "input": InputSpec(size_px=32),
        "negative_class": "good",
        "threshold": 0.5,
    }
    return Card(**(values | changes))


def _write(folder, **changes):
    torch.manual_seed(0)
    folder.mkdir(parents=True)
    save_model(folder, build_network("small-cnn", 2), _card(**changes), torch.randn(5, 128))
    return folder


def test_a_model_comes_back_as_it_was_written(tmp_path):
    folder = _write(tmp_path / "net", covers=Coverage(modalities=("MR",), largest_distance=0.5))
    loaded = load_model(folder)
    assert loaded.card == _card(covers=Coverage(modalities=("MR",), largest_distance=0.5))
    torch.manual_seed(0)
    for name, value in build_network("small-cnn", 2).state_dict().items():
        torch.testing.assert_close(loaded.network.state_dict()[name], value)
    assert loaded.bank is not None and loaded.bank.shape == (5, 128)


def test_own_models_are_listed_and_found_by_name_and_by_folder(tmp_path):
    folder = _write(user_models_folder() / "mine")
    _write(user_models_folder() / "half.training")
    entries, failures = list_models()
    assert "mine" in [entry.name for entry in entries if not entry.bundled]
    assert not failures and "half.training" not in [entry.name for entry in entries]
    assert find_model("mine").folder == find_model(folder).folder == folder


def _break(path, change):
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda card: card.update(format=99), "format 99"),
        (lambda card: card.update(surprise=1), "surprise"),
        (lambda card: card["input"].update(size_px=100_000), "100000"),
        (lambda card: card.update(classes=["one"]), "2 to 1000 classes"),
        (lambda card: card.update(negative_class="ugly"), "ugly"),
        (lambda card: card.update(temperature=0), "temperature"),
        (lambda card: card.update(architecture="os.system"), "os.system"),
        (lambda card: card.pop("classes"), "classes"),
        (lambda card: card.update(classes="ab"), "classes"),
        (lambda card: card["input"].update(std=[0, 1, 1]), "std"),
    ],
)
def test_a_wrong_card_is_refused_with_the_reason(tmp_path, change, message):
    folder = _write(tmp_path / "net")
    _break(folder / "card.json", change)
    with pytest.raises(ModelError, match=message):
        load_model(folder)


def test_damaged_folders_are_refused_with_the_reason_and_listed(tmp_path):
    folder = _write(user_models_folder() / "torn")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match="damaged"):
        load_model(folder)
    weights.unlink()
    with pytest.raises(ModelError, match=r"no model\.safetensors"):
        load_model(folder)
    (folder / "card.json").write_text("{not json")
    assert [failure.path for failure in list_models()[1]] == [folder]
    (folder / "card.json").unlink()
    with pytest.raises(ModelError, match=r"no card\.json"):
        load_card(folder)
    with pytest.raises(ModelError, match="no model named"):
        find_model("nobody")


def test_weights_of_another_architecture_do_not_fit(tmp_path):
    folder = _write(tmp_path / "net")
    save_card(_card(classes=("a", "b", "c"), negative_class=None), folder)
    with pytest.raises(ModelError, match="does not fit"):
        load_model(folder)


def test_a_pickle_is_never_run(tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "owned"), "w"))

    torch.save({"x": Evil()}, tmp_path / "evil.pth")
    with pytest.raises(ModelError):
        load_state(tmp_path / "evil.pth")
    with pytest.raises(ModelError):
        load_start(build_network("small-cnn", 2), "small-cnn", str(tmp_path / "evil.pth"))
    assert not (tmp_path / "owned").exists()


def test_a_state_that_cannot_be_written_leaves_the_old_one_whole(tmp_path):
    path = tmp_path / "state"
    save_state(path, {"epoch": 1})
    with pytest.raises(Exception, match=r"pickle|local object"):
        save_state(path, {"epoch": lambda: None})
    assert load_state(path) == {"epoch": 1} and list(tmp_path.iterdir()) == [path]


def test_absent_imagenet_weights_are_said_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("KESIT_WEIGHTS_DIR", str(tmp_path))
    monkeypatch.setattr(torch.hub, "get_dir", lambda: str(tmp_path))
    with pytest.raises(ModelError, match=r"KESIT_WEIGHTS_DIR.*--set weights"):
        load_start(build_network("mobilenet-v2", 2), "mobilenet-v2", "imagenet")


def test_torchvision_weights_of_a_whole_network_fit_the_trunk(tmp_path):
    from torchvision.models import mobilenet_v2

    theirs = mobilenet_v2()
    torch.save(theirs.state_dict(), tmp_path / "mobilenet_v2.pth")
    network = build_network("mobilenet-v2", 4)
    said = load_start(network, "mobilenet-v2", str(tmp_path / "mobilenet_v2.pth"))
    assert "mobilenet_v2.pth" in said
    torch.testing.assert_close(network.trunk[0][0].weight, theirs.features[0][0].weight)
    with pytest.raises(ModelError, match="does not fit"):
        load_start(build_network("small-cnn", 2), "small-cnn", str(tmp_path / "mobilenet_v2.pth"))


def test_verdicts(tmp_path):
    classifier = Classifier.load(_write(tmp_path / "net"), "cpu")
    frame = frame_of(np.random.default_rng(0).integers(0, 256, (40, 40), np.uint8))

    def answer(probability, distance=0.0, refusal=""):
        return classifier._judge(np.array([probability, 1 - probability]), distance, refusal)

    assert answer(0.9).verdict is Verdict.POSITIVE
    assert answer(0.1).verdict is Verdict.NEGATIVE
    object.__setattr__(classifier.card, "threshold", 0.8)
    unsure = answer(0.7)
    assert unsure.verdict is Verdict.INDETERMINATE and unsure.top_class == "bad" and "80%" in unsure.reason
    assert answer(0.9, refusal="too small").verdict is Verdict.NOT_EVALUATED
    object.__setattr__(classifier.card, "covers", Coverage(largest_distance=0.2))
    assert "unlike" in answer(0.9, distance=0.3).reason
    probabilities = classifier.predict(frame).probabilities
    assert list(probabilities) == ["bad", "good"] and sum(probabilities.values()) == pytest.approx(
        1, abs=1e-5
    )


@pytest.mark.parametrize(
    ("frame", "word"),
    [
        (frame_of(np.arange(4096, dtype=np.uint16).reshape(64, 64) // 16, "CT"), "modality CT"),
        (frame_of((np.arange(4096) // 16).astype(np.uint8).reshape(64, 64), "MR", "KNEE"), "body part KNEE"),
        (frame_of(np.full((64, 64), 7, np.uint8)), "blank"),
        (frame_of((np.arange(400) // 2).astype(np.uint8).reshape(20, 20)), "too small"),
        (frame_of((np.arange(64 * 400) % 250).astype(np.uint8).reshape(64, 400)), "elongated"),
        (frame_of(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)), "colour"),
        (frame_of((np.arange(4096) // 16).astype(np.uint8).reshape(64, 64), "MR", "head"), ""),
        (frame_of((np.arange(4096) // 16).astype(np.uint8).reshape(64, 64)), ""),
    ],
)
def test_what_a_card_does_not_cover_is_named(frame, word):
    covers = Coverage(("MR",), ("BRAIN", "HEAD"), False, 32, 2.0)
    display = frame.pixels.astype(np.uint8)
    reason = why_not_covered(frame, display, covers)
    assert (word in reason) if word else reason == ""
