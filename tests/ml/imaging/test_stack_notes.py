"""What is said about odd stacks: each sentence is for the screen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ml.imaging import FrameInfo, Spacing, SpacingKind
from ml.imaging.stack_notes import stack_notes

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def frames_at(positions, orientation=AXIAL, spacings=(None,), stacks=((),)):
    return [
        FrameInfo(
            Path(f"{index}"),
            0,
            4,
            4,
            spacings[index % len(spacings)],
            tuple(map(float, position)),
            orientation,
            stack=stacks[index % len(stacks)],
        )
        for index, position in enumerate(positions)
    ]


def stack_at(heights, **more):
    return frames_at([(0, 0, height) for height in heights], **more)


def tilted(degrees, count=5):
    """A head CT as a tilted gantry makes it: the table moves along z, the slices lean."""
    angle = np.radians(degrees)
    orientation = (1.0, 0.0, 0.0, 0.0, float(np.cos(angle)), float(np.sin(angle)))
    return frames_at([(0, 0, 5 * index) for index in range(count)], orientation)


def test_an_even_stack_needs_no_words():
    assert stack_notes(stack_at([0, 3, 6, 9])) == ()
    assert stack_notes(stack_at([round(index * 10 / 3, 2) for index in range(10)])) == ()


def test_positions_with_one_digit_are_rounded_not_uneven():
    assert stack_notes(stack_at([round(0.625 * index, 1) for index in range(40)])) == ()
    assert stack_notes(stack_at([0, 0.6, 1.2, 1.8, 2.6, 3.2]))


def test_missing_slices_are_counted():
    notes = stack_notes(stack_at([0, 3, 6, 12, 15, 24, 27]))
    assert notes == ("3 slices missing (the others are 3.00 mm apart)",)


def test_a_segmentation_may_leave_slices_out():
    assert stack_notes(stack_at([0, 3, 6, 12]), is_sparse=True) == ()


def test_uneven_spacing_is_told_with_its_range():
    notes = stack_notes(stack_at([0, 4, 8, 12, 13, 20, 27]))
    assert notes == ("slice spacing is uneven: 1.00 to 7.00 mm",)


def test_copies_at_one_place_are_told():
    notes = stack_notes(stack_at([0, 0, 3, 6]))
    assert notes == ("up to 2 frames lie at the same place, and nothing says why",)


def test_a_film_at_one_place_is_no_stack_of_copies():
    stacks = [(("cardiac phase", f"{index}"),) for index in range(4)]
    assert stack_notes(stack_at([0, 0, 0, 0], stacks=stacks)) == ()


def test_neither_is_one_file_of_frames_at_one_place():
    frames = [replace(frame, path=Path("film"), frame=index) for index, frame in enumerate(stack_at([0] * 4))]
    assert stack_notes(frames) == ()


@pytest.mark.parametrize("degrees", [18.5, -20.0, 3.0])
def test_a_tilted_gantry_is_told_in_degrees(degrees):
    assert stack_notes(tilted(degrees), [-degrees]) == (f"gantry tilt {abs(degrees):.1f}°",)


def test_a_tilt_that_the_header_states_otherwise_is_told_with_both_angles():
    notes = stack_notes(tilted(18.5), [25.0])
    assert notes == ("gantry tilt is 18.5° by the positions, 25.0° by the header",)


def test_an_upright_stack_needs_no_words_though_it_was_made_from_a_tilted_one():
    assert stack_notes(tilted(0), [0.0]) == ()
    assert stack_notes(tilted(0), [12.0]) == ()


def test_slices_that_drift_sideways_are_told():
    notes = stack_notes(frames_at([(index, 0, 5 * index) for index in range(5)]))
    assert notes == ("each slice is shifted sideways: the stack leans by 11.3°",)


def test_slices_that_jump_sideways_are_told():
    notes = stack_notes(frames_at([(0, 0, 0), (0, 0, 5), (7, 0, 10), (0, 0, 15)]))
    assert notes == ("slices do not lie on one line: off by up to 7.0 mm",)


def test_mixed_pixel_spacing_is_told():
    spacings = [Spacing(0.5, 0.5, SpacingKind.PATIENT), Spacing(0.98, 0.98, SpacingKind.PATIENT)]
    notes = stack_notes(stack_at([0, 3, 6], spacings=spacings))
    assert notes == ("pixel spacing differs between frames: 0.5 to 0.98 mm",)
    notes = stack_notes(stack_at([0, 3, 6], spacings=[spacings[0], None, spacings[0]]))
    assert notes == ("only 2 of 3 frames have a pixel spacing",)


def test_frames_in_several_directions_are_told():
    frames = stack_at([0]) + stack_at([0], orientation=(0.0, 1.0, 0.0, 0.0, 0.0, -1.0))
    assert stack_notes(frames) == ("the frames lie in different directions",)
