"""The order of frames, for any order of files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.imaging import FrameInfo, SortRule, scan
from ml.imaging.places import heights_mm
from ml.imaging.sorting import sort_frames
from tests.ml.imaging.maker import grey_dataset, write

unhurried = settings(deadline=None, max_examples=40)  # a busy machine is no failure
AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)


def slice_at(height, number=None, orientation=AXIAL, name=None):
    normal = np.cross(orientation[:3], orientation[3:])
    position = tuple(
        float(value) for value in height * normal + np.array([5.0, 5.0, 5.0]) * (1 - abs(normal))
    )
    return FrameInfo(Path(name or f"file{height}-{number}"), 0, 4, 4, None, position, orientation, number)


def positions(frames):
    return [frame.position_mm for frame in frames]


@unhurried
@given(st.permutations(range(8)), st.sampled_from([AXIAL, CORONAL, (0.8, 0.6, 0.0, 0.0, 0.0, -1.0)]))
def test_any_order_of_files_gives_the_order_along_the_slice_normal(order, orientation):
    stack = [slice_at(3.0 * index, number=20 - index, orientation=orientation) for index in range(8)]
    result = sort_frames([stack[index] for index in order])
    assert result.rule is SortRule.POSITION
    assert list(result.frames) == stack


@unhurried
@given(st.permutations(range(6)))
def test_frames_without_position_are_sorted_by_instance_number_not_by_name(order):
    frames = [FrameInfo(Path(f"f{9 - number}"), 0, 4, 4, instance_number=number) for number in range(6)]
    result = sort_frames([frames[index] for index in order])
    assert result.rule is SortRule.INSTANCE_NUMBER
    assert [frame.instance_number for frame in result.frames] == list(range(6))


@unhurried
@given(st.permutations(range(12)))
def test_frames_with_nothing_else_are_sorted_by_natural_name(order):
    frames = [FrameInfo(Path(f"folder{index // 6}/image {index}.png"), 0, 4, 4) for index in range(12)]
    result = sort_frames([frames[index] for index in order])
    assert result.rule is SortRule.FILE_NAME
    assert list(result.frames) == frames


def test_the_frames_of_one_file_keep_their_stored_order_without_positions():
    frames = [FrameInfo(Path("cine"), index, 4, 4, instance_number=1) for index in (2, 0, 1)]
    result = sort_frames(frames)
    assert result.rule is SortRule.FRAME_NUMBER
    assert [frame.frame for frame in result.frames] == [0, 1, 2]


def test_equal_instance_numbers_are_no_order():
    frames = [FrameInfo(Path(f"b{index}"), 0, 4, 4, instance_number=1) for index in (10, 9)]
    result = sort_frames(frames)
    assert result.rule is SortRule.FILE_NAME
    assert [frame.path.name for frame in result.frames] == ["b9", "b10"]


def test_slices_at_one_place_are_ordered_by_instance_number():
    frames = [slice_at(height, number) for height, number in [(0, 4), (5, 3), (0, 2), (5, 1)]]
    result = sort_frames(frames)
    assert [(frame.position_mm[2], frame.instance_number) for frame in result.frames] == [
        (0, 2),
        (0, 4),
        (5, 1),
        (5, 3),
    ]


@unhurried
@given(st.permutations(range(5)))
def test_a_film_at_one_place_is_sorted_by_time_whatever_its_instance_numbers(order):
    film = [
        replace(slice_at(0, number=9 - index), stack=(("cardiac phase", f"{40.5 * index:g}"),))
        for index in range(5)
    ]
    result = sort_frames([film[index] for index in order])
    assert result.rule is SortRule.TIME
    assert list(result.frames) == film


def test_positions_that_do_not_differ_give_no_order():
    frames = [slice_at(0, number) for number in (3, 1, 2)]
    result = sort_frames(frames)
    assert result.rule is SortRule.INSTANCE_NUMBER
    assert [frame.instance_number for frame in result.frames] == [1, 2, 3]


def test_slices_that_are_not_parallel_are_not_sorted_by_position():
    frames = [slice_at(0, 2), slice_at(1, 1, orientation=CORONAL)]
    assert sort_frames(frames).rule is SortRule.INSTANCE_NUMBER


@pytest.mark.parametrize(("distance_mm", "noise_mm"), [(2.0, 0.004), (0.005, 0.00005)])
def test_rounding_noise_parts_no_place_and_thin_sections_stay_apart(distance_mm, noise_mm):
    heights = [index * distance_mm + noise for index in range(9) for noise in (0, noise_mm)]
    frames = [slice_at(height, number) for number, height in enumerate(heights)]
    assert len(set(heights_mm(frames))) == 9


def test_mosaics_follow_each_other_in_time_though_motion_correction_moves_their_positions(tmp_path):
    for number, height in enumerate([0.0, 0.3, -0.2, 0.1]):
        dataset = grey_dataset(
            np.zeros((4, 4), np.int16),
            Modality="MR",
            ImageType=["ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"],
            InstanceNumber=number,
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            ImagePositionPatient=[0, 0, height],
        )
        write(dataset, tmp_path / f"{9 - number}.dcm")
    (series,) = scan([tmp_path]).studies[0].series
    assert series.sort is SortRule.INSTANCE_NUMBER
    assert [frame.instance_number for frame in series.frames] == [0, 1, 2, 3]
    assert series.notes == ()
