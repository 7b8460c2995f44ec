"""Files -> studies and series, and what must not be scrolled together."""

import random

import numpy as np

from ml.imaging import scan
from tests.ml.imaging.maker import grey_dataset, write

AXIAL = [1, 0, 0, 0, 1, 0]
SAGITTAL = [0, 1, 0, 0, 0, -1]


def write_slice(folder, name, size=8, **attributes):
    pixels = np.full((size, size), 5, np.int16)
    return write(grey_dataset(pixels, **attributes), folder / name)


def stack(folder, count, orientation, series="1.2.3.4", start=0):
    normal = np.cross(orientation[:3], orientation[3:])
    return [
        write_slice(
            folder,
            f"{series}-{orientation[0]}-{index}.dcm",
            SeriesInstanceUID=series,
            InstanceNumber=start + index,
            ImageOrientationPatient=orientation,
            ImagePositionPatient=list((5.0 * index * normal).astype(float)),
        )
        for index in range(count)
    ]


def test_files_are_grouped_by_study_and_series_wherever_they_lie(tmp_path):
    for number, (study, series) in enumerate([("1.1", "1.1.1"), ("1.1", "1.1.2"), ("1.2", "1.2.1")] * 2):
        folder = tmp_path / f"folder{number % 2}"
        folder.mkdir(exist_ok=True)
        write_slice(folder, f"{number}.dcm", StudyInstanceUID=study, SeriesInstanceUID=series)
    found = {
        study.study_uid: {one.series_uid: len(one.frames) for one in study.series}
        for study in scan([tmp_path]).studies
    }
    assert found == {"1.1": {"1.1.1": 2, "1.1.2": 2}, "1.2": {"1.2.1": 2}}


def test_the_order_in_which_files_are_named_does_not_matter(tmp_path):
    paths = stack(tmp_path, 6, AXIAL) + stack(tmp_path, 4, SAGITTAL, series="1.2.3.5")
    shuffled = paths.copy()
    random.Random(3).shuffle(shuffled)
    assert scan(shuffled).studies == scan(paths).studies


def test_localizers_in_three_planes_become_series_of_their_own(tmp_path):
    stack(tmp_path, 5, AXIAL)
    stack(tmp_path, 4, SAGITTAL, start=10)
    series = scan([tmp_path]).studies[0].series
    assert sorted(len(one.frames) for one in series) == [4, 5]
    assert len({one.series_uid for one in series}) == 2
    assert {one.description for one in series} == {"axial", "sagittal"}
    for one in series:
        assert len({frame.orientation for frame in one.frames}) == 1


def test_frames_of_another_size_become_a_series_of_their_own(tmp_path):
    write_slice(tmp_path, "a.dcm", size=8)
    write_slice(tmp_path, "b.dcm", size=16)
    series = scan([tmp_path]).studies[0].series
    assert sorted(one.frames[0].rows for one in series) == [8, 16]


def test_radial_slices_stay_together(tmp_path):
    for index, angle in enumerate(np.linspace(0, np.pi, 6, endpoint=False)):
        orientation = [np.cos(angle), np.sin(angle), 0, 0, 0, -1]
        write_slice(
            tmp_path,
            f"{index}.dcm",
            InstanceNumber=index,
            ImageOrientationPatient=[round(float(value), 6) for value in orientation],
            ImagePositionPatient=[0.0, 0.0, 0.0],
        )
    (series,) = scan([tmp_path]).studies[0].series
    assert [frame.instance_number for frame in series.frames] == list(range(6))


def test_files_without_uids_belong_to_their_folder(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        for index in range(2):
            write_slice(tmp_path / folder, f"{index}.dcm", StudyInstanceUID="", SeriesInstanceUID="")
    studies = scan([tmp_path]).studies
    assert [len(study.series[0].frames) for study in studies] == [2, 2]
    assert len({study.study_uid for study in studies}) == 2


def test_what_the_header_says_of_the_study_arrives(tmp_path):
    write_slice(
        tmp_path,
        "a.dcm",
        PatientName="Yılmaz^Ayşe",
        SpecificCharacterSet="ISO_IR 192",
        PatientSex="F",
        StudyDate="20240229",
        StudyDescription="Head",
        SeriesDescription="T1 axial",
        SeriesNumber=7,
        BodyPartExamined="HEAD",
    )
    (study,) = scan([tmp_path]).studies
    (series,) = study.series
    assert (study.patient.name, study.patient.patient_id, study.patient.sex) == (
        "Yılmaz^Ayşe",
        "ID-4711",
        "F",
    )
    assert (study.description, study.date) == ("Head", "20240229")
    assert (series.description, series.number, series.body_part, series.modality) == (
        "T1 axial",
        7,
        "HEAD",
        "CT",
    )
