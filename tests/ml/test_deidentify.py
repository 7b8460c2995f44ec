"""Copies that do not say who was imaged: what is gone, what stays, and that nothing is lost on the way."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pydicom
import pydicom.data
import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import JPEG2000Lossless

from ml.confidentiality import Confidentiality, elements, problems
from ml.deidentify import Options, deidentify, main
from ml.errors import Cancelled, WritingError
from ml.imaging import read_frame, scan
from tests.ml.imaging.maker import grey_dataset, write

TEST_FILES = Path(pydicom.data.__file__).parent / "test_files"
IDENTIFYING = (
    "PatientName", "PatientID", "PatientBirthDate", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID",
    "FrameOfReferenceUID", "ReferringPhysicianName", "StudyDate", "AccessionNumber", "StationName",
    "OperatorsName", "DeviceSerialNumber", "SeriesDescription", "ImageComments",
)  # fmt: skip


def copies_of(tmp_path, *paths, **options):
    report = deidentify(scan(paths).studies, tmp_path / "out", Options(**options))
    return report, [dcmread(copy) for _, copy in report.copies]


def picture(**attributes):
    return grey_dataset(np.arange(64, dtype=np.uint16).reshape(8, 8), **attributes)


@pytest.fixture(scope="module")
def all_of_pydicom(tmp_path_factory):
    """Every file that the wheel brings and that is an image, copied."""
    studies = scan([TEST_FILES]).studies
    return deidentify(studies, tmp_path_factory.mktemp("all") / "out", Options()), studies


def test_every_file_is_copied_or_listed_with_a_reason(all_of_pydicom):
    report, studies = all_of_pydicom
    files = {info.path for study in studies for series in study.series for info in series.frames}
    files |= {other.path for study in studies for other in study.objects}
    accounted = [source for source, _ in report.copies] + [failure.path for failure in report.failures]
    assert sorted(accounted) == sorted(files) and len(report.copies) > 80
    assert {failure.reason[:12] for failure in report.failures} <= {"not an image", "not a DICOM "}


def test_no_identifying_value_is_anywhere_in_the_bytes_of_a_copy(all_of_pydicom):
    report, _ = all_of_pydicom
    for source, copy in report.copies:
        original, raw = dcmread(source, force=True), copy.read_bytes()
        for keyword in IDENTIFYING:
            value = str(original.get(keyword) or "")
            assert len(value) < 5 or value.encode("latin-1", "replace") not in raw, (source.name, keyword)


def test_pixels_and_transfer_syntax_are_those_of_the_original(all_of_pydicom):
    report, _ = all_of_pydicom
    for source, copy in report.copies:
        original, copied = dcmread(source, force=True), dcmread(copy)
        stated = original.file_meta.get("TransferSyntaxUID")
        assert stated in (None, copied.file_meta.TransferSyntaxUID)
        for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"):
            assert (keyword in original) == (keyword in copied)
            if keyword in original:
                assert copied[keyword].value in (original[keyword].value, original[keyword].value + b"\0")


def test_copies_open_and_look_as_the_originals(all_of_pydicom):
    report, _ = all_of_pydicom
    for source, copy in report.copies[::6]:
        before, after = (scan([path]).studies[0].series[0].frames[0] for path in (source, copy))
        try:
            pixels = read_frame(before).pixels
        except Exception:  # noqa: BLE001 (what cannot be shown before need not be after)
            continue
        assert np.array_equal(read_frame(after).pixels, pixels), source.name
        assert (after.spacing, after.position_mm, after.orientation) == (
            before.spacing, before.position_mm, before.orientation
        )  # fmt: skip


@pytest.mark.skipif(shutil.which("dcmdump") is None, reason="DCMTK is not installed")
def test_dcmtk_reads_the_copies_and_finds_no_private_or_dated_birth(all_of_pydicom):
    report, _ = all_of_pydicom
    for _, copy in report.copies:
        dump = subprocess.run(["dcmdump", "-q", copy], capture_output=True, check=True).stdout.decode(
            "latin-1"
        )
        tags = {line.strip()[1:10] for line in dump.splitlines() if line.strip().startswith("(")}
        assert not {tag for tag in tags if tag[:4].isalnum() and int(tag[:4], 16) % 2}
        assert "0012,0062" in tags and "0010,1010" not in tags


def test_names_of_files_and_folders_say_nothing(all_of_pydicom):
    report, _ = all_of_pydicom
    target = report.copies[0][1].parents[2]
    names = {copy.relative_to(target).as_posix() for _, copy in report.copies}
    assert len(names) == len(report.copies)
    assert all(name.translate(str.maketrans("", "", "0123456789")) == "study/series/.dcm" for name in names)


def test_what_belongs_together_stays_together(tmp_path):
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = (
        "1.2.840.10008.5.1.4.1.1.2",
        "1.9.9.1",
    )
    for number in (1, 2):
        dataset = picture(
            SOPInstanceUID=f"1.9.9.{number}", InstanceNumber=number, FrameOfReferenceUID="1.9.9.77",
            ReferencedImageSequence=[reference], StudyDate="20200301", SeriesDate="20200310",
        )  # fmt: skip
        write(dataset, tmp_path / f"{number}.dcm")
    _, (first, second) = copies_of(tmp_path, tmp_path)
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID", "PatientID", "StudyDate"):
        assert first.get(keyword) == second.get(keyword)
    assert second.ReferencedImageSequence[0].ReferencedSOPInstanceUID == first.SOPInstanceUID
    assert first.SOPInstanceUID != second.SOPInstanceUID
    assert first.file_meta.MediaStorageSOPInstanceUID == first.SOPInstanceUID
    days = [datetime.strptime(first.get(keyword), "%Y%m%d") for keyword in ("StudyDate", "SeriesDate")]
    assert (days[1] - days[0]).days == 9 and days[0].year < 2021
    assert second.ReferencedImageSequence[0].ReferencedSOPClassUID == "1.2.840.10008.5.1.4.1.1.2"


def test_two_patients_stay_two_and_two_runs_share_nothing(tmp_path):
    for number, name in enumerate(("Doe^Jane", "Roe^Jim")):
        dataset = picture(PatientID=name[:3], PatientName=name, StudyInstanceUID=f"1.5.{number}")
        write(dataset, tmp_path / f"{number}.dcm")
    _, (first, second) = copies_of(tmp_path, tmp_path)
    assert first.PatientID != second.PatientID and first.PatientName == first.PatientID
    again = picture(StudyInstanceUID="1.5.0")
    Confidentiality().apply(again)
    assert again.StudyInstanceUID not in (first.StudyInstanceUID, second.StudyInstanceUID)


def test_sequences_are_looked_into_at_every_depth(tmp_path):
    deep, outer = Dataset(), Dataset()
    deep.PatientName, deep.InstitutionName, deep.TextComments = "Secret^Person", "Hospital", "by Person"
    deep.add_new(0x00091001, "LO", "private")
    outer.DerivationImageSequence = [deep]
    write(picture(PerFrameFunctionalGroupsSequence=[outer]), tmp_path / "a.dcm")
    _, (copy,) = copies_of(tmp_path, tmp_path / "a.dcm")
    item = copy.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0]
    assert not item.PatientName and item.InstitutionName == "REMOVED"
    assert not [element for _, element in elements(copy) if element.is_private]


def test_the_name_or_id_in_a_text_that_the_profile_passes_over_is_taken_out(tmp_path):
    dataset = picture(Manufacturer="Made for Person Secret", FilterType="ID-4711", ConvolutionKernel="B30f")
    write(dataset, tmp_path / "a.dcm")
    _, (copy,) = copies_of(tmp_path, tmp_path)
    assert not copy.Manufacturer and not copy.FilterType and copy.ConvolutionKernel == "B30f"


def test_overlays_curves_unknown_attributes_and_the_preamble_do_not_go_along(tmp_path):
    dataset = picture()
    dataset.add_new(0x60023000, "OW", bytes(8))
    dataset.add_new(0x60024000, "LT", "Secret comment")
    dataset.add_new(0x50000010, "US", 1)
    dataset.add_new(0x00110010, "LO", "CREATOR")
    dataset.add_new(0x0010FFFE, "LO", "nobody knows what this is")
    path = write(dataset, tmp_path / "a.dcm")
    path.write_bytes(b"Secret Person".ljust(128) + path.read_bytes()[128:])
    report, (copy,) = copies_of(tmp_path, path)
    assert {0x60023000, 0x60024000, 0x50000010, 0x00110010, 0x0010FFFE}.isdisjoint(copy.keys())
    assert b"Secret" not in report.copies[0][1].read_bytes()


def test_it_says_what_was_done(tmp_path):
    write(picture(), tmp_path / "a.dcm")
    _, (copy,) = copies_of(tmp_path, tmp_path)
    assert copy.PatientIdentityRemoved == "YES" and "Annex E" in copy.DeidentificationMethod
    assert [code.CodeValue for code in copy.DeidentificationMethodCodeSequence] == ["113100", "113107"]
    assert copy.LongitudinalTemporalInformationModified == "MODIFIED"


def test_dates_can_be_removed_instead(tmp_path):
    dataset = picture(
        StudyDate="20200301", AcquisitionDate="20200301", ContentDate="20200301", StudyTime="1200"
    )
    write(dataset, tmp_path / "a.dcm")
    _, (copy,) = copies_of(tmp_path, tmp_path, shift_dates=False)
    assert not copy.StudyDate and not copy.StudyTime and copy.ContentDate == "19000101"
    assert [code.CodeValue for code in copy.DeidentificationMethodCodeSequence] == ["113100"]


@pytest.mark.parametrize("date", ["20", "garbage!", "00010101", "20201399"])
def test_a_date_that_is_none_is_taken_out(tmp_path, date):
    write(picture(StudyDate=date, PatientBirthDate="19700101"), tmp_path / "a.dcm")
    _, (copy,) = copies_of(tmp_path, tmp_path)
    assert not copy.StudyDate and not copy.PatientBirthDate


def test_images_with_burned_in_text_are_refused_or_copied_with_a_warning(tmp_path):
    write(picture(BurnedInAnnotation="YES"), tmp_path / "a.dcm")
    report, _ = copies_of(tmp_path, tmp_path / "a.dcm")
    assert not report.copies and "burned into its pixels" in report.failures[0].reason
    shutil.rmtree(tmp_path / "out")
    report, _ = copies_of(tmp_path, tmp_path / "a.dcm", with_burned_in=True)
    assert len(report.copies) == 1 and "look at it" in report.warnings[0].reason


@pytest.mark.parametrize(
    "attributes, warned",
    [
        ({"Modality": "US"}, True),
        ({"Modality": "US", "BurnedInAnnotation": "NO"}, False),
        ({"ConversionType": "WSD"}, True),
        ({}, False),
    ],
)
def test_kinds_of_images_that_often_have_burned_in_text_are_warned_of(tmp_path, attributes, warned):
    write(picture(**attributes), tmp_path / "a.dcm")
    report, _ = copies_of(tmp_path, tmp_path)
    assert bool(report.warnings) == warned and len(report.copies) == 1


def test_ordinary_images_and_reports_are_listed_and_not_copied(tmp_path):
    from PIL import Image

    Image.new("L", (9, 9)).save(tmp_path / "a.png")
    shutil.copy(TEST_FILES / "reportsi.dcm", tmp_path)
    report, _ = copies_of(tmp_path, tmp_path)
    assert not report.copies and len(report.failures) == 2


def test_originals_are_never_overwritten(tmp_path):
    folder = tmp_path / "series"
    folder.mkdir()
    path = write(picture(), folder / "a.dcm")
    before = path.read_bytes()
    for target in (folder, tmp_path):
        with pytest.raises(WritingError, match="holds the originals"):
            deidentify(scan([path]).studies, target, Options())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(WritingError, match="not empty"):
        deidentify(scan([path]).studies, tmp_path / "full", Options())
    assert path.read_bytes() == before and sorted(folder.iterdir()) == [path]


def test_a_link_to_the_folder_of_the_originals_is_seen_through(tmp_path):
    folder = tmp_path / "series"
    folder.mkdir()
    path = write(picture(), folder / "a.dcm")
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(WritingError, match="holds the originals"):
        deidentify(scan([path]).studies, tmp_path / "link", Options())


def test_cancelling_leaves_nothing_behind(tmp_path):
    for number in range(3):
        write(picture(InstanceNumber=number), tmp_path / f"{number}.dcm")

    def stop(done, total, text=""):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        deidentify(scan([tmp_path]).studies, tmp_path / "out", Options(), stop)
    assert not list((tmp_path / "out").iterdir())


def test_a_full_disk_is_told_in_words_and_leaves_nothing_behind(tmp_path, monkeypatch):
    write(picture(), tmp_path / "a.dcm")

    def full(*arguments, **keywords):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Dataset, "save_as", full)
    with pytest.raises(WritingError, match=r"The disk is full\. Nothing was written\."):
        deidentify(scan([tmp_path / "a.dcm"]).studies, tmp_path / "out", Options())
    assert not list((tmp_path / "out").iterdir())


def test_a_copy_that_is_not_as_it_must_be_is_not_delivered(tmp_path, monkeypatch):
    write(picture(InstitutionName="Hospital"), tmp_path / "a.dcm")
    monkeypatch.setattr(Confidentiality, "apply", lambda self, dataset: None)
    report, _ = copies_of(tmp_path, tmp_path / "a.dcm")
    assert not report.copies and report.failures[0].reason.startswith("its copy would still have")
    assert "InstitutionName" in report.failures[0].reason
    assert not list((tmp_path / "out").rglob("*.dcm"))


def test_the_check_knows_what_must_not_be_left():
    dataset = picture(StudyDate="20200301", StudyDescription="Head")
    assert {"PatientName", "PatientID", "StudyInstanceUID", "StudyDate", "StudyDescription"} <= set(
        problems(dataset)
    )
    Confidentiality().apply(dataset)
    assert problems(dataset) == ()


def test_a_truncated_file_is_listed_and_not_copied_without_its_pixels(tmp_path):
    path = write(grey_dataset(np.zeros((3, 20, 20), np.uint16)), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes()[:-300])
    report, _ = copies_of(tmp_path, path)
    assert not report.copies and report.failures[0].reason == "truncated: its pixel data ends early"


def test_compressed_frames_of_odd_length_are_not_shifted(tmp_path):
    path = tmp_path / "a.dcm"
    data = (TEST_FILES / "MR_small_RLE.dcm").read_bytes()
    at = data.rindex(b"\xfe\xff\x00\xe0") + 4
    length = int.from_bytes(data[at : at + 4], "little") - 1
    end = at + 4 + length
    path.write_bytes(data[:at] + length.to_bytes(4, "little") + data[at + 4 : end] + data[end + 1 :])
    report, _ = copies_of(tmp_path, path)
    assert not report.copies and report.failures[0].reason == "its pixels could not be copied as they are"


def test_an_image_without_an_instance_uid_gets_one(tmp_path):
    path = write(picture(), tmp_path / "a.dcm")
    dataset = dcmread(path)
    del dataset.SOPInstanceUID
    dataset.save_as(path)
    _, (copy,) = copies_of(tmp_path, path)
    assert copy.SOPInstanceUID == copy.file_meta.MediaStorageSOPInstanceUID


def test_files_without_meta_information_get_one(tmp_path):
    path = tmp_path / "bare.dcm"
    shutil.copy(TEST_FILES / "no_meta_group_length.dcm", path)
    dataset = picture()
    dataset.save_as(path, implicit_vr=True, little_endian=True)
    _, (copy,) = copies_of(tmp_path, path)
    assert (
        copy.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2" and copy.file_meta.MediaStorageSOPInstanceUID
    )


def test_the_command_copies_and_says_how_many(tmp_path):
    write(picture(), tmp_path / "a.dcm")
    write(picture(BurnedInAnnotation="YES"), tmp_path / "b.dcm")
    command = [sys.executable, "-m", "ml.deidentify", str(tmp_path), "--out", str(tmp_path.parent / "copies")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1 and "1 files were copied and checked, 1 were not copied." in result.stdout
    assert "b.dcm: text is burned" in result.stdout
    shutil.rmtree(tmp_path.parent / "copies")


def test_the_command_needs_another_folder(tmp_path, capsys):
    write(picture(), tmp_path / "a.dcm")
    assert main([str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "Choose another one" in capsys.readouterr().err


def test_compressed_frames_are_copied_byte_for_byte(all_of_pydicom):
    report, _ = all_of_pydicom
    syntaxes = {
        dcmread(copy, stop_before_pixels=True).file_meta.TransferSyntaxUID for _, copy in report.copies
    }
    assert JPEG2000Lossless in syntaxes and len(syntaxes) >= 8
