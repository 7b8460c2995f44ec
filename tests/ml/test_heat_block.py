"""Maps of slices as a block: planes through it beside SimpleITK, however slices lie in the patient."""

from dataclasses import replace

import numpy as np
import pytest
from pytest import approx

from ml.heat_block import heat_block
from ml.imaging.values import PlaneInfo, Projection
from ml.imaging.volume import Volume
from ml.preprocess import Fit, InputSpec, geometry_of, onto_source
from ml.results import CoarseMap, Method
from tests.ml.imaging.test_cutting import DIRECTIONS, SOURCE, by_simpleitk
from viewer.core.plane_stack import PlaneKind, Slab, VolumeGrid, grid_orientation, plane_series, turned
from viewer.core.planes import plane_of

COLUMNS, ROWS, SLICES = 52, 40, 14
SPEC = InputSpec(64, Fit.PAD)
GEOMETRY = geometry_of(ROWS, COLUMNS, SPEC)


def grid_in(direction: np.ndarray) -> VolumeGrid:
    return VolumeGrid((COLUMNS, ROWS, SLICES), (-31.0, 12.5, 40.0), direction, (0.9, 0.9, 2.5))


def coarse(values: np.ndarray) -> CoarseMap:
    from ml.explain import Evidence

    return Evidence({(Method.GRAD_CAM, "a"): values}, GEOMETRY).coarse_map("a")


def plane_through(
    grid: VolumeGrid, point: np.ndarray, kind: PlaneKind, turn: float = 0, slab=None
) -> PlaneInfo:
    orientation = grid_orientation(grid, kind)
    if turn:
        orientation = turned(orientation, np.array([0.48, 0.6, 0.64]), turn)
    series, index = plane_series(SOURCE, grid, kind, orientation, point, slab=slab or Slab())
    return series.frames[index]


def slices_at_full_size(maps: list[np.ndarray], grid: VolumeGrid) -> Volume:
    """What the slices themselves show, without any block."""
    voxels = np.stack([onto_source(values, GEOMETRY) for values in maps])
    return Volume(voxels, grid.origin_mm, grid.direction, grid.spacing_mm)


@pytest.mark.parametrize("direction", DIRECTIONS.values(), ids=DIRECTIONS)
@pytest.mark.parametrize(("kind", "turn"), [*((kind, 0.0) for kind in PlaneKind), (PlaneKind.AXIAL, 0.4)])
def test_planes_show_what_simpleitk_cuts_from_the_maps_of_the_slices(direction, kind, turn):
    rng, grid = np.random.default_rng(3), grid_in(direction)
    maps = [rng.random((4, 4), dtype=np.float32) for _ in range(SLICES)]
    block = heat_block([coarse(values) for values in maps], grid)
    plane = plane_through(grid, grid.middle, kind, turn)
    expected = by_simpleitk(slices_at_full_size(maps, grid), plane, np.nan)
    cut = block.cut(plane)
    both = ~np.isnan(cut) & ~np.isnan(expected)
    assert both.mean() > 0.4
    assert (np.isnan(cut) == np.isnan(expected)).mean() > 0.99  # only the rim may differ, by rounding
    assert np.abs(cut - expected)[both].max() < 0.03  # bilinear from cells, or by way of the pixels


@pytest.mark.parametrize(("kind", "turn"), [*((kind, 0.0) for kind in PlaneKind), (PlaneKind.CORONAL, 0.5)])
def test_a_single_peak_lies_at_its_patient_position_in_every_plane(kind, turn):
    grid = grid_in(DIRECTIONS["tilted sagittal"])
    maps = [np.zeros((4, 4), np.float32) for _ in range(SLICES)]
    maps[9][1, 2] = 3.0
    made = [coarse(values) for values in maps]
    x, y = (made[0].first_px[axis] + place * made[0].cell_px[axis] for axis, place in ((0, 2), (1, 1)))
    point = grid.to_patient(np.array([x, y, 9]))
    plane = plane_through(grid, point, kind, turn)
    heat = heat_block(made, grid).heat_map(plane, "a", Method.GRAD_CAM)
    row, column = np.unravel_index(heat.values.argmax(), heat.values.shape)
    found = plane_of(plane).to_patient((column + 0.5, row + 0.5))
    # along the grid, a plane of its own is shown that lies up to half a voxel beside the point
    assert np.abs(found - point).max() < 1.3
    assert heat.peak == approx(3.0, rel=0.15) and heat.values.max() == approx(heat.peak / 3.0)


