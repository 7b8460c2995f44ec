"""A reader sees every slice at a glance, goes to the loudest, and takes the answers to other programs."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMessageBox

from ml.results import HeatMap, Prediction, Verdict
from tests.e2e.test_reading import picture
from tests.window_fixtures import wait_for_answers, wait_for_image
from viewer.core.finding import Finding
from viewer.services.rendering import Renderer


def _answer(kesit, index: int, verdict: Verdict, bright: float, reason: str = "") -> None:
    frame = kesit.panes.active.series.frames[index]
    shares = {"bright": bright, "dark": 1 - bright}
    top = "bright" if bright >= 0.5 else "dark"
    kesit.findings.add(frame, Finding(Prediction(verdict, reason, top, shares), "Fake", "CPU", 1))


def _coloured(kesit) -> np.ndarray:
    drawn = picture(kesit)
    return (drawn != drawn[..., :1]).any(axis=2)


def test_the_strip_says_of_each_slice_what_was_answered(answered):
    count = len(answered.panes.active.series.frames)
    _answer(answered, 0, Verdict.NOT_EVALUATED, 0.9, "it is blank")
    _answer(answered, 1, Verdict.NEGATIVE, 0.2)
    strip = answered.stage.strip
    assert strip.isVisible() and strip.class_name == "bright"
    assert strip.note(0) == f"Image 1 / {count}: not evaluated, it is blank"
    assert strip.note(1) == f"Image 2 / {count}: Bright spot 20.0 %. The answer: Negative (Dark)"


def test_the_strip_draws_probability_and_greys_what_was_not_evaluated(answered):
    count = len(answered.panes.active.series.frames)
    for index in range(count):
        _answer(answered, index, Verdict.POSITIVE, 0.95)
    _answer(answered, 0, Verdict.NOT_EVALUATED, 0.95, "it is blank")
    _answer(answered, count - 1, Verdict.NEGATIVE, 0.05)
    answered.panes.set_index(count // 2)
    drawn = answered.stage.strip.grab().toImage()
    height, right = drawn.height(), round(0.75 * drawn.width())

    def colour(index: int, x: int) -> tuple[int, int, int]:
        return drawn.pixelColor(x, int((index + 0.4) * height / count)).getRgb()[:3]

    red, _, blue = colour(3, right)
    assert red > 1.3 * blue  # a finding above its threshold
    red, _, blue = colour(0, right)
    assert 20 < red < 90 and abs(red - blue) < 30  # grey
    assert max(colour(count - 1, right)) < 20  # a short bar does not reach so far


def test_a_click_on_the_strip_goes_to_that_slice(qtbot, answered):
    strip, count = answered.stage.strip, len(answered.panes.active.series.frames)
    for index in (count - 1, 0, count // 3):
        y = int((index + 0.5) * strip.height() / count)
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(10, y))
        assert answered.panes.active.index == index


def test_the_summary_names_the_slices_and_claims_nothing_for_the_study(qtbot, answered):
    count = len(answered.panes.active.series.frames)
    for index in range(count):
        _answer(answered, index, Verdict.NEGATIVE, 0.1)
    for index, share in ((2, 0.7), (3, 0.9), (4, 0.8), (7, 0.7)):
        _answer(answered, index, Verdict.POSITIVE, share)
    text = answered.summary.text()
    assert "Bright spot: images 3–5, 8, most on 4 with 90.0 %" in text
    assert f"Of {count} images: 4 positive, {count - 4} negative" in text
    assert "no probability for the study" in text
    answered.summary.linkActivated.emit("3")
    assert answered.panes.active.index == 3


def test_the_map_turns_and_flips_with_the_image(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    rows, columns = _coloured(answered).shape
    quarter = {
        "view.turn_right": lambda drawn: (drawn[: rows // 2 - 9], drawn[rows // 2 + 9 :]),
        "view.turn_left": lambda drawn: (drawn[:, : columns // 2 - 9], drawn[:, columns // 2 + 9 :]),
        "view.flip_horizontally": lambda drawn: (drawn[:, columns // 2 + 9 :], drawn[:, : columns // 2 - 9]),
    }
    for action, halves in quarter.items():  # the fake marks the left half
        answered.actions[action].trigger()
        hot, cold = halves(_coloured(answered))
        assert hot.mean() > 0.3 and not cold.any(), action


def test_two_panes_show_the_map_each_as_it_lies(qtbot, answered):
    answered.actions["layout.1x2"].trigger()
    first, second = answered.panes.shown
    answered.panes.put(first.series, second)
    for pane in (first, second):
        pane.set_overlay_on(True)
    wait_for_image(qtbot, answered)
    wait_for_answers(qtbot, answered)
    answered.panes.set_active(second)
    answered.actions["view.flip_horizontally"].trigger()
    for pane, is_left in (
        (first, True),
        (second, False),
    ):  # the fake marks the left half
        request = answered.grid.unit_of(pane).pane.scene.request
        assert request is not None and request.heat is not None
        drawn = Renderer().render(request)
        coloured, middle = (drawn != drawn[..., :1]).any(axis=2), drawn.shape[1] // 2
        left, right = coloured[:, : middle - 9], coloured[:, middle + 9 :]
        hot, cold = (left, right) if is_left else (right, left)
        assert hot.mean() > 0.2 and not cold.any()


def test_what_the_network_saw_is_shown_on_request(qtbot, answered):
    answered.actions["model.input"].trigger()
    qtbot.waitUntil(lambda: answered.window.findChild(QDialog) is not None)
    dialog = answered.window.findChild(QDialog)
    assert dialog.windowTitle() == "What the network saw"
    dialog.reject()


def test_answers_are_saved_as_dicom_and_open_beside_the_study(qtbot, answered, tmp_path):
    target = tmp_path / "answers"
    with qtbot.waitSignal(answered.answers.told, timeout=60_000):
        answered.answers.save(target)
    written = sorted(path.name for path in target.iterdir())
    count = len(answered.panes.active.series.frames)
    assert {"report.dcm", "parametric-map.dcm"} < set(written) and len(written) == count + 2
    box = answered.window.findChild(QMessageBox)
    assert "research" in box.text()
    study = answered.session.studies[0].study_uid
    with qtbot.waitSignal(answered.opening.ended, timeout=20_000):
        next(button for button in box.buttons() if "beside" in button.text()).click()
    assert [one.study_uid for one in answered.session.studies] == [study]
    assert {"MR", "OT"} <= {series.modality for series in answered.session.studies[0].series}
    assert [thing.modality for thing in answered.session.studies[0].objects] == ["SR"]


def test_a_model_is_proposed_that_is_made_for_the_series(qtbot, opened, tmp_path, ct_file):
    from dataclasses import replace

    from ml.card import Coverage, save_card
    from tests.fake_classifier import CARD

    kesit = opened(ct_file)
    for name, modality in (("for-ct", "CT"), ("for-mr", "MR")):
        (tmp_path / name).mkdir()
        save_card(replace(CARD, title=name, covers=Coverage(modalities=(modality,))), tmp_path / name)
    kesit.models.choose(tmp_path / "for-ct")
    assert kesit.proposals.proposal is None  # the model in use will do
    kesit.models.choose(tmp_path / "for-mr")
    assert "for-ct" in kesit.stage.proposal.text and kesit.stage.proposal.isVisible()
    kesit.proposals.decline()
    assert not kesit.stage.proposal.isVisible()
    wait_for_answers(qtbot, kesit)


def _heat(kesit, frame, x: int, y: int) -> HeatMap:
    values = np.zeros((frame.rows, frame.columns), np.float32)
    values[y - 8 : y + 8, x - 8 : x + 8] = 1
    heat = HeatMap(values, "bright", 2.0, cell_px=(20.0, 20.0))
    kesit.findings.add_heat_map(frame, heat)
    return heat


def test_a_peak_in_the_air_is_said_in_the_line_of_the_peak(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    frame = answered.panes.active.frame
    _heat(answered, frame, frame.columns // 2, frame.rows // 2)
    assert "outside the body" not in answered.overlay_controls.place_text
    _heat(answered, frame, 10, 10)
    text = answered.overlay_controls.place_text
    assert text.startswith("Peak near ")
    assert "The peak lies outside the body: the answer rests on the background (100% of the evidence" in text


def test_a_click_on_the_peak_marks_it_and_moves_the_other_panes_there(qtbot, answered):
    answered.actions["layout.1x2"].trigger()
    first, second = answered.panes.shown
    answered.panes.put(first.series, second)
    answered.actions["link.scroll"].trigger()  # off: a link would do it, too
    second.set_index(2)
    answered.panes.set_active(first)
    answered.active.state.set_overlay_on(True)
    wait_for_image(qtbot, answered)
    wait_for_answers(qtbot, answered)
    _heat(answered, first.frame, 60, 90)
    assert second.index == 2 != first.index
    answered.overlay_controls._place.linkActivated.emit("peak")
    wait_for_image(qtbot, answered)
    assert second.index == first.index
    for pane in (first, second):
        unit = answered.grid.unit_of(pane)
        expected = unit.presenter.viewport().image_to_screen(
            (52.5, 82.5)
        )  # the first of the strongest pixels
        assert unit.pane.scene.cross == pytest.approx(expected, abs=1.0)


def test_a_peak_whose_place_in_the_patient_is_unknown_leads_nowhere(qtbot, opened, tmp_path):
    from PIL import Image

    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (200, 1))).save(tmp_path / "a.png")
    kesit = opened(tmp_path / "a.png")
    kesit.start(kesit.fake_model)
    kesit.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, kesit)
    assert "pixel" in kesit.overlay_controls.place_text
    assert "<a" not in kesit.overlay_controls._place.text()
