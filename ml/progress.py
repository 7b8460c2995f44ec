"""The one way in which slow work tells how far it is, and in which it can be stopped."""

from typing import Any, Protocol


class Progress(Protocol):
    """Called often by slow work; raises :class:`ml.errors.Cancelled` when the user has stopped it."""

    def __call__(self, done: int, total: int, text: str = "") -> None: ...


def no_progress(done: int, total: int, text: str = "") -> None:
    """Progress nobody watches."""


def on_bar(bar: Any) -> Progress:
    """Progress on a bar of tqdm."""

    def progress(done: int, total: int, text: str = "") -> None:
        bar.total = total
        bar.update(done - bar.n)

    return progress
