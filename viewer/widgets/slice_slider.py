"""The slider beside the image: first slice at the top."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSlider, QWidget

from viewer.core.corner_text import slice_text
from viewer.state.session import Session


class SliceSlider(QSlider):
    """Follows the session and asks for slices; hidden when there is only one."""

    slice_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("slices")
        self.setInvertedAppearance(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(18)
        self.setVisible(False)
        self._session = session
        session.series_changed.connect(self._on_session_series_changed)
        session.frame_changed.connect(self._on_session_frame_changed)
        self.valueChanged.connect(self.slice_requested)

    @Slot()
    def _on_session_series_changed(self) -> None:
        count = len(self._session.series.frames) if self._session.series else 0
        self.blockSignals(True)  # a new range is no wish of the user
        self.setRange(0, max(0, count - 1))
        self.setPageStep(10)
        self.blockSignals(False)
        self.setVisible(count > 1)

    @Slot()
    def _on_session_frame_changed(self) -> None:
        self.setValue(self._session.index)
        self.setToolTip(slice_text(self.value(), self.maximum() + 1))
