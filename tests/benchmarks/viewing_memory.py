"""How much memory the window takes for a series of which every slice was looked at. Linux only.

python -m tests.benchmarks.viewing_memory SERIES FOLDER
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.memory import bytes_of
from tests.benchmarks.viewing import open_and_wait, scrolling, window


def main() -> None:
    """Print the growth as a share of the pixels of the series."""
    application = QApplication([])
    series, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with window(application, folder) as kesit:
        open_and_wait(application, kesit, next(series.iterdir()))  # imports what is needed
        kesit.actions["file.close_all"].trigger()
        application.processEvents()
        before = bytes_of("VmRSS")
        open_and_wait(application, kesit, series)
        frames = kesit.active.state.series.frames
        scrolling(application, kesit, len(frames))
        pixels = kesit.active.presenter.frame.pixels.nbytes * len(frames)
        print((bytes_of("VmRSS") - before) / pixels)


if __name__ == "__main__":
    main()
