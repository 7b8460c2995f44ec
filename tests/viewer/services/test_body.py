"""Evidence in the air around a body is called by its name; where air cannot be told, nothing is claimed."""

import cv2
import numpy as np
import pytest

from ml.results import HeatMap
from tests.ml.pictures import frame_of
from viewer.core.heat_place import air_text
from viewer.services.body import body_mask, evidence_in_air

SIDE = 320


def head(noise: float = 6) -> np.ndarray:
    """A bright rim, dark bone, a brain with dark ventricles, on noise."""
    image = np.zeros((SIDE, SIDE), np.uint8)
    for size, level in ((110, 210), (100, 15), (92, 110)):
        cv2.ellipse(image, (160, 160), (size, size - 20), 0, 0, 360, level, -1)
    cv2.circle(image, (150, 160), 25, 12, -1)
    grains = np.abs(np.random.default_rng(0).normal(0, noise, image.shape))
    return np.clip(image + grains, 0, 255).astype(np.uint8)


def heat_at(x: int, y: int, more: tuple[tuple[int, int], ...] = ()) -> HeatMap:
    values = np.zeros((SIDE, SIDE), np.float32)
    for place, level in (((x, y), 1.0), *((one, 0.9) for one in more)):
        cv2.circle(values, place, 15, level, -1)
    return HeatMap(values, "a", 2.0, cell_px=(40.0, 40.0))


def test_a_peak_in_the_air_is_told_with_the_share_of_the_evidence_there():
    frame = frame_of(head())
    assert evidence_in_air(heat_at(25, 25), frame) == pytest.approx(1.0)
    share = evidence_in_air(heat_at(25, 25, more=((160, 220),)), frame)
    assert share == pytest.approx(1 / 1.9, abs=0.05)
    assert air_text(share) == (
        "The peak lies outside the body: the answer rests on the background "
        f"({share:.0%} of the evidence lies there)."
    )


@pytest.mark.parametrize("place", [(160, 220), (150, 160), (160, 90), (62, 160)])
def test_a_peak_in_the_body_in_a_ventricle_in_bone_or_at_the_skin_is_not(place):
    assert evidence_in_air(heat_at(*place), frame_of(head())) is None


def test_where_air_cannot_be_told_from_the_body_nothing_is_claimed():
    textured = np.random.default_rng(1).integers(90, 160, (SIDE, SIDE)).astype(np.uint8)
    for image in (textured, np.full((SIDE, SIDE), 40, np.uint8), np.zeros((SIDE, SIDE), np.uint8)):
        assert body_mask(frame_of(image)) is None
        assert evidence_in_air(heat_at(25, 25), frame_of(image)) is None


def test_both_hands_are_body_and_a_letter_is_not():
    image = np.zeros((SIDE, SIDE), np.uint8)
    for x in (90, 230):
        cv2.ellipse(image, (x, 180), (40, 110), 0, 0, 360, 150, -1)
    cv2.putText(image, "R", (150, 30), 0, 0.6, 255, 2)
    frame = frame_of(image)
    assert evidence_in_air(heat_at(90, 180), frame) is None
    assert evidence_in_air(heat_at(230, 180), frame) is None
    assert evidence_in_air(heat_at(156, 24), frame) is not None


def test_without_evidence_there_is_nothing_to_say():
    nothing = HeatMap(np.zeros((SIDE, SIDE), np.float32), "a", 0.0)
    assert evidence_in_air(nothing, frame_of(head())) is None and air_text(None) == ""
