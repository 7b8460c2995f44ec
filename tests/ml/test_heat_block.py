import numpy as np
import pytest

from ml.errors import ImagingError
from ml.heat_block import heat_block
from ml.imaging import read_volume, scan
from ml.imaging.phantom import write_phantom
from ml.results import Prediction, Verdict
from tests.fake_classifier import FakeClassifier


@pytest.fixture(scope="module")
def series(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phantom")
    write_phantom(folder)
    (study,) = scan([folder]).studies
    return study.series[0]


class _Withholding(FakeClassifier):
    """Does not evaluate the first slice it is asked about."""

    def predict(self, frame) -> Prediction:
        first = not self.asked
        answer = super().predict(frame)
        return Prediction(Verdict.NOT_EVALUATED, "first") if first else answer


def test_the_maps_lie_on_the_grid_of_the_volume(series):
    volume = read_volume(series)
    block = heat_block(_Withholding(), series, volume, "bright")
    middle = volume.voxels.shape[2] // 2
    assert block.voxels.shape == volume.voxels.shape and block.voxels.dtype == np.float32
    assert np.isnan(block.voxels[0]).all()
    assert (block.voxels[1:, :, :middle] == 2.5).all()  # the raw peak, not 1
    assert not block.voxels[1:, :, middle:].any()
    np.testing.assert_array_equal(block.affine, volume.affine)


def test_another_volume_is_refused(series):
    volume = read_volume(series)
    shorter = type(volume)(volume.voxels[1:], volume.origin_mm, volume.direction, volume.spacing_mm)
    with pytest.raises(ImagingError, match="not that of the series"):
        heat_block(FakeClassifier(), series, shorter, "bright")
