"""PNG, JPEG, TIFF, BMP, WebP and GIF: bits, colours, transparency, orientation, pages."""

import io
import re
import struct
import zlib

import cv2
import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from ml.errors import ImagingError
from ml.imaging import SortRule, display_image, read_frame, read_frame_at, scan

UPRIGHT = np.arange(24, dtype=np.uint8).reshape(4, 6) * 10  # no symmetry

# How an upright image is stored so that the EXIF value puts it right again (EXIF 2.32, tag 0112).
STORED = {
    1: UPRIGHT,
    2: np.fliplr(UPRIGHT),
    3: np.rot90(UPRIGHT, 2),
    4: np.flipud(UPRIGHT),
    5: UPRIGHT.T,
    6: np.rot90(UPRIGHT, 1),
    7: np.rot90(UPRIGHT, 2).T,
    8: np.rot90(UPRIGHT, -1),
}


def save(path, pixels, **options):
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, **options)
    return path


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp", "a.gif"])
def test_grey_files_give_exactly_the_pixels_that_were_saved(tmp_path, name):
    frame = read_frame_at(save(tmp_path / name, UPRIGHT))
    assert frame.pixels.dtype == np.uint8
    np.testing.assert_array_equal(frame.pixels, UPRIGHT)
    np.testing.assert_array_equal(display_image(frame), UPRIGHT)


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.bmp"])
def test_colour_files_give_rgb_not_bgr(tmp_path, name):
    pixels = np.random.default_rng(0).integers(0, 256, (5, 7, 3)).astype(np.uint8)
    frame = read_frame_at(save(tmp_path / name, pixels))
    assert frame.photometric == "RGB"
    np.testing.assert_array_equal(frame.pixels, pixels)


@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_sixteen_bits_of_grey_are_kept(tmp_path, name):
    pixels = (np.arange(400).reshape(20, 20) * 163).astype(np.uint16)
    frame = read_frame_at(save(tmp_path / name, pixels))
    assert frame.pixels.dtype == np.uint16
    np.testing.assert_array_equal(frame.pixels, pixels)


def test_float_tiffs_keep_their_values(tmp_path):
    pixels = np.linspace(-3, 5, 30, dtype=np.float32).reshape(5, 6)
    np.testing.assert_array_equal(read_frame_at(save(tmp_path / "a.tif", pixels)).pixels, pixels)


def test_grey_saved_as_three_equal_channels_is_grey_again(tmp_path):
    frame = read_frame_at(save(tmp_path / "a.png", np.stack([UPRIGHT] * 3, axis=-1)))
    assert not frame.is_colour
    np.testing.assert_array_equal(frame.pixels, UPRIGHT)


def test_jpeg_is_decoded_as_opencv_decodes_it(tmp_path):
    smooth = cv2.resize(np.random.default_rng(0).integers(0, 256, (6, 8, 3)).astype(np.uint8), (80, 60))
    path = save(tmp_path / "a.jpg", smooth, quality=90)
    theirs = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
    assert np.abs(read_frame_at(path).pixels.astype(int) - theirs).max() <= 1


def test_transparent_pixels_are_black_and_half_transparent_ones_darker(tmp_path):
    pixels = np.full((1, 3, 4), 200, np.uint8)
    pixels[0, :, 3] = [0, 128, 255]
    assert read_frame_at(save(tmp_path / "a.png", pixels)).pixels.tolist() == [[0, 100, 200]]


def test_palette_images_show_the_colours_of_their_palette(tmp_path):
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putdata([0, 1])
    image.save(tmp_path / "a.png")
    assert read_frame_at(tmp_path / "a.png").pixels.tolist() == [[[255, 0, 0], [0, 0, 255]]]


def test_black_and_white_images_are_black_and_white(tmp_path):
    path = save(tmp_path / "a.png", UPRIGHT > 100)
    np.testing.assert_array_equal(read_frame_at(path).pixels, np.where(UPRIGHT > 100, 255, 0))


