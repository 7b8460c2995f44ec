"""The slice on screen first, then its series; answers of an earlier model are never shown."""

import pytest

from ml.results import Verdict
from tests.window_fixtures import wait_for_answers


@pytest.fixture
def stack(opened, phantom_folder):
    return opened(phantom_folder)


def test_the_slice_on_screen_is_answered_first_then_from_near_to_far(qtbot, stack, classifier):
    frames, index = stack.active.state.series.frames, stack.active.state.index
    stack.start(stack.fake_model)
    wait_for_answers(qtbot, stack)
    asked = [frames.index(info) for _, info in classifier.asked]
    assert asked[:4] == [index, index + 1, index - 1, index + 2]
    assert sorted(asked) == list(range(len(frames)))


def test_scrolling_on_brings_the_new_slice_to_the_front(qtbot, stack, classifier):
    frames = stack.active.state.series.frames
    classifier.gate.clear()
    stack.start(stack.fake_model)
    qtbot.waitUntil(classifier.begun.is_set)
    stack.active.state.set_index(0)
    classifier.gate.set()
    wait_for_answers(qtbot, stack)
    assert frames.index(classifier.asked[1][1]) == 0


def test_the_heat_map_is_computed_only_when_it_is_wanted(qtbot, stack, classifier):
    stack.start(stack.fake_model)
    wait_for_answers(qtbot, stack)
    assert not [kind for kind, _ in classifier.asked if kind == "explain"]
    stack.active.state.set_overlay_on(True)
    wait_for_answers(qtbot, stack)
    assert classifier.asked[-1] == ("explain", "bright")
    assert stack.findings.heat_map(stack.active.state.frame, "bright") is not None


def test_going_back_costs_nothing(qtbot, stack, classifier):
    stack.start(stack.fake_model)
    wait_for_answers(qtbot, stack)
    count = len(classifier.asked)
    stack.active.state.set_index(0)
    stack.active.state.set_index(5)
    assert stack.inference.is_settled and len(classifier.asked) == count


def test_an_answer_of_the_previous_model_is_dropped(qtbot, stack, classifier):
    classifier.gate.clear()
    stack.start(stack.fake_model)
    qtbot.waitUntil(classifier.begun.is_set)
    heard = []
    stack.findings.model_changed.connect(lambda: heard.append("ready" if stack.findings.card else "loading"))
    stack.findings.finding_changed.connect(lambda _: heard.append("answer"))
    stack.inference.use_model(stack.fake_model)
    classifier.gate.set()  # lets the answer of the previous model through
    wait_for_answers(qtbot, stack)
    assert heard == ["loading", "ready"] + ["answer"] * len(stack.active.state.series.frames)


def test_a_model_that_cannot_be_loaded_says_why_and_settles(qtbot, stack, classifier):
    classifier.load_problem = "weights are damaged"
    with qtbot.waitSignal(stack.inference.settled):
        stack.start(stack.fake_model)
    assert stack.findings.problem == "weights are damaged"
    assert stack.findings_panel.verdict_text == "No model"


def test_a_frame_that_makes_the_network_fail_is_not_evaluated_with_the_reason(qtbot, stack, classifier):
    classifier.predict = lambda frame: 1 / 0
    stack.start(stack.fake_model)
    wait_for_answers(qtbot, stack)
    prediction = stack.findings.finding(stack.active.state.frame).prediction
    assert prediction.verdict is Verdict.NOT_EVALUATED and "ZeroDivisionError" in prediction.reason
