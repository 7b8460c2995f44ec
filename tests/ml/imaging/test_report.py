"""Structured reports as a tree of items; DCMTK reads the same out of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ComprehensiveSRStorage, CTImageStorage, ExplicitVRLittleEndian, generate_uid

from ml.errors import ImagingError
from ml.imaging.report import read_report
from ml.imaging.values import Reference, ReportItem

REPORTS = [
    "ImagingDataCommons+highdicom/data/test_files/sr_document.dcm",
    "ImagingDataCommons+highdicom/data/test_files/sr_document_with_multiple_groups.dcm",
    "QIICR+dcmqi/data/sr-example/sr.dcm",
]


def code(meaning: str, value: str = "1") -> list[Dataset]:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "99TEST", meaning
    return [item]


def content(kind: str, name: str = "", **values) -> Dataset:
    item = Dataset()
    item.RelationshipType, item.ValueType = "CONTAINS", kind
    if name:
        item.ConceptNameCodeSequence = code(name)
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def number(value: str, unit: str, meaning: str) -> Dataset:
    measured = Dataset()
    measured.NumericValue, measured.MeasurementUnitsCodeSequence = value, code(meaning, unit)
    return content("NUM", "Length", MeasuredValueSequence=[measured])


def reference(uid: str, frames: list[int] | None = None) -> Dataset:
    referenced = Dataset()
    referenced.ReferencedSOPClassUID, referenced.ReferencedSOPInstanceUID = CTImageStorage, uid
    if frames:
        referenced.ReferencedFrameNumber = frames
    return content("IMAGE", "Source", ReferencedSOPSequence=[referenced])


def write_report(path: Path, items: list[Dataset], **values) -> Path:
    """A report of these items, "Findings" by name."""
    report = Dataset()
    report.SOPClassUID, report.SOPInstanceUID = ComprehensiveSRStorage, generate_uid()
    report.StudyInstanceUID, report.SeriesInstanceUID, report.Modality = generate_uid(), generate_uid(), "SR"
    report.CompletionFlag, report.VerificationFlag = "COMPLETE", "UNVERIFIED"
    report.ValueType, report.ConceptNameCodeSequence = "CONTAINER", code("Findings")
    report.ContentSequence = items
    for keyword, value in values.items():
        setattr(report, keyword, value)
    report.file_meta = FileMetaDataset()
    report.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    report.save_as(path, enforce_file_format=True)
    return path


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (content("TEXT", "Comment", TextValue="two lines\nof text"), "two lines\nof text"),
        (content("CODE", "Finding", ConceptCodeSequence=code("Nodule")), "Nodule"),
        (number("12.5", "mm", "millimeter"), "12.5 mm"),
        (number("0.5", "1", "no units"), "0.5"),
        (number("64", "{pixels}", "pixels"), "64 pixels"),
        (content("NUM", NumericValueQualifierCodeSequence=code("Not a number")), "Not a number"),
        (content("DATE", "Day", Date="20260131"), "2026-01-31"),
        (content("TIME", "Hour", Time="093059.5"), "09:30:59"),
        (content("DATETIME", "Moment", DateTime="20260131093059"), "2026-01-31 09:30:59"),
        (content("UIDREF", "Frame of reference", UID="1.2.3"), "1.2.3"),
        (content("SCOORD", GraphicType="POLYLINE", GraphicData=[1.0] * 6), "polyline, 3 points"),
        (content("SCOORD3D", GraphicType="POINT", GraphicData=[1.0] * 3), "point, 1 point"),
        (content("TCOORD", TemporalRangeType="SEGMENT"), "segment"),
        (content("", ReferencedContentItemIdentifier=[1, 2]), "see item 1.2"),
        (content("NOVEL", "Unheard of"), "(NOVEL)"),
        (content("NUM", "Length"), "no value"),
        (content("CODE", "Finding"), ""),
    ],
)
def test_every_kind_of_value_is_read_as_people_write_it(item, value, tmp_path):
    report = read_report(write_report(tmp_path / "sr.dcm", [item]))
    assert report.title == "Findings" and report.state == "complete, unverified"
    assert [item.value for item in report.items] == [value]


def test_items_stand_in_their_containers_and_name_their_images(tmp_path):
    group = content("CONTAINER", "Group", ContentSequence=[reference("1.2.3", [2, 5]), reference("1.2.4")])
    (item,) = read_report(write_report(tmp_path / "sr.dcm", [group])).items
    assert item.is_heading and item.name == "Group"
    assert [child.reference for child in item.children] == [
        Reference("1.2.3", "CT Image", (2, 5)),
        Reference("1.2.4", "CT Image"),
    ]


def test_a_damaged_item_says_so_and_the_rest_is_read(tmp_path):
    broken = number("1", "mm", "millimeter")
    broken.MeasuredValueSequence[0].MeasurementUnitsCodeSequence = []
    deep = content("TEXT", "Bottom", TextValue="never reached")
    for _ in range(80):
        deep = content("CONTAINER", "Deeper", ContentSequence=[deep])
    good = content("TEXT", "Comment", TextValue="still here")
    items = read_report(write_report(tmp_path / "sr.dcm", [broken, deep, good])).items
    assert items[0].value == "1" and items[2].value == "still here"
    depth, item = 1, items[1]
    while item.children:
        depth, item = depth + 1, item.children[0]
    assert depth == 65 and item == ReportItem("", "it goes on: more than can be shown")


def test_what_is_no_report_is_refused_in_words(tmp_path, ct_file):
    with pytest.raises(ImagingError, match="no report"):
        read_report(ct_file)
    (tmp_path / "text.dcm").write_text("not DICOM")
    with pytest.raises(ImagingError):
        read_report(tmp_path / "text.dcm")


@pytest.mark.shared_data
@pytest.mark.skipif(shutil.which("dsrdump") is None, reason="needs DCMTK")
@pytest.mark.parametrize("name", REPORTS)
def test_dcmtk_reads_nothing_that_is_not_here(name, shared_dicom):
    path = shared_dicom / name
    told = subprocess.run(
        ["dsrdump", "+Pl", path], capture_output=True, text=True, errors="replace", check=True
    ).stdout
    values = {value for line in told.splitlines() for value in re.findall(r'"([^"]*)"', _item_part(line))}
    report = read_report(path)
    ours = "\n".join([report.title, *_words(report.items)])
    plain = ours.replace("-", "").replace(":", "")  # dates and times
    assert len(values) > 10
    assert not {one for one in values if one not in ours and re.sub(r"\.\d+$", "", one) not in plain}


def _item_part(line: str) -> str:
    """Of a line of content, without the part that says the unit of a number."""
    return re.sub(r'(NUM:.*?="[^"]*").*', r"\1", line) if re.match(r"\s*<", line) else ""


def _words(items):
    for item in items:
        yield f"{item.name}\n{item.value}"
        yield from _words(item.children)
