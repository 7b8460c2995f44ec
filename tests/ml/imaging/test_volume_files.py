"""NIfTI, NRRD and MetaImage: values and places as nibabel and SimpleITK, two other programs, give them."""

import gzip

import nibabel
import nrrd
import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813

from ml.errors import ImagingError
from ml.imaging import SpacingKind, read_frame, scan

LPS_FROM_RAS = np.diag([-1.0, -1.0, 1.0])
VOXELS = np.random.default_rng(0).integers(-900, 900, (7, 6, 5)).astype(np.int16)  # x, y, z

# Oblique and right-handed; left-handed; slices that lean over the others (a gantry tilt).
ANGLE = np.deg2rad(20)
OBLIQUE = np.array(
    [
        [-0.8 * np.cos(ANGLE), 0, 2.5 * np.sin(ANGLE), 11],
        [0, -0.7, 0, -22],
        [0.8 * np.sin(ANGLE), 0, 2.5 * np.cos(ANGLE), 33],
        [0, 0, 0, 1],
    ]
)
LEFT_HANDED = np.array([[0.8, 0, 0, 1], [0, -0.7, 0, 2], [0, 0, 2.5, 3], [0, 0, 0, 1.0]])
TILTED = np.array([[-0.8, 0, 0, 1], [0, -0.7, 0.9, 2], [0, 0, 2.5, 3], [0, 0, 0, 1.0]])


def save_nifti(path, voxels=VOXELS, affine=OBLIQUE, kind=nibabel.Nifti1Image, **header):
    image = kind(voxels, affine)
    for name, value in header.items():
        image.header[name] = value
    nibabel.save(image, path)
    return path


def save_itk(path, voxels=VOXELS, affine=OBLIQUE, compress=False, is_vector=False):
    image = sitk.GetImageFromArray(np.ascontiguousarray(voxels.T), isVector=is_vector)
    steps = LPS_FROM_RAS @ affine[:3, :3]
    spacing = np.linalg.norm(steps, axis=0)
    image.SetSpacing(spacing.tolist())
    image.SetDirection((steps / spacing).ravel().tolist())
    image.SetOrigin((LPS_FROM_RAS @ affine[:3, 3]).tolist())
    sitk.WriteImage(image, str(path), compress)
    return path


def only_series(path):
    result = scan([path])
    assert result.failures == ()
    (study,) = result.studies
    (series,) = study.series
    return series


def in_array_order(series):
    return sorted(series.frames, key=lambda info: info.frame)


def volume_of(series):
    """The frames as (x, y, z), in the order of the file."""
    return np.stack([read_frame(info).pixels for info in in_array_order(series)]).T


def affine_of(series):
    """What the frames say, as voxel index -> RAS."""
    first, *_, last = frames = in_array_order(series)
    steps = np.empty((3, 3))
    steps[:, 0] = np.array(first.orientation[:3]) * first.spacing.column_mm
    steps[:, 1] = np.array(first.orientation[3:]) * first.spacing.row_mm
    steps[:, 2] = (np.array(last.position_mm) - first.position_mm) / (len(frames) - 1)
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = LPS_FROM_RAS @ steps, LPS_FROM_RAS @ np.array(first.position_mm)
    return affine


def reason_for(path):
    result = scan([path])
    assert result.studies == ()
    return result.failures[0].reason


@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "a.hdr"])
@pytest.mark.parametrize("affine", [OBLIQUE, LEFT_HANDED, TILTED], ids=["oblique", "left-handed", "tilted"])
def test_nifti_lies_where_nibabel_puts_it_and_holds_what_nibabel_reads(tmp_path, name, affine):
    kind = nibabel.Nifti1Pair if name == "a.hdr" else nibabel.Nifti1Image
    path = save_nifti(tmp_path / name, affine=affine, kind=kind)
    series, theirs = only_series(path), nibabel.load(path)
    np.testing.assert_allclose(affine_of(series), theirs.affine, atol=1e-4)
    np.testing.assert_array_equal(volume_of(series), theirs.get_fdata())
    assert (series.transfer_syntax, series.description, series.modality) == ("NIfTI", "a", "")
    assert series.frames[0].spacing.kind is SpacingKind.PATIENT


