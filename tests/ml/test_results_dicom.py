"""Answers as DICOM, read back by other programs: highdicom, SimpleITK, DCMTK and dicom3tools."""

import json
import shutil
import subprocess
import warnings

import cv2
import highdicom as hd
import numpy as np
import pydicom
import pytest
import SimpleITK
from pydicom.data import get_testdata_file
from pydicom.uid import generate_uid

from ml import predict
from ml.errors import ImagingError, WritingError
from ml.imaging import scan
from ml.imaging.phantom import write_phantom
from ml.new_folder import filled_at_the_end
from ml.results import Prediction, Verdict
from ml.results_dicom import write_series
from tests.fake_classifier import FakeClassifier

SLICES = 6
SHARES = {"bright": 0.9, "dark": 0.1}
POSITIVE = Prediction(Verdict.POSITIVE, "", "bright", SHARES)
REFUSED = Prediction(Verdict.NOT_EVALUATED, "the image is unlike the training images", "bright", SHARES)
UNSURE = Prediction(Verdict.INDETERMINATE, "no class reaches a probability of 60%", "bright", SHARES)
PREDICTIONS = [POSITIVE, REFUSED, UNSURE, POSITIVE, POSITIVE, POSITIVE]
NOTICE = "AI - RESEARCH - NOT FOR DIAGNOSTIC USE"


def write(source, folder, predictions=None):
    folder.mkdir()
    (series,) = (series for study in scan([source]).studies for series in study.series)
    return write_series(series, predictions or [POSITIVE] * len(series.frames), FakeClassifier(), folder)


def changed_phantom(folder, change):
    for path in write_phantom(folder, slices=SLICES, size=64):
        dataset = pydicom.dcmread(path)
        change(dataset)
        dataset.save_as(path)
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source") / "phantom"
    write_phantom(folder, slices=SLICES, size=64)
    return folder


@pytest.fixture(scope="module")
def originals(source):
    return [pydicom.dcmread(path) for path in sorted(source.iterdir())]


@pytest.fixture(scope="module")
def written(source, tmp_path_factory):
    return write(source, tmp_path_factory.mktemp("written") / "out", PREDICTIONS)


@pytest.fixture(scope="module")
def groups(written):
    report = hd.sr.EnhancedSR.from_dataset(pydicom.dcmread(written.report))
    return report.content.get_image_measurement_groups()


def all_files(written):
    return [written.report, *written.pictures, written.parametric_map]


def test_the_report_has_verdict_class_and_probabilities_of_every_frame(groups, originals):
    assert len(groups) == SLICES
    for group, original, prediction in zip(groups, originals, PREDICTIONS, strict=True):
        (image,) = group.source_images
        assert image.referenced_sop_instance_uid == original.SOPInstanceUID
        (verdict,) = group.get_qualitative_evaluations()
        assert verdict.value.meaning.lower().replace(" ", "_") == prediction.verdict.value
        shares = {item.name.meaning: item.value for item in group.get_measurements()}
        is_told = prediction.verdict is not Verdict.NOT_EVALUATED
        assert shares == ({"Probability of Bright spot": 0.9, "Probability of Dark": 0.1} if is_told else {})
        finding = group.finding_type.meaning if group.finding_type else None
        assert finding == ("Bright spot" if prediction.verdict is Verdict.POSITIVE else None)


def test_the_report_names_algorithm_reason_and_research_use(written, groups):
    text = pydicom.dcmread(written.report).to_json()
    assert NOTICE in text and "the image is unlike the training images" in text
    assert "program: Kesit" in text
    assert "fake" in {item.get("TextValue") for item in groups[0][0].ContentSequence}
    assert pydicom.dcmread(written.report).ContentTemplateSequence[0].TemplateIdentifier == "1500"


def test_pictures_say_that_they_are_derived_and_from_what(written, originals):
    for path, original in zip(written.pictures, originals, strict=True):
        picture = pydicom.dcmread(path)
        assert list(picture.ImageType[:2]) == ["DERIVED", "SECONDARY"]
        assert picture.BurnedInAnnotation == "YES" and NOTICE in picture.SeriesDescription
        assert picture.SourceImageSequence[0].ReferencedSOPInstanceUID == original.SOPInstanceUID
        assert picture.PixelSpacing[0] * 4 == original.PixelSpacing[0]  # 64 columns became 256
        assert list(picture.PatientOrientation) == ["L", "P"]


