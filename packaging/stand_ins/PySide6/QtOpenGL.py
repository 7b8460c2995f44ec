"""In the bundle this is Qt's OpenGL, which has ten megabytes: pyqtgraph imports it and draws without it."""
