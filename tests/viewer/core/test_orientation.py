import math

import pytest

from viewer.core.orientation import EdgeLetters, edge_letters, letters

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
