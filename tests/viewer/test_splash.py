import subprocess
import sys

from viewer.splash import show_splash


def test_the_splash_shows_the_mark_and_the_name(qapp):
    splash = show_splash(2.0)
    picture = splash.pixmap().toImage()
    assert splash.isVisible()
    assert (picture.width(), picture.height()) == (720, 440)
    colours = {picture.pixelColor(x, y).name() for x in range(0, 720, 4) for y in range(0, 440, 4)}
    assert {"#14171b", "#f0785a"} <= colours  # ground, and the dot of the mark
    splash.close()


def test_it_comes_before_anything_heavy():
    code = (
        "import sys, viewer.__main__ as program; program._show_splash();"
        "print({'numpy', 'cv2', 'pydicom', 'pyqtgraph', 'viewer.app'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
