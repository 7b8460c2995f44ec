"""The image: a bare widget that blits what the renderer made and says what the mouse does."""

from enum import StrEnum

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.core.mouse_bindings import Button
from viewer.services.rendering import Renderer
from viewer.widgets.dragging import dragged_series, local_paths
from viewer.widgets.measurement_painter import MeasurementPainter
from viewer.widgets.palette import DARK
from viewer.widgets.pane_painter import PanePainter
from viewer.widgets.pane_scene import Lens, Scene

_DEGREES_PER_STEP = 120  # of a mouse wheel, in eighths
_CLICK_TOLERANCE = 4  # a right press that moved less opens the menu


class Border(StrEnum):
    """The thin frame around a pane: its colour."""

    NONE = ""
    QUIET = DARK.line  # one of several panes
    ACTIVE = DARK.accent_bright
    DROP = DARK.text  # something is dragged over it


_BUTTONS = {
    Qt.MouseButton.LeftButton: Button.LEFT,
    Qt.MouseButton.MiddleButton: Button.MIDDLE,
    Qt.MouseButton.RightButton: Button.RIGHT,
}


class ImagePane(QWidget):
    """Draws a scene. Positions and distances in its signals are device pixels."""

    resized = Signal()
    wheel_turned = Signal(int, QPointF, object)  # steps, away from the user is positive; position; modifiers
    drag_began = Signal(object, QPointF, bool)  # Button, position; Ctrl is held
    drag_moved = Signal(object, QPointF)  # Button, distance from where it began
    drag_ended = Signal(object, bool)  # Button, whether it was more than a click
    double_clicked = Signal(QPointF)  # position
    menu_wanted_at = Signal(QPointF)  # position; right before the next
    menu_requested = Signal(QPoint)  # global position
    touched = Signal()  # the user turns to this pane: press or wheel
    hovered = Signal(QPointF, bool)  # position; whether Shift is held
    left = Signal()  # the pointer is elsewhere
    series_dropped = Signal(str)  # series uid
    paths_dropped = Signal(list)  # of Path

    def __init__(self, renderer: Renderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 100)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self._renderer, self._lens_renderer = renderer, Renderer()
        self._scene = Scene()
        self._button: Button | None = None
        self._drag_from = QPointF()
        self._drag_moved_far = False
        self._wheel_left = 0
        self._border = Border.NONE
        self._dropping = False

    @property
    def scene(self) -> Scene:
        return self._scene

    @property
    def device_size(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def show_scene(self, scene: Scene) -> None:
        if scene != self._scene:
            self._scene = scene
            self.update()

    def set_border(self, border: Border) -> None:
        if border != self._border:
            self._border = border
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), DARK.stage)
        if self._scene.request is not None:
            picture = to_image(self._renderer.render(self._scene.request))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(QPointF(0, 0), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, ratio = QRectF(self.rect()), self.devicePixelRatioF()
        MeasurementPainter(painter, area, ratio).paint(self._scene.drawings)
        PanePainter(painter, area, ratio).paint(self._scene)
        if self._scene.lens is not None:
            self._paint_lens(painter, self._scene.lens)
        self._paint_border(painter)
        painter.end()

    def _paint_lens(self, painter: QPainter, lens: Lens) -> None:
        ratio, (side, _) = self.devicePixelRatioF(), lens.request.viewport.screen
        circle = QPainterPath()
        circle.addEllipse(QPointF(*lens.center) / ratio, side / 2 / ratio, side / 2 / ratio)
        picture = to_image(self._lens_renderer.render(lens.request))
        picture.setDevicePixelRatio(ratio)
        painter.save()
        painter.setClipPath(circle)
        painter.drawImage(circle.boundingRect().topLeft(), picture)
        painter.restore()
        painter.setPen(QPen(QColor(DARK.muted), 1.5))
        painter.drawPath(circle)

    def _paint_border(self, painter: QPainter) -> None:
        border = Border.DROP if self._dropping else self._border
        if border:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(border), 2 if self._dropping else 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touched.emit()
        delta, shift = event.angleDelta(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._wheel_left += delta.x() if shift and not delta.y() else delta.y()  # macOS turns it sideways
        steps = int(self._wheel_left / _DEGREES_PER_STEP)
        self._wheel_left -= steps * _DEGREES_PER_STEP
        if steps:
            self.wheel_turned.emit(steps, self._device(event.position()), event.modifiers())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = _BUTTONS.get(event.button())
        self.touched.emit()
        if self._button is None and button is not None:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._button, self._drag_from, self._drag_moved_far = button, event.position(), False
            self.drag_began.emit(button, self._device(event.position()), ctrl)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._button is None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.hovered.emit(self._device(event.position()), shift)
            return
        distance = event.position() - self._drag_from
        self._drag_moved_far |= distance.manhattanLength() >= _CLICK_TOLERANCE
        if self._drag_moved_far:
            self.drag_moved.emit(self._button, self._device(distance))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._button is not _BUTTONS.get(event.button()):
            return
        if self._button is Button.RIGHT and not self._drag_moved_far:
            self.menu_wanted_at.emit(self._device(event.position()))
            self.menu_requested.emit(event.globalPosition().toPoint())
        ended, self._button = self._button, None
        if ended is not None:
            self.drag_ended.emit(ended, self._drag_moved_far)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit(self._device(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_series(event.mimeData()) or local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._set_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_dropping(False)
        event.acceptProposedAction()
        self.touched.emit()
        if series_uid := dragged_series(event.mimeData()):
            self.series_dropped.emit(series_uid)
        else:
            self.paths_dropped.emit(local_paths(event.mimeData()))

    def _set_dropping(self, dropping: bool) -> None:
        self._dropping = dropping
        self.update()

    def _device(self, point: QPointF) -> QPointF:
        return point * self.devicePixelRatioF()


def to_image(picture: np.ndarray) -> QImage:
    """A view of a uint8 picture, (H, W) grey or (H, W, 3) RGB, as a QImage; it must outlive the image."""
    height, width = picture.shape[:2]
    form = QImage.Format.Format_Grayscale8 if picture.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(picture.data, width, height, picture.strides[0], form)
