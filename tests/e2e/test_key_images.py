"""Key images: marked, found again, taken out of the program."""

import csv
import json

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from ml.errors import WritingError
from ml.imaging import display_image, read_frame
from tests.e2e.test_panes import series_named, wait_for_pictures
from tests.patient_maker import series_of_one_patient
from viewer.app import Kesit
from viewer.core.key_image_places import key_images
from viewer.services.key_image_export import FOLDER, TABLE
from viewer.services.key_image_keeping import KeyImageStore


@pytest.fixture(scope="session")
def patient_folder(tmp_path_factory, phantom_folder):
    folder = tmp_path_factory.mktemp("patient")
    return series_of_one_patient(folder, next(phantom_folder.iterdir()))


@pytest.fixture
def patient(qtbot, opened, patient_folder):
    kesit = opened(patient_folder)
    kesit.panes.put(series_named(kesit, "axial thin"))
    wait_for_pictures(qtbot, kesit)
    return kesit


def mark(qtbot, kesit, *indices: int) -> None:
    for index in indices:
        kesit.panes.set_index(index)
        wait_for_pictures(qtbot, kesit)
        QTest.keyClick(kesit.active.pane, Qt.Key.Key_J)
    QApplication.processEvents()


def rows(kesit) -> list[str]:
    model = kesit.panels.key_images._model
    return [model.item(row).text() for row in range(model.rowCount())]


def test_j_marks_the_image_and_takes_the_mark_away(qtbot, patient):
    mark(qtbot, patient, 5)
    assert patient.active.pane.scene.is_key and patient.actions["key.mark"].isChecked()
    assert rows(patient) == ["Image 6 / 41"]
    patient.panes.set_index(6)
    wait_for_pictures(qtbot, patient)
    assert not patient.active.pane.scene.is_key and not patient.actions["key.mark"].isChecked()
    patient.panes.set_index(5)
    wait_for_pictures(qtbot, patient)
    QTest.keyClick(patient.active.pane, Qt.Key.Key_J)
    QApplication.processEvents()
    assert not patient.active.pane.scene.is_key and rows(patient) == []


def test_marks_are_undone_and_redone_where_they_were(qtbot, patient, tmp_path):
    undo, redo = patient.actions["measure.undo"], patient.actions["measure.redo"]
    mark(qtbot, patient, 5)
    assert undo.text() == "&Undo: mark a key image" and undo.toolTip() == "Undo: mark a key image  (Ctrl+Z)"
    patient.panes.put(series_named(patient, "sagittal"))
    undo.trigger()
    assert patient.key_images.frames == () and not list((tmp_path / "key-images").iterdir())
    assert (patient.active.state.series.description, patient.active.state.index) == ("axial thin", 5)
    assert patient.window._message.text() == "Undone: mark a key image"
    assert not patient.actions["key.mark"].isChecked() and not undo.isEnabled() and undo.text() == "&Undo"
    redo.trigger()
    assert patient.active.state.frame in patient.key_images and patient.actions["key.mark"].isChecked()
    assert patient.window._message.text() == "Done again: mark a key image"
    patient.actions["file.close_all"].trigger()
    assert not undo.isEnabled() and not redo.isEnabled()


def test_a_mark_that_was_taken_away_does_not_come_back_after_closing(qtbot, patient, opened, patient_folder):
    mark(qtbot, patient, 5, 5)
    assert patient.key_images.frames == () and patient.actions["measure.undo"].isEnabled()
    patient.actions["file.close_all"].trigger()
    assert not patient.actions["measure.undo"].isEnabled()
    opened(patient_folder)
    assert patient.key_images.frames == ()


def test_the_slider_shows_where_key_images_are(qtbot, patient):
    slider = patient.stage.slider
    mark(qtbot, patient, 0, 20, 40)
    places = slider.mark_places()
    assert places == pytest.approx([13, slider.height() / 2, slider.height() - 13], abs=1)
    picture = slider.grab().toImage()
    amber = picture.pixelColor(1, round(places[1]))
    assert (amber.red(), amber.green(), amber.blue()) == (0xE3, 0xA9, 0x4A)
    patient.panes.put(series_named(patient, "sagittal"))
    assert slider.mark_places() == []


def test_comma_and_full_stop_go_from_one_to_the_next_through_all_series(qtbot, patient):
    mark(qtbot, patient, 7, 30)
    patient.panes.put(series_named(patient, "sagittal"))
    mark(qtbot, patient, 2)
    patient.panes.put(series_named(patient, "axial thin"))
    patient.panes.set_index(0)
    seen = []
    for key in (Qt.Key.Key_Period,) * 4 + (Qt.Key.Key_Comma,) * 2:
        QTest.keyClick(patient.active.pane, key)
        seen.append((patient.active.state.series.description, patient.active.state.index))
    thin = "axial thin"
    assert seen == [(thin, 7), (thin, 30), ("sagittal", 2), (thin, 7), ("sagittal", 2), (thin, 30)]


def test_a_click_in_the_list_goes_there_and_a_picture_stands_beside(qtbot, patient):
    with qtbot.waitSignal(patient.thumbnails.frame_ready, timeout=20_000):
        mark(qtbot, patient, 7)
    panel = patient.panels.key_images
    assert not panel._model.item(0).data(Qt.ItemDataRole.UserRole + 2).isNull()
    patient.panes.put(series_named(patient, "sagittal"))
    panel.list.clicked.emit(panel._model.index(0, 0))
    assert patient.active.state.series.description == "axial thin" and patient.active.state.index == 7
    assert panel.list.currentIndex().row() == 0


