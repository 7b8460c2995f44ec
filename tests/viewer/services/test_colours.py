"""Colours of the image: tables against other libraries, and how a coloured pane is drawn."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.pixels.processing import apply_color_lut

from ml.imaging.values import Frame, FrameInfo, Series, SortRule, VoiFunction, Window
from viewer.core.image_colours import ColourMap, colour_bar, default_colour_map, number_text, with_kept
from viewer.core.render_request import RenderRequest
from viewer.core.viewport import FIT, Grid, View, Viewport
from viewer.services.colour_tables import colour_table
from viewer.services.rendering import Renderer
from viewer.widgets.colour_key_painter import bar_picture

UIDS = {  # PS3.6 Table B.1-1
    ColourMap.HOT_IRON: "1.2.840.10008.1.5.1",
    ColourMap.PET: "1.2.840.10008.1.5.2",
    ColourMap.HOT_METAL_BLUE: "1.2.840.10008.1.5.3",
    ColourMap.PET_20_STEP: "1.2.840.10008.1.5.4",
}
RAMP = Frame(FrameInfo(Path("ramp"), 0, 1, 256), np.arange(256, dtype=np.uint8)[np.newaxis])
WINDOW = Window(128, 256)


def series_of(modality: str) -> Series:
    return Series("1", modality, "", "", "", SortRule.POSITION, (RAMP.info,))


def drawn(colour_map: ColourMap, view: View = FIT, screen=(256, 1), inverted=False) -> np.ndarray:
    viewport = Viewport(Grid(256, 1), screen, view)
    return Renderer().render(RenderRequest(RAMP, viewport, WINDOW, inverted, colour_map=colour_map))


@pytest.mark.parametrize("colour_map", UIDS)
def test_standard_palettes_are_those_of_the_standard(colour_map):
    ramp = np.arange(256, dtype=np.uint8)
    assert np.array_equal(colour_table(colour_map), apply_color_lut(ramp, palette=UIDS[colour_map]))


@pytest.mark.parametrize("name", ["inferno", "magma", "viridis", "cividis"])
def test_even_maps_get_lighter_all_the_way(name):
    lightness = colour_table(ColourMap(name)) @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(lightness) > -1).all() and lightness[-1] - lightness[0] > 150


@pytest.mark.parametrize(
    "colour_map", [one for one in ColourMap if one not in (ColourMap.GREY, ColourMap.INVERTED)]
)
def test_display_values_get_the_colours_of_the_table(colour_map):
    assert np.array_equal(drawn(colour_map)[0], colour_table(colour_map))
    assert np.array_equal(drawn(colour_map, inverted=True)[0], colour_table(colour_map)[::-1])


def test_inverted_grey_is_grey_upside_down_and_inverting_it_makes_it_upright():
    assert np.array_equal(drawn(ColourMap.INVERTED), 255 - drawn(ColourMap.GREY))
    assert np.array_equal(drawn(ColourMap.INVERTED, inverted=True), drawn(ColourMap.GREY))


@pytest.mark.parametrize("colour_map", [ColourMap.VIRIDIS, ColourMap.INVERTED])
@pytest.mark.parametrize("angle_deg", [0, 30])
def test_beside_the_image_it_stays_black(colour_map, angle_deg):
    picture = drawn(colour_map, View(zoom=1.0, angle_deg=angle_deg), screen=(400, 400))
    assert not picture[:20].any() and not picture[-20:].any() and picture[200, 200].any()


def test_a_colour_image_stays_as_it_is():
    frame = Frame(FrameInfo(Path("rgb"), 0, 4, 4), np.full((4, 4, 3), (10, 20, 30), np.uint8))
    viewport = Viewport(Grid(4, 4), (4, 4))
    for colour_map in ColourMap:
        assert (
            Renderer().render(RenderRequest(frame, viewport, colour_map=colour_map)) == (10, 20, 30)
        ).all()


def test_pet_is_shown_as_its_readers_expect():
    assert default_colour_map(series_of("PT"), {}) is ColourMap.INVERTED


def test_scintigraphy_and_computed_maps_begin_in_colours_and_the_rest_in_grey():
    assert default_colour_map(series_of("NM"), {}) is ColourMap.HOT_IRON
    assert default_colour_map(series_of("CT"), {}) is ColourMap.GREY
    for modality in ("MR", "PT", "OT"):
        parametric = replace(series_of(modality), is_parametric=True)
        assert default_colour_map(parametric, {"PT": ColourMap.PET}) is ColourMap.INFERNO


def test_what_the_reader_keeps_holds_for_one_kind_of_image():
    kept = with_kept({}, series_of("NM"), ColourMap.INVERTED)
    assert default_colour_map(series_of("NM"), kept) is ColourMap.INVERTED
    assert (
        default_colour_map(series_of("PT"), with_kept(kept, series_of("PT"), ColourMap.PET)) is ColourMap.PET
    )
    assert with_kept(kept, series_of("NM"), ColourMap.HOT_IRON) == {}  # as without a choice


def test_the_bar_says_which_values_have_which_colours():
    bar = colour_bar(ColourMap.PET, False, Window(5, 10, function=VoiFunction.LINEAR_EXACT), "SUV")
    assert bar.ticks == ((0.0, "0.0"), (0.25, "2.5"), (0.5, "5.0"), (0.75, "7.5"), (1.0, "10.0"))
    assert bar.unit == "SUV"
    assert np.array_equal(bar_picture(bar)[-1, 0], colour_table(ColourMap.PET)[0])
    inverted = colour_bar(ColourMap.PET, True, Window(5, 10), "SUV")
    assert np.array_equal(bar_picture(inverted)[0, 0], colour_table(ColourMap.PET)[0])


def test_a_curved_window_has_no_values_at_even_places():
    sigmoid = colour_bar(ColourMap.PET, False, Window(40, 80, function=VoiFunction.SIGMOID), "")
    table = colour_bar(ColourMap.PET, False, Window(40, 80, function=VoiFunction.TABLE, table=b"ab"), "")
    assert sigmoid.ticks == ((0.5, "40"),) and table.ticks == ()


def test_grey_needs_no_bar():
    assert colour_bar(ColourMap.GREY, False, WINDOW, "HU") is None
    assert colour_bar(ColourMap.PET, False, None, "") is None


def test_numbers_have_as_many_digits_as_they_need():
    texts = [number_text(-0.2, 400), number_text(2.46, 5), number_text(0.123, 1), number_text(0.01234, 0.1)]
    assert texts == ["0", "2.5", "0.12", "0.0123"]
