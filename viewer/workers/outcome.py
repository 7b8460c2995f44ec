"""How slow work ends, caught at the edge of the thread it ran in."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from ml.errors import Cancelled, KesitError
from viewer.core.language import tr

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Either a value, or a message for the user, or neither when the work was cancelled."""

    value: object = None
    message: str = ""
    cancelled: bool = False


def outcome_of(work: Callable[[], object]) -> Outcome:
    """Run ``work`` and say how it ended. The only place that catches everything."""
    try:
        return Outcome(value=work())
    except Cancelled:
        return Outcome(cancelled=True)
    except KesitError as error:
        return Outcome(message=str(error))
    except Exception as error:  # noqa: BLE001 (the task's edge: nothing may take the window down)
        _log.exception("unexpected error in background work")
        return Outcome(message=tr("Unexpected {kind}: {reason}", kind=type(error).__name__, reason=error))