@pytest.mark.parametrize("orientation", sorted(STORED))
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
def test_exif_orientation_is_applied(tmp_path, orientation, suffix):
    options = {"lossless": True} if suffix == ".webp" else {}
    path = save(tmp_path / f"a{suffix}", STORED[orientation], exif=exif(orientation), **options)
    info = scan([path]).studies[0].series[0].frames[0]
    assert (info.rows, info.columns) == UPRIGHT.shape
    np.testing.assert_array_equal(read_frame(info).pixels, UPRIGHT)


@pytest.mark.parametrize("orientation", sorted(STORED))
def test_exif_orientation_of_a_jpeg_is_that_of_opencv(tmp_path, orientation):
    large = np.kron(STORED[orientation], np.ones((8, 8), np.uint8))
    path = save(tmp_path / "a.jpg", large, exif=exif(orientation), quality=95)
    theirs = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)  # turns by EXIF itself
    assert theirs.shape == (32, 48)
    assert np.abs(read_frame_at(path).pixels.astype(int) - theirs).max() <= 1


def test_the_pages_of_a_tiff_are_frames_of_one_series(tmp_path):
    pages = [Image.fromarray(UPRIGHT + page) for page in range(3)]
    pages[0].save(tmp_path / "stack.tif", save_all=True, append_images=pages[1:])
    save(tmp_path / "other.png", UPRIGHT)
    series = scan([tmp_path]).studies[0].series
    stack = next(one for one in series if one.transfer_syntax == "TIFF")
    assert [read_frame(info).pixels[0, 0] for info in stack.frames] == [0, 1, 2]
    assert {one.transfer_syntax for one in series} == {"TIFF", "PNG"}


def test_a_folder_of_images_is_one_series_in_natural_order(tmp_path):
    for name in ("slice10.png", "slice2.png", "Slice1.png"):
        save(tmp_path / name, UPRIGHT)
    (study,) = scan([tmp_path]).studies
    (series,) = study.series
    assert [info.path.name for info in series.frames] == ["Slice1.png", "slice2.png", "slice10.png"]
    assert series.sort is SortRule.FILE_NAME
    assert series.modality == "OT"
    assert series.description == tmp_path.name


def test_images_of_different_sizes_and_formats_are_one_series_all_the_same(tmp_path):
    for index in range(4):
        save(tmp_path / f"{index}.{'png' if index % 2 else 'bmp'}", UPRIGHT[: index + 1])
    (series,) = scan([tmp_path]).studies[0].series
    assert [info.rows for info in series.frames] == [1, 2, 3, 4]
    assert series.transfer_syntax == "BMP, PNG"
    assert series.notes == ("the images have 4 different sizes",)


def test_identifiers_of_images_are_stable_and_do_not_show_the_folder(tmp_path):
    folder = tmp_path / "SMITH_JOHN"
    folder.mkdir()
    save(folder / "a.png", UPRIGHT)
    first, second = scan([folder]).studies[0], scan([folder / "a.png"]).studies[0]
    assert first.study_uid == second.study_uid
    assert first.series[0].series_uid == second.series[0].series_uid
    assert "SMITH" not in first.study_uid + first.series[0].series_uid


def test_a_truncated_jpeg_is_refused_not_shown_half_grey(tmp_path):
    buffer = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 256, (64, 64)).astype(np.uint8)
    Image.fromarray(noise).save(buffer, "JPEG")
    path = tmp_path / "cut.jpg"
    path.write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    with pytest.raises(ImagingError, match=r"cut\.jpg: damaged"):
        read_frame_at(path)


def test_a_truncated_png_is_refused(tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (64, 64)).astype(np.uint8)
    whole = save(tmp_path / "a.png", noise).read_bytes()
    (tmp_path / "a.png").write_bytes(whole[:1500])
    with pytest.raises(ImagingError, match=r"a\.png: damaged"):
        read_frame_at(tmp_path / "a.png")


