"""Many short pieces of work of which only the wanted ones are done, the most wanted first.

Whoever waits says again and again, as a whole, what it wants now; what is no longer on the list is
never begun, and long work that calls :func:`stay_wanted` is not finished. This is how the slice on screen
comes before its neighbours, and how scrolling on leaves nothing behind that nobody waits for.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Condition, local

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ml.errors import Cancelled
from viewer.workers.outcome import Outcome, outcome_of

_PATIENCE_MS = 1000  # at the end; loading a network may take longer than anyone wants to wait


_of_this_thread = local()


def stay_wanted(done: int = 0, total: int = 0, text: str = "") -> None:
    """A :class:`ml.progress.Progress` for the work of a wish, which ends here when nobody wants it any more.

    Raises
    ------
    Cancelled
        Only in a thread of a pool: elsewhere somebody waits.
    """
    is_wanted = getattr(_of_this_thread, "is_wanted", None)
    if is_wanted is not None and not is_wanted():
        raise Cancelled


@dataclass(frozen=True, slots=True)
class Wish:
    """A piece of work, and the key under which its result is known."""

    key: Hashable
    work: Callable[[], object]


class WishList:
    """The wishes of now; shared between the thread that wishes and those that grant."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._waiting: list[Wish] = []
        self._running: set[Hashable] = set()
        self._wanted: frozenset[Hashable] = frozenset()
        self._closed = False

    def replace(self, wishes: Sequence[Wish]) -> None:
        """Want these and nothing else, in this order; what is under way is not begun again."""
        with self._condition:
            self._wanted = frozenset(wish.key for wish in wishes)
            self._waiting = [wish for wish in wishes if wish.key not in self._running]
            self._condition.notify_all()

    def take(self) -> Wish | None:
        """The most wanted wish, as soon as there is one; None once closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            wish = self._waiting.pop(0)
            self._running.add(wish.key)
            return wish

    def is_wanted(self, wish: Wish) -> bool:
        """Whether somebody still waits for what is under way."""
        return wish.key in self._wanted and not self._closed

    def done(self, wish: Wish, given_up: bool) -> None:
        """What was given up may be wanted again by now: then it is begun once more."""
        with self._condition:
            self._running.discard(wish.key)
            if given_up and wish.key in self._wanted:
                self._waiting.insert(0, wish)
                self._condition.notify_all()

    def close(self) -> None:
        with self._condition:
            self._closed = True
            self._condition.notify_all()


class WishPool(QObject):
    """Threads that grant the wishes on one list.

    Every wish begun is answered by granted or refused, unless it was given up because nobody wanted it.
    """

    granted = Signal(object, object)  # key, value
    refused = Signal(object, str)  # key, message for the user
    returned = Signal(object, object)  # Wish, Outcome: from the threads to the pool

    def __init__(self, parent: QObject | None = None, threads: int = 1) -> None:
        super().__init__(parent)
        self.returned.connect(self._on_self_returned)
        self._list = WishList()
        self._threads = [_WishThread(self, self._list) for _ in range(threads)]

    def wish(self, wishes: Sequence[Wish]) -> None:
        """Replace what is wanted. The threads start with the first wish."""
        self._list.replace(wishes)
        for thread in self._threads:
            if wishes and not thread.isRunning():
                thread.start()

    def close(self) -> bool:
        """Begin nothing more and end the threads; False when one is still busy after a short wait."""
        self._list.close()
        ended = [thread.wait(_PATIENCE_MS) for thread in self._threads]
        return all(ended)

    @Slot(object, object)
    def _on_self_returned(self, wish: Wish, outcome: Outcome) -> None:
        """Only now is a wish done: one whose answer is on its way must not be begun again."""
        self._list.done(wish, outcome.cancelled)
        if outcome.message:
            self.refused.emit(wish.key, outcome.message)
        elif not outcome.cancelled:
            self.granted.emit(wish.key, outcome.value)


class _WishThread(QThread):
    def __init__(self, pool: WishPool, wishes: WishList) -> None:
        super().__init__(pool)
        self._pool = pool
        self._wishes = wishes

    def run(self) -> None:
        while wish := self._wishes.take():
            _of_this_thread.is_wanted = partial(self._wishes.is_wanted, wish)
            self._pool.returned.emit(wish, outcome_of(wish.work))
