"""The maps of a series on planes through it: where they lie, what they follow, and what is said of them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytest import approx

from ml.results import CoarseMap, Method, Prediction, Verdict
from tests.e2e.test_planes import (
    planes,  # noqa: F401
    press,
    sagittal_folder,  # noqa: F401
    screen_point,
    settle,
    show_planes,
    unit_of,
    units,
)
from tests.fake_classifier import FakeClassifier
from tests.window_fixtures import wait_for_answers
from viewer.core.plane_stack import PlaneKind
from viewer.core.planes import plane_of
from viewer.services.rendering import Renderer

SLICE, ROW, COLUMN, CELLS = 21, 2, 3, 7
NEAR_MM = 2.2  # half the diagonal of a pixel of 3 mm


class Spot(FakeClassifier):
    """One cell of one slice speaks for "bright", another for "dark"; some slices are not evaluated."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: set[int] = set()
        self.frames: tuple = ()

    def predict(self, frame) -> Prediction:
        answer = super().predict(frame)
        if self.frames and self.frames.index(frame.info) in self.refused:
            return Prediction(Verdict.NOT_EVALUATED, "it is blank", answer.top_class, answer.probabilities)
        return answer

    def coarse_map(self, frame, class_name: str, method: Method = Method.GRAD_CAM) -> CoarseMap:
        made = super().coarse_map(frame, class_name, method)
        rows, columns = frame.pixels.shape[:2]
        values, cell = np.zeros((CELLS, CELLS), np.float32), (columns / CELLS, rows / CELLS)
        if self.frames.index(frame.info) == SLICE and self.peak > 0:
            place = (ROW, COLUMN) if class_name == "bright" else (ROW + 2, COLUMN)
            values[place] = self.peak * (2 if method is Method.CONTRAST else 1)
        return CoarseMap(values, ((cell[0] - 1) / 2, (cell[1] - 1) / 2), cell) if self.frames else made


@pytest.fixture
def classifier() -> Spot:
    return Spot()


@pytest.fixture
def heated(qtbot, planes, classifier):  # noqa: F811
    """Planes with answers, the heat map switched on by its key."""
    classifier.frames = planes.mpr.source.frames
    planes.start(planes.fake_model)
    wait_for_answers(qtbot, planes)
    press(qtbot, planes, Qt.Key.Key_G)
    heat_settled(qtbot, planes)
    return planes


def heat_settled(qtbot, kesit) -> None:
    wait_for_answers(qtbot, kesit)
    qtbot.waitUntil(lambda: kesit.plane_heat.is_settled, timeout=20_000)
    settle(qtbot, kesit)


def spot(kesit, row: int = ROW) -> np.ndarray:
    """The patient point of the middle of the cell that speaks."""
    frame = kesit.mpr.source.frames[SLICE]
    share = ((COLUMN + 0.5) / CELLS, (row + 0.5) / CELLS)
    return plane_of(frame).to_patient((share[0] * frame.columns, share[1] * frame.rows))


def heat_of(unit):
    layer = unit.pane.scene.request.heat
    return layer.heat_map if layer is not None else None


def place_of_peak(unit) -> np.ndarray:
    values = heat_of(unit).values
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    return plane_of(unit.state.frame).to_patient((column + 0.5, row + 0.5))


def coloured(unit) -> np.ndarray:
    drawn = Renderer().render(unit.pane.scene.request)
    return (drawn != drawn[..., :1]).any(axis=2) if drawn.ndim == 3 else np.zeros(drawn.shape, bool)


def go_to_spot(qtbot, kesit) -> None:
    kesit.mpr.move_to(spot(kesit), tuple(kesit.mpr.panes.values()))
    settle(qtbot, kesit)


def test_every_plane_shows_the_peak_at_its_patient_position(qtbot, heated):
    go_to_spot(qtbot, heated)
    for unit in units(heated):
        assert np.abs(place_of_peak(unit) - spot(heated)).max() < NEAR_MM, unit.state.series.plane
        assert heat_of(unit).peak == approx(2.5, rel=0.1)


