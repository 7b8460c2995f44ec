"""Positions, orientations and spacings, with what kind of spacing it is."""

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import BreastTomosynthesisImageStorage

from ml.imaging import SortRule, Spacing, SpacingKind, scan
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

PIXELS = np.zeros((4, 4), np.int16)


def first_frame(tmp_path, pixels=PIXELS, **attributes):
    path = write(grey_dataset(pixels, **attributes), tmp_path / "a.dcm")
    return scan([path]).studies[0].series[0].frames[0]


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"PixelSpacing": [0.5, 0.7]}, Spacing(0.5, 0.7, SpacingKind.PATIENT)),
        ({"PixelSpacing": [0.5, 0.7], "ImagerPixelSpacing": [1, 1]}, Spacing(0.5, 0.7, SpacingKind.PATIENT)),
        ({"Modality": "CR", "ImagerPixelSpacing": [0.2, 0.1]}, Spacing(0.2, 0.1, SpacingKind.DETECTOR)),
        ({"Modality": "DX", "PixelSpacing": [0.2, 0.1]}, Spacing(0.2, 0.1, SpacingKind.DETECTOR)),
        (
            {"Modality": "XA", "PixelSpacing": [0.15, 0.15], "ImagerPixelSpacing": [0.2, 0.2]},
            Spacing(0.15, 0.15, SpacingKind.CALIBRATED),
        ),
        (
            {"Modality": "XA", "PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]},
            Spacing(0.2, 0.2, SpacingKind.DETECTOR),
        ),
        (
            {"Modality": "DX", "PixelSpacing": [0.1, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            Spacing(0.1, 0.1, SpacingKind.CALIBRATED),
        ),
        # Scanned film: lengths are those on it.
        (
            {"Modality": "OT", "NominalScannedPixelSpacing": [0.3, 0.2]},
            Spacing(0.3, 0.2, SpacingKind.DETECTOR),
        ),
        (
            {"Modality": "OT", "NominalScannedPixelSpacing": [0.3, 0.2], "PixelSpacing": [0.3, 0.2]},
            Spacing(0.3, 0.2, SpacingKind.DETECTOR),
        ),
        (
            {"Modality": "RTIMAGE", "ImagePlanePixelSpacing": [0.4, 0.3]},
            Spacing(0.4, 0.3, SpacingKind.DETECTOR),
        ),
        # Tomosynthesis is of modality MG, but made of slices.
        (
            {"Modality": "MG", "PixelSpacing": [0.1, 0.1], "SOPClassUID": BreastTomosynthesisImageStorage},
            Spacing(0.1, 0.1, SpacingKind.PATIENT),
        ),
        ({"Modality": "US", "PixelAspectRatio": ["4", "3"]}, Spacing(4, 3, SpacingKind.NONE)),
        ({"PixelSpacing": [0, 0]}, None),
        ({}, None),
    ],
)
def test_spacing_says_where_it_comes_from(tmp_path, attributes, expected):
    assert first_frame(tmp_path, **attributes).spacing == expected


def test_an_enhanced_xa_says_where_its_spacing_is_true(tmp_path):
    detector = item(ImagerPixelSpacing=[0.3, 0.3])
    shared = item(FramePixelDataPropertiesSequence=[detector])
    attributes = {"Modality": "XA", "SharedFunctionalGroupsSequence": [shared]}
    assert first_frame(tmp_path, **attributes).spacing == Spacing(0.3, 0.3, SpacingKind.DETECTOR)
    shared.ProjectionPixelCalibrationSequence = [item(ObjectPixelSpacingInCenterOfBeam=[0.25, 0.25])]
    assert first_frame(tmp_path, **attributes).spacing == Spacing(0.25, 0.25, SpacingKind.CALIBRATED)


def test_a_magnified_view_keeps_its_spacing_and_says_so(tmp_path):
    """The factor is an estimate for one plane of the breast: told, not applied."""
    attributes = {
        "Modality": "MG",
        "ImagerPixelSpacing": [0.1, 0.1],
        "EstimatedRadiographicMagnificationFactor": 1.8,
    }
    path = write(grey_dataset(PIXELS, **attributes), tmp_path / "a.dcm")
    (series,) = scan([path]).studies[0].series
    assert series.frames[0].spacing == Spacing(0.1, 0.1, SpacingKind.DETECTOR)
    assert series.notes == ("lengths are on the detector, where the patient is about 1.80 times larger",)


def test_damaged_geometry_is_left_out(tmp_path):
    info = first_frame(
        tmp_path,
        ImagePositionPatient=[1, 2],
        ImageOrientationPatient=[1, 0, 0, 1, 0, 0],  # a row cannot run along its column
    )
    assert info.position_mm is None
    assert info.orientation is None


@pytest.mark.parametrize("far", ["1e308", "-1e30", "9999999"])
def test_a_place_that_no_scanner_reaches_is_left_out_and_harms_no_other_frame(tmp_path, far):
    for index, height in enumerate(["0", "3", far]):
        dataset = grey_dataset(
            PIXELS,
            InstanceNumber=index,
            ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
            ImagePositionPatient=["0", "0", height],
        )
        write(dataset, tmp_path / f"{index}.dcm")
    (series,) = scan([tmp_path]).studies[0].series
    assert [frame.position_mm for frame in series.frames] == [(0, 0, 0), (0, 0, 3), None]


def enhanced(positions, orientation, **attributes):
    planes = [
        item(PlanePositionSequence=Sequence([item(ImagePositionPatient=list(map(float, position)))]))
        for position in positions
    ]
    shared = item(
        PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=orientation)]),
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[0.9, 0.8])]),
    )
    return grey_dataset(
        np.arange(len(positions) * 16, dtype=np.int16).reshape(-1, 4, 4),
        SharedFunctionalGroupsSequence=Sequence([shared]),
        PerFrameFunctionalGroupsSequence=Sequence(planes),
        **attributes,
    )


def test_frames_of_an_enhanced_file_are_sorted_by_their_own_positions(tmp_path):
    heights = [6, 0, 9, 3]
    path = write(enhanced([(0, 0, height) for height in heights], [1, 0, 0, 0, 1, 0]), tmp_path / "a.dcm")
    (series,) = scan([path]).studies[0].series
    assert series.sort is SortRule.POSITION
    assert [info.frame for info in series.frames] == [1, 3, 0, 2]
    assert series.frames[0].spacing == Spacing(0.9, 0.8, SpacingKind.PATIENT)


def test_a_dose_grid_is_stacked_by_its_offsets():
    (series,) = scan([wheel_file("rtdose.dcm")]).studies[0].series
    assert series.sort is SortRule.POSITION
    heights = [info.position_mm[2] for info in series.frames]
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0])
    assert [info.frame for info in series.frames] in (list(range(15)), list(range(14, -1, -1)))
