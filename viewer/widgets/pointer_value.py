"""Which pixel is under the pointer, and its value: in the status bar, where it covers no image."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from viewer.core.measurement_text import pixel_text
from viewer.state.guides import Guides
from viewer.widgets.pane_grid import PaneGrid


class PointerValue(QLabel):
    """Follows the pointer, and the slices that go by under it."""

    def __init__(self, guides: Guides, grid: PaneGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("muted")
        self._guides, self._grid = guides, grid
        guides.pointer_changed.connect(self.refresh)
        grid.frame_taken.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Say what is there now."""
        pointer = self._guides.pointer
        if pointer is None:
            self.clear()
            return
        presenter = self._grid.unit_of(pointer.pane).presenter
        frame, viewport = presenter.frame, presenter.viewport()
        if frame is None or viewport is None:
            self.clear()
        else:
            self.setText(pixel_text(frame, viewport.screen_to_image(pointer.position)))
