"""The image: a bare widget that blits what the renderer made and says what the mouse does."""

from enum import Enum

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.services.rendering import Renderer
from viewer.widgets import palette
from viewer.widgets.pane_painter import PanePainter
from viewer.widgets.pane_scene import Scene

_DEGREES_PER_STEP = 120  # of a mouse wheel, in eighths
_CLICK_TOLERANCE = 4  # a right press that moved less opens the menu


class Drag(Enum):
    """What a drag does, by mouse button."""

    WINDOW = Qt.MouseButton.LeftButton
    PAN = Qt.MouseButton.MiddleButton
    ZOOM = Qt.MouseButton.RightButton


_DRAG_BY_BUTTON = {drag.value: drag for drag in Drag}


class ImagePane(QWidget):
    """Draws a scene. Positions and distances in its signals are device pixels."""

    resized = Signal()
    scrolled = Signal(int)  # slices, down is positive
    wheel_zoomed = Signal(int, QPointF)  # steps, position
    drag_began = Signal(object, QPointF)  # Drag, position
    drag_moved = Signal(object, QPointF)  # Drag, distance from where it began
    fit_requested = Signal()
    menu_requested = Signal(QPoint)  # global position

    def __init__(self, renderer: Renderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self._renderer = renderer
        self._scene = Scene()
        self._drag: Drag | None = None
        self._drag_from = QPointF()
        self._drag_moved_far = False
        self._wheel_left = 0

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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.STAGE)
        if self._scene.request is not None:
            picture = to_image(self._renderer.render(self._scene.request))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(QPointF(0, 0), picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        PanePainter(painter, QRectF(self.rect()), self.devicePixelRatioF()).paint(self._scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel_left += event.angleDelta().y()
        steps = int(self._wheel_left / _DEGREES_PER_STEP)
        self._wheel_left -= steps * _DEGREES_PER_STEP
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wheel_zoomed.emit(steps, self._device(event.position()))
        elif steps:
            self.scrolled.emit(-steps)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        drag = _DRAG_BY_BUTTON.get(event.button())
        if self._drag is None and drag is not None:
            self._drag, self._drag_from, self._drag_moved_far = drag, event.position(), False
            self.drag_began.emit(drag, self._device(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        distance = event.position() - self._drag_from
        self._drag_moved_far |= distance.manhattanLength() >= _CLICK_TOLERANCE
        if self._drag_moved_far:
            self.drag_moved.emit(self._drag, self._device(distance))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not _DRAG_BY_BUTTON.get(event.button()):
            return
        if self._drag is Drag.ZOOM and not self._drag_moved_far:
            self.menu_requested.emit(event.globalPosition().toPoint())
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.fit_requested.emit()

    def _device(self, point: QPointF) -> QPointF:
        return point * self.devicePixelRatioF()


def to_image(picture: np.ndarray) -> QImage:
    """A view of a uint8 picture, (H, W) grey or (H, W, 3) RGB, as a QImage; it must outlive the image."""
    height, width = picture.shape[:2]
    form = QImage.Format.Format_Grayscale8 if picture.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(picture.data, width, height, picture.strides[0], form)
