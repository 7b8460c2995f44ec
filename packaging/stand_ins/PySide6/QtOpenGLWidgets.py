"""In the bundle's place of Qt's OpenGL widgets: pyqtgraph derives a class from one, and makes none of it."""

from PySide6.QtWidgets import QWidget as QOpenGLWidget

__all__ = ["QOpenGLWidget"]
