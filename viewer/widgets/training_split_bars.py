"""How many images of each class lie in each part, as bars."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.core.language import tr
from viewer.services.training_values import SplitPlan
from viewer.widgets import palette

ROW_PX = 30
BAR_PX = 16
MOST_ROWS = 24
PARTS = ("train", "validation", "test")


class SplitBars(QWidget):
    """A row for each class: to learn from, to choose by, to measure with; a legend above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: SplitPlan | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_plan(self, plan: SplitPlan | None) -> None:
        self._plan = plan
        self.setAccessibleName(tr("Images of each class in each part"))
        self.setAccessibleDescription("\n".join(self._row_in_words(name) for name in self.names))
        self.updateGeometry()
        self.update()

    @property
    def names(self) -> list[str]:
        """The classes that are shown."""
        return list(self._plan.counts.get("train", {}))[:MOST_ROWS] if self._plan else []

    def sizeHint(self) -> QSize:
        return QSize(420, ROW_PX * (len(self.names) + 1) + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        largest = max((sum(self._counts(name)) for name in self.names), default=1) or 1
        for row, name in enumerate(self.names):
            self._paint_row(painter, (row + 1) * ROW_PX, name, largest)
        painter.end()

    def _counts(self, name: str) -> list[int]:
        assert self._plan is not None
        return [self._plan.counts.get(part, {}).get(name, 0) for part in PARTS]

    def _row_in_words(self, name: str) -> str:
        train, validation, test = self._counts(name)
        return tr(
            "{name}: {train} to learn from, {validation} to choose by, {test} to measure with",
            name=name,
            train=train,
            validation=validation,
            test=test,
        )

    def _paint_legend(self, painter: QPainter) -> None:
        x = self._label_width() + 10
        words = (tr("to learn from"), tr("to choose the best epoch"), tr("held out to measure"))
        for colour, word in zip(_colours(), words, strict=True):
            self._paint_box(painter, QRectF(x, 8, 12, 12), colour)
            painter.setPen(self.palette().text().color())
            painter.drawText(QRectF(x + 18, 0, 400, 28), Qt.AlignmentFlag.AlignVCenter, word)
            x += 18 + painter.fontMetrics().horizontalAdvance(word) + 24

    def _paint_row(self, painter: QPainter, y: int, name: str, largest: int) -> None:
        label, counts = self._label_width(), self._counts(name)
        text = ", ".join(f"{count:,}" for count in counts)
        room = self.width() - label - 20 - painter.fontMetrics().horizontalAdvance(text) - 10
        painter.setPen(self.palette().text().color())
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, label)
        painter.drawText(QRectF(0, y, label, ROW_PX), Qt.AlignmentFlag.AlignVCenter, shown)
        x = label + 10.0
        for count, colour in zip(counts, _colours(), strict=True):
            width = max(2.0, room * count / largest) if count else 0.0
            self._paint_box(painter, QRectF(x, y + (ROW_PX - BAR_PX) / 2, width, BAR_PX), colour)
            x += width + 1
        painter.setPen(QColor(palette.MUTED))
        painter.drawText(QRectF(x + 8, y, 300, ROW_PX), Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _paint_box(painter: QPainter, box: QRectF, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 2, 2)

    def _label_width(self) -> int:
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in self.names), default=60)
        return min(180, widest + 4)


def _colours() -> tuple[QColor, ...]:
    """Of the parts, in the theme in use."""
    return QColor(palette.CURVE_TRAINING), QColor(palette.CURVE_VALIDATION), QColor(palette.CURVE_MACRO_F1)