def test_the_map_is_on_the_picture_and_the_answer_below_it(written):
    pixels = [pydicom.dcmread(path).pixel_array.astype(int) for path in written.pictures]
    assert len({picture.shape for picture in pixels}) == 1
    colour = [np.ptp(picture[:256], axis=2).max(axis=0) for picture in pixels]
    assert colour[0][:120].min() > 50 and colour[0][136:].max() == 0  # the fake's map is the left half
    assert colour[1].max() == 0  # not evaluated: no map
    assert all((picture[260:, :, 0] > 200).sum() > 500 for picture in pixels)


def test_the_parametric_map_lies_where_the_series_lies(written, source):
    volume = hd.imread(written.parametric_map).get_volume()
    names = SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(str(source))
    image = SimpleITK.ReadImage(names)
    corners = [(0, 0, 0), (63, 0, 0), (0, 63, 0), (0, 0, SLICES - 1), (13, 40, 2)]
    for x, y, z in corners:
        point = np.array(image.TransformIndexToPhysicalPoint((x, y, z)))
        index = volume.map_reference_to_indices(point[None])[0]
        assert np.allclose(index, np.round(index), atol=1e-4)
        value = volume.array[tuple(np.round(index).astype(int))]
        wanted = 2.5 if x < 32 else 0.0  # the fake's peak, over the left half
        assert value == (-1.0 if PREDICTIONS[z].verdict is Verdict.NOT_EVALUATED else wanted)


def test_everything_opens_beside_the_source_in_one_study(written, source):
    found = scan([source, written.report.parent])
    (study,) = found.studies
    assert not found.failures
    assert [item.name for item in study.objects] == ["Enhanced SR"]
    original, picture, heat = sorted(study.series, key=lambda series: series.number)
    assert (original.number, picture.number, heat.number) == (1, 192, 193)
    assert [len(series.frames) for series in study.series] == [SLICES] * 3
    assert [info.position_mm for info in heat.frames] == [info.position_mm for info in original.frames]
    assert heat.frames[0].spacing == original.frames[0].spacing


def test_uids_are_new_and_the_study_and_patient_are_the_same(written, originals):
    made = [pydicom.dcmread(path) for path in all_files(written)]
    uids = [item.SOPInstanceUID for item in made]
    assert len({*uids, *(item.SOPInstanceUID for item in originals)}) == len(uids) + SLICES
    assert len({item.SeriesInstanceUID for item in made}) == 3
    assert all(
        uid.startswith("2.25.") for item in made for uid in (item.SOPInstanceUID, item.SeriesInstanceUID)
    )
    for item in made:
        assert (item.StudyInstanceUID, item.PatientName) == (
            originals[0].StudyInstanceUID,
            "Synthetic^Phantom",
        )
        assert item.Manufacturer == "Kesit" and item.SoftwareVersions[0].startswith("Kesit ")


def test_names_in_other_alphabets_stay_and_appear_in_no_file_name_or_warning(tmp_path, capsys, caplog):
    def rename(dataset):
        dataset.SpecificCharacterSet, dataset.PatientName = "ISO_IR 100", "Ünal"
        dataset.PatientSex, dataset.StudyDate = "male", "2026.01.02"

    folder = changed_phantom(tmp_path / "in", rename)
    with warnings.catch_warnings(record=True) as told:
        warnings.filterwarnings("ignore", module=r"highdicom\.")  # pytest has taken the program's own away
        made = write(folder, tmp_path / "out")
    for path in all_files(made):
        dataset = pydicom.dcmread(path)
        assert (str(dataset.PatientName), dataset.PatientSex, dataset.StudyDate) == ("Ünal", "", "20260102")
        assert "nal" not in path.name
    assert "Ünal" not in f"{[str(item.message) for item in told]} {caplog.text} {capsys.readouterr()}"


def test_an_enhanced_file_is_referred_to_by_frame(tmp_path, originals):
    arguments = (generate_uid(), 5, generate_uid(), 1)
    enhanced = hd.legacy.LegacyConvertedEnhancedMRImage(list(reversed(originals)), *arguments)
    enhanced.save_as(tmp_path / "enhanced.dcm", enforce_file_format=True)
    made = write(tmp_path / "enhanced.dcm", tmp_path / "out", PREDICTIONS)
    (study,) = scan([tmp_path]).studies
    source = next(series for series in study.series if series.number == 5)
    heat = pydicom.dcmread(made.parametric_map)
    groups = heat.PerFrameFunctionalGroupsSequence
    for info, path, prediction in zip(source.frames, made.pictures, PREDICTIONS, strict=True):
        reference = pydicom.dcmread(path).SourceImageSequence[0]
        assert reference.ReferencedFrameNumber == info.frame + 1
        (place,) = (
            number
            for number, item in enumerate(groups)
            if np.allclose(item.PlanePositionSequence[0].ImagePositionPatient, info.position_mm)
        )
        derived = (
            heat.PerFrameFunctionalGroupsSequence[place].DerivationImageSequence[0].SourceImageSequence[0]
        )
        assert derived.ReferencedFrameNumber == info.frame + 1
        least = np.frombuffer(heat.FloatPixelData, np.float32).reshape(SLICES, -1)[place].min()
        assert least == (-1 if prediction.verdict is Verdict.NOT_EVALUATED else 0)


