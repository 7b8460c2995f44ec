"""SUV of a PET: against values computed by hand, and refused wherever the header leaves a doubt."""

from dataclasses import replace

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from ml.imaging import VoiFunction, Window, read_frame_at, to_display
from ml.imaging.suv import suv_of
from ml.imaging.voi import scaled_window
from tests.ml.imaging.maker import grey_dataset, write

F18_S = 6586.2
STORED = np.arange(100, dtype=np.int16).reshape(10, 10)


def pet(injection=(), **changes):
    """Return a PET of 70 kg, 350 MBq of F-18 given an hour before the scan, with changes; None deletes."""
    given = Dataset()
    given.RadionuclideTotalDose, given.RadionuclideHalfLife = 350e6, F18_S
    given.RadiopharmaceuticalStartTime = "093000.00"
    for keyword, value in dict(injection).items():
        setattr(given, keyword, value)
    dataset = grey_dataset(STORED, Modality="PT", Units="BQML", DecayCorrection="START", PatientWeight=70)
    dataset.CorrectedImage = ["ATTN", "SCAT", "DECY"]
    dataset.SeriesDate = dataset.AcquisitionDate = "20240305"
    dataset.SeriesTime = dataset.AcquisitionTime = "103000"
    dataset.RescaleSlope, dataset.RescaleIntercept = 2.5, 0
    dataset.RadiopharmaceuticalInformationSequence = Sequence([given])
    for keyword, value in changes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


# 350 MBq after 3600 s of a half-life of 6586.2 s are 239.6215 MBq; 70000 g / 239.6215e6 Bq.
PER_BQML = 70_000 / 239_621_522


def nuclide(code):
    item = Dataset()
    item.CodeValue = code
    return Sequence([item])


def philips(dataset, offset, value):
    dataset.private_block(0x7053, "Philips PET Private Group", create=True).add_new(offset, "DS", value)
    return dataset


def test_suv_is_activity_by_activity_given_per_gram_at_the_start_of_the_scan():
    assert suv_of(pet()).factor == pytest.approx(PER_BQML, rel=1e-5)


def test_corrected_to_the_injection_nothing_has_decayed():
    assert suv_of(pet(DecayCorrection="ADMIN", SeriesTime=None)).factor == pytest.approx(70_000 / 350e6)


@pytest.mark.parametrize(
    "injection",
    [
        {"RadiopharmaceuticalStartDateTime": "20240305093000"},
        {"RadiopharmaceuticalStartDateTime": "20240305093000.000000"},
        {"RadionuclideCodeSequence": nuclide("C-111A1")},
    ],
)
def test_other_ways_to_say_the_same_give_the_same(injection):
    assert suv_of(pet(injection)).factor == pytest.approx(PER_BQML, rel=1e-5)


def test_an_injection_before_midnight_belongs_to_the_day_before():
    dataset = pet({"RadiopharmaceuticalStartTime": "233000"}, SeriesTime="003000", AcquisitionTime="003000")
    assert suv_of(dataset).factor == pytest.approx(PER_BQML, rel=1e-5)


def test_a_later_bed_of_the_same_scan_has_the_same_factor():
    dataset = pet(AcquisitionTime="104500", FrameReferenceTime=960_000, ActualFrameDuration=120_000)
    assert suv_of(dataset).factor == pytest.approx(PER_BQML, rel=1e-5)


def test_a_series_made_later_takes_the_private_scan_time_of_ge():
    dataset = pet(SeriesTime="180000")
    assert suv_of(dataset).factor is None
    dataset.private_block(0x0009, "GEMS_PETD_01", create=True).add_new(0x0D, "DT", "20240305103000.00")
    assert suv_of(dataset).factor == pytest.approx(PER_BQML, rel=1e-5)


def test_counts_of_philips_are_scaled_by_its_private_factors():
    assert suv_of(philips(pet(Units="CNTS"), 0x00, "0.000416")).factor == pytest.approx(0.000416)
    dataset = philips(philips(pet(Units="CNTS"), 0x00, "0"), 0x09, "1.5")
    assert suv_of(dataset).factor == pytest.approx(1.5 * PER_BQML, rel=1e-5)


