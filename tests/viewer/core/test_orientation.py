import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.orientation import EdgeLetters, edge_letters, letters
from viewer.core.viewport import FIT, Grid, Viewport

AXIAL = (1, 0, 0, 0, 1, 0)
CORONAL = (1, 0, 0, 0, 0, -1)
SAGITTAL = (0, 1, 0, 0, 0, -1)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (AXIAL, EdgeLetters(left="R", right="L", top="A", bottom="P")),
        (CORONAL, EdgeLetters(left="R", right="L", top="H", bottom="F")),
        (SAGITTAL, EdgeLetters(left="A", right="P", top="H", bottom="F")),
        (None, EdgeLetters()),
    ],
)
def test_standard_planes_have_their_letters(orientation, expected):
    assert edge_letters(orientation) == expected


def test_an_oblique_direction_names_its_strongest_side_first():
    turn = math.radians(30)
    assert letters((math.cos(turn), math.sin(turn), 0)) == "LP"
    assert letters((-math.sin(turn), 0, math.cos(turn))) == "HR"


def test_a_slight_tilt_earns_no_second_letter():
    turn = math.radians(10)
    assert letters((math.cos(turn), math.sin(turn), 0)) == "L"


def test_letters_go_along_with_turns_and_flips():
    assert edge_letters(AXIAL, FIT.flipped()) == EdgeLetters(left="L", right="R", top="A", bottom="P")
    assert edge_letters(AXIAL, FIT.flipped(vertically=True)) == EdgeLetters("R", "L", "P", "A")
    assert edge_letters(AXIAL, FIT.turned(1)) == EdgeLetters(left="P", right="A", top="R", bottom="L")


@given(
    st.lists(st.sampled_from(["turn", "flip"]), max_size=6), st.sampled_from([AXIAL, CORONAL, SAGITTAL]),
    st.integers(5, 900), st.integers(5, 900),
)  # fmt: skip
def test_the_letter_at_the_right_is_where_the_image_at_the_right_lies(steps, orientation, width, height):
    """However the view came about: what the viewport puts at the right edge is what its letter says."""
    view = FIT
    for step in steps:
        view = view.turned(1) if step == "turn" else view.flipped()
    viewport = Viewport(Grid(40, 30), (width, height), view)
    middle, right = (viewport.screen_to_image((x, height / 2)) for x in (width / 2, width))
    across, down = (b - a for a, b in zip(middle, right, strict=True))
    direction = [across * a + down * b for a, b in zip(orientation[:3], orientation[3:], strict=True)]
    length = math.hypot(*direction)
    assert edge_letters(orientation, view).right == letters(tuple(value / length for value in direction))
