"""Keeps the training service, which is imported when it is first needed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.workers.task import TaskRunner

if TYPE_CHECKING:
    from viewer.services.training import TrainingService


class TrainingHolder(QObject):
    """Makes the training service when it is first needed; it outlives windows, for a run goes on."""

    made = Signal()

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.service: TrainingService | None = None

    def get(self) -> "TrainingService":
        from viewer.services.training import TrainingService  # noqa: PLC0415 (the window must not wait for it)

        if self.service is None:
            self.service = TrainingService(self._tasks, self)
            self.made.emit()
        return self.service
