"""Answers, heat map, and a window that stays alive while the network works."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.test_reading import picture
from tests.window_fixtures import wait_for_answers


def is_grey(drawn: np.ndarray) -> bool:
    return drawn.ndim == 2 or bool((drawn == drawn[..., :1]).all())


def test_the_heat_map_is_off_at_first(answered):
    assert is_grey(picture(answered))
    assert not answered.actions["model.overlay"].isChecked()


def test_g_lays_the_map_on_the_right_half_and_takes_it_away_again(qtbot, answered):
    plain = picture(answered)
    QTest.keyClick(answered.active.pane, Qt.Key.Key_G)
    wait_for_answers(qtbot, answered)
    heated = picture(answered)
    viewport = answered.active.presenter.viewport()
    middle = round(viewport.image_to_screen((viewport.grid.columns / 2, 0))[0])
    coloured = (heated != heated[..., :1]).any(axis=2)
    left, _ = viewport.image_to_screen((0, 0))
    assert coloured[:, int(left) + 5 : middle - 5].mean() > 0.9
    assert not coloured[:, middle + 5 :].any() and not coloured[:, : max(0, int(left) - 5)].any()
    QTest.keyClick(answered.active.pane, Qt.Key.Key_G)
    assert np.array_equal(picture(answered), plain)


def test_the_map_follows_zoom_and_pan(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    answered.active.controller.zoom_by(3)
    answered.active.state.set_view(answered.active.presenter.viewport().panned(90, 30))
    viewport = answered.active.presenter.viewport()
    edge = round(viewport.image_to_screen((viewport.grid.columns / 2, 0))[0])
    coloured = (picture(answered) != picture(answered)[..., :1]).any(axis=2)
    assert coloured[200, edge - 20] and not coloured[200, edge + 20]


def test_holding_the_key_hides_the_map(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    heated = picture(answered)
    QTest.keyPress(answered.active.pane, Qt.Key.Key_B)
    assert is_grey(picture(answered))
    QTest.keyRelease(answered.active.pane, Qt.Key.Key_B)
    assert np.array_equal(picture(answered), heated)


def test_more_opacity_is_more_colour(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    colour = []
    for opacity in (0.0, 0.4, 1.0):
        answered.active.state.set_overlay_opacity(opacity)
        drawn = picture(answered).astype(int)
        colour.append(np.abs(drawn[..., 0] - drawn[..., 2]).sum())
    assert colour[0] == 0 and colour[0] < colour[1] < colour[2]


def test_the_window_stays_alive_while_the_network_works(qtbot, opened, phantom_folder, classifier):
    kesit = opened(phantom_folder)
    classifier.gate.clear()
    kesit.start(kesit.fake_model)
    qtbot.waitUntil(lambda: kesit.findings.card is not None)
    start = kesit.active.state.index
    QTest.keyClick(kesit.active.pane, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: kesit.active.presenter.frame.info == kesit.active.state.series.frames[start + 1])
    assert kesit.findings_panel.verdict_text == "Looking…"
    classifier.gate.set()
    wait_for_answers(qtbot, kesit)
    assert kesit.findings_panel.verdict_text.startswith("Positive")


def test_closing_the_window_while_the_network_works_ends_every_thread(
    qtbot, opened, phantom_folder, classifier
):
    kesit = opened(phantom_folder)
    classifier.gate.clear()
    kesit.start(kesit.fake_model)
    qtbot.waitUntil(lambda: kesit.findings.card is not None)
    classifier.gate.set()
    kesit.window.close()
    assert len(classifier.asked) <= len(kesit.active.state.series.frames)
