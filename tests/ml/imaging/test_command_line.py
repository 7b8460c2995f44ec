"""``python -m ml.imaging``: JSON that others script against, pictures, exit codes."""

import json
import subprocess
import sys

import cv2
import numpy as np
import pytest

from ml.imaging.__main__ import main
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def series_folder(tmp_path, count=3):
    folder = tmp_path / "Secret Person"
    folder.mkdir()
    for index in range(count):
        write(
            grey_dataset(
                np.full((4, 6), index * 10, np.int16),
                WindowCenter=10.5,
                WindowWidth=21,
                PixelSpacing=[0.5, 0.25],
                ImagePositionPatient=[0, 0, -index],
                ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
                SeriesDescription="Head",
            ),
            folder / f"{index}.dcm",
        )
    return folder


def test_json_has_the_shape_that_is_documented(capsys, tmp_path):
    folder = series_folder(tmp_path)
    code, out, _ = run(capsys, folder, "--json")
    answer = json.loads(out)
    assert code == 0
    (study,) = answer["studies"]
    assert study["study_uid"] == "1.2.3"
    assert study["series"] == [
        {
            "series_uid": "1.2.3.4",
            "modality": "CT",
            "description": "Head",
            "frames": 3,
            "rows": 4,
            "columns": 6,
            "transfer_syntax": "Explicit VR Little Endian",
            "spacing_mm": [0.5, 0.25],
            "spacing_kind": "patient",
            "sort": "position",
            "notes": [],
            "files": [str(folder / f"{index}.dcm") for index in (2, 1, 0)],
        }
    ]
    assert study["objects"] == []
    assert answer["failures"] == []


def test_what_has_no_frames_is_listed_as_an_object_and_is_no_failure(capsys):
    code, out, _ = run(capsys, wheel_file("rtplan.dcm"), wheel_file("test-SR.dcm"), "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["failures"] == []
    objects = [other for study in answer["studies"] for other in study["objects"]]
    assert {(other["modality"], other["name"]) for other in objects} == {
        ("RTPLAN", "RT Plan"),
        ("SR", "Comprehensive SR"),
    }
    assert {other["path"] for other in objects} == {
        str(wheel_file("rtplan.dcm")),
        str(wheel_file("test-SR.dcm")),
    }
    code, out, err = run(capsys, wheel_file("rtplan.dcm"))
    assert code == 0
    assert "RTPLAN Plan1: RT Plan" in out
    assert "No image" not in err


def test_spacing_that_is_unknown_is_null(capsys, tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((4, 4), np.uint8))
    _, out, _ = run(capsys, tmp_path, "--json")
    series = json.loads(out)["studies"][0]["series"][0]
    assert (series["spacing_mm"], series["spacing_kind"]) == (None, "none")
    assert series["transfer_syntax"] == "PNG"


def test_a_file_of_several_frames_is_listed_once(capsys):
    _, out, _ = run(capsys, wheel_file("examples_ybr_color.dcm"), "--json")
    series = json.loads(out)["studies"][0]["series"][0]
    assert series["frames"] == 30
    assert len(series["files"]) == 1
    assert series["sort"] == "frame_number"


def test_failures_are_listed_and_make_the_exit_code_1(capsys, tmp_path):
    folder = series_folder(tmp_path)
    (folder / "bad.dcm").write_bytes(b"")
    code, out, _ = run(capsys, folder, tmp_path / "missing", "--json")
    answer = json.loads(out)
    assert code == 1
    assert {failure["reason"] for failure in answer["failures"]} == {
        "the file is empty",
        "no such file or folder",
    }
    assert answer["studies"][0]["series"][0]["frames"] == 3


def test_a_folder_without_images_says_so(capsys, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing to see")
    code, out, err = run(capsys, tmp_path)
    assert code == 1
    assert "No image was found" in err
    assert "1 files are no images" in out


def test_pictures_show_each_frame_in_order_under_names_that_tell_nothing(capsys, tmp_path):
    folder = series_folder(tmp_path)
    target = tmp_path / "pictures"
    code, out, _ = run(capsys, folder, "--json", "--png", target)
    assert code == 0
    names = json.loads(out)["studies"][0]["series"][0]["png"]
    assert [cv2.imread(name, cv2.IMREAD_UNCHANGED)[0, 0] for name in names] == [255, 128, 0]
    assert [cv2.imread(name, cv2.IMREAD_UNCHANGED).shape for name in names] == [(4, 6)] * 3
    written = sorted(path.name for path in target.iterdir())
    assert written == [f"study001-series001-0000{number}.png" for number in (1, 2, 3)]


def test_colour_pictures_keep_red_red(capsys, tmp_path):
    run(capsys, wheel_file("SC_rgb_rle.dcm"), "--png", tmp_path)
    (path,) = tmp_path.iterdir()
    assert cv2.imread(str(path))[5, 50].tolist() == [0, 0, 255]  # OpenCV reads BGR


def test_a_frame_that_cannot_be_decoded_is_a_failure_and_no_picture(capsys, tmp_path):
    name = "JPEG2000-embedded-sequence-delimiter.dcm"
    code, out, _ = run(capsys, wheel_file(name), "--json", "--png", tmp_path)
    answer = json.loads(out)
    assert code == 1
    assert answer["studies"][0]["series"][0]["png"] == [None]
    assert answer["failures"][0]["reason"].startswith("frame 1: damaged")


def test_a_folder_that_cannot_be_written_to_is_a_failure(capsys, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    code, out, _ = run(capsys, series_folder(tmp_path), "--json", "--png", tmp_path / "taken")
    assert code == 1
    assert "pictures cannot be written there" in json.loads(out)["failures"][0]["reason"]


def test_text_lists_series_and_notes_without_the_patient(capsys, tmp_path):
    folder = series_folder(tmp_path, count=2)
    code, out, _ = run(capsys, folder)
    assert code == 0
    assert "CT Head: 2 frames of 4 x 6, Explicit VR Little Endian, sorted by position" in out
    assert "Secret^Person" not in out


@pytest.mark.parametrize("arguments", [[], ["--no-such-option", "x"]])
def test_wrong_usage_exits_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_results_go_to_stdout_and_progress_to_stderr(tmp_path):
    command = [sys.executable, "-m", "ml.imaging", str(series_folder(tmp_path)), "--json"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0
    assert json.loads(finished.stdout)["studies"]
    assert "headers" in finished.stderr
