"""Export and copy, from the menu on."""

from dataclasses import replace

import numpy as np
import pytest
import SimpleITK
from PIL import Image
from pydicom import dcmread
from pydicom.encaps import encapsulate
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog

from ml.imaging import display_image, read_header_lines
from tests.window_fixtures import real_file
from viewer.core.export_choice import ExportChoice, PictureFormat, Subject, VolumeFormat
from viewer.core.pane_layout import PaneLayout
from viewer.widgets.export_dialog import ExportDialog
from viewer.widgets.shown import picture_of_view


@pytest.fixture
def ct(opened, ct_file):
    return opened(ct_file)


@pytest.fixture
def stack(opened, phantom_folder):
    return opened(phantom_folder)


def export(qtbot, kesit, choice, target):
    """Export past the dialogs; wait for what is said in the end."""
    with qtbot.waitSignal(kesit.exports.told, timeout=20_000) as told:
        kesit.exports.export(kesit.shown(), choice, target)
    return told.args[0]


def dialog_of(kesit, kind):
    return next(one for one in kesit.window.findChildren(kind) if one.isVisible())


def test_from_the_menu_to_a_file(qtbot, ct, tmp_path):
    ct.actions["file.export"].trigger()
    dialog = dialog_of(ct, ExportDialog)
    dialog.buttons[Subject.IMAGE].click()
    dialog.accept()
    where = dialog_of(ct, QFileDialog)
    with qtbot.waitSignal(ct.exports.told, timeout=10_000) as told:
        where.fileSelected.emit(str(tmp_path / "mine.png"))
    assert told.args == ["Exported mine.png"]
    expected = display_image(ct.active.presenter.frame)
    assert np.array_equal(np.array(Image.open(tmp_path / "mine.png"))[:128, :128], expected)
    where.close()


def test_the_name_that_is_offered_holds_nothing_of_the_patient(ct):
    ct.actions["file.export"].trigger()
    dialog_of(ct, ExportDialog).accept()
    where = dialog_of(ct, QFileDialog)
    assert [name.rpartition("/")[2] for name in where.selectedFiles()] == ["kesit-view.png"]
    where.close()