def test_slices_without_a_map_are_unknown_not_without_evidence():
    grid = grid_in(DIRECTIONS["as the patient"])
    maps = [coarse(np.full((4, 4), 2.0, np.float32)) if 5 <= place < 9 else None for place in range(SLICES)]
    block = heat_block(maps, grid)
    cut = block.cut(plane_through(grid, grid.middle, PlaneKind.CORONAL))[
        ::-1
    ]  # feet first, as the slices lie
    assert np.isnan(cut[[0, 4, 9, -1]]).all()
    assert (cut[5:9] == 2.0).all()  # up to the last known one: what is unknown takes nothing from it
    oblique = block.cut(plane_through(grid, grid.middle, PlaneKind.CORONAL, 0.5))
    known = oblique[~np.isnan(oblique)]
    assert known.size and known == approx(2.0, abs=1e-4)
    nowhere = plane_through(grid, grid.to_patient(np.array([9, 9, 0])), PlaneKind.AXIAL)
    assert block.heat_map(nowhere, "a", Method.GRAD_CAM) is None


def test_no_evidence_anywhere_is_known_and_has_no_peak():
    grid = grid_in(DIRECTIONS["as the patient"])
    block = heat_block([coarse(np.zeros((4, 4), np.float32))] * SLICES, grid)
    heat = block.heat_map(plane_through(grid, grid.middle, PlaneKind.SAGITTAL), "a", Method.GRAD_CAM)
    assert heat.peak == 0 and not heat.values.any()


@pytest.mark.parametrize("projection", Projection)
def test_a_slab_shows_the_largest_evidence_within_it(projection):
    grid = grid_in(DIRECTIONS["as the patient"])
    maps = [np.zeros((4, 4), np.float32) for _ in range(SLICES)]
    maps[9][1, 2] = 3.0
    block = heat_block([coarse(values) for values in maps], grid)
    thin = plane_through(grid, grid.middle, PlaneKind.AXIAL)  # through slice 7
    thick = replace(thin, projection=projection, thickness_mm=11.0)
    assert np.nanmax(block.cut(thin)) == 0
    assert np.nanmax(block.cut(thick)) == approx(3.0, rel=0.1)


def test_large_planes_are_sampled_more_coarsely_and_lie_no_otherwise(monkeypatch):
    grid = grid_in(DIRECTIONS["tilted"])
    ramp = coarse(np.add.outer(np.arange(4), 2 * np.arange(4)).astype(np.float32))
    block = heat_block([ramp] * SLICES, grid)
    plane = plane_through(grid, grid.middle, PlaneKind.AXIAL)
    exact = block.cut(plane)
    monkeypatch.setattr("ml.heat_block._MOST_SAMPLES", 500)
    rough = block.cut(plane)
    assert rough.shape == exact.shape
    inner = np.s_[14:-14, 14:-14]  # between the middles of cells, where a ramp is straight
    assert rough[inner] == approx(exact[inner], abs=1e-3) and np.ptp(exact[inner]) > 1


def test_without_any_map_there_is_no_block():
    assert heat_block([None] * SLICES, grid_in(DIRECTIONS["as the patient"])) is None


def test_cells_lie_in_the_frame_where_the_map_of_the_slice_has_their_values():
    """The cells of the coarse map, laid on the frame by interpolation, are the map that slices show."""
    rng = np.random.default_rng(1)
    values = rng.random((7, 7), dtype=np.float32)
    made = coarse(values)
    full = onto_source(values, GEOMETRY)
    for row, column in ((2, 2), (3, 4), (4, 3)):
        x, y = (made.first_px[axis] + place * made.cell_px[axis] for axis, place in ((0, column), (1, row)))
        assert full[round(y), round(x)] == approx(values[row, column], abs=0.12)