@pytest.mark.parametrize("affine", [OBLIQUE, LEFT_HANDED], ids=["oblique", "left-handed"])
@pytest.mark.parametrize("name", ["a.nii", "a.nii.gz", "a.mha", "a.mhd", "a.nrrd", "a.nhdr"])
@pytest.mark.parametrize("compress", [False, True])
def test_a_volume_is_the_one_that_simpleitk_reads(tmp_path, name, affine, compress):
    path = save_itk(tmp_path / name, affine=affine, compress=compress)
    series, theirs = only_series(path), sitk.ReadImage(str(path))
    np.testing.assert_array_equal(volume_of(series), sitk.GetArrayFromImage(theirs).T)
    first, last = in_array_order(series)[0], in_array_order(series)[-1]
    np.testing.assert_allclose(first.position_mm, theirs.GetOrigin(), atol=1e-4)
    np.testing.assert_allclose(
        last.position_mm, theirs.TransformIndexToPhysicalPoint((0, 0, len(series.frames) - 1)), atol=1e-4
    )
    directions = np.array(theirs.GetDirection()).reshape(3, 3)
    np.testing.assert_allclose(first.orientation, directions[:, :2].T.ravel(), atol=1e-5)
    np.testing.assert_allclose(
        (first.spacing.column_mm, first.spacing.row_mm), theirs.GetSpacing()[:2], atol=1e-5
    )


TYPES = [
    *("uint8", "int8", "int16", "uint16", "int32", "uint32", "float32", "float64"),
    *("int64", "uint64"),
]


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", ["a.nii", "b.nii.gz", "a.mha", "a.nrrd"])
def test_every_type_of_value_is_read_exactly(tmp_path, dtype, name):
    voxels = np.abs(VOXELS[:, :, :2] % 100).astype(dtype)
    path = tmp_path / name
    if name.startswith("a.nii") or ".nii" in name:
        nibabel.save(nibabel.Nifti1Image(voxels, OBLIQUE, dtype=dtype), path)
    else:
        save_itk(path, voxels)
    pixels = volume_of(only_series(path))
    assert pixels.dtype in (np.uint8, np.int16, np.uint16, np.int32, np.float32)
    np.testing.assert_array_equal(pixels, voxels)


def test_big_endian_files_of_all_three_formats(tmp_path):
    header = nibabel.Nifti1Header(endianness=">")
    header.set_data_dtype(np.int16)
    nibabel.save(nibabel.Nifti1Image(VOXELS, OBLIQUE, header), tmp_path / "a.nii")
    nrrd.write(str(tmp_path / "a.nrrd"), VOXELS.astype(">i2"))
    little = save_itk(tmp_path / "b.mha").read_bytes()
    head, mark, data = little.partition(b"ElementDataFile = LOCAL\n")
    swapped = np.frombuffer(data, "<i2").astype(">i2").tobytes()
    head = head.replace(b"ByteOrderMSB = False", b"ByteOrderMSB = True")
    (tmp_path / "b.mha").write_bytes(head + mark + swapped)
    for name in ("a.nii", "a.nrrd", "b.mha"):
        np.testing.assert_array_equal(volume_of(only_series(tmp_path / name)), VOXELS)


def test_slope_and_intercept_of_nifti_are_applied(tmp_path):
    image = nibabel.Nifti1Image(VOXELS, OBLIQUE)
    image.header.set_slope_inter(0.5, -1000)
    nibabel.save(image, tmp_path / "a.nii")
    np.testing.assert_array_equal(volume_of(only_series(tmp_path / "a.nii")), VOXELS * 0.5 - 1000)


def test_a_whole_intercept_leaves_integers_and_loses_none(tmp_path):
    image = nibabel.Nifti1Image(np.array([[[0, 65535]]], np.uint16), OBLIQUE)
    image.header.set_slope_inter(1, -1024)
    nibabel.save(image, tmp_path / "a.nii")
    frame = read_frame(only_series(tmp_path / "a.nii").frames[1])
    assert frame.pixels.dtype == np.int32
    assert frame.pixels.tolist() == [[64511]]


def test_integers_beyond_32_bits_become_float(tmp_path):
    voxels = np.array([[[5, 1 << 40]]], np.int64)
    nibabel.save(nibabel.Nifti1Image(voxels, OBLIQUE, dtype=np.int64), tmp_path / "a.nii")
    assert volume_of(only_series(tmp_path / "a.nii")).tolist() == [[[5, float(1 << 40)]]]