def test_key_images_are_kept_without_a_name_and_there_again_next_time(
    qtbot, patient, patient_folder, tmp_path
):
    mark(qtbot, patient, 7)
    patient.window.close()
    (file,) = (tmp_path / "key-images").iterdir()
    text = file.read_text() + file.name
    study = patient.session.studies[0] if patient.session.studies else None
    for secret in ("Phantom", study.study_uid, study.series[0].series_uid):
        assert secret not in text
    from PySide6.QtCore import QSettings

    again = Kesit(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), measurements=tmp_path / "m")
    qtbot.addWidget(again.window)
    with qtbot.waitSignal(again.opening.ended, timeout=20_000):
        again.open_paths([patient_folder])
    (key,) = key_images(again.session.series, again.key_images.frames)
    assert (key.series.description, key.index) == ("axial thin", 7)
    again.actions["file.close_all"].trigger()
    assert again.key_images.frames == () and file.exists()
    again.window.close()


def test_another_file_in_the_place_of_a_marked_one_is_not_marked(tmp_path, qtbot, opened):
    path = tmp_path / "picture.png"
    cv2.imwrite(str(path), np.full((20, 20), 90, np.uint8))
    kesit = opened(path)
    kesit.actions["key.mark"].trigger()
    assert kesit.active.state.frame in kesit.key_images
    kesit.actions["file.close_all"].trigger()
    cv2.imwrite(str(path), np.zeros((20, 20), np.uint8))
    opened(path)
    assert kesit.active.state.frame not in kesit.key_images


def test_a_damaged_file_is_put_aside(tmp_path, patient):
    series = patient.session.series[0]
    store = KeyImageStore(tmp_path / "damaged")
    store.save(series.series_uid, series.frames[0], True)
    (file,) = (tmp_path / "damaged").iterdir()
    file.write_text("{")
    assert store.load(series.series_uid, series.frames) == []
    assert file.with_suffix(".unreadable").exists()


def export(qtbot, kesit, folder) -> None:
    with qtbot.waitSignal(kesit.exports.told, timeout=20_000):
        kesit.reading.key_images.export(folder)


def test_export_writes_pictures_as_windowed_and_a_table_and_never_over_another(qtbot, patient, tmp_path):
    mark(qtbot, patient, 7, 20)
    sagittal = series_named(patient, "sagittal")
    patient.key_images.set_marked(sagittal.frames[3], True)
    patient.active.state.set_inverted(True)
    for _ in range(2):
        export(qtbot, patient, tmp_path)
    with (tmp_path / FOLDER / TABLE).open(encoding="utf-8-sig") as file:
        lines = list(csv.DictReader(file))
    assert [(line["series"], line["image"]) for line in lines] == [
        ("axial thin", "8"), ("axial thin", "21"), ("sagittal", "4")
    ]  # fmt: skip
    first = cv2.imread(str(tmp_path / FOLDER / lines[0]["file"]), cv2.IMREAD_GRAYSCALE)
    frame = read_frame(series_named(patient, "axial thin").frames[7])
    assert np.array_equal(first[:64, :64], 255 - display_image(frame))
    last = cv2.imread(str(tmp_path / FOLDER / lines[2]["file"]), cv2.IMREAD_GRAYSCALE)
    assert np.array_equal(last[:64, :64], display_image(read_frame(sagittal.frames[3])))
    names = [path.name for path in (tmp_path / f"{FOLDER}-2").iterdir()]
    assert sorted(names) == ["key-image-001.png", "key-image-002.png", "key-image-003.png", TABLE]
    assert not list(tmp_path.glob(".kesit-*"))


def test_what_cannot_be_decoded_is_told_and_the_rest_exported(qtbot, patient, tmp_path, monkeypatch):
    from ml.errors import ImagingError
    from viewer.services import key_image_export

    mark(qtbot, patient, 7, 20)
    bad = patient.active.state.series.frames[7]

    def reading(info):
        if info == bad:
            raise ImagingError(f"{info.path.name}: truncated")
        return read_frame(info)

    monkeypatch.setattr(key_image_export, "read_frame", reading)
    export(qtbot, patient, tmp_path)
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == ["key-image-002.png", TABLE]
    for widget in QApplication.topLevelWidgets():
        if widget.inherits("QDialog"):
            widget.close()
    with pytest.raises(WritingError, match="None of the images"):
        key_image_export.write_key_images(
            [key_image_export.Wanted(key_images(patient.session.series, [bad])[0], None)],
            tmp_path,
            lambda *_: None,
        )


def test_the_menu_asks_for_a_folder(qtbot, patient, tmp_path):
    assert not patient.actions["key.export"].isEnabled()
    mark(qtbot, patient, 7)
    patient.actions["key.export"].trigger()
    dialog = patient.window.findChild(QFileDialog)
    with qtbot.waitSignal(patient.exports.told, timeout=20_000):
        dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert json.dumps(sorted(path.name for path in (tmp_path / FOLDER).iterdir()))