def test_without_geometry_there_is_no_map_and_a_note_says_why(tmp_path):
    def forget(dataset):
        del dataset.FrameOfReferenceUID

    made = write(changed_phantom(tmp_path / "in", forget), tmp_path / "out")
    assert made.parametric_map is None and len(made.pictures) == SLICES
    assert made.notes == ("no parametric map: it has no Frame of Reference UID",)


def test_when_nothing_was_evaluated_the_report_says_so_and_there_is_no_map(source, tmp_path):
    made = write(source, tmp_path / "out", [REFUSED] * SLICES)
    assert made.notes == ("no parametric map: no frame was evaluated",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("picture.png", "not a DICOM file"),
        ("rtdose.dcm", "not an image of a patient"),
        ("JPEGLSNearLossless_08.dcm", "StudyInstanceUID"),
    ],
)
def test_what_no_object_can_be_derived_from_is_refused_with_the_reason(name, reason, tmp_path):
    path = tmp_path / name
    if name.endswith(".png"):
        cv2.imwrite(str(path), np.zeros((32, 32), np.uint8))
    else:
        shutil.copy(get_testdata_file(name, download=False), path)
    with pytest.raises(ImagingError, match=reason):
        write(path, tmp_path / "out")


def test_answers_are_not_answered_again(written, tmp_path):
    with pytest.raises(ImagingError, match="not an image of a patient"):
        write(written.pictures[0], tmp_path / "out")


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="needs dicom3tools")
def test_dciodvfy_finds_no_error(written):
    for path in all_files(written):
        told = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, check=False)
        assert not [line for line in (told.stdout + told.stderr).splitlines() if line.startswith("Error")]


@pytest.mark.skipif(shutil.which("dsrdump") is None, reason="needs DCMTK")
def test_dcmtk_reads_report_and_pictures(written, tmp_path):
    told = subprocess.run(["dsrdump", written.report], capture_output=True, text=True, check=True).stdout
    assert told.count('CONTAINER:(,,"Measurement Group")') == SLICES
    subprocess.run(["dcm2pnm", written.pictures[0], tmp_path / "out.ppm"], check=True, capture_output=True)
    shown = cv2.cvtColor(cv2.imread(str(tmp_path / "out.ppm")), cv2.COLOR_BGR2RGB)
    assert np.array_equal(shown, pydicom.dcmread(written.pictures[0]).pixel_array)


class Batches(FakeClassifier):
    def load(self, *_):
        return self

    def predict_batch(self, frames):
        return [self.predict(frame) for frame in frames]


def test_the_command_writes_lists_and_never_overwrites(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(predict, "Classifier", Batches())
    png, out = tmp_path / "a.png", tmp_path / "out"
    cv2.imwrite(str(png), np.arange(64, dtype=np.uint8).reshape(8, 8))
    assert predict.main([str(source), str(png), "--json", "--dicom", str(out)]) == 1  # the picture is refused
    told = json.loads(capsys.readouterr().out)["dicom"]
    assert sorted(len(row["pictures"]) for row in told) == [0, SLICES]
    refused, done = sorted(told, key=lambda row: len(row["pictures"]))
    assert refused["report"] is None and "not a DICOM file" in refused["notes"][0]
    named = {done["report"], *done["pictures"], done["parametric_map"]}
    assert named == {str(path) for path in out.rglob("*") if path.is_file()}
    before = {path: path.read_bytes() for path in out.rglob("*.dcm")}
    assert predict.main([str(source), "--dicom", str(out)]) == 1
    assert "not empty" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in out.rglob("*.dcm")} == before


def test_a_folder_that_could_not_be_filled_stays_empty(tmp_path):
    with pytest.raises(WritingError), filled_at_the_end(tmp_path / "new") as unfinished:
        (unfinished / "half").write_text("half")
        raise OSError(28, "No space left on device")
    assert not list((tmp_path / "new").iterdir())
