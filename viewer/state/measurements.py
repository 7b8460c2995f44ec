"""What was measured on which frame; the tool in hand, what is selected, and the way back."""

from PySide6.QtCore import QObject, Signal

from ml.imaging.values import FrameInfo
from viewer.core.language import tr, tr_later
from viewer.core.measurement import Kind, Measurement
from viewer.state.history import Change, History

_DRAWN = tr_later("draw “{what}”")
_CHANGED = tr_later("change “{what}”")
_DELETED = tr_later("delete “{what}”")


class Measurements(QObject):
    """The measurements of the open studies, frame by frame. Every change by the user can be undone."""

    drawn_changed = Signal(object)  # FrameInfo: what is to be drawn on it, unfinished figures too
    list_changed = Signal()
    kept_changed = Signal(object)  # FrameInfo: what is to be saved of it
    retraced = Signal(object)  # FrameInfo: undo or redo has changed something there
    selection_changed = Signal()
    tool_changed = Signal()

    def __init__(self, history: History | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history or History(parent=self)
        self._kept: dict[FrameInfo, dict[str, Measurement]] = {}
        self._draft: tuple[FrameInfo, Measurement] | None = None
        self._selected: tuple[FrameInfo, str] | None = None
        self._tool: Kind | None = None

    @property
    def tool(self) -> Kind | None:
        """What the next drag draws."""
        return self._tool

    @property
    def selected(self) -> tuple[FrameInfo, Measurement] | None:
        if self._selected is None:
            return None
        info, identity = self._selected
        return info, self._kept[info][identity]

    @property
    def frames(self) -> tuple[FrameInfo, ...]:
        """The frames on which something was measured."""
        return tuple(self._kept)

    def kept_on(self, info: FrameInfo) -> tuple[Measurement, ...]:
        """What was measured on a frame."""
        return tuple(self._kept.get(info, {}).values())

    def drawn_on(self, info: FrameInfo) -> tuple[Measurement, ...]:
        """The same, with what is being drawn or dragged at this moment."""
        shown = dict(self._kept.get(info, {}))
        if self._draft is not None and self._draft[0] == info:
            shown[self._draft[1].id] = self._draft[1]
        return tuple(shown.values())

    def set_tool(self, tool: Kind | None) -> None:
        if tool != self._tool:
            self._tool = tool
            self.tool_changed.emit()

    def select(self, info: FrameInfo, measurement: Measurement) -> None:
        self._set_selected((info, measurement.id))

    def select_nothing(self) -> None:
        self._set_selected(None)

    def set_draft(self, info: FrameInfo, measurement: Measurement) -> None:
        """Draw something that is not finished yet, or in place of what it will replace."""
        self._draft = (info, measurement)
        self.drawn_changed.emit(info)

    def drop_draft(self) -> None:
        if self._draft is not None:
            info, _ = self._draft
            self._draft = None
            self.drawn_changed.emit(info)

    def add(self, info: FrameInfo, measurement: Measurement) -> None:
        self._do(_DRAWN, info, None, measurement)
        self.select(info, measurement)

    def edit(self, info: FrameInfo, measurement: Measurement) -> None:
        """Put a changed measurement in the place of the one with its identity."""
        before = self._kept[info][measurement.id]
        if measurement != before:
            self._do(_CHANGED, info, before, measurement)

    def remove(self, info: FrameInfo, measurement: Measurement) -> None:
        self._do(_DELETED, info, measurement, None)

    def load(self, info: FrameInfo, measurements: tuple[Measurement, ...]) -> None:
        """Take over what was saved; there is nothing to undo and nothing to save."""
        self._kept[info] = {measurement.id: measurement for measurement in measurements}
        self.drawn_changed.emit(info)
        self.list_changed.emit()

    def refresh(self, info: FrameInfo, measurements: tuple[Measurement, ...]) -> None:
        """The same measurements, measured anew on the frame now that it is there."""
        if measurements != self.kept_on(info):
            self.load(info, measurements)
            self.kept_changed.emit(info)

    def forget(self, frames: tuple[FrameInfo, ...]) -> None:
        """Let go of frames that are no longer open."""
        self._draft = None
        self.select_nothing()
        for info in frames:
            self._kept.pop(info, None)
            self.drawn_changed.emit(info)
        self.list_changed.emit()

    def _do(self, text: str, info: FrameInfo, before: Measurement | None, after: Measurement | None) -> None:
        self._draft = None
        self.history.push(_Change(self, text, info, before, after))

    def _put(self, info: FrameInfo, before: Measurement | None, after: Measurement | None) -> None:
        """Exchange one measurement for another; None is none."""
        kept = self._kept.setdefault(info, {})
        if after is not None:
            kept[after.id] = after
        elif before is not None:
            if self._selected == (info, before.id):
                self.select_nothing()
            del kept[before.id]
        if not kept:
            del self._kept[info]
        self.drawn_changed.emit(info)
        self.list_changed.emit()
        self.kept_changed.emit(info)

    def _set_selected(self, selected: tuple[FrameInfo, str] | None) -> None:
        if selected != self._selected:
            self._selected = selected
            self.selection_changed.emit()


class _Change(Change):
    """A measurement that came, changed or went."""

    def __init__(
        self,
        measurements: Measurements,
        text: str,
        info: FrameInfo,
        before: Measurement | None,
        after: Measurement | None,
    ) -> None:
        super().__init__()
        self._measurements, self._text, self._info = measurements, text, info
        self._before, self._after = before, after
        self._done_before = False

    @property
    def words(self) -> str:
        measurement = self._after or self._before
        assert measurement is not None
        return tr(self._text, what=measurement.kind.words)

    def redo(self) -> None:
        self._measurements._put(self._info, self._before, self._after)
        if self._done_before:
            self._measurements.retraced.emit(self._info)
        self._done_before = True

    def undo(self) -> None:
        self._measurements._put(self._info, self._after, self._before)
        self._measurements.retraced.emit(self._info)
