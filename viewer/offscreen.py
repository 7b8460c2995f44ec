"""Without a screen: open, wait for the answers, save a picture of the window and print what it says."""

import sys
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from viewer.app import Kesit
from viewer.core.corner_text import series_title, slice_text
from viewer.core.finding import class_rows, headline, percent, series_words


class OffscreenRun(QObject):
    """Drives one application until nothing is under way any more."""

    def __init__(self, kesit: Kesit, picture: Path) -> None:
        super().__init__(kesit)
        self._kesit, self._picture = kesit, picture
        for changed in (
            kesit.opening.ended,
            kesit.inference.settled,
            kesit.findings.model_changed,
            kesit.thumbnails.thumbnail_ready,
            kesit.cache.frame_ready,
            kesit.cache.frame_failed,
        ):
            changed.connect(self._on_something_happened)
        kesit.stage.banner.hide()

    def run(self, application: QApplication) -> int:
        """Run until done; prints the report and returns the exit code."""
        application.exec()
        saved = self._kesit.window.grab().save(str(self._picture))
        ending = f"Picture of the window: {self._picture}" if saved else f"Could not write {self._picture}"
        sys.stdout.write("\n".join([*report(self._kesit), ending, ""]))
        opened_all = not self._kesit.session.failures
        has_model = self._kesit.findings.card is not None
        self._kesit.window.close()
        return 0 if saved and opened_all and has_model else 1

    @Slot()
    def _on_something_happened(self) -> None:
        QTimer.singleShot(0, self._quit_when_done)

    def _quit_when_done(self) -> None:
        if self._is_done():
            QApplication.quit()

    def _is_done(self) -> bool:
        kesit = self._kesit
        return (
            not kesit.opening.busy
            and kesit.active.presenter.is_settled
            and kesit.thumbnails.complete
            and kesit.inference.is_settled
        )


def report(kesit: Kesit) -> list[str]:
    """What the window shows, as lines of text. Says nothing of the patient."""
    lines = [f"Not opened: {failure.path}: {failure.reason}" for failure in kesit.session.failures]
    pane = kesit.panes.active
    series = pane.series
    if series is None:
        return [*lines, "Nothing is open."]
    lines.append(f"{series_title(series)}, {slice_text(pane.index, len(series.frames))} on screen")
    card = kesit.findings.card
    if card is None:
        return [*lines, f"No answer: {kesit.findings.problem}"]
    findings = [finding for frame in series.frames if (finding := kesit.findings.finding(frame))]
    shown = kesit.findings.finding(series.frames[pane.index])
    if shown is not None:
        lines.append(f"{headline(card, shown.prediction)}  ({shown.provenance})")
        lines += [shown.prediction.reason] if shown.prediction.reason else []
        lines += [
            f"  {row.title:<24}{percent(row.probability):>9}" for row in class_rows(card, shown.prediction)
        ]
    counts = Counter(finding.prediction.verdict for finding in findings)
    return [*lines, series_words(counts, len(series.frames))]