def test_the_view_shows_the_patient_only_when_that_is_chosen(ct):
    shown = ct.shown()
    with_patient = picture_of_view(shown, ExportChoice(patient_text=True))
    without = picture_of_view(shown, ExportChoice())
    bare = picture_of_view(shown, ExportChoice(annotations=False))
    height, width = bare.shape[:2]
    top = np.s_[: height // 5]
    assert np.array_equal(without[top, : width // 3], bare[top, : width // 3])
    assert np.array_equal(without[top, 2 * width // 3 :], bare[top, 2 * width // 3 :])
    assert not np.array_equal(with_patient[top, : width // 3], bare[top, : width // 3])
    assert not np.array_equal(without, bare)  # letters, scale bar, window


def test_the_whole_view_with_patient_text_is_what_the_pane_draws(ct):
    drawn = ct.active.pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(drawn.constBits(), np.uint8).reshape(drawn.height(), drawn.bytesPerLine())
    picture = picture_of_view(ct.shown(), ExportChoice(patient_text=True))
    assert np.array_equal(rows[:, : 3 * drawn.width()].reshape(picture.shape), picture)


def test_the_patient_is_never_remembered_but_the_rest_is(ct):
    dialog = ExportDialog(ct.exports._remembered(), 20)
    dialog.buttons[Subject.VIEW].click()
    dialog.patient_text.setChecked(True)
    dialog.formats.setCurrentIndex(1)
    dialog.heat_map.setChecked(False)
    assert dialog.choice.patient_text
    ct.exports._remember(dialog.choice)
    again = ExportDialog(ct.exports._remembered(), 20).choice
    assert again == ExportChoice(Subject.VIEW, PictureFormat.JPEG, heat_map=False)


def test_settings_of_another_version_are_no_harm(ct):
    ct.settings._store.setValue("export/subject", "hologram")
    assert ct.exports._remembered().subject is Subject.VIEW


def test_the_active_pane_is_exported(qtbot, stack, ct_file, tmp_path):
    stack.panes.set_layout(PaneLayout(1, 2))
    left, right = stack.panes.shown
    stack.panes.set_active(right)
    with qtbot.waitSignal(stack.opening.ended, timeout=20_000):
        stack.open_paths([ct_file])
    qtbot.waitUntil(lambda: stack.active.presenter.is_settled)
    assert stack.shown().series == right.series != left.series
    assert export(qtbot, stack, ExportChoice(Subject.IMAGE), tmp_path / "a.png") == "Exported a.png"
    assert np.array_equal(
        np.array(Image.open(tmp_path / "a.png"))[:128, :128], display_image(stack.active.presenter.frame)
    )


def test_lines_and_cursor_of_other_panes_are_left_out_with_the_annotations(ct):
    plain = replace(ct.shown(), scene=replace(ct.shown().scene, text_shown=False))
    guided = replace(plain, scene=replace(plain.scene, line=((20, 20), (300, 200)), cross=(200, 200)))
    bare = picture_of_view(plain, ExportChoice(annotations=False))
    assert np.array_equal(picture_of_view(guided, ExportChoice(annotations=False)), bare)
    assert not np.array_equal(picture_of_view(guided, ExportChoice()), picture_of_view(plain, ExportChoice()))


def test_a_single_image_offers_no_series(ct):
    dialog = ExportDialog(ExportChoice(Subject.VIDEO), 1)
    assert not dialog.buttons[Subject.SERIES].isEnabled() and dialog.choice.subject is Subject.IMAGE


def test_ctrl_c_on_the_image_copies_the_view_without_the_patient(ct):
    QTest.keyClick(ct.active.pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    image = QGuiApplication.clipboard().image()
    picture = picture_of_view(ct.shown(), ExportChoice())
    assert (image.width(), image.height() > picture.shape[0]) == (picture.shape[1], True)


def test_a_series_goes_into_a_folder_and_nothing_there_is_replaced_without_asking(qtbot, stack, tmp_path):
    choice = ExportChoice(Subject.SERIES)
    assert export(qtbot, stack, choice, tmp_path) == "Exported 24 files"
    first = tmp_path / "kesit-00001.png"
    first.write_text("mine")
    stack.exports.export(stack.shown(), choice, tmp_path)
    question = dialog_of(stack, QMessageBox)
    assert question.text().startswith("24 of these files")
    question.reject()
    assert first.read_text() == "mine"
    stack.exports.export(stack.shown(), choice, tmp_path)
    with qtbot.waitSignal(stack.exports.told, timeout=20_000):
        next(
            button for button in dialog_of(stack, QMessageBox).buttons() if button.text() == "Replace"
        ).click()
    assert first.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.parametrize("subject", [Subject.SERIES, Subject.VIDEO, Subject.VOLUME])
def test_cancelling_an_export_leaves_nothing_behind(qtbot, stack, tmp_path, subject):
    target = tmp_path if subject is Subject.SERIES else tmp_path / "a"
    with qtbot.waitSignal(stack.exports.told, timeout=20_000) as told:
        stack.exports.export(stack.shown(), ExportChoice(subject), target)
        stack.window.findChild(QProgressDialog).canceled.emit()
    assert told.args == ["Export was cancelled; nothing was written"]
    stack.tasks.close()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".kesit", "kesit", "a"))]


def test_an_image_that_cannot_be_shown_is_not_exported_in_silence(qtbot, opened, tmp_path):
    path = tmp_path / "a.dcm"
    dataset = dcmread(real_file("MR_small_jp2klossless.dcm"))
    dataset.PixelData = encapsulate([b"no image at all."])
    dataset.save_as(path)
    kesit = opened(path)
    with qtbot.waitSignal(kesit.exports.told, timeout=1_000) as told:
        kesit.actions["file.export"].trigger()
    assert told.args == ["There is no picture to export"]


def test_a_series_becomes_a_video(qtbot, stack, tmp_path):
    told = export(qtbot, stack, ExportChoice(Subject.VIDEO), tmp_path / "a.mp4")
    assert told == "Exported a.mp4" and (tmp_path / "a.mp4").stat().st_size > 10_000


@pytest.mark.parametrize("volume_format", list(VolumeFormat))
def test_a_series_becomes_a_volume_that_lies_where_it_lay(qtbot, stack, tmp_path, volume_format):
    choice = ExportChoice(Subject.VOLUME, volume_format=volume_format)
    told = export(qtbot, stack, choice, tmp_path / "brain")
    assert told == f"Exported brain.{volume_format.value}"
    image = SimpleITK.ReadImage(str(tmp_path / f"brain.{volume_format.value}"))
    first, second = (frame.position_mm for frame in stack.panes.active.series.frames[:2])
    assert image.GetOrigin() == pytest.approx(first, abs=1e-3)
    assert image.TransformIndexToPhysicalPoint((0, 0, 1)) == pytest.approx(second, abs=1e-3)
    lines = read_header_lines(tmp_path / f"brain.{volume_format.value}")
    assert any("research use only" in line.value for line in lines[-1].children)


def test_a_series_that_makes_no_volume_is_told_why(qtbot, ct, tmp_path):
    ct.exports.export(ct.shown(), ExportChoice(Subject.VOLUME), tmp_path / "a.nrrd")
    qtbot.waitUntil(lambda: bool(ct.window.findChildren(QMessageBox)), timeout=5_000)
    box = ct.window.findChildren(QMessageBox)[0]
    assert box.text() == "no volume: one slice is none" and not list(tmp_path.glob("*nrrd*"))
    box.close()


def test_a_name_with_another_ending_is_completed_and_not_replaced_unasked(qtbot, ct, tmp_path):
    choice = ExportChoice(picture_format=PictureFormat.JPEG)
    assert export(qtbot, ct, choice, tmp_path / "a.png") == "Exported a.png.jpg"
    ct.exports.export(ct.shown(), choice, tmp_path / "a.png")
    question = dialog_of(ct, QMessageBox)
    assert question.text().startswith("1 of these files is there")
    question.reject()


def test_what_goes_wrong_is_said_in_words(qtbot, ct, tmp_path):
    ct.exports.export(ct.shown(), ExportChoice(), tmp_path / "nowhere" / "a.png")
    qtbot.waitUntil(lambda: bool(ct.window.findChildren(QMessageBox)), timeout=5_000)
    box = ct.window.findChildren(QMessageBox)[0]
    assert box.text().startswith("Nothing was written")
    box.close()
