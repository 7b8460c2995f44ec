"""The synthetic head: what is in it, where it lies, and that it says what it is."""

import numpy as np
import pydicom
import pytest

from ml.imaging import SortRule, SpacingKind, display_image, read_frame, scan
from ml.imaging.phantom import head_phantom, write_phantom
from ml.imaging.sample import sample_paths


@pytest.fixture(scope="module")
def series(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phantom")
    write_phantom(folder, slices=12, size=64)
    (study,) = scan([folder]).studies
    return study.series[0]


def test_the_series_is_a_stack_of_even_slices_from_the_feet_up(series):
    assert series.sort is SortRule.POSITION
    assert series.notes == ()
    assert [frame.instance_number for frame in series.frames] == list(range(1, 13))
    heights = [frame.position_mm[2] for frame in series.frames]
    np.testing.assert_allclose(np.diff(heights), 6)
    assert series.frames[0].spacing.kind is SpacingKind.PATIENT


def test_every_header_says_that_nobody_was_imaged(series):
    for frame in series.frames:
        dataset = pydicom.dcmread(frame.path)
        assert "ynthetic" in str(dataset.PatientName)
        assert "ynthetic" in dataset.SeriesDescription
        assert dataset.ImageType[0] == "DERIVED"


def test_pixels_are_those_that_were_computed(series):
    volume = head_phantom(slices=12, size=64)
    for index in (0, 5, 11):
        np.testing.assert_array_equal(read_frame(series.frames[index]).pixels, volume[index])
        assert display_image(read_frame(series.frames[index])).max() > 200


def test_the_lesion_is_on_the_patients_left_and_behind():
    volume = head_phantom(slices=12, size=64, noise=0)
    slices, rows, columns = np.nonzero(volume > 1000)  # only its rim is that bright
    assert set(slices) == {7, 8, 9, 10, 11}
    assert rows.min() > 32  # rows grow to the back
    assert columns.min() > 32  # columns grow to the patient's left


def test_noise_is_rician_so_the_background_is_rayleigh():
    background = head_phantom(slices=2, size=128, noise=20.0)[:, :10, :10].astype(float)
    assert background.mean() == pytest.approx(20 * np.sqrt(np.pi / 2), rel=0.1)
    assert background.std() == pytest.approx(20 * np.sqrt(2 - np.pi / 2), rel=0.15)


def test_the_same_seed_gives_the_same_head_and_another_seed_another_noise():
    assert np.array_equal(head_phantom(3, 32, seed=1), head_phantom(3, 32, seed=1))
    assert not np.array_equal(head_phantom(3, 32, seed=1), head_phantom(3, 32, seed=2))


def test_the_sample_is_made_once_and_opens_whole(tmp_path):
    first = sample_paths(tmp_path)
    written = first[0].stat().st_mtime_ns
    assert sample_paths(tmp_path) == first
    assert first[0].stat().st_mtime_ns == written
    found = scan(first)
    assert found.failures == ()
    assert {series.modality for study in found.studies for series in study.series} >= {"MR", "CT", "US"}
    for study in found.studies:
        for one in study.series:
            assert display_image(read_frame(one.frames[0])).dtype == np.uint8


def test_a_sample_that_was_interrupted_is_made_anew(tmp_path):
    (tmp_path / "phantom-1.unfinished").mkdir()
    (tmp_path / "phantom-1.unfinished" / "slice-001.dcm").write_bytes(b"half")
    assert scan(sample_paths(tmp_path)).failures == ()
