"""The bar under the panes while slices are played: play and pause, speed, bounce."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from viewer.core.language import tr
from viewer.widgets.cine_player import FASTEST_FPS, SLOWEST_FPS, CinePlayer
from viewer.widgets.icons import icon
from viewer.widgets.labels import label


class CineBar(QWidget):
    """Comes when playing begins, and goes when it is closed."""

    left = Signal()  # the user has finished here: the keys belong to the panes again

    def __init__(self, player: CinePlayer, play: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._player = player
        button = QToolButton()
        button.setDefaultAction(play)
        self._fps = QSpinBox()
        self._fps.setRange(SLOWEST_FPS, FASTEST_FPS)
        self._fps.setSuffix(tr(" images/s"))
        self._fps.setKeyboardTracking(False)
        self._fps.valueChanged.connect(player.set_fps)
        self._fps.editingFinished.connect(self.left)
        self._bounce = QCheckBox(tr("Back and forth"))
        self._bounce.toggled.connect(player.set_bounce)
        close = QToolButton()
        close.setIcon(icon("ph.x"))
        close.setToolTip(tr("Close"))
        close.clicked.connect(self._on_close_clicked)
        self._arrange(button, close)
        self.hide()
        player.changed.connect(self._on_player_changed)
        self._on_player_changed()

    def _arrange(self, play: QToolButton, close: QToolButton) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 6, 3)
        layout.setSpacing(12)
        for widget in (play, label(tr("Cine"), "muted"), self._fps, self._bounce):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(close)

    @Slot()
    def _on_player_changed(self) -> None:
        self._fps.setValue(self._player.fps)
        self._bounce.setChecked(self._player.bounce)
        if self._player.playing:
            self.show()

    @Slot()
    def _on_close_clicked(self) -> None:
        self._player.stop()
        self.hide()
        self.left.emit()
