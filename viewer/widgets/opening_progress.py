"""How far opening is, with a way to stop it, in the status bar."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from viewer.core.language import tr


class OpeningProgress(QWidget):
    """Visible only while something is being opened."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(tr("Opening…"))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        cancel = QPushButton(tr("Cancel"), flat=True)
        cancel.clicked.connect(self.cancel_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        for widget in (self._text, self._bar, cancel):
            layout.addWidget(widget)
        self.hide()

    @Slot()
    def begin(self) -> None:
        self._text.setText(tr("Opening…"))
        self._bar.setRange(0, 0)  # busy, until the first report says how much there is
        self.show()

    @Slot(int, int, str)
    def report(self, done: int, total: int, text: str) -> None:
        self._text.setText(
            tr("Opening  {done} / {total}", done=done, total=total) if total else tr("Opening…")
        )
        self._bar.setRange(0, total)
        self._bar.setValue(done)
