"""The main states of the window look as they did when their pictures were kept.

A state that is meant to look otherwise: ``python -m tests.snapshots NAME``, and look at the new pictures.
"""

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.snapshots.pictures import FONT_FILE, KEPT, Picture, difference, load, save

ROOT = KEPT.parents[1]
WINDOWS = ("single", "two-by-two", "planes", "comparison", "measurements", "heat-map", "light")
NAMES = (*(f"{name}-{part}" for name in WINDOWS for part in ("window", "panes")), "wizard-window")
PANES = [name for name in NAMES if name.endswith("-panes")]

pytestmark = pytest.mark.timeout(600)


def drawn(folder: Path, *options: str) -> Path:
    """Draw states in a process of their own, which finds no style and no font of other tests."""
    command = [sys.executable, "-m", "tests.snapshots", "--into", str(folder), *options]
    result = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return folder


def family(folder: Path) -> str:
    return (folder / FONT_FILE).read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> Path:
    return drawn(tmp_path_factory.mktemp("seen"))


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory) -> Path:
    return drawn(tmp_path_factory.mktemp("spoilt"), "--spoilt")


@pytest.mark.parametrize("name", NAMES)
def test_a_state_looks_as_it_was_kept(seen, name):
    font, wished = family(seen), family(KEPT)
    if not font and name.endswith("-window"):
        pytest.skip("this machine has no font")
    picture, kept = load(seen / f"{name}.png"), load(KEPT / f"{name}.png")
    problem = difference(picture, kept, font == wished)
    if problem:
        expected = save(Picture(f"{name}-expected", kept.pixels), seen)
        pytest.fail(f"{name}: {problem}. Seen: {seen / f'{name}.png'}, expected: {expected}")


def test_every_picture_belongs_to_a_state_and_is_small():
    files = {path.stem: path.stat().st_size for path in KEPT.glob("*.png")}
    assert set(files) == set(NAMES) and max(files.values()) < 60_000


@pytest.mark.parametrize("name", ["heat-map-panes", "planes-panes", "light-window"])
def test_a_shifted_overlay_planes_upside_down_and_a_missing_panel_are_seen(spoilt, name):
    if name.endswith("-window") and family(spoilt) != family(KEPT):
        pytest.skip("seen in the font that is wished for only")
    assert difference(load(spoilt / f"{name}.png"), load(KEPT / f"{name}.png"))


def test_what_is_not_spoilt_is_as_it_was(spoilt):
    planes = [load(folder / "planes-panes.png").pixels for folder in (spoilt, KEPT)]
    half = planes[0].shape[0] // 2
    assert np.abs(planes[0][:half].astype(int) - planes[1][:half]).mean() < 2  # axial, and the series itself


@pytest.mark.parametrize("away", [(5, 0), (0, -5)])
@pytest.mark.parametrize("name", PANES)
def test_five_pixels_aside_are_seen(name, away):
    kept = load(KEPT / f"{name}.png")
    shift = np.float64([[1, 0, away[0] / 2], [0, 1, away[1] / 2]])  # kept at half the size
    size = kept.pixels.shape[1::-1]
    moved = cv2.warpAffine(kept.pixels, shift, size, borderMode=cv2.BORDER_REPLICATE)
    assert difference(Picture(name, moved), kept)


def test_another_font_is_no_difference(tmp_path):
    drawn(tmp_path, "heat-map", "wizard", "--font", "Liberation Sans")
    same = family(tmp_path) == family(KEPT)
    for name in ("heat-map-panes", "heat-map-window", "wizard-window"):
        assert not difference(load(tmp_path / f"{name}.png"), load(KEPT / f"{name}.png"), same), name
