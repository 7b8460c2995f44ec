"""Cine rates, from files made here and from real ones."""

import numpy as np
import pytest
from pydicom.dataset import Dataset

from ml.imaging import scan
from ml.imaging.cine import frame_time_ms
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write


def header(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({}, None),
        ({"FrameTime": 40}, 40),
        ({"CineRate": 25}, 40),
        ({"CineRate": 10, "FrameTime": 33.3}, 33.3),
        ({"RecommendedDisplayFrameRate": 20, "FrameTime": 33.3}, 50),
        ({"FrameTime": 0, "CineRate": 30}, 1000 / 30),
        ({"FrameTime": -5}, None),
        ({"CineRate": 0}, None),
        ({"FrameTime": 0.04}, None),  # seconds
        ({"FrameTimeVector": [0]}, None),
    ],
)
def test_the_time_of_a_frame(attributes, expected):
    assert frame_time_ms(header(**attributes), 0) == pytest.approx(expected)


def test_frames_may_each_have_their_own_time():
    dataset = header(FrameTimeVector=[0, 40, 60, 80], CineRate=1)
    assert [frame_time_ms(dataset, frame) for frame in range(4)] == [40, 60, 80, 80]


def test_scanned_frames_know_their_time_where_there_are_several(tmp_path):
    pixels = np.zeros((3, 4, 5), np.uint8)
    write(grey_dataset(pixels, FrameTime=25), tmp_path / "a.dcm")
    (series,) = scan([tmp_path / "a.dcm"]).studies[0].series
    assert [frame.frame_time_ms for frame in series.frames] == [25, 25, 25]
    write(grey_dataset(pixels[0], FrameTime=25), tmp_path / "b.dcm")
    (series,) = scan([tmp_path / "b.dcm"]).studies[0].series
    assert series.frames[0].frame_time_ms is None


def test_a_real_ultrasound_loop_has_its_rate():
    (series,) = scan([wheel_file("examples_ybr_color.dcm")]).studies[0].series
    assert series.frames[0].frame_time_ms == pytest.approx(33.333, abs=0.01)
