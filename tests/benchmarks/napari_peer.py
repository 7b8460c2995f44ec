"""napari's slider over slices in memory: run by the interpreter of an environment that has napari.

    PYTHON tests/benchmarks/napari_peer.py SLICES EVENTS

Imports nothing of this repository. Prints one JSON object. A time is that from setting the slider to the end
of the draw event of the canvas that follows.
"""

import json
import sys
import time

import napari
import numpy as np
from qtpy.QtWidgets import QApplication

SIDE = 512
PATIENCE_S = 60.0


def main() -> None:
    slices, events = int(sys.argv[1]), int(sys.argv[2])
    values = np.random.default_rng(0).integers(-1000, 1000, (slices, SIDE, SIDE), np.int16)
    viewer = napari.Viewer()
    viewer.window.resize(1400, 900)
    viewer.add_image(values, contrast_limits=(-500, 500))
    canvas = viewer.window._qt_viewer.canvas
    drawn = [0]
    canvas._scene_canvas.events.draw.connect(lambda _: drawn.__setitem__(0, drawn[0] + 1), position="last")
    _settle()
    walls, cpus = [], []
    for event in range(1, events + 1):
        QApplication.processEvents()
        drawn[0] = 0
        began, used = time.perf_counter(), time.process_time()
        viewer.dims.set_current_step(0, event % slices)
        while not drawn[0]:
            QApplication.processEvents()
            if time.perf_counter() - began > PATIENCE_S:
                sys.exit("napari did not draw")
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - used)
    viewer.close()
    print(json.dumps({"version": napari.__version__, "walls": walls, "cpus": cpus}))


def _settle() -> None:
    end = time.perf_counter() + 3
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