def test_pixels_cannot_be_written_to(tmp_path):
    frame = read_frame_at(save(tmp_path / "a.png", UPRIGHT))
    with pytest.raises(ValueError, match="read-only"):
        frame.pixels[0, 0] = 1


GREY_16 = (np.arange(64 * 80).reshape(64, 80) * 12).astype(np.uint16)
COLOUR = np.random.default_rng(1).integers(0, 256, (64, 80, 3)).astype(np.uint8)
WRITTEN = [
    *({"compression": name} for name in ("lzw", "deflate", "packbits", "zstd", "lzma", "jpeg2000")),
    {"compression": "deflate", "predictor": True},
    {"tile": (16, 16)},
    {"tile": (16, 16), "compression": "lzw"},
    {"bigtiff": True},
    {"byteorder": ">"},
]


@pytest.mark.parametrize("options", WRITTEN, ids=str)
@pytest.mark.parametrize("pixels", [GREY_16, COLOUR], ids=["grey", "colour"])
def test_tiff_files_of_every_compression_give_what_tifffile_wrote(tmp_path, options, pixels):
    photometric = "rgb" if pixels.ndim == 3 else "minisblack"
    tifffile.imwrite(tmp_path / "a.tif", pixels, photometric=photometric, **options)
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.tif").pixels, pixels)


@pytest.mark.parametrize("compression", ["jpegxl", "png", "lerc", "jpegxr"])
def test_tiff_files_whose_data_decides_on_its_size_are_refused_by_name(tmp_path, compression):
    tifffile.imwrite(tmp_path / "a.tif", GREY_16, compression=compression)
    (failure,) = scan([tmp_path / "a.tif"]).failures
    assert re.fullmatch(
        f"not supported: a TIFF file with {compression}\\w* compression", failure.reason, re.I
    )


def test_tiles_are_not_much_larger_than_their_page(tmp_path):
    tifffile.imwrite(tmp_path / "a.tif", COLOUR, tile=(16, 16), compression="lzw")
    with tifffile.TiffFile(tmp_path / "a.tif", mode="r+") as file:
        file.pages[0].tags["TileWidth"].overwrite(1 << 25)
    with pytest.raises(ImagingError, match="its tiles are larger than the page"):
        read_frame_at(tmp_path / "a.tif")


def test_jpeg_2000_in_a_tiff_file_is_no_larger_than_its_place(tmp_path):
    tifffile.imwrite(tmp_path / "a.tif", GREY_16, compression="jpeg2000")
    data = bytearray((tmp_path / "a.tif").read_bytes())
    place = data.index(b"\xff\x4f\xff\x51") + 8
    data[place : place + 4] = (60000).to_bytes(4, "big")
    (tmp_path / "a.tif").write_bytes(data)
    with pytest.raises(ImagingError, match="its JPEG 2000 data is not of the size that its header says"):
        read_frame_at(tmp_path / "a.tif")


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint32", "int32", "int64", "float16", "float64"])
def test_tiff_files_of_every_type_of_number_keep_their_values(tmp_path, dtype):
    values = (UPRIGHT.astype(np.int16) // 2 - (0 if dtype[0] == "u" else 60)).astype(dtype)
    if dtype == "uint32":
        values[0, 0] = 1 << 31  # exactly a float32, and negative to who takes it for signed
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="minisblack")
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.tif").pixels, values)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32", "float64"])
def test_tiff_files_in_which_zero_is_white_are_shown_white(tmp_path, dtype):
    tifffile.imwrite(tmp_path / "a.tif", UPRIGHT.astype(dtype), photometric="miniswhite")
    shown = display_image(read_frame_at(tmp_path / "a.tif"))
    assert shown[0, 0] == 255
    assert shown[-1, -1] < 30


def test_planar_tiff_files_of_16_bits_keep_the_upper_half(tmp_path):
    planes = np.moveaxis(COLOUR, -1, 0).astype(np.uint16) * 256 + 99
    tifffile.imwrite(tmp_path / "a.tif", planes, photometric="rgb", planarconfig="separate")
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.tif").pixels, COLOUR)


