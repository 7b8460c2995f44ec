"""File > Summary: one page about the series in the active pane, for people without this program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ml.errors import KesitError
from ml.imaging.values import FrameInfo
from ml.results import HeatMap
from viewer.core.language import tr
from viewer.core.plane_stack import source_of
from viewer.services.study_summary import Summarised, write_summary
from viewer.services.summary_maps import HeatMaps
from viewer.state.words import Words
from viewer.widgets.pane_surroundings import Surroundings
from viewer.workers.task import TaskRunner

Handler = Callable[[bool], object]
FILE_NAME = "kesit-summary.pdf"  # says nothing about the patient


class SummaryCommands(QObject):
    """Asks where to, and whether the patient may be named; writes in the background."""

    told = Signal(str)

    def __init__(
        self, window: QWidget, tasks: TaskRunner, around: Surroundings, words: Words, maps: HeatMaps
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._around = window, tasks, around
        self._words, self._maps = words, maps
        self.handlers: dict[str, Handler] = {"file.summary": lambda _: self.ask()}

    def ask(self) -> QFileDialog:
        """Open the dialog."""
        dialog = QFileDialog(self._window, tr("Summary of this series"), str(Path.home() / FILE_NAME))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # has room for the question
        dialog.setNameFilters([tr("Page for printing (*.pdf)"), tr("Page for browsers (*.html)")])
        dialog.setDefaultSuffix("pdf")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("html" if "html" in chosen else "pdf")
        )
        named = QCheckBox(tr("Name the patient and the examination"))
        named.setObjectName("summary_names_patient")
        layout = dialog.layout()
        if layout is not None:
            layout.addWidget(named)
        dialog.fileSelected.connect(lambda path: self.write(Path(path), named.isChecked()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def write(self, path: Path, with_patient: bool) -> None:
        """Write the page; says in the status bar how that went."""
        about = self._about(with_patient)
        if about is None:
            self.told.emit(tr("The model has not looked at this series yet: nothing was written"))
            return
        maps = self._maps

        def explain(info: FrameInfo, class_name: str) -> HeatMap | None:
            try:
                return maps.map_of(info, class_name)
            except KesitError:
                return None

        task = self._tasks.start(lambda progress: write_summary(path, about, explain, progress))
        task.succeeded.connect(lambda written: self.told.emit(tr("Wrote {name}", name=written.name)))
        task.failed.connect(self._on_failed)

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self.told.emit(tr("The summary was not written: {reason}", reason=message))

    def _about(self, with_patient: bool) -> Summarised | None:
        active, card = self._around.group.active.series, self._around.findings.card
        if active is None or card is None:
            return None
        series = source_of(active)
        study = next((one for one in self._around.session.studies if series in one.series), None)
        found = self._around.findings
        findings = {info: finding for info in series.frames if (finding := found.finding(info)) is not None}
        words = {info: word for info in series.frames if (word := self._words.word(info)) is not None}
        if study is None or not findings:
            return None
        return Summarised(study, series, card, findings, words, with_patient)
