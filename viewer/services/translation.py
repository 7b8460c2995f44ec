"""The languages of the program: which there are, which one is meant, and Qt's translators for it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources
from viewer.core.language import use_translator
from viewer.core.preferences import SYSTEM_LANGUAGE

CONTEXT = "Kesit"
LANGUAGES = {"en": "English", "tr": "Türkçe"}  # each in its own words
_SPOKEN = "en"  # by the code
_FOLDER = Path(resources.__file__).parent / "translations"


class Languages:
    """Speaks one language at a time, for the whole application."""

    def __init__(self) -> None:
        self._translators: list[QTranslator] = []

    def use(self, wish: str) -> None:
        """Speak a language from now on; windows that are open already keep the words they were made with."""
        code = language_for(wish)
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = [] if code == _SPOKEN else list(_loaded(code))
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)
        use_translator(_translate if self._translators else _as_it_is, code)

    def stop(self) -> None:
        """Speak as it stands in the code: the application ends."""
        self.use(_SPOKEN)


def language_for(wish: str) -> str:
    """The language that a wish comes to: the system's, if it is one of ours, where nothing is wished."""
    if wish == SYSTEM_LANGUAGE:
        wish = QLocale.system().name().partition("_")[0]
    return wish if wish in LANGUAGES else _SPOKEN


def _loaded(code: str) -> Iterator[QTranslator]:
    """Qt's own texts first, ours last: what is installed last is asked first."""
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt_folder), (f"kesit_{code}", str(_FOLDER))):
        translator = QTranslator()
        if translator.load(name, folder):
            yield translator


def _translate(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def _as_it_is(text: str) -> str:
    return text
