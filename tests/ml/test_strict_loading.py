"""A model folder of a stranger is loaded as data, or refused by a ModelError that says why. Never run."""

import json
import pickle
import struct
import zipfile
from dataclasses import fields

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load, save_file

from ml.card import CARD_FILE, Card, Conformal, Coverage, load_card
from ml.checkpoint import WEIGHTS_FILE, load_model, save_model
from ml.errors import ModelError
from ml.model import build_network
from ml.preprocess import InputSpec
from ml.strict import LARGEST_HEADER_BYTES


@pytest.fixture
def folder(tmp_path):
    target = tmp_path / "net"
    target.mkdir()
    card = Card(
        "net", "Net", "small-cnn", ("bad", "good"), InputSpec(size_px=32), negative_class="good",
        titles={"bad": {"en": "Bad", "tr": "Kötü"}}, thresholds={"bad": 0.6}, conformal=Conformal(0.1, 0.9),
        covers=Coverage(modalities=("MR",), largest_distance=0.5),
    )  # fmt: skip
    save_model(target, build_network("small-cnn", 2), card, torch.randn(5, 128))
    return target


def _change(folder, path, value):
    """Put a value at a place of the card, given by keys with dots."""
    card = json.loads((folder / CARD_FILE).read_text())
    *parents, last = path.split(".")
    place = card
    for parent in parents:
        place = place[parent]
    place[last] = value
    (folder / CARD_FILE).write_text(json.dumps(card))


def _refused(folder, message=None):
    with pytest.raises(ModelError, match=message):
        load_model(folder)


def test_the_folder_itself_loads(folder):
    assert load_model(folder).card.title_of("bad", "tr") == "Kötü"


_OTHER = {str: 5, int: "5", float: "0.5", bool: 1}
_PARTS = {"": Card, "input.": InputSpec, "covers.": Coverage, "conformal.": Conformal}
_PLACES = [prefix + item.name for prefix, kind in _PARTS.items() for item in fields(kind)]


@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("value", [[[]], {"a": {"b": [{}]}}, float("nan"), -1e999], ids=repr)
def test_every_field_refuses_what_it_cannot_be(place, value, folder):
    if place in ("metrics", "training") and isinstance(value, dict):
        return  # anything that is JSON
    if place in ("modalities", "covers.modalities", "covers.body_parts") and value == []:
        return
    _change(folder, place, value)
    _refused(folder)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("name", "../../etc", "name"),
        ("name", "", "name"),
        ("name", ".hidden", "name"),
        ("name", "a\\b", "name"),
        ("name", "C:x", "name"),
        ("title", 5, "title"),
        ("title", "x\x00y", "title"),
        ("title", "x" * 30_000, "title"),
        ("title", None, "title"),
        ("architecture", "/etc/passwd", "unknown architecture"),
        ("architecture", "timm:hf-hub:somebody/net", "no such network"),
        ("architecture", "timm:local-dir:/tmp", "no such network"),
        ("architecture", "file:///tmp/net.py", "unknown architecture|no such network"),
        ("architecture", ["small-cnn"], "architecture"),
        ("classes", ["bad", 3], "classes"),
        ("classes", ["bad", ""], "names"),
        ("classes", ["bad", "g" * 201], "names"),
        ("classes", ["good"] * 2, "different"),
        ("classes", [str(number) for number in range(1001)], "1000"),
        ("input.size_px", "32", "size_px"),
        ("input.size_px", 32.5, "size_px"),
        ("input.size_px", True, "size_px"),
        ("input.size_px", 10**30, "between"),
        ("input.colour", 1, "colour"),
        ("input.fit", "squeeze", "squeeze"),
        ("input.mean", [0.5, 0.5], "three"),
        ("input.mean", [0.5, 0.5, "0.5"], "mean"),
        ("input.std", [0.5, 0.5, 0], "std"),
        ("input.surprise", 1, "surprise"),
        ("covers.surprise", 1, "surprise"),
        ("covers.modalities", "MR", "modalities"),
        ("covers.smallest_side_px", 0, "smallest"),
        ("covers.largest_aspect", 0.5, "largest aspect"),
        ("covers.largest_distance", "far", "largest_distance"),
        ("conformal.alpha", 2, "alpha"),
        ("conformal.surprise", 1, "surprise"),
        ("titles", {"ugly": "Ugly"}, "ugly"),
        ("titles", {"bad": 5}, "title"),
        ("titles", {"bad": {"en": 5}}, "title"),
        ("thresholds", {"ugly": 0.5}, "ugly"),
        ("thresholds", {"bad": 1.5}, "thresholds"),
        ("thresholds", {"bad": "0.5"}, "thresholds"),
        ("temperature", -1, "temperature"),
        ("threshold", 1.2, "threshold"),
        ("metrics", [1], "metrics"),
        ("training", "none", "training"),
        ("format", 2, "format"),
        ("format", "1", "format"),
        ("weights", "https://example.org/weights.bin", "unknown field 'weights'"),
        ("__reduce__", "os.system", "unknown field"),
    ],
)
def test_a_card_with_a_wrong_value_is_refused_by_name(place, value, message, folder):
    _change(folder, place, value)
    _refused(folder, message)


@pytest.mark.parametrize("needed", ["name", "title", "architecture", "classes", "input", "format"])
def test_a_card_that_lacks_something_is_refused_by_name(needed, folder):
    card = json.loads((folder / CARD_FILE).read_text())
    card.pop(needed)
    (folder / CARD_FILE).write_text(json.dumps(card))
    _refused(folder, needed)


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "5", '"card"', "{", "{}", '{"format": 1}', '{"format": 1, "format": 1}',
        "[" * 100_000, '{"a":' * 100_000, "\ufeff{}", '{"format": NaN}', "9" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_what_is_no_card_is_refused(text, folder):
    (folder / CARD_FILE).write_text(text, encoding="utf-8")
    _refused(folder)


