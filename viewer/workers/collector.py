"""Cyclic garbage is collected in the GUI thread only.

Python collects in whichever thread allocates next. If that is a worker, and a widget is among the
garbage, Qt deletes the widget in a thread that is not its own: the program crashes, rarely and anywhere.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL_MS = 500


class GuiThreadCollector(QObject):
    """Replaces Python's automatic collection for as long as it lives; made in the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_INTERVAL_MS)

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the generations that are due, by Python's own thresholds."""
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count > threshold:
                gc.collect(generation)