def test_grams_per_millilitre_are_suv_already():
    assert suv_of(pet(Units="GML", PatientWeight=None)).factor == 1
    assert suv_of(pet(Units="GML", SUVType="LBM")).factor is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"PatientWeight": None}, "the weight of the patient is not known"),
        ({"PatientWeight": 0}, "the weight of the patient is not known"),
        ({"CorrectedImage": ["DECY"]}, "not corrected for attenuation and decay"),
        ({"CorrectedImage": None}, "not corrected for attenuation and decay"),
        ({"DecayCorrection": "NONE"}, "the time to which its decay is corrected is not known"),
        ({"DecayCorrection": None}, "the time to which its decay is corrected is not known"),
        ({"Units": "PROPCPS"}, "neither Bq/ml nor counts"),
        ({"Units": "CNTS"}, "counts come without a scale factor"),
        ({"RadiopharmaceuticalInformationSequence": None}, "no injection, or several"),
        ({"SeriesTime": None}, "the time of the series is not known"),
        ({"AcquisitionDate": None}, "the time of the scan is not known"),
        ({"SeriesTime": "110000"}, "younger than its acquisition"),
        ({"SeriesTime": "080000", "AcquisitionTime": "080000"}, "not in a possible order"),
        (
            {"AcquisitionTime": "110000", "FrameReferenceTime": 60_000, "ActualFrameDuration": 120_000},
            "its times contradict each other",
        ),
    ],
)
def test_what_is_missing_or_contradicts_itself_makes_no_suv(changes, reason):
    suv = suv_of(pet(**changes))
    assert suv.factor is None
    assert reason in suv.reason


@pytest.mark.parametrize(
    ("injection", "reason"),
    [
        ({"RadionuclideTotalDose": 350}, "not given in becquerel"),
        ({"RadionuclideTotalDose": None}, "the injected activity is not known"),
        ({"RadionuclideHalfLife": None}, "the half-life is not known"),
        (
            {"RadionuclideHalfLife": 109.8, "RadionuclideCodeSequence": nuclide("77004003")},
            "the half-life is not that of its nuclide",
        ),
        ({"RadiopharmaceuticalStartTime": ""}, "the time of the injection is not known"),
        ({"RadiopharmaceuticalStartDateTime": "20240304093000"}, "not in a possible order"),
        ({"RadiopharmaceuticalStartDateTime": "20240305093000+0100"}, "in another time zone"),
    ],
)
def test_a_doubtful_injection_makes_no_suv(injection, reason):
    suv = suv_of(pet(injection))
    assert suv.factor is None
    assert reason in suv.reason


def test_a_pet_is_shown_in_suv_with_its_windows_and_padding_scaled(tmp_path):
    dataset = pet(WindowCenter=100, WindowWidth=200, PixelPaddingValue=7)
    frame = read_frame_at(write(dataset, tmp_path / "a.dcm"))
    assert (frame.unit, frame.notes) == ("SUV", ())
    assert np.argwhere(frame.pixels == frame.padding).tolist() == [[0, 7]]
    np.testing.assert_allclose(frame.pixels, STORED * 2.5 * PER_BQML, rtol=1e-5)
    (window,) = frame.windows
    assert window.width == pytest.approx(199 * PER_BQML, rel=1e-5)
    in_becquerel = replace(frame, pixels=(STORED * 2.5).astype(np.float32))
    np.testing.assert_array_equal(to_display(frame), to_display(in_becquerel, Window(100, 200)))


def test_a_pet_without_suv_is_shown_in_its_own_unit_and_says_why(tmp_path):
    frame = read_frame_at(write(pet(PatientWeight=None), tmp_path / "a.dcm"))
    assert frame.unit == "Bq/ml"
    assert frame.notes == ("no SUV: the weight of the patient is not known",)
    np.testing.assert_allclose(frame.pixels, STORED * 2.5)


@pytest.mark.parametrize("function", VoiFunction)
def test_a_scaled_window_shows_scaled_values_alike(tmp_path, function):
    frame = read_frame_at(write(pet(Units="PROPCPS", RescaleSlope=1.5), tmp_path / "a.dcm"))
    table = bytes(range(0, 250, 10)) if function is VoiFunction.TABLE else b""
    window = Window(60, 70, function=function, table=table)
    scaled = replace(frame, pixels=frame.pixels * np.float32(0.125))
    np.testing.assert_array_equal(to_display(scaled, scaled_window(window, 0.125)), to_display(frame, window))
