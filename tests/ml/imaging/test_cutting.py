"""Planes and slabs of a volume, beside SimpleITK and values by hand, however it lies in the patient."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813
from pytest import approx

from ml.imaging.cutting import cut, is_along_grid, outside_of
from ml.imaging.values import FrameInfo, PlaneInfo, Projection, Series, SortRule, Spacing, SpacingKind
from ml.imaging.volume import Volume
from viewer.core.orientation import edge_letters
from viewer.core.plane_stack import PlaneKind, Slab, VolumeGrid, grid_orientation, plane_series, turned
from viewer.core.planes import plane_of

SIZES = (13, 11, 9)  # columns, rows, slices
SOURCE = Series("1.2.3", "CT", "", "", "", SortRule.POSITION, (FrameInfo(Path("a"), 0, 11, 13),))


def rotation(*degrees: float) -> np.ndarray:
    """Turned about x, then y, then z."""
    matrix = np.eye(3)
    for axis, angle in enumerate(np.deg2rad(degrees)):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        turn = np.eye(3)
        turn[[a, b], [a, b]] = np.cos(angle)
        turn[a, b], turn[b, a] = -np.sin(angle), np.sin(angle)
        matrix = turn @ matrix
    return matrix


AXES = np.eye(3)
DIRECTIONS = {
    "as the patient": AXES,
    "sagittal slices": AXES[:, [1, 2, 0]] * (1, -1, -1),
    "coronal slices": AXES[:, [0, 2, 1]] * (1, -1, 1),
    "upside down": AXES * (-1, 1, -1),
    "all permuted": AXES[:, [2, 0, 1]] * (-1, 1, -1),
    "tilted": rotation(12, -20, 7),
    "tilted sagittal": rotation(8, 15, -11) @ (AXES[:, [1, 2, 0]] * (1, -1, -1)),
}


def make_volume(direction: np.ndarray, dtype: type = np.int16, **values) -> Volume:
    rng = np.random.default_rng(4)
    smooth = rng.integers(-900, 2000, SIZES[::-1]).astype(dtype)
    return Volume(smooth, (-31.0, 12.5, 40.0), direction, (0.8, 1.1, 2.5), **values)


def grid_of(volume: Volume) -> VolumeGrid:
    return VolumeGrid(SIZES, volume.origin_mm, volume.direction, volume.spacing_mm)


def stack(volume: Volume, kind: PlaneKind, turn: tuple[float, ...] = (0, 0, 0), slab: Slab | None = None):
    orientation = grid_orientation(grid_of(volume), kind)
    for axis, angle in zip(np.eye(3), np.deg2rad(turn), strict=True):
        orientation = turned(orientation, axis, angle) if angle else orientation
    return plane_series(
        SOURCE, grid_of(volume), kind, orientation, grid_of(volume).middle, slab=slab or Slab()
    )


def by_simpleitk(volume: Volume, plane: PlaneInfo, outside: float) -> np.ndarray:
    image = sitk.GetImageFromArray(volume.voxels.astype(np.float64))
    image.SetOrigin(volume.origin_mm)
    image.SetSpacing(volume.spacing_mm)
    image.SetDirection(volume.direction.ravel().tolist())
    right, down = np.array(plane.orientation[:3]), np.array(plane.orientation[3:])
    sampler = sitk.ResampleImageFilter()
    sampler.SetSize((plane.columns, plane.rows, 1))
    sampler.SetOutputOrigin(plane.position_mm)
    sampler.SetOutputSpacing((plane.spacing.column_mm, plane.spacing.row_mm, 1.0))
    sampler.SetOutputDirection(np.column_stack([right, down, np.cross(right, down)]).ravel().tolist())
    sampler.SetInterpolator(sitk.sitkLinear)
    sampler.SetDefaultPixelValue(outside)
    return sitk.GetArrayFromImage(sampler.Execute(image))[0]


@pytest.mark.parametrize("kind", PlaneKind)
@pytest.mark.parametrize("name", DIRECTIONS)
def test_planes_along_the_grid_are_what_simpleitk_resamples_there(name, kind):
    volume = make_volume(DIRECTIONS[name])
    series, _ = stack(volume, kind)
    assert all(is_along_grid(volume, plane) for plane in series.frames)
    for plane in series.frames:
        pixels = cut(volume, plane, outside_of(volume))
        assert pixels.dtype == np.int16 and not pixels.flags.writeable
        np.testing.assert_allclose(pixels, by_simpleitk(volume, plane, -9999), atol=1e-6)


@pytest.mark.parametrize("turn", [(0, 0, 20), (35, 0, 0), (10, -25, 40), (0, 90.5, 0)])
@pytest.mark.parametrize("name", DIRECTIONS)
def test_oblique_planes_are_what_simpleitk_resamples_there(name, turn):
    volume = make_volume(DIRECTIONS[name])
    outside = outside_of(volume)
    series, index = stack(volume, PlaneKind.CORONAL, turn)
    for plane in (series.frames[index], series.frames[index // 2], series.frames[-1]):
        assert not is_along_grid(volume, plane)
        expected = by_simpleitk(volume, plane, outside.value)
        pixels = cut(volume, plane, outside)
        # Which side of the border a point on it belongs to may differ; values are rounded to whole ones.
        near_border = (pixels == outside.value) != (expected == outside.value)
        assert near_border.mean() < 0.01
        assert np.abs(pixels - expected)[~near_border].max() <= 0.51


def test_an_oblique_plane_of_floats_keeps_fractions_and_is_not_a_number_outside():
    volume = make_volume(DIRECTIONS["tilted"], np.float32)
    series, index = stack(volume, PlaneKind.AXIAL, (10, -25, 40))
    pixels = cut(volume, series.frames[index], outside_of(volume))
    expected = by_simpleitk(volume, series.frames[index], np.nan)
    both = np.isfinite(pixels) & np.isfinite(expected)
    assert both.mean() > 0.2 and (np.isfinite(pixels) == np.isfinite(expected)).mean() > 0.99
    assert np.abs(pixels - expected)[both].max() < 0.01


@pytest.mark.parametrize("kind", PlaneKind)
@pytest.mark.parametrize("name", ["as the patient", "tilted sagittal"])
@pytest.mark.parametrize(
    ("projection", "by_hand"),
    [(Projection.MAXIMUM, np.max), (Projection.MINIMUM, np.min), (Projection.MEAN, np.mean)],
)
def test_a_slab_along_the_grid_takes_the_planes_within_half_its_thickness(name, kind, projection, by_hand):
    volume = make_volume(DIRECTIONS[name])
    plain, middle = stack(volume, kind)
    step = plain.frames[0].step_mm
    series, _ = stack(volume, kind, slab=Slab(projection, 4 * step + 0.1))
    planes = [cut(volume, plane, outside_of(volume)) for plane in plain.frames]
    for index, near in ((middle, slice(middle - 2, middle + 3)), (0, slice(0, 3)), (-1, slice(-3, None))):
        assert series.frames[index].planes_on_each_side == 2
        expected = np.rint(by_hand(np.stack(planes[near]).astype(np.float64), axis=0))
        pixels = cut(volume, series.frames[index], outside_of(volume))
        assert np.abs(pixels - expected).max() <= (0 if projection is not Projection.MEAN else 1e-3)


@pytest.mark.parametrize(
    ("projection", "by_hand"),
    [(Projection.MAXIMUM, np.nanmax), (Projection.MINIMUM, np.nanmin), (Projection.MEAN, np.nanmean)],
)
def test_an_oblique_slab_is_made_of_its_planes_and_nothing_outside_counts(projection, by_hand):
    volume = make_volume(DIRECTIONS["tilted"], np.float32)
    turn, outside = (10, -25, 40), outside_of(volume)
    plain, middle = stack(volume, PlaneKind.SAGITTAL, turn)
    series, _ = stack(volume, PlaneKind.SAGITTAL, turn, Slab(projection, 3.3))
    side = series.frames[0].planes_on_each_side
    assert side == 2  # 0.8 mm apart: 1.6 mm on each side
    planes = [cut(volume, plane, outside) for plane in plain.frames]
    for index in (middle, 3):
        pixels = cut(volume, series.frames[index], outside)
        block = np.stack(planes[index - side : index + side + 1])
        somewhere = np.isfinite(block).any(axis=0)
        assert (np.isfinite(pixels) == somewhere).all()
        np.testing.assert_allclose(
            pixels[somewhere], by_hand(block[:, somewhere], axis=0), rtol=1e-5, atol=0.01
        )


@pytest.mark.parametrize(
    ("dtype", "padding", "value", "expected"),
    [
        (np.int16, None, None, np.int16),
        (np.uint8, None, -1, np.int16),
        (np.uint16, None, -1, np.int32),
        (np.int16, -2000.0, -2000, np.int16),
    ],
)
def test_what_lies_outside_is_no_value_of_the_volume(dtype, padding, value, expected):
    voxels = np.arange(60).reshape(3, 4, 5).astype(dtype)
    volume = Volume(voxels, (0, 0, 0), np.eye(3), (1, 1, 1), padding=padding)
    outside = outside_of(volume)
    assert outside.value == (voxels.min() - 1 if value is None else value) and outside.dtype == expected


def test_a_plane_of_the_block_itself_is_no_copy():
    volume = make_volume(AXES)
    series, _ = stack(volume, PlaneKind.AXIAL)
    assert np.shares_memory(cut(volume, series.frames[3], outside_of(volume)), volume.voxels)


def test_a_shifted_plane_is_interpolated():
    volume = make_volume(AXES)
    series, _ = stack(volume, PlaneKind.AXIAL)
    x, y, z = series.frames[3].position_mm
    between = replace(series.frames[3], position_mm=(x, y, z + 1.25))
    planes = [cut(volume, plane, outside_of(volume)) for plane in series.frames[3:5]]
    expected = np.mean(planes, axis=0, dtype=np.float64)
    assert np.abs(cut(volume, between, outside_of(volume)) - expected).max() <= 0.5


@pytest.mark.parametrize("name", DIRECTIONS)
def test_letters_are_those_that_radiologists_expect(name):
    volume = make_volume(DIRECTIONS[name])
    expected = {PlaneKind.AXIAL: "RLAP", PlaneKind.CORONAL: "RLHF", PlaneKind.SAGITTAL: "APHF"}
    for kind, sides in expected.items():
        edges = edge_letters(stack(volume, kind)[0].orientation)
        assert [edge[0] for edge in (edges.left, edges.right, edges.top, edges.bottom)] == list(sides)


@pytest.mark.parametrize("turn", [(0, 0, 0), (0, 0, 20), (10, -25, 40)])
@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_bright_voxel_is_where_the_plane_says_that_it_lies(name, turn):
    volume = make_volume(DIRECTIONS[name])
    voxels = np.zeros_like(volume.voxels)
    voxels[5, 4, 7] = 3000
    volume = replace(volume, voxels=voxels)
    place = volume.to_patient(np.array([7, 4, 5]))
    orientation = stack(volume, PlaneKind.CORONAL, turn)[0].orientation
    series, index = plane_series(SOURCE, grid_of(volume), PlaneKind.CORONAL, orientation, place)
    pixels = cut(volume, series.frames[index], outside_of(volume))
    x, y = plane_of(series.frames[index]).to_image(place)
    row, column = np.unravel_index(pixels.argmax(), pixels.shape)
    assert (column + 0.5, row + 0.5) == (approx(x, abs=1.1), approx(y, abs=1.1))
    assert abs(plane_of(series.frames[index]).distance(place)) < 1e-6


def test_spacing_is_that_of_the_grid_or_of_its_shortest_side():
    volume = make_volume(AXES)
    coronal, _ = stack(volume, PlaneKind.CORONAL)
    assert coronal.frames[0].spacing == Spacing(2.5, 0.8, SpacingKind.PATIENT)
    assert (coronal.frames[0].columns, coronal.frames[0].rows, len(coronal.frames)) == (13, 9, 11)
    oblique, _ = stack(volume, PlaneKind.CORONAL, (0, 0, 20))
    assert oblique.frames[0].spacing == Spacing(0.8, 0.8, SpacingKind.PATIENT)
    # The whole volume is covered: 9 slices of 2.5 mm, from corner to corner 13 and 11 pixels, turned.
    width = 13 * 0.8 * np.cos(np.deg2rad(20)) + 11 * 1.1 * np.sin(np.deg2rad(20))
    assert oblique.frames[0].rows == np.ceil(9 * 2.5 / 0.8)
    assert oblique.frames[0].columns == np.ceil(width / 0.8)


def test_a_coarser_volume_of_the_same_space_is_cut_by_the_planes_of_a_finer_one():
    """As a heat map of few pixels per slice lies on the planes of its series."""
    fine = make_volume(DIRECTIONS["tilted"])
    rng = np.random.default_rng(8)
    coarse = replace(
        fine, voxels=rng.random((9, 3, 4)).astype(np.float32), spacing_mm=(0.8 * 13 / 4, 1.1 * 11 / 3, 2.5)
    )
    series, index = stack(fine, PlaneKind.CORONAL, (10, -25, 40))
    pixels = cut(coarse, series.frames[index], outside_of(coarse))
    expected = by_simpleitk(coarse, series.frames[index], np.nan)
    both = np.isfinite(pixels) & np.isfinite(expected)
    assert both.mean() > 0.2 and np.abs(pixels - expected)[both].max() < 1e-4
