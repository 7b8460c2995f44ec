"""What the header of a file says, as lines; dcmdump is the judge of whether all of it is there."""

import re
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from ml.errors import ImagingError
from ml.imaging.header_lines import read_header_lines
from tests.ml.imaging.maker import grey_dataset, write

NESTED = ("rtplan.dcm", "liver_1frame.dcm", "reportsi.dcm")


def real(name):
    from pathlib import Path

    return Path(get_testdata_file(name, download=False))


def by_tag(lines, tag):
    return next(line for line in lines if line.tag == tag)


def tags_of(lines):
    for line in lines:
        if re.fullmatch(r"\([0-9A-F]{4},[0-9A-F]{4}\)", line.tag):
            yield line.tag.lower()
        yield from tags_of(line.children)


@pytest.mark.skipif(shutil.which("dcmdump") is None, reason="DCMTK is not installed")
@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small.dcm", *NESTED])
def test_every_element_that_dcmdump_lists_is_there(name):
    dump = subprocess.run(["dcmdump", "-q", real(name)], capture_output=True, check=True).stdout
    listed = re.findall(r"^ *(\([0-9a-f]{4},[0-9a-f]{4}\))", dump.decode("latin-1"), re.MULTILINE)
    frames = {"(fffe,e000)", "(fffe,e00d)", "(fffe,e0dd)", "(fffc,fffc)"}
    assert sorted(tags_of(read_header_lines(real(name)))) == sorted(
        tag for tag in listed if tag not in frames
    )


def test_private_elements_are_named_where_their_creator_is_known():
    line = by_tag(read_header_lines(real("CT_small.dcm")), "(0019,1002)")
    assert line.name == "Detector Channel · GEMS_ACQU_01" and line.value == "912"


def test_uids_are_named_and_pixels_are_only_counted():
    lines = read_header_lines(real("CT_small.dcm"))
    assert by_tag(lines, "(0008,0016)").value.endswith("  CT Image Storage")
    assert by_tag(lines, "(7FE0,0010)").value == "32,768 bytes, not shown"
    assert by_tag(lines, "(0028,0030)").keyword == "PixelSpacing"


def test_long_and_binary_values_are_shortened(tmp_path):
    dataset = grey_dataset(np.zeros((4, 4), np.uint16), ImageComments="x" * 5000)
    dataset.add_new(0x00282000, "OB", bytes(range(200)))
    dataset.PixelSpacing = [1, 2]
    lines = read_header_lines(write(dataset, tmp_path / "a.dcm"))
    assert by_tag(lines, "(0020,4000)").value.endswith("…  (5,000 characters)")
    assert by_tag(lines, "(0028,2000)").value.startswith("200 bytes: 00 01 02")
    assert len(by_tag(lines, "(0028,2000)").value) < 80
    assert by_tag(lines, "(0028,0030)").value == "1.0\\2.0"


def test_a_value_that_its_kind_cannot_hold_costs_only_itself(tmp_path):
    path = write(grey_dataset(np.zeros((4, 4), np.uint16), SliceThickness="2.5"), tmp_path / "a.dcm")
    data = path.read_bytes()
    at = data.index(b"\x28\x00\x10\x00US")  # Rows: three bytes are no number
    path.write_bytes(data[: at + 6] + b"\x03\x00" + data[at + 8 : at + 11] + data[at + 10 :])
    lines = read_header_lines(path)
    assert by_tag(lines, "(0028,0010)").value.startswith("damaged: cannot be read (")
    assert by_tag(lines, "(0010,0010)").value == "Secret^Person"


@pytest.mark.parametrize("length", [160, 400, 700])
def test_a_truncated_header_is_read_as_far_as_it_goes_or_refused_in_words(tmp_path, length):
    path = tmp_path / "cut.dcm"
    path.write_bytes(real("CT_small.dcm").read_bytes()[:length])
    try:
        assert read_header_lines(path)
    except ImagingError as error:
        assert "damaged" in str(error)


def test_items_of_sequences_are_counted_and_numbered(tmp_path):
    item = Dataset()
    item.CodeValue, item.CodeMeaning = "T-A0100", "Brain"
    dataset = grey_dataset(np.zeros((4, 4), np.uint16), AnatomicRegionSequence=[item, item])
    line = by_tag(read_header_lines(write(dataset, tmp_path / "a.dcm")), "(0008,2218)")
    assert line.value == "2 items" and [one.tag for one in line.children] == ["Item 1", "Item 2"]
    assert by_tag(line.children[1].children, "(0008,0104)").value == "Brain"


def test_an_ordinary_image_shows_format_size_mode_and_exif(tmp_path):
    image = Image.new("RGB", (30, 20))
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8769)[0x9003] = "2024:03:31 10:00:00"
    image.save(tmp_path / "photo.jpg", exif=exif)
    lines = read_header_lines(tmp_path / "photo.jpg")
    values = {line.name: line.value for line in lines}
    assert (values["Format"], values["Size"], values["Mode"]) == ("JPEG", "30 × 20", "RGB")
    entries = {line.name: line.value for line in lines[-1].children}
    assert entries == {"Make": "Maker of cameras", "DateTimeOriginal": "2024:03:31 10:00:00"}


def test_a_volume_shows_the_fields_of_its_header(tmp_path):
    import nibabel

    nibabel.save(nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.eye(4)), tmp_path / "a.nii.gz")
    lines = read_header_lines(tmp_path / "a.nii.gz")
    fields = {line.name: line.value for line in lines[-1].children}
    assert fields["sizeof_hdr"] == "348" and fields["dim"].startswith("[3 4 5 6")


def test_what_is_no_image_is_refused(tmp_path):
    (tmp_path / "a.dcm").write_text("hello")
    with pytest.raises(ImagingError, match="not a DICOM file"):
        read_header_lines(tmp_path / "a.dcm")


def test_no_value_can_get_into_a_log(tmp_path, caplog):
    dataset = dcmread(real("MR_small.dcm"))
    dataset.PatientName = "Secret^Person"
    dataset.save_as(tmp_path / "a.dcm")
    with caplog.at_level("DEBUG"):
        read_header_lines(tmp_path / "a.dcm")
    assert "Secret" not in caplog.text
