"""Is there a model made for what is on screen, while the one in use is not?"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ml.coverage import is_made_for, why_header_not_covered
from ml.imaging.values import Series
from ml.library import ModelEntry
from viewer.core.plane_stack import source_of
from viewer.services.models import ModelList
from viewer.state.pane_group import PaneGroup


@dataclass(frozen=True, slots=True)
class ModelProposal:
    """Another model that suits the active series."""

    folder: Path
    title: str
    series_uid: str


class ModelProposals(QObject):
    """Looks at the headers of the active series and at the cards; proposes, never chooses."""

    proposal_changed = Signal(object)  # ModelProposal, or None

    def __init__(self, panes: PaneGroup, models: ModelList) -> None:
        super().__init__(models)
        self._panes, self._models = panes, models
        self._proposal: ModelProposal | None = None
        self._declined: set[tuple[Path, str]] = set()
        panes.series_changed.connect(self._look)
        models.changed.connect(self._look)
        models.current_changed.connect(self._look)

    @property
    def proposal(self) -> ModelProposal | None:
        return self._proposal

    @Slot()
    def decline(self) -> None:
        """Do not propose this model for this series again."""
        if self._proposal is not None:
            self._declined.add((self._proposal.folder, self._proposal.series_uid))
        self._look()

    @Slot()
    def _look(self) -> None:
        active, current = self._panes.active.series, self._models.current
        series = source_of(active) if active is not None else None
        found = None
        if series is not None and current is not None and not _suits(current, series):
            fitting = (entry for entry in self._models.entries if is_made_for(series, entry.card.covers))
            wanted = [
                ModelProposal(entry.folder, entry.card.title, series.series_uid)
                for entry in fitting
                if (entry.folder, series.series_uid) not in self._declined
            ]
            found = wanted[0] if wanted else None
        if found != self._proposal:
            self._proposal = found
            self.proposal_changed.emit(found)


def _suits(entry: ModelEntry, series: Series) -> bool:
    return not why_header_not_covered(series, entry.card.covers)
