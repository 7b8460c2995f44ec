import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.augment import Augmentation, augment
from ml.dataset import load_images
from ml.errors import ImagingError
from ml.imaging import display_image, read_frame
from ml.preprocess import Fit, InputSpec, normalise, onto_source, prepare
from ml.sources import find_samples, pixel_aspect
from tests.ml.pictures import write_patch_dataset


def test_an_image_of_the_right_size_is_not_touched():
    image = np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8)
    square, geometry = prepare(image, InputSpec(size_px=64))
    np.testing.assert_array_equal(square, image)
    np.testing.assert_allclose(geometry.matrix, [[1, 0, 0], [0, 1, 0]])


@given(st.integers(8, 300), st.integers(8, 300), st.sampled_from(Fit), st.floats(0.4, 2.5))
def test_the_geometry_says_where_each_corner_of_the_frame_went(rows, columns, fit, aspect):
    spec = InputSpec(size_px=96, fit=fit)
    _, geometry = prepare(np.full((rows, columns), 200, np.uint8), spec, aspect)
    corners = np.array([[-0.5, -0.5, 1], [columns - 0.5, rows - 0.5, 1]])
    (left, top), (right, bottom) = corners @ geometry.matrix.T
    assert left >= -0.5 - 1e-6 and top >= -0.5 - 1e-6 and right <= 95.5 + 1e-6 and bottom <= 95.5 + 1e-6
    if fit is Fit.STRETCH:
        assert (right - left, bottom - top) == pytest.approx((96, 96))
    else:
        assert max(right - left, bottom - top) == pytest.approx(96)


@pytest.mark.parametrize("shape", [(60, 120), (120, 60), (100, 100), (37, 200)])
@pytest.mark.parametrize("fit", list(Fit))
def test_a_spot_goes_into_the_input_and_comes_back_to_its_place(shape, fit):
    image = np.zeros(shape, np.uint8)
    row, column = shape[0] * 3 // 4, shape[1] // 4
    image[row - 4 : row + 5, column - 4 : column + 5] = 255
    square, geometry = prepare(image, InputSpec(size_px=96, fit=fit))
    back = onto_source(square.astype(np.float32) / 255, geometry)
    assert back.shape == shape
    rows, columns = np.nonzero(back > 0.5)
    assert abs(rows.mean() - row) < 1.5 and abs(columns.mean() - column) < 1.5


def test_tall_pixels_make_a_tall_image():
    square, _ = prepare(np.full((50, 100), 255, np.uint8), InputSpec(size_px=100), pixel_aspect=2.0)
    assert square.min() == 255  # 50 rows of double height fill the square


def test_normalising_is_torchvisions(tmp_path):
    torchvision = pytest.importorskip("torchvision.transforms.v2.functional")
    import torch

    spec = InputSpec(size_px=32)
    image = np.random.default_rng(0).integers(0, 256, (2, 32, 32), np.uint8)
    theirs = torch.from_numpy(image)[:, None].float().div(255).repeat(1, 3, 1, 1)
    theirs = torchvision.normalize(theirs, list(spec.mean), list(spec.std))
    np.testing.assert_allclose(normalise(image, spec), theirs.numpy(), atol=1e-5)


def test_training_and_prediction_feed_the_network_the_same_bits(tmp_path):
    found = find_samples(write_patch_dataset(tmp_path / "data", 3, size=(40, 70)))
    spec = InputSpec(size_px=64)
    trained_on = normalise(load_images(found, spec).images, spec)
    for sample, expected in zip(found.samples, trained_on, strict=True):
        frame = read_frame(sample.info)
        predicted_on = normalise(prepare(display_image(frame), spec, pixel_aspect(frame))[0][None], spec)
        assert predicted_on[0].tobytes() == expected.tobytes()


def test_colour_images_become_grey_for_a_grey_network():
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (32, 32, 3), np.uint8)
    square, _ = prepare(image, InputSpec(size_px=32))
    np.testing.assert_array_equal(square, cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
    kept, _ = prepare(image, InputSpec(size_px=32, colour=True))
    np.testing.assert_array_equal(kept, image)


@pytest.mark.parametrize(
    "image", [np.zeros((4, 4), np.float32), np.zeros((0, 4), np.uint8), np.zeros(4, np.uint8)]
)
def test_anything_but_a_display_image_is_refused(image):
    with pytest.raises(ImagingError, match="uint8"):
        prepare(image, InputSpec())


def test_augmentation_without_limits_changes_nothing_and_follows_its_generator():
    image = np.random.default_rng(0).integers(0, 256, (40, 40), np.uint8)
    still = Augmentation(0, 0, 0, 0, 0, False, False, 0, 0, 0, 0, 0)
    np.testing.assert_array_equal(augment(image, still, np.random.default_rng(1)), image)
    first, second = (augment(image, Augmentation(), np.random.default_rng(5)) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    assert (augment(image, Augmentation(), np.random.default_rng(6)) != first).any()
