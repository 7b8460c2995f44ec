import pytest

from ml.results import Prediction, Verdict
from tests.fake_classifier import CARD
from tests.window_fixtures import wait_for_answers
from viewer.core.finding import Finding
from viewer.core.mouse_bindings import MouseBindings
from viewer.widgets.help_dialogs import about_html, card_html, keys_html
from viewer.widgets.notice import RESEARCH_NOTICE, NoticeLabel
from viewer.widgets.style import style_sheet


def test_the_panel_shows_verdict_and_a_bar_per_class(answered):
    assert answered.findings_panel.verdict_text == "Positive: Bright spot"
    assert [bar.row.title for bar in answered.findings_panel.bars] == ["Bright spot", "Dark"]
    assert sum(bar.row.probability for bar in answered.findings_panel.bars) == pytest.approx(1)


def test_the_panel_waits_in_words(kesit):
    assert kesit.findings_panel.verdict_text == "Loading the model…"
    kesit.findings.set_model(CARD)
    assert kesit.findings_panel.verdict_text == "Ready"


def test_a_withheld_answer_shows_its_reason(answered):
    withheld = Prediction(Verdict.NOT_EVALUATED, "modality is CT")
    answered.findings.add(answered.active.state.frame, Finding(withheld, "Fake", "cpu", 1))
    answered.active.state.set_overlay_on(True)
    assert answered.findings_panel.verdict_text == "Not evaluated"
    assert "not asked" in answered.overlay_controls.strength_text


def test_the_raw_maximum_stands_beside_the_map(qtbot, answered):
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    assert answered.overlay_controls.strength_text == "Raw maximum 2.5 (Grad-CAM)"


def test_no_positive_evidence_is_said(qtbot, answered, classifier):
    classifier.peak = 0.0
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    assert "No positive evidence" in answered.overlay_controls.strength_text


def test_a_heat_map_that_fails_says_why(qtbot, answered, classifier):
    classifier.explain = lambda frame, name, method: 1 / 0
    answered.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, answered)
    assert "ZeroDivisionError" in answered.overlay_controls.strength_text


def test_another_class_gets_its_own_map(qtbot, answered, classifier):
    answered.active.state.set_overlay_on(True)
    answered.overlay_controls.class_requested.emit("dark")
    wait_for_answers(qtbot, answered)
    assert ("explain", "dark") in classifier.asked


def test_opacity_is_remembered(answered):
    from viewer.services.settings import OVERLAY_OPACITY

    answered.overlay_controls.opacity_requested.emit(0.3)
    assert answered.active.state.overlay.opacity == 0.3
    assert answered.settings.get(OVERLAY_OPACITY) == pytest.approx(0.3)


def test_the_picker_shows_the_model_in_use(answered):
    assert answered.picker.currentText() == CARD.title


def test_the_notice_is_always_in_the_window(kesit):
    assert kesit.window.findChild(NoticeLabel).text() == RESEARCH_NOTICE


def test_the_banner_goes_once_it_is_accepted_and_stays_away(kesit):
    from viewer.services.settings import NOTICE_ACCEPTED

    assert kesit.stage.banner.isVisible()
    kesit.stage.banner.accepted.emit()
    assert not kesit.stage.banner.isVisible() and kesit.settings.get(NOTICE_ACCEPTED)


def test_help_names_every_key_and_the_card_its_limits(kesit):
    page = keys_html(kesit.actions.rows, MouseBindings())
    assert "Heat map" in page and "Left drag" in page and "Hide the heat map while held" in page
    assert RESEARCH_NOTICE in about_html()
    assert "Bright spot, Dark" in card_html(CARD)


def test_the_style_sheet_leaves_no_name_without_a_colour():
    assert "@" not in style_sheet()