def test_turned_planes_show_it_there_too(qtbot, heated):
    from viewer.core.plane_stack import turned

    go_to_spot(qtbot, heated)
    panes = heated.mpr.panes
    axis = np.array([0.48, 0.6, 0.64])
    heated.mpr.turn(
        {pane: turned(pane.series.orientation, axis, 0.5) for pane in panes.values()}, spot(heated)
    )
    settle(qtbot, heated)
    for unit in units(heated):
        assert np.abs(place_of_peak(unit) - spot(heated)).max() < NEAR_MM, unit.state.series.plane


def test_it_lies_right_when_the_view_is_turned_flipped_and_zoomed(qtbot, heated):
    go_to_spot(qtbot, heated)
    unit = unit_of(heated, PlaneKind.CORONAL)
    heated.panes.set_active(unit.state)
    for action in ("view.turn_right", "view.flip_horizontally"):
        heated.actions[action].trigger()
    unit.controller.zoom_by(1.5)
    hot = coloured(unit)
    rows, columns = np.nonzero(hot)
    point = screen_point(unit, spot(heated)) * unit.pane.devicePixelRatioF()
    assert 0 < hot.mean() < 0.3
    assert abs(columns.mean() - point.x()) < 4 and abs(rows.mean() - point.y()) < 4


def test_the_key_speaks_for_all_planes_and_the_series_beside_them(qtbot, heated):
    shown = [pane for pane in heated.panes.shown if pane.series is not None]
    assert len(shown) == 4 and all(pane.overlay.on for pane in shown)
    go_to_spot(qtbot, heated)
    QTest.keyPress(heated.active.pane, Qt.Key.Key_B)
    assert not any(coloured(unit).any() for unit in units(heated))
    QTest.keyRelease(heated.active.pane, Qt.Key.Key_B)
    assert all(coloured(unit).any() for unit in units(heated))
    press(qtbot, heated, Qt.Key.Key_G)
    assert not any(pane.overlay.on for pane in shown) and not coloured(units(heated)[0]).any()


def test_another_class_and_another_method_are_laid_anew(qtbot, heated):
    go_to_spot(qtbot, heated)
    unit = unit_of(heated, PlaneKind.SAGITTAL)
    heated.panes.set_overlay_class("dark")
    heat_settled(qtbot, heated)
    assert np.abs(place_of_peak(unit) - spot(heated, ROW + 2)).max() < NEAR_MM
    assert unit.pane.scene.heat_note.startswith("Grad-CAM: Dark")
    heated.panes.set_overlay_class("bright")
    heated.panes.set_overlay_method(Method.CONTRAST)
    heat_settled(qtbot, heated)
    assert heat_of(unit).peak == approx(5, rel=0.1) and heat_of(unit).method is Method.CONTRAST


def test_colours_are_relative_to_the_strongest_map_of_the_series(qtbot, heated):
    go_to_spot(qtbot, heated)
    unit = unit_of(heated, PlaneKind.AXIAL)
    strongest = heat_of(unit).values.max()
    unit.state.set_index(unit.state.index + 8)  # a third of a cell away
    settle(qtbot, heated)
    assert 0 < heat_of(unit).values.max() < 0.95 * strongest
    heated.panes.set_active(unit.state)
    text = heated.overlay_controls.strength_text
    assert f"Raw maximum {heat_of(unit).peak:.3g} in this plane, 2.5 in the series (Grad-CAM)" in text


def test_slices_that_are_not_evaluated_have_no_colour(qtbot, planes, classifier):  # noqa: F811
    classifier.frames = planes.mpr.source.frames
    count = len(classifier.frames)
    classifier.refused = {SLICE, *range(5)}
    planes.start(planes.fake_model)
    planes.panes.set_overlay_on(True)
    heat_settled(qtbot, planes)
    go_to_spot(qtbot, planes)
    unit = unit_of(planes, PlaneKind.AXIAL)
    assert not coloured(unit).any()
    assert ("lay", "bright") in classifier.asked
    assert "no positive evidence for Bright spot" in unit.pane.scene.heat_note
    text = planes.overlay_controls.strength_text
    assert f"Maps of {count - 6} of {count} images" in text and "No positive evidence" in text
    planes.panes.set_active(unit_of(planes, PlaneKind.SAGITTAL).state)  # the slice itself is not evaluated
    assert planes.overlay_controls.strength_text.startswith("No heat map here")
    assert unit_of(planes, PlaneKind.SAGITTAL).pane.scene.heat_note.startswith("No heat map here")