def test_values_that_are_not_finite_stay_so_and_can_be_shown(tmp_path):
    from ml.imaging import display_image

    voxels = np.array([[[0.0, np.nan, np.inf, 1.0]]], np.float32).transpose(0, 2, 1)
    frame = read_frame(only_series(save_nifti(tmp_path / "a.nii", voxels)).frames[0])
    np.testing.assert_array_equal(frame.pixels.ravel(), voxels.ravel())
    assert display_image(frame).ravel().tolist() == [0, 0, 255, 255]


def test_complex_values_are_refused(tmp_path):
    path = save_nifti(tmp_path / "a.nii", VOXELS.astype(np.complex64))
    assert reason_for(path) == "not supported: complex values"


def test_nifti_2_is_read(tmp_path):
    path = save_nifti(tmp_path / "a.nii", kind=nibabel.Nifti2Image)
    np.testing.assert_array_equal(volume_of(only_series(path)), VOXELS)
    np.testing.assert_allclose(affine_of(only_series(path)), OBLIQUE, atol=1e-4)


def test_without_a_placement_there_are_lengths_but_no_letters(tmp_path):
    path = save_nifti(tmp_path / "a.nii", affine=None, pixdim=[1, 0.5, 0.7, 3, 1, 1, 1, 1])
    series = only_series(path)
    assert (series.frames[0].position_mm, series.frames[0].orientation) == (None, None)
    assert series.frames[0].spacing.row_mm == pytest.approx(0.7)
    assert "the file does not say how it lies in the patient" in series.notes
    assert [info.frame for info in series.frames] == [0, 1, 2, 3, 4]


def test_two_placements_that_differ_are_told(tmp_path):
    image = nibabel.Nifti1Image(VOXELS, None)
    image.set_qform(OBLIQUE, 1)
    image.set_sform(LEFT_HANDED, 4)
    nibabel.save(image, tmp_path / "a.nii")
    series = only_series(tmp_path / "a.nii")
    np.testing.assert_allclose(affine_of(series), LEFT_HANDED, atol=1e-4)
    assert any("two placements" in note for note in series.notes)


def test_the_window_of_a_nifti_header_comes_along(tmp_path):
    path = save_nifti(tmp_path / "a.nii", cal_min=-100, cal_max=300)
    (window,) = read_frame(only_series(path).frames[0]).windows
    assert (window.center, window.width) == (100, 400)


def test_points_in_time_are_told_apart(tmp_path):
    voxels = np.random.default_rng(1).integers(0, 99, (4, 5, 3, 2)).astype(np.int16)
    path = save_nifti(tmp_path / "a.nii", voxels)
    frames = [info for series in scan([path]).studies[0].series for info in series.frames]
    assert len(frames) == 6
    for info in frames:
        (name, number) = info.stack[0]
        index = round((info.frame) % 3)
        assert name == "volume"
        np.testing.assert_array_equal(read_frame(info).pixels.T, voxels[:, :, index, int(number) - 1])


@pytest.mark.parametrize("name", ["a.nii", "a.mha", "a.nrrd"])
def test_colour_volumes_are_colour(tmp_path, name):
    voxels = np.random.default_rng(2).integers(0, 256, (3, 7, 6, 5)).astype(np.uint8)  # sample, x, y, z
    if name == "a.nii":
        rgb = np.ascontiguousarray(np.moveaxis(voxels, 0, -1)).view([(c, "u1") for c in "RGB"])[..., 0]
        save_nifti(tmp_path / name, rgb)
    else:
        save_itk(tmp_path / name, voxels, is_vector=True)
        if name == "a.nrrd":  # SimpleITK writes any three numbers as a vector
            data = (tmp_path / name).read_bytes()
            (tmp_path / name).write_bytes(data.replace(b"kinds: vector", b"kinds: RGB-color", 1))
    series = only_series(tmp_path / name)
    assert len(series.frames) == 5
    frame = read_frame(in_array_order(series)[2])
    assert frame.photometric == "RGB"
    np.testing.assert_array_equal(frame.pixels, voxels[:, :, :, 2].transpose(2, 1, 0))


def test_the_components_of_a_vector_are_volumes(tmp_path):
    voxels = np.random.default_rng(3).normal(size=(3, 7, 6, 5)).astype(np.float32)
    path = save_itk(tmp_path / "a.nrrd", voxels, is_vector=True)
    frames = [info for series in scan([path]).studies[0].series for info in series.frames]
    assert len(frames) == 15
    for info in frames:
        component, index = int(info.stack[0][1]) - 1, info.frame % 5
        np.testing.assert_array_equal(read_frame(info).pixels.T, voxels[component, :, :, index])


