"""Every action is one row of the table, has a handler, and does no harm with or without an open study."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QToolBar

from viewer.core.situation import Situation
from viewer.widgets.action_table import (
    BUTTONS_BEFORE,
    FILE_WINDOWS_AFTER,
    MENUS,
    RECENT_MENU_AFTER,
    ROWS,
)

TRIGGERED = [row.id for row in ROWS if not row.held]
OPENED = Situation(
    has_studies=True,
    has_image=True,
    has_stack=True,
    has_several_series=True,
    has_phases=True,
    has_several_panes=True,
    has_planes=True,
    modality="CT",
    unit="HU",
    has_model=True,
    opening=True,
    has_failures=True,
    has_mpr=True,
    has_slab=True,
    has_measurements=True,
    has_selection=True,
    has_past=True,
    has_future=True,
    has_key_images=True,
    has_own_colours=True,
    has_other_study=True,
    has_last_session=True,
)


def close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()
    QApplication.processEvents()


def test_ids_are_unique():
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_shortcuts_are_unique_and_understood():
    keys = [QKeySequence(text).toString() for row in ROWS for text in row.shortcuts]
    assert all(keys) and len(set(keys)) == len(keys)


def test_rows_name_menus_that_exist():
    assert {row.menu for row in ROWS} == set(MENUS)
    assert {RECENT_MENU_AFTER, FILE_WINDOWS_AFTER, BUTTONS_BEFORE} <= {row.id for row in ROWS}


def test_every_row_has_a_handler_and_every_handler_a_row(kesit):
    assert set(kesit.handlers) == set(TRIGGERED)


def test_menus_and_toolbar_hold_no_action_of_their_own(kesit):
    made = {kesit.actions[row_id] for row_id in TRIGGERED}
    docks = {"Studies", "What the model sees", "Measurements", "Key images", "Histogram"}
    for menu in kesit.window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            known = (
                action in made or action.isSeparator() or action.menu() is not None or action.text() in docks
            )
            assert known, action.text()
    assert kesit.window.findChild(QToolBar).actions()


def test_nothing_that_needs_an_image_is_offered_without_one(kesit):
    kesit.start(kesit.fake_model)
    for row in ROWS:
        if not row.held:
            assert kesit.actions[row.id].isEnabled() == row.enabled_when(kesit.action_states.situation()), (
                row.id
            )
    assert not kesit.actions["view.fit"].isEnabled() and kesit.actions["file.open_files"].isEnabled()


def test_a_fully_open_study_offers_everything():
    pet = replace(OPENED, modality="PT", unit="SUV")
    assert [row.id for row in ROWS if not (row.enabled_when(OPENED) or row.enabled_when(pet))] == []


@pytest.mark.parametrize(
    ("modality", "unit", "begins"), [("CT", "HU", "ct_"), ("PT", "SUV", "pet_"), ("PT", "Bq/ml", "none")]
)
def test_window_presets_are_those_of_the_modality_and_its_unit(modality, unit, begins):
    situation = replace(OPENED, modality=modality, unit=unit)
    offered = [row.id for row in ROWS if row.id.startswith(("window.ct_", "window.pet_"))]
    enabled = [row.id for row in ROWS if row.id in offered and row.enabled_when(situation)]
    assert enabled == [name for name in offered if name.startswith(f"window.{begins}")]


def test_tool_tips_name_the_key(kesit):
    assert "(G)" in kesit.actions["model.overlay"].toolTip()


def rows_of(menu: str) -> list[str]:
    """The actions of a menu, the one last after which the others have nothing to do."""
    ids = [row.id for row in ROWS if row.menu == menu and not row.held and row.id != "file.quit"]
    return sorted(ids, key=lambda row_id: row_id == "file.close_all")


@pytest.mark.parametrize("menu", MENUS)
def test_each_action_without_a_study(qtbot, kesit, menu):
    """Called past its enabled state, as a script or a race would."""
    kesit.start(kesit.fake_model)
    for row_id in rows_of(menu):
        kesit.handlers[row_id](True)
        QApplication.processEvents()
        close_dialogs()
        kesit.opening.cancel()


@pytest.mark.parametrize("menu", MENUS)
def test_each_action_with_a_study(qtbot, opened, phantom_folder, menu):
    kesit = opened(phantom_folder)
    kesit.start(kesit.fake_model)
    for row_id in rows_of(menu):
        kesit.actions[row_id].trigger()
        QApplication.processEvents()
        close_dialogs()
        kesit.opening.cancel()


def test_quit_closes_the_window(qtbot, kesit):
    kesit.actions["file.quit"].trigger()
    assert not kesit.window.isVisible()


def test_opening_files_asks_and_opens_what_is_chosen(qtbot, kesit, ct_file):
    kesit.actions["file.open_files"].trigger()
    dialog = kesit.window.findChild(QFileDialog)
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        dialog.filesSelected.emit([str(ct_file)])
    assert kesit.active.state.frame.path == ct_file
    close_dialogs()


def test_recent_lists_what_was_opened(opened, ct_file):
    kesit = opened(ct_file)
    kesit.window.recent_menu.aboutToShow.emit()
    assert ct_file.name in kesit.window.recent_menu.actions()[0].text()


def test_every_menu_has_a_letter_of_its_own(kesit):
    titles = [action.text() for action in kesit.window.menuBar().actions()]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters) >= 9
