"""What is written over the image."""

from dataclasses import replace

import pytest

from tests.ml.imaging.maker import write
from tests.ml.imaging.test_suv import pet


@pytest.mark.parametrize("width", [1200, 300])
def test_a_pet_without_suv_says_why_in_panes_of_any_size(opened, tmp_path, width):
    pane = opened(write(pet(PatientWeight=None), tmp_path / "pet.dcm")).active.pane
    pane.setFixedSize(width, 400)
    corners = pane.scene.corners
    assert corners.notes == ("no SUV: the weight of the patient is not known",)
    written = pane.grab().toImage()
    pane.show_scene(replace(pane.scene, corners=replace(corners, notes=())))
    assert pane.grab().toImage() != written
