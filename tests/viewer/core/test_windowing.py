import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.imaging.values import VoiFunction, Window
from viewer.core.windowing import PRESETS, dragged

BRAIN = Window(40, 80, "Brain")
pixels = st.floats(-3000, 3000)


def test_dragging_right_widens_and_down_raises_the_center():
    window = dragged(BRAIN, 30, 15, value_range=0)
    assert (window.width, window.center) == (88, 44)


def test_a_dragged_window_is_no_preset_any_more():
    assert dragged(BRAIN, 1, 0, 0).name == ""


def test_no_movement_changes_no_number():
    window = dragged(BRAIN, 0, 0, 4000)
    assert (window.center, window.width) == (BRAIN.center, BRAIN.width)


def test_a_narrow_window_still_moves_over_a_wide_range():
    assert dragged(Window(0, 1), 300, 0, value_range=4000).width > 200


@given(pixels, pixels, st.sampled_from(VoiFunction), st.floats(0, 70000))
def test_the_width_stays_valid_for_its_function(dx, dy, function, value_range):
    window = dragged(Window(0, 50, function=function), dx, dy, value_range)
    assert window.width >= 1 if function is VoiFunction.LINEAR else window.width > 0
    assert window.function is function


@pytest.mark.parametrize(
    ("name", "width", "center"),
    [("Brain", 80, 40), ("Lung", 1500, -600), ("Bone", 2000, 350), ("Abdomen", 400, 40), ("Liver", 150, 90)],
)
def test_ct_presets_have_the_agreed_values(name, width, center):
    (preset,) = [preset for preset in PRESETS if preset.name == name]
    assert (preset.window.width, preset.window.center, preset.modality) == (width, center, "CT")


def test_pet_presets_begin_at_nothing():
    pets = [preset for preset in PRESETS if preset.modality == "PT"]
    assert [preset.window.center - preset.window.width / 2 for preset in pets] == [0, 0]
    assert {preset.unit for preset in pets} == {"SUV"}


def test_preset_ids_and_keys_are_unique():
    assert len({preset.id for preset in PRESETS}) == len({preset.key for preset in PRESETS}) == len(PRESETS)