def test_maps_come_in_while_the_series_is_being_answered(qtbot, planes, classifier):  # noqa: F811
    classifier.frames = planes.mpr.source.frames
    planes.panes.set_overlay_on(True)
    seen = []

    def count_maps() -> None:
        seen.append(planes.plane_heat.known(planes.panes.active.overlay)[0])

    planes.plane_heat.changed.connect(count_maps)
    slow = classifier.predict

    def predict(frame):
        QTest.qWait(0)
        import time

        time.sleep(0.05)
        return slow(frame)

    classifier.predict = predict
    planes.start(planes.fake_model)
    heat_settled(qtbot, planes)
    count = len(classifier.frames)
    assert any(0 < known < count for known in seen)
    assert planes.plane_heat.known(planes.panes.active.overlay) == (count, count)
    assert len(seen) < count  # a block is not made for every map


def test_another_model_begins_without_maps(qtbot, heated, classifier):
    go_to_spot(qtbot, heated)
    classifier.gate.clear()
    heated.inference.use_model(heated.fake_model)
    assert all(heat_of(unit) is None for unit in units(heated))
    classifier.gate.set()
    heat_settled(qtbot, heated)
    assert all(heat_of(unit) is not None for unit in units(heated))


def test_without_planes_the_maps_are_let_go_of(qtbot, heated):
    frame = heated.mpr.source.frames[SLICE]
    assert heated.findings.coarse_map(frame, "bright", Method.GRAD_CAM) is not None
    heated.actions["mpr.show"].trigger()
    assert heated.findings.coarse_map(frame, "bright", Method.GRAD_CAM) is None
    assert not heated.plane_heat._blocks and not heated.plane_heat._cuts
    wait_for_answers(qtbot, heated)


def test_planes_begin_as_the_series_was_shown_and_leave_it_so(qtbot, opened, sagittal_folder, classifier):  # noqa: F811
    kesit = opened(sagittal_folder)
    classifier.frames = kesit.panes.active.series.frames
    kesit.start(kesit.fake_model)
    kesit.panes.set_overlay_on(True)
    wait_for_answers(qtbot, kesit)
    show_planes(qtbot, kesit)
    heat_settled(qtbot, kesit)
    assert all(pane.overlay.on for pane in kesit.mpr.panes.values())
    kesit.actions["model.overlay"].trigger()
    kesit.actions["mpr.show"].trigger()
    assert kesit.panes.active.overlay.on
    wait_for_answers(qtbot, kesit)


def test_a_click_on_the_place_of_the_peak_goes_there(qtbot, heated):
    unit = unit_of(heated, PlaneKind.SAGITTAL)
    go_to_spot(qtbot, heated)
    away = spot(heated) + np.array([0, 30, 30])
    others = tuple(pane for kind, pane in heated.mpr.panes.items() if kind is not PlaneKind.SAGITTAL)
    heated.mpr.move_to(away, others)
    heated.panes.set_active(unit.state)
    settle(qtbot, heated)
    assert np.abs(heated.mpr.meeting_point - spot(heated)).max() > 20
    assert heated.overlay_controls.place_text.startswith("Peak near ")
    heated.overlay_controls._place.linkActivated.emit("peak")
    settle(qtbot, heated)
    assert np.abs(heated.mpr.meeting_point - spot(heated)).max() < NEAR_MM
    assert unit.pane.scene.cross is not None  # marked where it is seen, too
    unit.state.set_index(unit.state.index + 1)
    settle(qtbot, heated)
    assert unit.pane.scene.cross is None
