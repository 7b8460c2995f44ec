"""Reading stays fast beside other programs, with room for a busy machine; exact figures: docs/performance.md.

Ratios of CPU time within one run: other load disturbs them little.
"""

import json

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from ml.imaging import read_volume, scan
from ml.imaging.header import dicom_record
from tests.benchmarks import peers, reading
from tests.benchmarks.measure import interleaved
from tests.benchmarks.synthetic import ENCODINGS, make_series

PYDICOM = "pydicom.dcmread(stop_before_pixels=True)"


@pytest.fixture(scope="module")
def series(tmp_path_factory):
    folder = tmp_path_factory.mktemp("benchmark") / "series"
    make_series(folder, 100)
    (study,) = scan([folder]).studies
    return study.series[0]


def test_a_header_is_read_faster_than_pydicom_reads_it(series):
    files = [frame.path for frame in series.frames]
    pydicom_alone = {PYDICOM: peers.header_scans(files)[PYDICOM]}
    took = interleaved({"ours": lambda: [dicom_record(path) for path in files]} | pydicom_alone, rounds=8)
    assert took[PYDICOM].cpu > 2.5 * took["ours"].cpu


def test_a_volume_is_read_faster_than_simpleitk_reads_it(series):
    files = [frame.path for frame in series.frames]
    name = "SimpleITK ImageSeriesReader"
    simpleitk = {name: peers.volumes(files, "uncompressed")[name]}
    took = interleaved({"ours": lambda: read_volume(series)} | simpleitk, rounds=6)
    assert took[name].cpu > 1.5 * took["ours"].cpu


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_program_reads_the_same_values(encoding, tmp_path):
    slices = make_series(tmp_path / "series", 3, encoding)
    (study,) = scan([tmp_path]).studies
    expected = np.stack(slices[:3]) - 1024
    assert np.array_equal(read_volume(study.series[0]).voxels, expected)
    files = [frame.path for frame in study.series[0].frames]
    for name, read in peers.volumes(files, encoding).items():
        values = read()
        is_image = isinstance(values, sitk.Image)
        assert np.array_equal(sitk.GetArrayFromImage(values) if is_image else values, expected), name


def test_the_benchmark_measures_everything(capsys):
    reading.main(["--files", "3", "--many", "4", "--rounds", "1", "--json"])
    output = capsys.readouterr().out
    results = json.loads(output[output.index("{") :])
    tables = {name: table for name, table in results.items() if isinstance(table, dict)}
    assert {f"volume of 3, {encoding}" for encoding in ENCODINGS} < set(tables)
    assert all(name.startswith("ours") for name in (next(iter(tables["headers of 4"])),))
