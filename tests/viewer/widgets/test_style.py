"""The style sheet wherever the program is installed."""

import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView

from viewer.core.preferences import Theme
from viewer.services.training_values import SplitPlan
from viewer.widgets import palette, style
from viewer.widgets.series_delegate import SeriesDelegate
from viewer.widgets.training_colours import RIGHT, WRONG, mixed, readable_on
from viewer.widgets.training_curves import TrainingCurves
from viewer.widgets.training_split_bars import SplitBars


@pytest.mark.parametrize("place", ["deneme klasörü/ÇŞĞ", "user@host (1)"])
def test_the_style_sheet_is_understood_in_a_folder_of_any_name(qtbot, qtlog, tmp_path, monkeypatch, place):
    folder = Path(shutil.copytree(style._FOLDER, tmp_path / place / "style"))
    monkeypatch.setattr(style, "_FOLDER", folder)
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(style.style_sheet())
    box.show()
    box.grab()
    assert not [record for record in qtlog.records if "parse" in record.message or "open" in record.message]
    assert folder.as_posix() in style.style_sheet()


THEMES = {"dark": palette.DARK, "light": palette.LIGHT}
TEXTS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "panel", "raised", "selected")),
    *(
        (text, ground)
        for text in ("attention", "good", "positive", "accent_bright")
        for ground in ("window", "panel")
    ),
    ("text", "accent_deep"),
    ("stage_text", "stage"),
    ("stage_muted", "stage"),
]
CURVES = ("curve_training", "curve_validation", "curve_macro_f1")
SHAPES = [  # what must be told apart and is no text
    *(("accent", ground) for ground in ("window", "panel", "raised")),
    *(("disabled", ground) for ground in ("panel", "raised")),
    ("on_accent", "accent"),
    ("muted", "track"),
    *((curve, ground) for curve in CURVES for ground in ("window", "panel", "raised")),
]
# What people see whose eyes lack one kind of cones: G. M. Machado et al., IEEE TVCG 15 (2009), severity 1.
COLOUR_VISION = {
    "full": np.eye(3),
    "no red cones": [(0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)],
    "no green cones": [(0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)],
    "no blue cones": [(1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)],
}
TO_XYZ = np.array([(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)])
WHITE = TO_XYZ.sum(axis=1)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    return float(np.dot(linear(colour), (0.2126, 0.7152, 0.0722)))


def linear(colour: str) -> list[float]:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def seen(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* of what is seen of a colour."""
    light = np.clip(np.array(COLOUR_VISION[vision]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ light / WHITE, 0.009))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (SHAPES, 3.0)], ids=["texts", "shapes"])
def test_everything_stands_out_from_its_ground(theme, pairs, least):
    colours = THEMES[theme]
    found = {pair: contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs}
    assert {pair: round(share, 2) for pair, share in found.items() if share < least} == {}


@pytest.mark.parametrize("vision", COLOUR_VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_curves_are_told_apart_by_all_kinds_of_colour_vision(theme, vision):
    colours = [seen(getattr(THEMES[theme], curve), vision) for curve in CURVES]
    assert min(np.linalg.norm(one - other) for one, other in combinations(colours, 2)) > 15


def test_curves_have_the_colours_of_the_theme(qtbot, light):
    curves = TrainingCurves()
    qtbot.addWidget(curves)
    drawn = [curve.colour for curve, _ in curves.accuracy.curves]
    assert drawn == [
        palette.LIGHT.curve_training,
        palette.LIGHT.curve_validation,
        palette.LIGHT.curve_macro_f1,
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_selected_and_what_a_bar_lacks_can_be_seen(theme):
    colours = THEMES[theme]
    for surface in ("selected", "track", "accent_deep"):
        assert contrast(getattr(colours, surface), colours.panel) > 1.2, surface


@pytest.mark.parametrize("theme", THEMES)
def test_counts_can_be_read_on_every_shade_of_a_cell(theme):
    ground = QColor(THEMES[theme].raised)
    for strong in (RIGHT, WRONG):
        for step in range(21):
            fill = mixed(ground, strong, step / 20)
            assert contrast(readable_on(fill).name(), fill.name()) > 4.5


@pytest.fixture
def light(qapp):
    style.use_theme(Theme.LIGHT)
    style.apply_style(qapp)
    yield
    style.use_theme(Theme.DARK)
    style.apply_style(qapp)


def test_a_hint_in_an_empty_field_can_be_read_in_the_light(qtbot, light):
    field = QLineEdit(placeholderText="MMMMMMMM")
    qtbot.addWidget(field)
    field.resize(200, 40)
    field.show()
    picture = field.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(10, 120) for y in range(8, 32)}
    assert max(contrast(colour, palette.LIGHT.window) for colour in seen) > 4.5


def test_the_selected_series_stands_out_in_the_light(qtbot, light):
    rows = QStandardItemModel(2, 1)
    lines = QListView()
    lines.setModel(rows)
    lines.setItemDelegate(SeriesDelegate(lines))
    qtbot.addWidget(lines)
    lines.setCurrentIndex(rows.index(1, 0))
    picture = lines.grab().toImage()
    chosen, other = (
        picture.pixelColor(lines.visualRect(rows.index(row, 0)).center()).name() for row in (1, 0)
    )
    assert contrast(chosen, other) > 1.2


def test_the_counts_beside_a_split_can_be_read_in_the_light(qtbot, light):
    bars = SplitBars()
    qtbot.addWidget(bars)
    bars.resize(600, 120)
    bars.set_plan(SplitPlan({"train": {"a": 56}, "validation": {"a": 12}, "test": {"a": 12}}, 80, 0, 0))
    picture = bars.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(540, 600) for y in range(120)}
    assert max(contrast(colour, palette.LIGHT.window) for colour in seen) > 4.5
