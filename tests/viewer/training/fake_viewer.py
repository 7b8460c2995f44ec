"""A viewer without a window that begins a training run and goes: python fake_viewer.py quit|kill OUT"""

import sys
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication

from viewer.services.training import TrainingService
from viewer.services.training_values import TrainingRequest
from viewer.workers.task import TaskRunner


def main(how: str, out: Path) -> int:
    application = QCoreApplication([])
    child = str(Path(__file__).with_name("fake_child.py"))
    tasks = TaskRunner(application)
    service = TrainingService(
        tasks, application, lambda request: [sys.executable, child, "patient", str(request.out), "ml.train"]
    )
    gone = {"quit": application.quit, "kill": lambda: psutil.Process().kill()}
    service.epoch_finished.connect(lambda epoch: gone[how]())
    service.start(TrainingRequest(out, None, "standard"))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
