"""Colours: palettes in segments, and luma with chroma in every layout, against values worked out by hand."""

import numpy as np
import pytest
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian

from ml.imaging import read_frame_at
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write

# ITU-R BT.601 as in PS3.3 C.7.6.3.1.2: luma, blue and red difference of pure colours, full range.
FULL = {
    (255, 0, 0): (76, 85, 255),
    (0, 255, 0): (150, 44, 21),
    (0, 0, 255): (29, 255, 107),
    (255, 255, 255): (255, 128, 128),
    (0, 0, 0): (0, 128, 128),
}
# Luma from 16 to 235, differences from 16 to 240.
PARTIAL = {(255, 255, 255): (235, 128, 128), (0, 0, 0): (16, 128, 128), (255, 0, 0): (81, 90, 240)}


def read_back(tmp_path, dataset, syntax=ExplicitVRLittleEndian):
    return read_frame_at(write(dataset, tmp_path / "a.dcm", syntax)).pixels


def pairs(table):
    """Return RGB and its codes as images in which neighbours share their colour."""
    rgb, codes = (np.repeat(np.array([list(side)], np.uint8), 2, axis=1) for side in (table, table.values()))
    return rgb, codes


@pytest.mark.parametrize("is_planar", [False, True])
def test_full_range_luma_and_chroma(tmp_path, is_planar):
    rgb, codes = pairs(FULL)
    data = (np.moveaxis(codes, -1, 0) if is_planar else codes).tobytes()
    dataset = colour_dataset(codes, "YBR_FULL", PixelData=data, PlanarConfiguration=int(is_planar))
    np.testing.assert_allclose(read_back(tmp_path, dataset), rgb, atol=2)


@pytest.mark.parametrize(("photometric", "table"), [("YBR_FULL_422", FULL), ("YBR_PARTIAL_422", PARTIAL)])
def test_neighbours_that_share_their_chroma(tmp_path, photometric, table):
    rgb, codes = pairs(table)
    halved = [
        [left[0], right[0], left[1], left[2]]
        for left, right in zip(codes[0, ::2], codes[0, 1::2], strict=True)
    ]
    dataset = colour_dataset(codes, photometric, PixelData=np.array(halved, np.uint8).tobytes())
    np.testing.assert_allclose(read_back(tmp_path, dataset), rgb, atol=2)


def segmented_palette(indices, segments, order):
    dataset = grey_dataset(indices, PhotometricInterpretation="PALETTE COLOR")
    dataset.PixelData = indices.astype(f"{order}u2").tobytes()
    for name, values in zip(("Red", "Green", "Blue"), segments, strict=True):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [indices.size, 0, 16])
        data = np.array(values, f"{order}u2").tobytes()
        setattr(dataset, f"Segmented{name}PaletteColorLookupTableData", data)
    return dataset


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_a_palette_in_segments_is_drawn_from_its_points_and_lines(tmp_path, syntax):
    # Opcode 0: so many values; opcode 1: so many steps on a line to the value (PS3.3 C.7.9.2).
    red = [0, 2, 0, 0x1000, 1, 4, 0x9000]  # 0, 0x1000, then up by 0x2000 each
    green = [0, 1, 0xFF00, 1, 5, 0xFF00]
    blue = [0, 6, 0, 0x100, 0x200, 0x300, 0x400, 0x500]
    indices = np.arange(6, dtype=np.uint16).reshape(2, 3)
    order = "<" if syntax == ExplicitVRLittleEndian else ">"
    pixels = read_back(tmp_path, segmented_palette(indices, (red, green, blue), order), syntax)
    assert pixels[..., 0].ravel().tolist() == [0, 0x10, 0x30, 0x50, 0x70, 0x90]
    assert (pixels[..., 1] == 0xFF).all()
    assert pixels[..., 2].ravel().tolist() == [0, 1, 2, 3, 4, 5]


def test_indices_below_and_above_the_palette_take_its_ends(tmp_path):
    indices = np.array([[0, 9, 10, 11, 12, 200]], np.uint8)
    dataset = grey_dataset(indices, PhotometricInterpretation="PALETTE COLOR")
    for name, values in (("Red", [1, 2, 3]), ("Green", [4, 5, 6]), ("Blue", [250, 251, 252])):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [3, 10, 16])
        setattr(dataset, f"{name}PaletteColorLookupTableData", (np.array(values, "<u2") << 8).tobytes())
    pixels = read_back(tmp_path, dataset)
    assert pixels[0, :, 0].tolist() == [1, 1, 1, 2, 3, 3]
    assert pixels[0, :, 2].tolist() == [250, 250, 250, 251, 252, 252]


def test_a_supplemental_palette_does_not_colour_the_values(tmp_path):
    values = np.arange(12, dtype=np.uint16).reshape(3, 4)
    dataset = grey_dataset(values, PixelPresentation="COLOR")
    for name in ("Red", "Green", "Blue"):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [2, 10, 16])
        setattr(dataset, f"{name}PaletteColorLookupTableData", b"\0\0\xff\xff")
    np.testing.assert_array_equal(read_back(tmp_path, dataset), values)
