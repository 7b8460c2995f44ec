"""What a run has told so far, kept for a wizard that opens later."""

from dataclasses import dataclass, field
from pathlib import Path

from viewer.services.training_values import (
    EpochResult,
    SearchTrial,
    TrainingCancelled,
    TrainingEvent,
    TrainingFailed,
    TrainingReport,
    TrainingStart,
)


@dataclass(slots=True)
class TrainingRecord:
    """Grows with every event.

    Attributes
    ----------
    out
        The model folder that the run makes; None before the first run.
    outcome
        How the run ended, as far as it could say so itself.
    """

    out: Path | None = None
    beginning: TrainingStart | None = None
    outcome: TrainingReport | TrainingCancelled | TrainingFailed | None = None
    _epochs: dict[int, EpochResult] = field(default_factory=dict)
    _trials: dict[int, SearchTrial] = field(default_factory=dict)

    @property
    def epochs(self) -> tuple[EpochResult, ...]:
        """Every finished epoch, those of earlier sittings included, in order."""
        return tuple(self._epochs[number] for number in sorted(self._epochs))

    @property
    def trials(self) -> tuple[SearchTrial, ...]:
        """What a search has tried before the training, in order."""
        return tuple(self._trials[number] for number in sorted(self._trials))

    @property
    def total_epochs(self) -> int:
        """How many epochs there will be; 0 while unknown, and where only the last layer is trained."""
        known = [epoch.epochs for epoch in self._epochs.values()]
        return self.beginning.epochs if self.beginning else max(known, default=0)

    @property
    def report(self) -> TrainingReport | None:
        """The figures, once the run has finished."""
        return self.outcome if isinstance(self.outcome, TrainingReport) else None

    def remember(self, event: TrainingEvent) -> None:
        match event:
            case TrainingStart():
                self.beginning, self.outcome = event, None  # how an earlier sitting ended counts no more
            case EpochResult():
                self._epochs[event.epoch] = event  # an epoch that a kill cut short is told twice
            case SearchTrial():
                self._trials[event.number] = event
            case TrainingReport() | TrainingCancelled() | TrainingFailed():
                self.outcome = event
