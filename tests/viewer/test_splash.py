import subprocess
import sys
import time

from viewer.splash import show_splash


def test_the_splash_shows_the_mark_and_the_name(qapp):
    splash = show_splash(1.0)
    picture = splash.grab().toImage()
    assert splash.isVisible()
    assert (picture.width(), picture.height()) == (360, 220)
    assert splash.geometry().center() == splash.screen().availableGeometry().center()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 360, 2) for y in range(0, 220, 2)}
    assert {"#14171b", "#f0785a"} <= colours  # ground, and the dot of the mark
    splash.close()


def test_nothing_is_waited_for_once_it_is_there(qapp):
    """QSplashScreen waited a second for it."""
    started = time.monotonic()
    show_splash(1.0).close()
    assert time.monotonic() - started < 0.9


def test_it_comes_before_anything_heavy():
    code = (
        "import sys, viewer.__main__ as program; program._show_splash();"
        "print({'numpy', 'cv2', 'pydicom', 'pyqtgraph', 'viewer.app'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
