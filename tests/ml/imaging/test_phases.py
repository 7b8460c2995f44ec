"""Which series are phases of one another, and what is said of each."""

from itertools import product

import pytest

from ml.imaging.parts import split
from ml.imaging.phases import phases
from tests.ml.imaging.test_parts import frame


def said(frames) -> list[tuple[int, int, str, str]]:
    """Number, count, whole and meaning of each part's phase; () for what is none."""
    found = phases("1.2", "SERIES", split(frames))
    return [(one.number, one.count, one.whole, one.meaning) if one else () for one in found]


def test_times_say_how_much_later_they_are():
    times = ("235958.5", "000010.0", "000030.25")
    days = ("20260101", "20260102", "20260102")
    frames = [
        frame(10 * n + z, z, temporal_position=n + 1, acquisition_time=days[n] + times[n])
        for n, z in product(range(3), range(4))
    ]
    meanings = ["+0.0 s", "+11.5 s", "+31.8 s"]
    assert said(frames) == [(n, 3, "SERIES", text) for n, text in enumerate(meanings, 1)]


def test_the_first_slice_of_a_phase_begins_it():
    frames = [
        frame(10 * n + z, z, temporal_position=n, acquisition_time=f"1000{3 * n + (2 - z):02}")
        for n, z in product(range(2), range(3))
    ]
    assert [one[3] for one in said(frames)] == ["+0.0 s", "+3.0 s"]


@pytest.mark.parametrize("times", [("", ""), ("100000", "095959"), ("100000", "noon"), ("100000", "100000")])
def test_times_that_do_not_rise_or_are_not_known_say_nothing(times):
    frames = [
        frame(10 * n + z, z, temporal_position=n, acquisition_time=times[n])
        for n, z in product(range(2), range(3))
    ]
    assert [one[3] for one in said(frames)] == ["", ""]


@pytest.mark.parametrize(
    ("name", "values", "meanings"),
    [
        ("echo_time", ("4.92", "7.38"), ["TE 4.92 ms", "TE 7.38 ms"]),
        ("b-value", ("0", "1000"), ["b 0 s/mm²", "b 1000 s/mm²"]),
        ("cardiac_phase", ("0", "42.5"), ["0 ms", "42.5 ms"]),
        ("cardiac_phase", ("0 %", "10 %"), ["0 %", "10 %"]),
    ],
)
def test_values_speak_for_themselves(name, values, meanings):
    frames = [frame(10 * n + z, z, **{name: values[n]}) for n, z in product(range(2), range(3))]
    assert [one[3] for one in said(frames)] == meanings


def test_directions_and_b_values_are_phases_of_one_series():
    directions = [("0", ""), ("1000", "1\\0\\0"), ("1000", "0\\1\\0"), ("1000", "0\\0\\1")]
    frames = [
        frame(10 * n + z, z, **{"b-value": b, "direction": way})
        for (n, (b, way)), z in product(enumerate(directions), range(3))
    ]
    assert [one[:2] for one in said(frames)] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_times_of_each_echo_are_a_row_of_their_own():
    frames = [
        frame(100 * echo + 10 * t + z, z, echo=echo, temporal_position=t)
        for echo, t, z in product((1, 2), (1, 2, 3), range(4))
    ]
    wholes = ["SERIES · echo 1 of 2"] * 3 + ["SERIES · echo 2 of 2"] * 3
    assert said(frames) == [(n % 3 + 1, 3, whole, "") for n, whole in enumerate(wholes)]


def test_images_of_another_kind_are_no_phases():
    frames = [
        frame(10 * n + z, z, image_type=kind) for (n, kind), z in product(enumerate(("M", "P")), range(3))
    ]
    assert said(frames) == [(), ()]


def test_acquisitions_that_merely_overlap_are_no_phases():
    frames = [
        frame(100 * n + z, z, acquisition=n) for n, z in ((n, z + 8 * n) for n in (1, 2) for z in range(10))
    ]
    assert len(split(frames)) == 2 and said(frames) == [(), ()]


def test_a_last_time_that_was_broken_off_is_a_phase_all_the_same():
    frames = [frame(10 * t + z, z, temporal_position=t) for t, z in product(range(4), range(6))]
    assert [one[0] for one in said(frames[:-4])] == [1, 2, 3, 4]


def test_volumes_of_a_file_and_repeats_by_number_are_phases():
    files = [frame(z, z, path="4d.nii", volume=t + 1) for t, z in product(range(3), range(4))]
    assert [one[:2] for one in said(files)] == [(1, 3), (2, 3), (3, 3)]
    repeats = [frame(10 * t + z, z) for t, z in product(range(3), range(4))]
    assert [one[:2] for one in said(repeats)] == [(1, 3), (2, 3), (3, 3)]
