"""The training child: started, listened to, stopped, or left to itself when the viewer goes."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

import ml
from viewer.core.language import tr
from viewer.core.own_program import own_command
from viewer.services.training_events import LineAssembler
from viewer.services.training_values import TrainingRequest

STOP_GRACE_MS = 15_000  # a batch on a slow machine and a checkpoint fit in; then the child is killed
LOG_TAIL_BYTES = 4096
LOG_TAIL_LINES = 8


def training_command(request: TrainingRequest) -> list[str]:
    """The command line that trains, from source or in a frozen build."""
    if request.search_minutes:
        return _search_command(request)
    command = [*own_command("train"), str(request.data) if request.data else "--demo"]
    command += ["--recipe", request.recipe, "--out", str(request.out), "--json"]
    command += ["--title", request.title] if request.title else []
    for key, text in request.changes:
        command += ["--set", f"{key}={text}"]
    command += ["--resume"] if request.resume else []
    return [*command, "--finish"] if request.finish else command


def _search_command(request: TrainingRequest) -> list[str]:
    """Many trainings by one command, which ends with an ordinary one."""
    command = [*own_command("search"), str(request.data), "--recipe", request.recipe]
    command += ["--minutes", str(request.search_minutes), "--out", str(request.out), "--json"]
    for key, text in request.changes:
        command += ["--set", f"{key}={text}"]
    return command


class TrainingSource(QObject):
    """Where a run's events come from: an own child, or the file of a run that was started before.

    ``ended`` comes once, after the last line, with what is known of the reason ("" for a normal end).
    """

    line_received = Signal(bytes)
    ended = Signal(str)

    @property
    def process_id(self) -> int:
        """The number of the process; 0 where there is none that can be told from a stranger."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin to emit."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ask the run to finish its step and end; insist after a grace."""
        raise NotImplementedError

    def leave(self) -> None:
        """Stop listening and let the run go on."""
        raise NotImplementedError


class _Child(QProcess):
    """A process that may outlive this object: QProcess otherwise kills its child when it is destroyed."""

    def let_go(self) -> None:
        self.blockSignals(True)
        self.setProcessState(QProcess.ProcessState.NotRunning)


class TrainingProcess(TrainingSource):
    """Runs one command; its standard output becomes lines, its standard error a log file.

    A file, because a child whose reader has gone must not die of a broken pipe while it warns.
    """

    def __init__(self, command: list[str], log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._lines = LineAssembler()
        self._child = _Child(self)
        self._child.setProgram(command[0])
        self._child.setArguments(command[1:])
        self._child.setWorkingDirectory(str(Path(ml.__file__).parents[1]))  # where -m finds this very ml
        self._child.setStandardErrorFile(str(log))
        _give_own_session(self._child)
        self._child.readyReadStandardOutput.connect(self._on_child_ready_read)
        self._child.finished.connect(self._on_child_finished)
        self._child.errorOccurred.connect(self._on_child_error_occurred)
        self._kill_timer = QTimer(self, singleShot=True, interval=STOP_GRACE_MS)
        self._kill_timer.timeout.connect(self._child.kill)

    @property
    def process_id(self) -> int:
        return self._child.processId()

    def start(self) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._child.start()

    def stop(self) -> None:
        self._child.terminate()
        self._kill_timer.start()

    def leave(self) -> None:
        self._kill_timer.stop()
        self._child.let_go()

    @Slot()
    def _on_child_ready_read(self) -> None:
        for line in self._lines.feed(bytes(self._child.readAllStandardOutput().data())):
            self.line_received.emit(line)

    @Slot(int, QProcess.ExitStatus)
    def _on_child_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._kill_timer.stop()
        self._on_child_ready_read()
        for line in self._lines.flush():
            self.line_received.emit(line)
        crashed = status == QProcess.ExitStatus.CrashExit
        self.ended.emit(_why(code, crashed, tail_of_log(self._log)))

    @Slot(QProcess.ProcessError)
    def _on_child_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # every other error is followed by finished
            self.ended.emit(
                tr("The training program could not be started: {reason}.", reason=self._child.errorString())
            )


def _give_own_session(child: QProcess) -> None:
    """Keep Ctrl+C and a closed terminal, which end the viewer, from ending the training too."""
    if sys.platform == "win32":
        return
    parameters = QProcess.UnixProcessParameters()
    parameters.flags = QProcess.UnixProcessFlag.CreateNewSession
    child.setUnixProcessParameters(parameters)


def tail_of_log(log: Path) -> str:
    """The last lines a child wrote to standard error; "" when there are none."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - LOG_TAIL_BYTES))
            text = file.read().decode(errors="replace")
    except OSError:
        return ""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join(lines[-LOG_TAIL_LINES:])


def _why(code: int, crashed: bool, last_words: str) -> str:
    if not crashed and code == 0:
        return ""
    if crashed and code == 9:
        reason = tr("The training process was killed, by another program or because memory ran out.")
    elif crashed:
        reason = tr("The training process crashed (signal {code}).", code=code)
    else:
        reason = tr("The training process ended with exit code {code}.", code=code)
    return f"{reason}\n{last_words}".strip()
