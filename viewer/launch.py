"""Starts Qt and the application: on a screen, or once offscreen for a picture and the answers."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ml.errors import ModelError
from ml.library import find_model
from viewer.app import Kesit
from viewer.offscreen import OffscreenRun
from viewer.widgets.style import apply_style

PICTURE = "kesit-window.png"


def launch(options: argparse.Namespace, offscreen: bool, splash: QWidget | None = None) -> int:
    """Open the window with what the command line names; returns the exit code."""
    problem = _problem_with(options)
    if problem:
        sys.stderr.write(f"kesit: {problem}\n")
        return 1
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Kesit")
    application.setDesktopFileName("kesit")
    apply_style(application)
    kesit = Kesit()
    if not offscreen:
        kesit.window.keep_within(kesit.window.screen().availableGeometry())
    kesit.window.show()
    if splash is not None:
        splash.close()
    _open(kesit, options, may_reopen=not offscreen)
    code = OffscreenRun(kesit, Path.cwd() / PICTURE).run(application) if offscreen else application.exec()
    return code if kesit.stopped else _leave(code)


def _leave(code: int) -> NoReturn:
    """End although a thread is busy, as it is while a network loads: destroying it would abort."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _problem_with(options: argparse.Namespace) -> str:
    """What on the command line cannot be meant."""
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        return f"there is no file or folder {missing[0]}"
    try:
        if options.model:
            find_model(options.model)
    except ModelError as error:
        return str(error)
    return ""


def _open(kesit: Kesit, options: argparse.Namespace, may_reopen: bool) -> None:
    """Open what is named, else what was open last; then load the model: the first image must not wait."""
    if options.sample:
        kesit.opening.open_sample()
    if options.paths:
        kesit.open_paths(options.paths)
    if may_reopen and not kesit.opening.busy:
        kesit.sessions.begin()
    start = partial(kesit.start, options.model)
    if kesit.opening.busy:
        kesit.opening.ended.connect(start, type=Qt.ConnectionType.SingleShotConnection)
    else:
        QTimer.singleShot(0, start)