@pytest.mark.parametrize("orientation", sorted(STORED))
def test_orientation_is_applied_to_tiff_files_that_pillow_cannot_read(tmp_path, orientation):
    stored = np.ascontiguousarray(STORED[orientation].astype(np.float64))
    tags = [(274, "H", 1, orientation, True)]
    tifffile.imwrite(tmp_path / "a.tif", stored, photometric="minisblack", extratags=tags)
    info = scan([tmp_path / "a.tif"]).studies[0].series[0].frames[0]
    assert (info.rows, info.columns) == UPRIGHT.shape
    np.testing.assert_array_equal(read_frame(info).pixels, UPRIGHT)


def test_pages_of_different_sizes_and_kinds_are_frames(tmp_path):
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for page in (UPRIGHT, GREY_16, UPRIGHT.astype(np.float64), COLOUR):
            file.write(page)
    (series,) = scan([tmp_path]).studies[0].series
    read = [read_frame(info).pixels for info in series.frames]
    assert [pixels.shape for pixels in read] == [(4, 6), (64, 80), (4, 6), (64, 80, 3)]
    np.testing.assert_array_equal(read[2], UPRIGHT)


def test_grey_of_16_bits_with_alpha_keeps_its_bits(tmp_path):
    opaque = np.stack([GREY_16, np.full_like(GREY_16, 65535)], axis=-1)
    (tmp_path / "a.png").write_bytes(imagecodecs.png_encode(opaque))
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.png").pixels, GREY_16)


def test_colour_of_16_bits_keeps_the_upper_half(tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), COLOUR[..., ::-1].astype(np.uint16) * 257)
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.png").pixels, COLOUR)


def test_interlaced_png_files_are_put_together(tmp_path):
    passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]
    rows = [row for x, y, dx, dy in passes for row in GREY_16[y::dy, x::dx] if row.size]
    packed = zlib.compress(b"".join(b"\0" + row.astype(">u2").tobytes() for row in rows))
    header = struct.pack(">IIBBBBB", 80, 64, 16, 0, 0, 0, 1)
    chunks = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    data = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    np.testing.assert_array_equal(read_frame_at(tmp_path / "a.png").pixels, GREY_16)


def test_a_jpeg_of_four_inks_is_decoded_to_rgb(tmp_path):
    smooth = cv2.resize(COLOUR[:6, :8], (80, 64))
    Image.fromarray(smooth).convert("CMYK").save(tmp_path / "a.jpg", quality=98)
    assert np.abs(read_frame_at(tmp_path / "a.jpg").pixels.astype(int) - smooth).mean() < 3


def test_a_jpeg_of_12_bits_is_named_as_such(tmp_path):
    (tmp_path / "a.jpg").write_bytes(imagecodecs.jpeg8_encode(GREY_16 >> 4, bitspersample=12))
    assert scan([tmp_path]).failures[0].reason == "not supported: a JPEG of 12 bits outside of DICOM"


def test_an_image_that_asks_for_too_many_pixels_is_refused(tmp_path):
    save(tmp_path / "a.bmp", UPRIGHT)
    data = bytearray((tmp_path / "a.bmp").read_bytes())
    data[18:26] = np.array([40000, 40000], "<i4").tobytes()
    (tmp_path / "a.bmp").write_bytes(data)
    assert scan([tmp_path]).failures[0].reason.startswith("not supported: more than ")


def test_the_resolution_of_an_image_is_no_spacing(tmp_path):
    path = save(tmp_path / "a.png", UPRIGHT, dpi=(300, 300))
    assert scan([path]).studies[0].series[0].frames[0].spacing is None


def test_several_numbered_prefixes_stay_in_natural_order(tmp_path):
    for name in ("b2", "a10", "b1", "a2"):
        save(tmp_path / f"{name}.png", UPRIGHT)
    (series,) = scan([tmp_path]).studies[0].series
    assert [info.path.stem for info in series.frames] == ["a2", "a10", "b1", "b2"]
