from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ml.imaging.values import FrameInfo, Series, SortRule, Spacing, SpacingKind
from viewer.core.linking import Place, same_distance, same_place
from viewer.core.planes import crossing, nearest_slice, plane_of

AXIAL, SAGITTAL = (1.0, 0, 0, 0, 1, 0), (0, 1.0, 0, 0, 0, -1)
angles, millimetres = st.floats(-3, 3), st.floats(-80, 80)


def frame(position=(0.0, 0.0, 0.0), orientation=AXIAL, space="1.2") -> FrameInfo:
    spacing = Spacing(0.5, 0.8, SpacingKind.PATIENT)
    return FrameInfo(Path("a"), 0, 100, 200, spacing, position, orientation, frame_of_reference=space)


def stack(step_mm: float, count: int, start_mm: float = 0.0, space: str = "1.2") -> Series:
    frames = tuple(frame((0, 0, start_mm + step_mm * number), space=space) for number in range(count))
    return Series("1", "MR", "", "", "", SortRule.POSITION, frames)


@st.composite
def frames(draw) -> FrameInfo:
    """A frame anywhere, in any direction."""
    turns = np.eye(3)
    for axis, angle in enumerate([draw(angles) for _ in range(3)]):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        turn = np.eye(3)
        turn[a, a] = turn[b, b] = np.cos(angle)
        turn[a, b], turn[b, a] = -np.sin(angle), np.sin(angle)
        turns = turn @ turns
    position = tuple(draw(millimetres) for _ in range(3))
    return frame(position, (*turns[:, 0], *turns[:, 1]))


@given(frames(), st.floats(-300, 300), st.floats(-300, 300))
def test_patient_points_and_image_points_are_each_others_inverse(info, x, y):
    plane = plane_of(info)
    place = plane.to_patient((x, y))
    assert plane.to_image(place) == pytest.approx((x, y), abs=1e-6)
    assert plane.distance(place) == pytest.approx(0, abs=1e-6)


def test_the_position_is_the_middle_of_the_first_pixel():
    assert plane_of(frame((10, 20, 30))).to_patient((0.5, 0.5)) == pytest.approx([10, 20, 30])
    assert plane_of(frame((10, 20, 30))).to_patient((1.5, 0.5)) == pytest.approx([10.8, 20, 30])


@given(frames(), frames())
def test_a_reference_line_lies_in_both_planes(source, target):
    ends = crossing(source, target)
    assume(ends is not None)
    for end in ends:
        assert plane_of(source).distance(plane_of(target).to_patient(end)) == pytest.approx(0, abs=1e-6)


def test_there_is_no_line_where_planes_are_parallel_apart_or_of_another_space():
    sagittal = frame((50, 0, 20), SAGITTAL)
    assert crossing(frame(), sagittal) is not None
    assert crossing(frame(), frame((0, 0, 7))) is None
    assert crossing(frame((0, 0, 500)), sagittal) is not None  # the cut plane goes on for ever
    assert crossing(sagittal, frame((0, 0, 500))) is None  # the cutting frame does not
    assert crossing(frame(space="9"), sagittal) is None
    assert crossing(frame(space=""), frame((50, 0, 20), SAGITTAL, space="")) is None
    assert crossing(replace(frame(), spacing=None), sagittal) is None


def test_the_nearest_slice_is_the_one_at_the_same_height():
    thick = stack(5, 20)
    assert nearest_slice(thick.frames, np.array([3, -9, 22.0]), 0) == 4
    assert nearest_slice(thick.frames, np.array([0, 0, 900.0]), 0) == 19
    assert nearest_slice([replace(frame(), position_mm=None)], np.zeros(3), 0) is None


def test_of_slices_at_one_place_the_one_at_the_same_index_is_taken():
    repeated = [frame((0, 0, height)) for height in (0, 0, 0, 5, 5, 5)]
    assert [nearest_slice(repeated, np.array([0, 0, 5.0]), near) for near in (0, 4, 5)] == [3, 4, 5]


@given(st.floats(0.5, 6), st.floats(0.5, 6), st.integers(0, 29))
def test_linked_slices_are_never_farther_apart_than_half_a_step(step, other_step, index):
    here, there = stack(step, 30), stack(other_step, 30)
    found = same_place(Place(here, index), Place(there, 0))
    height = min(index * step, 29 * other_step)
    assert abs(found * other_step - height) <= other_step / 2 + 1e-3


def test_nothing_is_the_same_place_in_another_space_or_direction():
    here = Place(stack(2, 5), 3)
    across = replace(here.series, frames=(frame(orientation=SAGITTAL),))
    assert same_place(here, Place(stack(2, 5, space="9"), 0)) is None
    assert same_place(here, Place(across, 0)) is None


def test_a_link_by_hand_keeps_millimetres_and_slices_where_there_are_none():
    now, prior = stack(2, 50), stack(4, 50, start_mm=-300, space="9")
    assert same_distance(Place(now, 30), Place(now, 10), Place(prior, 5)) == 15  # 40 mm on
    films = replace(prior, frames=tuple(replace(info, position_mm=None) for info in prior.frames))
    assert same_distance(Place(now, 30), Place(now, 10), Place(films, 5)) == 25
