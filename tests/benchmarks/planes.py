"""How fast planes of a volume are shown, beside SimpleITK and scipy that only cut them.

    python -m tests.benchmarks.planes [--side N] [--moves N] [--rounds N] [--json]

The volume is a cube of random int16 values. "Shown" is the whole way in the running window, offscreen: move
the place where three planes meet, cut all three, window, scale, draw lines and text, paint. "While dragging"
is the same as long as the mouse moves, when slow planes are drafts; "while turning" gives two planes another
direction at each step. Peers cut the same three planes into arrays and do nothing else.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import SimpleITK as sitk  # noqa: N813
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from scipy import ndimage

from ml.imaging.cutting import cut, outside_of
from ml.imaging.drafts import draft
from ml.imaging.values import (
    Frame,
    FrameInfo,
    Patient,
    PlaneInfo,
    Projection,
    Series,
    SortRule,
    Spacing,
    SpacingKind,
    Study,
    Window,
)
from ml.imaging.volume import Volume
from tests.benchmarks.measure import Took, Variants, interleaved
from viewer.app import Kesit
from viewer.core.plane_stack import PlaneKind, Slab, turned
from viewer.core.planes import plane_of
from viewer.services.volumes import LoadedVolume
from viewer.widgets.pane_unit import PaneUnit

_SLAB_MM = 20.0  # 21 planes
_NEVER_MS = 600_000
_TURN = np.deg2rad(25)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    loaded = make_volume(options.side)
    with running(loaded) as kesit:
        results = {title: measured(kesit, loaded, options.moves, options.rounds) for title in arranged(kesit)}
    print(json.dumps(results, indent=2) if options.json else _as_text(results, options.side))


def make_volume(side: int) -> LoadedVolume:
    """A cube of noise with 1 mm voxels, and a series without files that it belongs to."""
    voxels = np.random.default_rng(0).integers(-1000, 2000, (side, side, side), np.int16)
    volume = Volume(voxels, (0.0, 0.0, 0.0), np.eye(3), (1.0, 1.0, 1.0), "HU")
    spacing = Spacing(1, 1, SpacingKind.PATIENT)
    infos = tuple(
        FrameInfo(Path("none"), slice_, side, side, spacing, (0.0, 0.0, float(slice_)), (1, 0, 0, 0, 1, 0),
                  frame_of_reference="1.2")
        for slice_ in range(side)
    )  # fmt: skip
    series = Series("1.2.3", "CT", "noise", "", "", SortRule.POSITION, infos)
    model = Frame(infos[0], voxels[0], "HU", (Window(400, 2000),), modality="CT")
    return LoadedVolume(series, volume, model, outside_of(volume))


@contextmanager
def running(loaded: LoadedVolume) -> Iterator[Kesit]:
    """The window with the planes of a volume in it."""
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder, "settings.ini")), QSettings.Format.IniFormat)
        kesit = Kesit(store, measurements=Path(folder, "measurements"))
        kesit.window.resize(1400, 900)
        kesit.window.show()
        kesit.session.set_studies((Study("1", Patient(), "", "", (loaded.series,)),))
        kesit.frames.add_volume(loaded)
        kesit.mpr.begin(loaded.series, loaded.grid)
        kesit.panes.shown[1].set_series(None)  # only planes are measured
        application.processEvents()
        yield kesit
        kesit.window.close()


def arranged(kesit: Kesit) -> Iterator[str]:
    """Bring the planes into one position after the other; yields what it is called."""
    kesit.mpr.straighten()
    yield "orthogonal"
    for projection in (Projection.MAXIMUM, Projection.MEAN):
        kesit.mpr.set_slab(Slab(projection, _SLAB_MM))
        yield f"orthogonal, {projection} of {_SLAB_MM:g} mm"
    kesit.mpr.set_slab(Slab())
    _turn(kesit, np.array([0.0, 0.0, 1.0]))
    yield "turned once: axial straight, two oblique"
    _turn(kesit, np.array([1.0, 0.0, 0.0]))
    yield "turned twice: all oblique"
    kesit.mpr.set_slab(Slab(Projection.MAXIMUM, _SLAB_MM))
    yield f"turned twice, maximum of {_SLAB_MM:g} mm"


def measured(kesit: Kesit, loaded: LoadedVolume, moves: int, rounds: int) -> dict[str, Took]:
    """Time for one position of all three planes."""
    shown: Variants = {
        "shown in the window": lambda: show_moves(kesit, moves),
        "while dragging": lambda: drag_moves(kesit, moves),
        "while turning": lambda: turn_moves(kesit, moves),
    }
    variants = dict(shown)
    planes = [pane.frame for pane in kesit.mpr.panes.values()]
    assert all(isinstance(plane, PlaneInfo) for plane in planes)
    variants["cut alone"] = lambda: [cut(loaded.volume, plane, loaded.outside) for plane in planes]
    variants["drafted alone"] = lambda: [draft(loaded.volume, plane, loaded.outside) for plane in planes]
    if all(plane.projection is None for plane in planes):
        variants |= peers(loaded.volume, planes)
    took = interleaved(variants, rounds)
    return took | {name: Took(took[name].wall / moves, took[name].cpu / moves) for name in shown}


def show_moves(kesit: Kesit, moves: int) -> None:
    """Move the place where the planes meet, and wait each time until all three are painted as they are."""
    units = _begin(kesit)
    for place in _places(kesit.mpr.meeting_point, moves):
        kesit.mpr.move_to(place, tuple(kesit.mpr.panes.values()))
        kesit.cache.rest()
        _until(lambda: all(unit.presenter.is_settled for unit in units))


def drag_moves(kesit: Kesit, moves: int) -> None:
    """Move the place likewise, as long as a button is down: until something is painted of all three."""
    units = _begin(kesit, moving=True)
    for place in _places(kesit.mpr.meeting_point, moves):
        kesit.mpr.move_to(place, tuple(kesit.mpr.panes.values()))
        _until(lambda: all(unit.presenter.is_following for unit in units))


def turn_moves(kesit: Kesit, moves: int) -> None:
    """Turn two of the planes about the normal of the third, to and fro."""
    units, meeting = _begin(kesit, moving=True), kesit.mpr.meeting_point
    axis = plane_of(kesit.mpr.panes[PlaneKind.AXIAL].frame).normal
    others = [kesit.mpr.panes[kind] for kind in (PlaneKind.CORONAL, PlaneKind.SAGITTAL)]
    before = {pane: (pane.series, pane.index, pane.view) for pane in others}
    for move in range(1, moves + 1):
        angle = np.deg2rad(move if move % 2 else -move)
        turns = {pane: turned(before[pane][0].orientation, axis, angle) for pane in others}
        kesit.mpr.turn(turns, meeting)
        _until(lambda: all(unit.presenter.is_following for unit in units))
    for pane in others:
        pane.turn(*before[pane])


def _begin(kesit: Kesit, moving: bool = False) -> list[PaneUnit]:
    """No plane is left from the round before; the mouse rests, or has moved already."""
    kesit.cache._rest.stop()
    kesit.cache._rest.setInterval(_NEVER_MS)  # a busy machine must not be taken for a mouse that rests
    kesit.cache._moving = moving
    kesit.frames._planes.clear()
    return [kesit.grid.unit_of(pane) for pane in kesit.mpr.panes.values()]


def _places(start: np.ndarray, moves: int) -> Iterator[np.ndarray]:
    """To and fro, and back to the start at last."""
    for move in range(1, moves):
        yield start + (move if move % 2 else -move)
    yield start


def _until(reached: Callable[[], bool]) -> None:
    while True:
        QApplication.processEvents()
        if reached():
            return
        time.sleep(0.0005)


def _turn(kesit: Kesit, axis: np.ndarray) -> None:
    panes = {pane: pane.series.orientation for pane in kesit.mpr.panes.values()}
    kept = [kind for kind in PlaneKind if kind is PlaneKind.AXIAL and axis[2]]
    orientations = {
        pane: turned(orientation, axis, _TURN)
        for pane, orientation in panes.items()
        if pane.series.plane not in kept
    }
    kesit.mpr.turn(orientations, kesit.mpr.meeting_point)
    for pane in kesit.panes.shown:
        pane.set_view(pane.view.fitted())
    QApplication.processEvents()


def peers(volume: Volume, planes: list[PlaneInfo]) -> dict[str, Callable[[], object]]:
    image = sitk.GetImageFromArray(volume.voxels)
    return {
        "SimpleITK Resample, cut alone": lambda: [_by_simpleitk(image, plane) for plane in planes],
        "scipy affine_transform, cut alone": lambda: [_by_scipy(volume, plane) for plane in planes],
    }


def _by_simpleitk(image: sitk.Image, plane: PlaneInfo) -> np.ndarray:
    right, down = np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
    sampler = sitk.ResampleImageFilter()
    sampler.SetSize((plane.columns, plane.rows, 1))
    sampler.SetOutputOrigin(plane.position_mm)
    sampler.SetOutputSpacing((plane.spacing.column_mm, plane.spacing.row_mm, 1.0))
    sampler.SetOutputDirection(np.column_stack([right, down, np.cross(right, down)]).ravel().tolist())
    sampler.SetInterpolator(sitk.sitkLinear)
    sampler.SetDefaultPixelValue(-1001)
    return sitk.GetArrayFromImage(sampler.Execute(image))


def _by_scipy(volume: Volume, plane: PlaneInfo) -> np.ndarray:
    right, down = np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
    normal = np.cross(right, down)
    matrix = np.column_stack([normal, down, right])[::-1]  # voxels of 1 mm along the axes of the patient
    return ndimage.affine_transform(
        volume.voxels, matrix, np.array(plane.position_mm)[::-1], (1, plane.rows, plane.columns),
        order=1, prefilter=False, cval=-1001,
    )  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.planes")
    parser.add_argument("--side", type=int, default=512, help="voxels along each side of the volume (512)")
    parser.add_argument("--moves", type=int, default=20, help="positions shown in each round (20)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each variant runs (3)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    return parser


def _as_text(results: dict[str, dict[str, Took]], side: int) -> str:
    lines = [
        f"Three planes of {side} x {side} x {side} int16, {os.cpu_count()} cores, one position of all three"
    ]
    for title, table in results.items():
        lines += ["", title, f"{'wall ms':>9} {'CPU ms':>9} {'per second':>11}"]
        lines += [
            f"{took.wall * 1e3:9.1f} {took.cpu * 1e3:9.1f} {1 / took.wall:11.0f}  {name}"
            for name, took in table.items()
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
