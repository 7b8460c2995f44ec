"""What is on screen, as the commands need it that take it out of the program."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from ml.imaging.values import Series
from viewer.core.export_choice import ExportChoice
from viewer.services.rendering import Renderer
from viewer.widgets import palette
from viewer.widgets.image_pane import to_image
from viewer.widgets.measurement_painter import MeasurementPainter
from viewer.widgets.pane_painter import PanePainter
from viewer.widgets.pane_scene import Scene
from viewer.widgets.plane_lines import NO_LINES


@dataclass(frozen=True, slots=True)
class Shown:
    """The scene of a pane and how large it is drawn."""

    series: Series
    scene: Scene
    device_size: tuple[int, int]  # width, height
    device_ratio: float


def picture_of_view(shown: Shown, choice: ExportChoice) -> np.ndarray:
    """The pane as it is, in device pixels: uint8 (H, W, 3), RGB. Patient text only where it is chosen."""
    width, height = shown.device_size
    image = QImage(width, height, QImage.Format.Format_RGB32)  # text looks as it does on a screen
    image.fill(palette.STAGE)
    image.setDevicePixelRatio(shown.device_ratio)
    scene = _wanted(shown.scene, choice)
    painter = QPainter(image)
    assert scene.request is not None
    picture = to_image(Renderer().render(scene.request))
    picture.setDevicePixelRatio(shown.device_ratio)
    painter.drawImage(QPointF(0, 0), picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, width / shown.device_ratio, height / shown.device_ratio)
    MeasurementPainter(painter, area, shown.device_ratio).paint(scene.drawings)
    PanePainter(painter, area, shown.device_ratio).paint(scene)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGB)


def _wanted(scene: Scene, choice: ExportChoice) -> Scene:
    assert scene.request is not None
    request = replace(
        scene.request,
        heat=scene.request.heat if choice.heat_map else None,
        planes_shown=scene.request.planes_shown and choice.annotations,
    )
    corners = scene.corners
    if not choice.patient_text:
        corners = replace(corners, top_left=(), top_right=())
    return replace(
        scene,
        request=request,
        corners=corners,
        heat_note=scene.heat_note if choice.heat_map else "",
        text_shown=choice.annotations,
        line=scene.line if choice.annotations else None,
        cross=scene.cross if choice.annotations else None,
        plane_lines=scene.plane_lines if choice.annotations else NO_LINES,
        drawings=scene.drawings if choice.annotations else (),
    )
