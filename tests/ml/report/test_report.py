"""The page about a model: whole, closed to the network, and true to the figures beside it."""

import base64
import csv
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import cv2
import numpy as np
import pytest

from ml.answered import read_answers
from ml.card import load_card
from ml.errors import ModelError
from ml.evaluate import main as evaluate
from ml.library import bundled_models_folder
from ml.metrics import measure
from ml.report import content_of, make_page
from ml.report.__main__ import main as report
from ml.report.svg import thinned, ticks
from ml.train import main as train
from tests.ml.pictures import write_patch_dataset

_FAST = ["--recipe", "small-cnn", "--set", "input.size_px=32", "--set", "epochs=2", "--set", "head_epochs=0"]
_VOID = {"meta", "img", "line", "path"}


class _Page(HTMLParser):
    """Every tag and attribute, and whether all that was opened was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def user_folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KESIT_DATA_DIR", str(tmp_path_factory.mktemp("user")))
        yield


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_patch_dataset(tmp_path_factory.mktemp("data") / "patches", 40)


@pytest.fixture(scope="module")
def model(user_folder, data, tmp_path_factory):
    out = tmp_path_factory.mktemp("models") / "patches"
    assert train([str(data), *_FAST, "--out", str(out), "--title", "Patches <or> not"]) == 0
    return out


def test_a_trained_model_comes_with_a_page_that_needs_nothing_else(model):
    text = (model / "report.html").read_text(encoding="utf-8")
    page = _Page(text)
    assert not page.open
    assert not [value for name, value in page.attributes if name in ("src", "href") and value[:5] != "data:"]
    assert "default-src 'none'" in text and "http" not in re.sub(r"http-equiv", "", text)
    assert "Patches <or> not" in page.text and "Patches <or> not" not in text


def test_the_page_says_what_the_files_beside_it_say(model):
    page = _Page((model / "report.html").read_text(encoding="utf-8"))
    metrics, card = json.loads((model / "metrics.json").read_text()), load_card(model)
    low, high = metrics["intervals"]["accuracy"]
    for text in (f"{metrics['accuracy']:.1%}", f"{low:.1%} to {high:.1%}", card.measured):
        assert text in page.text
    assert card.training["data_hash"] in page.text
    assert all(finding["text"] in page.text for finding in card.training["findings"])


def test_the_answers_beside_the_model_give_its_figures_again(model, data):
    card, metrics = load_card(model), json.loads((model / "metrics.json").read_text())
    answered = read_answers(model / "answers.csv", card.classes)
    assert all(Path(path).parent.parent == data for path in answered.paths)
    again = measure(answered.labels, answered.probabilities, card.classes, int(answered.unfamiliar.sum()))
    assert again["confusion"] == metrics["confusion"] and again["auroc"] == pytest.approx(metrics["auroc"])


def test_the_card_says_how_it_was_calibrated_and_made(model):
    card = load_card(model)
    assert card.version == "1" and set(card.thresholds) <= {"patch", "plain"}
    training = card.training
    assert {"torch", "numpy", "python"} <= set(training["versions"])
    assert "stratified" in training["split_rule"]
    assert training["cam_layer"] and training["seed"] == 1 and len(training["data_hash"]) == 64


def test_a_model_to_give_away_holds_no_image_and_no_file_name(user_folder, data, tmp_path):
    out = tmp_path / "given"
    assert train([str(data), *_FAST, "--out", str(out), "--no-pictures"]) == 0
    assert "<img" not in (out / "report.html").read_text(encoding="utf-8")
    with (out / "answers.csv").open(newline="") as file:
        assert {row["path"] for row in csv.DictReader(file)} == {""}
    assert not [
        path for path in out.iterdir() if data.name.encode() in path.read_bytes().replace(b"patches", b"")
    ]


def test_a_page_about_other_images_has_their_mistakes_as_pictures(model, data, tmp_path):
    swapped = tmp_path / "swapped"
    shutil.copytree(data / "patch", swapped / "plain")
    shutil.copytree(data / "plain", swapped / "patch")
    page = tmp_path / "page.html"
    assert evaluate([str(model), str(swapped), "--report", str(page)]) == 0
    pictures = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page.read_text(encoding="utf-8"))
    assert pictures and len(pictures) % 2 == 0
    first = cv2.imdecode(np.frombuffer(base64.b64decode(pictures[0]), np.uint8), cv2.IMREAD_UNCHANGED)
    assert first.shape == (176, 176)
    assert evaluate([str(model), str(swapped), "--report", str(page), "--no-pictures"]) == 0
    assert "<img" not in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_said(model, data, tmp_path, capsys):
    assert evaluate([str(model), str(data), "--report", str(tmp_path / "no" / "page.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_the_page_of_a_model_is_made_again_from_its_folder(model, tmp_path):
    again = tmp_path / "again.html"
    assert report([str(model), "--out", str(again)]) == 0
    page = _Page(again.read_text(encoding="utf-8"))
    assert not page.open and "Reliability" in page.text


def test_every_bundled_model_has_enough_for_a_page():
    for folder in bundled_models_folder().iterdir():
        assert not _Page(make_page(content_of(folder))).open


def test_damaged_answers_are_refused_with_the_reason(model, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(model, copy)
    (copy / "answers.csv").write_text("path,frame\n1,2\n")
    with pytest.raises(ModelError, match="other classes"):
        content_of(copy)
    (copy / "metrics.json").unlink()
    with pytest.raises(ModelError, match="has not all"):
        content_of(copy)


def test_axes_have_round_numbers_and_long_curves_keep_their_ends():
    assert ticks(0, 1) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert ticks(1, 14) == pytest.approx([5, 10])
    points = [(float(x), float(x)) for x in range(5000)]
    assert len(list(thinned(points))) == 300 and list(thinned(points))[-1] == points[-1]


def test_training_leaves_the_arithmetic_of_its_caller_as_it_was(model):
    smallest = np.float32(1e-38) * np.float32(0.01)  # a subnormal number, which training rounds to 0
    assert smallest > 0
