"""Every kind of data set becomes the same samples, and what is wrong with one is said in a sentence."""

import gzip
import sys
from pathlib import Path
from types import SimpleNamespace

import cv2
import nibabel
import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file

from ml.errors import DatasetError
from ml.imaging import display_image
from ml.sources import draw, find_samples, read_sample
from tests.ml.pictures import noise, write_patch_dataset


def described(found) -> list[tuple[str, str, str]]:
    return sorted((s.info.path.name, found.class_names[s.label], s.part) for s in found.samples)


def write_idx(path: Path, values: np.ndarray) -> None:
    header = bytes([0, 0, 8, values.ndim]) + np.array(values.shape, ">u4").tobytes()
    content = header + values.tobytes()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def digits(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, 7, 5), np.uint8), (np.arange(count) % 3).astype(np.uint8)


def test_part_folders_of_class_folders_keep_their_split(tmp_path):
    for part in ("Training", "valid", "testing"):
        write_patch_dataset(tmp_path / part, 2, seed=len(part))
    found = find_samples(tmp_path)
    assert found.class_names == ("patch", "plain")
    parts = [sample.part for sample in found.samples]
    assert {part: parts.count(part) for part in set(parts)} == {"train": 4, "validation": 4, "test": 4}
    assert all(found.class_names[sample.label] == sample.info.path.parent.name for sample in found.samples)


def test_classes_that_are_called_like_parts_are_classes_beside_others(tmp_path):
    for name in ("train", "truck"):
        (tmp_path / name).mkdir()
        cv2.imwrite(str(tmp_path / name / "a.png"), noise(np.random.default_rng(1)))
    found = find_samples(tmp_path)
    assert found.class_names == ("train", "truck") and not found.has_parts


@pytest.mark.parametrize(
    ("folders", "message"),
    [
        (["train/cat", "test/cat", "test/dog"], "no images of 'dog'"),
        (["test/cat", "test/dog"], "none to train on"),
        (["train", "test"], "parts of a split and not classes"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(folders, message, tmp_path):
    for number, name in enumerate(folders):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / name / "a.png"), noise(np.random.default_rng(number)))
    with pytest.raises(DatasetError, match=message):
        find_samples(tmp_path)


def test_a_manifest_gives_labels_patients_and_parts_and_other_columns_are_left_alone(tmp_path):
    data = write_patch_dataset(tmp_path / "data", 2)
    lines = ["Path;label;age;Group;split"]
    for number, part in enumerate(("train", "val", "test")):
        lines.append(f"data/{('patch', 'plain')[number % 2]}/00{number // 2}.png;yes;40;P{number};{part}")
    lines.append(f"{data}/plain/001.png;no;40;;train")
    lines.append("data/gone.png;no;40;;train")
    (tmp_path / "list.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    found = find_samples(tmp_path / "list.csv")
    assert found.class_names == ("no", "yes")
    by_part = {(sample.group, sample.part) for sample in found.samples}
    assert by_part == {("P0", "train"), ("P1", "validation"), ("P2", "test"), ("", "train")}
    (gone,) = found.failures
    assert gone.path.name == "gone.png" and "not there" in gone.reason


def test_a_manifest_lists_dicom_and_nifti_and_every_slice_has_the_label_of_its_file(tmp_path):
    volume = np.random.default_rng(0).integers(0, 100, (12, 10, 4)).astype(np.int16)
    nibabel.save(nibabel.Nifti1Image(volume, np.eye(4)), tmp_path / "volume.nii.gz")
    ct = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    ct.PatientID = "who"
    ct.save_as(tmp_path / "ct.dcm")
    (tmp_path / "list.csv").write_text("path,label\nvolume.nii.gz,mr\nct.dcm,ct\n")
    found = find_samples(tmp_path / "list.csv")
    assert [found.class_names[sample.label] for sample in found.samples] == ["ct", "mr", "mr", "mr", "mr"]
    assert found.samples[0].group == "who"
    assert len({read_sample(sample).pixels.tobytes() for sample in found.samples}) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"file,label\na.png,x\n", "no column 'path'"),
        (b"path,label\n", "no rows"),
        (b"path,label\na.png,\n", "line 2: path or label is empty"),
        (b"path,label\na.png,x\na.png,y\n", "line 3: a.png is named twice"),
        (b"\xff\xfe\x00\x01", "cannot be read as a CSV table in UTF-8"),
        (b"", "no column 'path'"),
        (b"path,label,split\na.png,x,train\nb.png,x,sometimes\n", "line 3: split is 'sometimes'"),
    ],
)
def test_manifests_that_cannot_be_used_say_why(text, message, tmp_path):
    (tmp_path / "list.csv").write_bytes(text)
    with pytest.raises(DatasetError, match=message):
        find_samples(tmp_path / "list.csv")


def test_parquet_without_a_package_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "list.parquet").write_bytes(b"PAR1")
    for name in ("pyarrow", "pyarrow.parquet", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(DatasetError, match=r"kesit\[parquet\]"):
        find_samples(tmp_path / "list.parquet")


def test_parquet_is_read_through_polars_where_that_is_there(tmp_path, monkeypatch):
    write_patch_dataset(tmp_path / "data", 1)
    (tmp_path / "list.parquet").write_bytes(b"PAR1")
    rows = [
        {"path": f"data/{name}/000.png", "label": number} for number, name in enumerate(("patch", "plain"))
    ]
    table = SimpleNamespace(columns=["path", "label"], to_dicts=lambda: rows)
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "polars", SimpleNamespace(read_parquet=lambda path: table))
    assert described(find_samples(tmp_path / "list.parquet")) == [("000.png", "0", ""), ("000.png", "1", "")]


