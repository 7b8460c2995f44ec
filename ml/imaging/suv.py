"""Activity concentration of a PET -> standardized uptake value by body weight (SUVbw).

SUVbw is activity per millilitre, divided by the activity given per gram of patient, both at one time. What
that needs must be in the header, free of contradiction: a missing SUV is told, a wrong one goes unnoticed.

References
----------
QIBA, "Standardized Uptake Value (SUV)": the vendor-neutral pseudo-code. PS3.3 C.8.9.1 (PET Series), C.8.9.2
(PET Isotope), C.8.9.4 (PET Image).
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydicom.dataset import Dataset

from ml.imaging.attributes import real_number, text

_PHILIPS = (0x7053, "Philips PET Private Group")
_GE = (0x0009, "GEMS_PETD_01")
_LONGEST_WAIT = timedelta(hours=12)  # from injection to scan, where no date says more
_LATEST_INJECTION = timedelta(minutes=5)  # into a dynamic scan
_MOST_HALF_LIVES = 10
_LEAST_DOSE_BQ = 1e4  # less was written in another unit
_CLOCK_TOLERANCE_S = 60
_HALF_LIFE_TOLERANCE = 0.05
# By the codes of CID 4020, SNOMED CT and its older form.
_HALF_LIVES_S = {
    ("77004003", "C-111A1"): 6586.2,  # F-18
    ("40565003", "C-105A1"): 1221.8,  # C-11
    ("21576001", "C-107A1"): 597.9,  # N-13
    ("129504001", "C-B1038"): 122.24,  # O-15
    ("35337001", "C-131A3"): 4062.6,  # Ga-68
    ("79197006", "C-159A2"): 75.45,  # Rb-82
    ("3932008", "C-127A2"): 45721.0,  # Cu-64
    ("63360001", "C-168A4"): 282276.0,  # Zr-89
    ("40937006", "C-114A5"): 360806.0,  # I-124
}


@dataclass(frozen=True, slots=True)
class Suv:
    """How modality values become SUVbw.

    Attributes
    ----------
    factor
        SUVbw of a modality value of 1; None when it cannot be known.
    reason
        Why not, as a sentence without patient data; "" when there is a factor.
    """

    factor: float | None
    reason: str = ""


class _Unknown(Exception):  # noqa: N818 (an answer, not an error)
    """SUV cannot be computed; says why."""


def suv_of(dataset: Dataset) -> Suv:
    """Return the factor for a PET image, or why there is none."""
    try:
        return Suv(_factor(dataset))
    except _Unknown as why:
        return Suv(None, f"no SUV: {why}")


def _factor(dataset: Dataset) -> float:
    units = text(dataset, "Units")
    if units == "GML":
        if text(dataset, "SUVType") not in ("", "BW"):
            raise _Unknown("its values are normalised by something other than body weight")
        return 1.0
    corrections = dataset.get("CorrectedImage") or ()
    corrections = [corrections] if isinstance(corrections, str) else list(corrections)
    if "ATTN" not in corrections or not {"DECY", "DECAY"} & {*corrections}:
        raise _Unknown("its values are not corrected for attenuation and decay")
    if text(dataset, "DecayCorrection") not in ("START", "ADMIN"):
        raise _Unknown("the time to which its decay is corrected is not known")
    if units == "BQML":
        return _per_becquerel(dataset)
    if units == "CNTS":
        return _philips_factor(dataset)
    raise _Unknown("its values are neither Bq/ml nor counts of a known scale")


def _philips_factor(dataset: Dataset) -> float:
    direct = _private_number(dataset, *_PHILIPS, 0x00)
    if direct is not None and direct > 0:
        return direct
    per_count = _private_number(dataset, *_PHILIPS, 0x09)
    if per_count is None or per_count <= 0:
        raise _Unknown("its counts come without a scale factor")
    return per_count * _per_becquerel(dataset)


def _per_becquerel(dataset: Dataset) -> float:
    weight_kg = _positive(dataset, "PatientWeight", "the weight of the patient")
    injection = _injection(dataset)
    dose_bq = _positive(injection, "RadionuclideTotalDose", "the injected activity")
    if dose_bq < _LEAST_DOSE_BQ:
        raise _Unknown("the injected activity is not given in becquerel")
    if text(dataset, "DecayCorrection") == "START":  # else to the time of the injection
        dose_bq *= 2 ** -(_wait_s(dataset, injection) / _half_life_s(injection))
    return 1000 * weight_kg / dose_bq


def _injection(dataset: Dataset) -> Dataset:
    injections = dataset.get("RadiopharmaceuticalInformationSequence") or []
    if len(injections) != 1:
        raise _Unknown("it names no injection, or several")
    return injections[0]


def _half_life_s(injection: Dataset) -> float:
    half_life_s = _positive(injection, "RadionuclideHalfLife", "the half-life")
    nuclides = injection.get("RadionuclideCodeSequence") or []
    codes = {text(nuclide, "CodeValue") for nuclide in nuclides}
    for names, known_s in _HALF_LIVES_S.items():
        if codes & {*names} and not math.isclose(half_life_s, known_s, rel_tol=_HALF_LIFE_TOLERANCE):
            raise _Unknown("the half-life is not that of its nuclide")
    return half_life_s


def _wait_s(dataset: Dataset, injection: Dataset) -> float:
    """Return the seconds from injection to the time to which the pixels are corrected."""
    scan = _scan_start(dataset)
    stated = text(injection, "RadiopharmaceuticalStartDateTime")
    stated = stated.removesuffix(text(dataset, "TimezoneOffsetFromUTC") or " ")
    if stated:
        wait = scan - _moment(stated[:8], stated[8:], "the injection")
        longest = timedelta(seconds=_MOST_HALF_LIVES * _half_life_s(injection))
    else:
        time = text(injection, "RadiopharmaceuticalStartTime")
        wait = scan - _moment(f"{scan:%Y%m%d}", time, "the injection")
        wait += timedelta(days=1) if wait < -_LATEST_INJECTION else timedelta()  # over midnight
        longest = _LONGEST_WAIT
    if not -_LATEST_INJECTION <= wait <= longest:
        raise _Unknown("injection and scan are not in a possible order")
    return wait.total_seconds()


def _scan_start(dataset: Dataset) -> datetime:
    series = _moment(text(dataset, "SeriesDate"), text(dataset, "SeriesTime"), "the series")
    acquisition = _moment(text(dataset, "AcquisitionDate"), text(dataset, "AcquisitionTime"), "the scan")
    if series > acquisition:  # the series was made afterwards
        stated = _private_text(dataset, *_GE, 0x0D)
        if not stated:
            raise _Unknown("its series is younger than its acquisition, and nothing says when the scan began")
        series = _moment(stated[:8], stated[8:], "the scan")
    _check_reference_time(dataset, (acquisition - series).total_seconds())
    return series


def _check_reference_time(dataset: Dataset, into_scan_s: float) -> None:
    """Compare the place of the frame in the scan with the one by the clock, where the header tells both."""
    reference_ms, duration_ms = (
        real_number(dataset, key) for key in ("FrameReferenceTime", "ActualFrameDuration")
    )
    if not reference_ms:
        return
    least, most = -_CLOCK_TOLERANCE_S, (duration_ms or 0) / 1000 + _CLOCK_TOLERANCE_S
    if not least <= reference_ms / 1000 - into_scan_s <= most:
        raise _Unknown("its times contradict each other")


def _moment(date: str, time: str, what: str) -> datetime:
    """Read a date and a time of day; the fraction of a second is left out."""
    if {"+", "-"} & {*time}:
        raise _Unknown(f"the time of {what} is given in another time zone")
    try:
        return datetime.strptime(date.replace(".", "") + time.partition(".")[0], "%Y%m%d%H%M%S")
    except ValueError:
        raise _Unknown(f"the time of {what} is not known") from None


def _positive(dataset: Dataset, keyword: str, what: str) -> float:
    number = real_number(dataset, keyword)
    if number is None or number <= 0:
        raise _Unknown(f"{what} is not known")
    return number


def _private_text(dataset: Dataset, group: int, creator: str, offset: int) -> str:
    try:
        value = dataset.private_block(group, creator)[offset].value
    except KeyError:
        return ""
    return (value.decode("ascii", "ignore") if isinstance(value, bytes) else str(value)).strip("\0 ")


def _private_number(dataset: Dataset, group: int, creator: str, offset: int) -> float | None:
    try:
        number = float(_private_text(dataset, group, creator, offset))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