def test_a_card_that_is_no_text_or_too_large_is_refused(folder):
    (folder / CARD_FILE).write_bytes(b"\xff\xfe\x00\x80")
    _refused(folder, "not a readable card")
    (folder / CARD_FILE).write_bytes(b" " * 3_000_000)
    _refused(folder, "too large")


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(_ANYTHING)
def test_any_json_at_all_is_a_card_or_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    (folder / CARD_FILE).write_text(json.dumps(content))
    with pytest.raises(ModelError):
        load_card(folder)


# Weights


def _tensors(folder, change):
    tensors = load((folder / WEIGHTS_FILE).read_bytes())  # not mapped: Windows writes to no mapped file
    change(tensors)
    save_file({name: value.contiguous() for name, value in tensors.items()}, folder / WEIGHTS_FILE)


_FIRST = "network.trunk.0.weight"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop(_FIRST), "missing"),
        (lambda t: t.update({"network.surprise": torch.zeros(1)}), "unknown"),
        (lambda t: t.update({"optimizer.state": torch.zeros(1)}), "unknown"),
        (lambda t: t.update({_FIRST: torch.zeros(32, 3, 5, 5)}), r"\(32, 3, 5, 5\)"),
        (lambda t: t.update({_FIRST: t[_FIRST].half()}), "float16"),
        (lambda t: t.update({_FIRST: t[_FIRST].double()}), "no tensor"),
        (lambda t: t.update({_FIRST: t[_FIRST].bfloat16()}), "no tensor"),
        (lambda t: t.update({_FIRST: torch.full_like(t[_FIRST], torch.nan)}), "no number"),
        (lambda t: t.update({_FIRST: torch.full_like(t[_FIRST], torch.inf)}), "no number"),
        (lambda t: t.update({"familiarity.bank": torch.zeros(5)}), "bank"),
        (lambda t: t.update({"familiarity.bank": torch.zeros(5, 127).half()}), "bank"),
        (lambda t: t.update({"familiarity.bank": torch.zeros(0, 128).half()}), "bank"),
        (lambda t: t.update({"familiarity.bank": torch.full((5, 128), torch.nan).half()}), "bank"),
    ],
)
def test_weights_that_are_not_those_of_the_network_are_refused(change, message, folder):
    _tensors(folder, change)
    _refused(folder, message)


def _with_header(folder, header: bytes, length: int | None = None, body: bytes = b""):
    length = len(header) if length is None else length
    (folder / WEIGHTS_FILE).write_bytes(struct.pack("<Q", length) + header + body)


@pytest.mark.parametrize(
    ("header", "length"),
    [
        (b"{}", LARGEST_HEADER_BYTES + 1),
        (b"{}", 2**63),
        (b"{}", 0),
        (b"{}", 3),
        (b"[]", None),
        (b"not json", None),
        (b"\xff\xfe", None),
        (b"[" * 50_000, None),
        (b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {}}', None),
        (b'{"a": {"dtype": "F32", "shape": [1000000000000], "data_offsets": [0, 4000000000000]}}', None),
        (b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": [8, 4]}}', None),
        (b'{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}', None),
        (b'{"a": {"dtype": "O", "shape": [1], "data_offsets": [0, 4]}}', None),
        (b'{"a": {"dtype": "F32", "file": "/etc/passwd"}}', None),
        (b'{"a": 5}', None),
        (b'{"__metadata__": {"format": "pt", "run": "os.system"}}', None),
        (b'{"__metadata__": "x"}', None),
    ],
    ids=range(17),
)
def test_a_header_that_lies_is_refused_before_anything_is_allocated(header, length, folder):
    _with_header(folder, header, length, b"\0" * 4)
    _refused(folder, WEIGHTS_FILE)


@pytest.mark.parametrize("kept", [0, 4, 8, 100, 50_000])
def test_a_file_cut_short_or_continued_is_refused(kept, folder):
    whole = (folder / WEIGHTS_FILE).read_bytes()
    (folder / WEIGHTS_FILE).write_bytes(whole[:kept])
    _refused(folder, WEIGHTS_FILE)
    (folder / WEIGHTS_FILE).write_bytes(whole + b"more")
    _refused(folder, WEIGHTS_FILE)


@pytest.mark.parametrize("kind", ["torch", "pickle", "zip", "numpy"])
def test_no_pickle_is_run_under_any_name(kind, folder, tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "owned"), "w"))

    path = folder / WEIGHTS_FILE
    if kind == "torch":
        torch.save({"network.x": Evil()}, path)
    elif kind == "pickle":
        path.write_bytes(pickle.dumps(Evil()))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("data.pkl", pickle.dumps(Evil()))
    else:
        with path.open("wb") as file:
            np.save(file, np.array([Evil()], object), allow_pickle=True)
    _refused(folder, WEIGHTS_FILE)
    for name in ("model.pth", "pytorch_model.bin", "model.pkl", "card.py"):
        path.rename(folder / name) if path.exists() else (folder / name).write_bytes(pickle.dumps(Evil()))
    _refused(folder, WEIGHTS_FILE)
    assert not (tmp_path / "owned").exists()


def test_a_folder_where_a_file_should_be_is_refused(folder):
    (folder / WEIGHTS_FILE).unlink()
    (folder / WEIGHTS_FILE).mkdir()
    _refused(folder, WEIGHTS_FILE)
    (folder / CARD_FILE).unlink()
    (folder / CARD_FILE).mkdir()
    _refused(folder, CARD_FILE)
