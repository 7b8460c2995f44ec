"""One language at a time, for our texts and for Qt's."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox

from viewer.core.language import language, tr, tr_count
from viewer.services.translation import Languages, language_for


@pytest.fixture
def languages(qtbot):
    made = Languages()
    yield made
    made.stop()


def test_turkish_and_back(languages):
    languages.use("tr")
    assert (language(), tr("Settings")) == ("tr", "Ayarlar")
    assert tr("Zoom {zoom:.0%}", zoom=1.5) == "Büyütme 150%"
    assert tr_count(2, "{count} image", "{count} images") == "2 görüntü"
    languages.use("en")
    assert (language(), tr("Settings")) == ("en", "Settings")


def test_qt_speaks_along_and_keys_keep_the_names_on_the_keyboard(qtbot, languages):
    languages.use("tr")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "İptal"
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence("Ctrl+Shift+O").toString(native) == "Ctrl+Shift+O"
    assert QKeySequence("Space").toString(native) == "Boşluk"


def test_a_text_without_translation_stays_english(languages):
    languages.use("tr")
    assert tr("A text that nobody has written") == "A text that nobody has written"
    assert tr("") == ""


@pytest.mark.parametrize(("system", "code"), [("tr_TR", "tr"), ("en_GB", "en"), ("de_DE", "en")])
def test_without_a_wish_it_is_the_language_of_the_system(monkeypatch, system, code):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert language_for("") == code


def test_a_language_that_there_is_not_is_english():
    assert language_for("xx") == "en"
