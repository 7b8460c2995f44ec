"""Settings > General: language, colours, what is restored."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from viewer.core.language import tr, tr_later
from viewer.core.preferences import SYSTEM_LANGUAGE, Theme
from viewer.services.translation import LANGUAGES
from viewer.widgets.labels import Form, label
from viewer.widgets.settings_draft import Draft

_THEMES = {
    Theme.DARK: tr_later("Dark"),
    Theme.LIGHT: tr_later("Light"),
    Theme.SYSTEM: tr_later("Like the system"),
}


class GeneralPage(QWidget):
    """A form."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        chosen = draft.value
        self.language = QComboBox()
        for code, name in {SYSTEM_LANGUAGE: tr("Like the system"), **LANGUAGES}.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(chosen.language)))
        self.theme = QComboBox()
        for theme, name in _THEMES.items():
            self.theme.addItem(tr(name), theme)
        self.theme.setCurrentIndex(list(_THEMES).index(chosen.theme))
        self.restores = QCheckBox(tr("Begin with the window and the panes as they were left"))
        self.restores.setChecked(chosen.restores_window)
        self._arrange()
        self.language.currentIndexChanged.connect(self._take)
        self.theme.currentIndexChanged.connect(self._take)
        self.restores.toggled.connect(self._take)

    def _arrange(self) -> None:
        form = Form(self)
        form.setContentsMargins(16, 16, 16, 16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(tr("Language"), self.language)
        form.addRow(tr("Colours"), self.theme)
        form.addRow("", label(tr("The surroundings of an image are always black."), "muted"))
        form.addRow(tr("At the start"), self.restores)

    @Slot()
    def _take(self) -> None:
        self._draft.change(
            language=self.language.currentData(),
            theme=Theme(self.theme.currentData()),
            restores_window=self.restores.isChecked(),
        )