def test_nrrd_in_ras_is_turned_to_lps(tmp_path):
    directions = [[0.8, 0, 0], [0, 0.7, 0], [0, 0, 2.5]]
    header = {"space": "right-anterior-superior", "space directions": directions, "space origin": [1, 2, 3]}
    nrrd.write(str(tmp_path / "a.nrrd"), VOXELS, header)
    first = in_array_order(only_series(tmp_path / "a.nrrd"))[0]
    assert first.position_mm == (-1, -2, 3)
    assert first.orientation == (-1, 0, 0, 0, -1, 0)


@pytest.mark.parametrize("encoding", ["raw", "gzip", "bzip2", "ascii"])
def test_every_encoding_that_pynrrd_writes(tmp_path, encoding):
    nrrd.write(str(tmp_path / "a.nrrd"), VOXELS, {"encoding": encoding, "spacings": [1, 2, 3]})
    series = only_series(tmp_path / "a.nrrd")
    np.testing.assert_array_equal(volume_of(series), VOXELS)
    assert (series.frames[0].spacing.row_mm, series.frames[0].spacing.column_mm) == (2, 1)


def test_two_dimensional_files_have_one_frame(tmp_path):
    for name, write in (("a.mha", sitk.WriteImage), ("a.nrrd", sitk.WriteImage), ("a.nii", sitk.WriteImage)):
        write(sitk.GetImageFromArray(VOXELS[:, :, 0].T.copy()), str(tmp_path / name))
        np.testing.assert_array_equal(volume_of(only_series(tmp_path / name))[..., 0], VOXELS[:, :, 0])


def test_uncompressed_slices_are_read_without_the_rest(tmp_path):
    path = save_nifti(tmp_path / "a.nii")
    whole = path.read_bytes()
    path.write_bytes(whole[:352] + b"\0" * (len(whole) - 352 - 84) + whole[-84:])  # only the last slice left
    last = in_array_order(only_series(path))[-1]
    np.testing.assert_array_equal(read_frame(last).pixels.T, VOXELS[:, :, -1])


@pytest.mark.parametrize("name", ["a.nii", "a.mha", "a.nrrd"])
def test_truncated_files_are_refused_and_not_filled_with_black(tmp_path, name):
    path = save_itk(tmp_path / name)
    path.write_bytes(path.read_bytes()[:-100])
    assert reason_for(path).startswith("truncated: ")


@pytest.mark.parametrize("name", ["a.nii.gz", "a.mha", "a.nrrd"])
@pytest.mark.parametrize("harm", ["cut", "flip"])
def test_damaged_compressed_files_are_refused(tmp_path, name, harm):
    path = save_itk(tmp_path / name, compress=True)
    data = bytearray(path.read_bytes())
    data[-60] ^= 0x10
    path.write_bytes(data[:-60] if harm == "cut" else data)
    with pytest.raises(ImagingError, match=r"a\..*: (truncated|damaged)"):
        read_frame(scan([path]).studies[0].series[0].frames[0])


def test_a_small_file_cannot_claim_a_large_volume(tmp_path):
    data = bytearray(save_nifti(tmp_path / "a.nii").read_bytes())
    data[42:48] = np.array([20000] * 3, "<i2").tobytes()
    (tmp_path / "a.nii").write_bytes(data)
    (tmp_path / "b.nii.gz").write_bytes(gzip.compress(data))
    for name in ("a.nii", "b.nii.gz"):
        assert reason_for(tmp_path / name).startswith("truncated: ")


def test_data_beside_a_header_must_be_there_and_in_its_folder(tmp_path):
    path = save_itk(tmp_path / "a.mhd")
    (tmp_path / "a.raw").rename(tmp_path / "b.raw")
    assert "lies beside it, is not there" in reason_for(path)
    for outside in ("/etc/passwd", "../b.raw", "C:\\b.raw", "folder/b.raw"):
        path.write_text(path.read_text().rpartition("=")[0] + f"= {outside}\n")
        assert reason_for(path) == "not supported: its pixel data lies in another folder"


def test_gzip_files_that_hold_no_volume_are_no_images(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"notes" * 1000))
    assert scan([tmp_path]).ignored == 1