def test_parquet_is_read_through_pyarrow(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    write_patch_dataset(tmp_path / "data", 1)
    table = pyarrow.table({"path": ["data/patch/000.png", "data/plain/000.png"], "label": ["a", "b"]})
    parquet.write_table(table, tmp_path / "list.parquet")
    assert described(find_samples(tmp_path / "list.parquet")) == [("000.png", "a", ""), ("000.png", "b", "")]


@pytest.mark.parametrize("suffix", ["-idx{}-ubyte", "-idx{}-ubyte.gz", ".idx{}-ubyte", ".idx", ".idx.gz"])
def test_idx_files_under_their_usual_names(suffix, tmp_path):
    for name, count in (("train", 9), ("t10k", 6)):
        images, labels = digits(count, count)
        write_idx(tmp_path / f"{name}-images{suffix.format(3)}", images)
        write_idx(tmp_path / f"{name}-labels{suffix.format(1)}", labels)
    found = find_samples(tmp_path)
    assert found.class_names == ("0", "1", "2")
    assert [sample.part for sample in found.samples] == ["test"] * 6 + ["train"] * 9
    expected = digits(9, 9)
    for number, sample in enumerate(found.samples[6:]):
        np.testing.assert_array_equal(display_image(read_sample(sample)), expected[0][number])
        assert sample.label == expected[1][number] and sample.info.frame == number
    alone = find_samples(tmp_path / f"train-images{suffix.format(3)}")
    assert len(alone.samples) == 9 and not alone.has_parts


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "train-labels-idx1-ubyte").unlink(), "labels are not"),
        (
            lambda folder: write_idx(folder / "train-labels-idx1-ubyte", digits(4)[1]),
            "9 images have 4 labels",
        ),
        (lambda folder: (folder / "train-images-idx3-ubyte").write_bytes(b"\0\0\x08\x03\0\0"), "cut short"),
        (lambda folder: (folder / "train-images-idx3-ubyte").write_bytes(b"GIF89a"), "not an IDX file"),
        (
            lambda folder: (folder / "train-images-idx3-ubyte").write_bytes(
                (folder / "train-images-idx3-ubyte").read_bytes()[:-40]
            ),
            "cut short: 275 of 315",
        ),
    ],
)
def test_damaged_idx_files_say_why(change, message, tmp_path):
    images, labels = digits(9)
    write_idx(tmp_path / "train-images-idx3-ubyte", images)
    write_idx(tmp_path / "train-labels-idx1-ubyte", labels)
    change(tmp_path)
    with pytest.raises(DatasetError, match=message):
        find_samples(tmp_path)


def test_a_medmnist_file_in_grey_and_in_colour(tmp_path):
    images, labels = digits(9)
    colour = np.repeat(images[..., None], 3, axis=3)
    column = labels[:, None]  # as MedMNIST has them
    for name, pictures in (("grey", images), ("colour", colour)):
        np.savez(
            tmp_path / f"{name}.npz", train_images=pictures, train_labels=column,
            val_images=pictures[:3], val_labels=column[:3],
            test_images=pictures[3:6], test_labels=column[3:6],
        )  # fmt: skip
        found = find_samples(tmp_path / f"{name}.npz")
        assert [sample.part for sample in found.samples] == ["train"] * 9 + ["validation"] * 3 + ["test"] * 3
        assert [sample.info.frame for sample in found.samples] == list(range(15))
        np.testing.assert_array_equal(display_image(read_sample(found.samples[10])), pictures[1])


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"images": np.zeros((3, 4, 4), np.uint8)}, "train_images and train_labels"),
        ({"train_images": np.zeros((3, 4, 4)), "train_labels": np.arange(3)}, "must be uint8"),
        (
            {"train_images": np.zeros((3, 4, 4), np.uint8), "train_labels": np.zeros((3, 14), int)},
            "one class",
        ),
        ({"train_images": np.array([{}]), "train_labels": np.arange(1)}, "not a readable"),  # a pickle
    ],
)
def test_npz_files_that_cannot_be_used_say_why(arrays, message, tmp_path):
    np.savez(tmp_path / "set.npz", **arrays)
    with pytest.raises(DatasetError, match=message):
        find_samples(tmp_path / "set.npz")


def test_files_that_are_no_data_set_say_what_would_be_one(tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "torn.npz").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(DatasetError, match="MedMNIST"):
        find_samples(tmp_path / "notes.txt")
    with pytest.raises(DatasetError, match="not a readable"):
        find_samples(tmp_path / "torn.npz")


def test_a_class_is_drawn_down_to_so_many_and_others_stay(tmp_path):
    for name, count in (("many", 9), ("few", 2)):
        (tmp_path / name).mkdir()
        for number in range(count):
            cv2.imwrite(str(tmp_path / name / f"{number}.png"), np.full((9, 9), number, np.uint8))
    found = find_samples(tmp_path)
    drawn = draw(found, 4, seed=1)
    assert [sum(sample.label == label for sample in drawn.samples) for label in (0, 1)] == [2, 4]
    assert list(drawn.samples) == [sample for sample in found.samples if sample in drawn.samples]
    assert drawn.samples == draw(found, 4, seed=1).samples != draw(found, 4, seed=2).samples
