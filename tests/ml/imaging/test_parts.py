"""Which frames of one Series Instance UID are scrolled together, and what is said of the rest."""

from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ml.imaging import FrameInfo
from ml.imaging.parts import split

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


unhurried = settings(deadline=None, max_examples=40)


def frame(number, height=None, orientation=AXIAL, path=None, size=4, **stack):
    position = None if height is None else (0.0, 0.0, float(height))
    values = tuple((name.replace("_", " "), str(value)) for name, value in stack.items())
    return FrameInfo(
        Path(path or f"{number:04d}"), 0, size, size, None, position, orientation, number, stack=values
    )


def found(frames):
    """What each part is called, and the instance numbers of its frames."""
    return {", ".join(part.reasons): [one.instance_number for one in part.frames] for part in split(frames)}


def test_echoes_at_the_same_places_become_series_of_their_own():
    frames = [frame(10 * echo + z, z, echo=echo) for z, echo in product(range(3), (1, 2))]
    assert found(frames) == {"echo 1 of 2": [10, 11, 12], "echo 2 of 2": [20, 21, 22]}


def test_echo_times_do_where_echo_numbers_are_all_alike():
    frames = [
        frame(10 * n + z, z, echo=1, echo_time=te)
        for z, (n, te) in product(range(3), [(0, 4.92), (1, 7.4), (2, 12.3)])
    ]
    assert list(found(frames)) == ["echo 1 of 3", "echo 2 of 3", "echo 3 of 3"]


def test_a_value_that_differs_where_no_place_repeats_parts_nothing():
    frames = [frame(z, z, echo=z % 2, acquisition=z, cardiac_phase=17.5 * z) for z in range(6)]
    assert found(frames) == {"": list(range(6))}


def test_a_value_that_changes_from_slice_to_slice_does_not_shatter_a_series():
    """Trigger times of an EPI series: each slice of each volume has its own."""
    frames = [
        frame(10 * volume + z, z, cardiac_phase=1000 * volume + 30 * z)
        for volume, z in product(range(3), range(5))
    ]
    assert [len(numbers) for numbers in found(frames).values()] == [5, 5, 5]  # by instance number


def test_volumes_in_time_are_parted_by_temporal_position_not_by_trigger_time():
    frames = [
        frame(10 * volume + z, z, cardiac_phase=1000 * volume + 30 * z, temporal_position=volume + 1)
        for volume, z in product(range(3), range(5))
    ]
    names = [f"temporal position {number} of 3" for number in (1, 2, 3)]
    assert found(frames) == dict(zip(names, ([10 * v + z for z in range(5)] for v in range(3)), strict=True))


def test_numbers_are_ordered_by_value():
    frames = [frame(100 * t + z, z, temporal_position=t) for t in (10, 9, 2) for z in (0, 1)]
    assert [part[0] // 100 for part in found(frames).values()] == [2, 9, 10]


def test_two_reasons_are_both_named():
    frames = [
        frame(100 * echo + 10 * t + z, z, echo=echo, temporal_position=t)
        for echo, t, z in product((1, 2), (1, 2, 3), range(4))
    ]
    names = [f"echo {echo} of 2, temporal position {t} of 3" for echo, t in product((1, 2), (1, 2, 3))]
    assert list(found(frames)) == names
    assert all(len(numbers) == 4 for numbers in found(frames).values())


def test_kinds_of_mr_images_are_called_by_their_names():
    kinds = {"magnitude": "ORIGINAL\\PRIMARY\\M\\ND", "phase": "ORIGINAL\\PRIMARY\\P\\ND"}
    frames = [
        FrameInfo(Path(f"{n}-{z}"), 0, 4, 4, None, (0.0, 0.0, z), AXIAL, stack=(("image type", kind),))
        for n, kind in enumerate(kinds.values())
        for z in (0.0, 1.0)
    ]
    assert list(found(frames)) == list(kinds)


def test_a_derived_map_in_a_diffusion_series_is_told_apart():
    frames = [
        FrameInfo(Path(f"{kind[-3:]}{z}"), 0, 4, 4, None, (0.0, 0.0, z), AXIAL, stack=(("image type", kind),))
        for kind in ("DERIVED\\PRIMARY\\DIFFUSION\\ADC", "ORIGINAL\\PRIMARY\\DIFFUSION\\TRACE")
        for z in (0.0, 1.0)
    ]
    assert list(found(frames)) == ["derived ADC", "original trace"]


def test_diffusion_volumes_are_called_by_b_value_then_by_direction():
    volumes = [("0", ""), ("1000", "1\\0\\0"), ("1000", "0\\1\\0")]
    frames = [
        FrameInfo(
            Path(f"{n}-{z}"), 0, 4, 4, None, (0.0, 0.0, z), AXIAL, stack=(("b-value", b), ("direction", way))
        )
        for n, (b, way) in enumerate(volumes)
        for z in (0.0, 1.0)
    ]
    assert list(found(frames)) == [
        "b 0 s/mm²",
        "b 1000 s/mm², direction 1 of 2",
        "b 1000 s/mm², direction 2 of 2",
    ]


def test_overlapping_segments_are_parted_even_if_there_are_more_than_lie_at_one_place():
    frames = [
        FrameInfo(Path("seg"), index, 4, 4, None, (0.0, 0.0, float(z)), AXIAL, stack=(("segment", name),))
        for index, (z, name) in enumerate([(0, "1: Liver"), (1, "1: Liver"), (1, "2: Cyst"), (9, "3: Rib")])
    ]
    assert list(found(frames)) == ["segment 1: Liver", "segment 2: Cyst", "segment 3: Rib"]


def test_two_volumes_in_two_files_are_two_series():
    frames = [
        FrameInfo(Path(path), index, 4, 4, None, (0.0, 0.0, float(index)), AXIAL)
        for path in ("beam1", "beam2")
        for index in range(3)
    ]
    assert [{one.path.name for one in part.frames} for part in split(frames)] == [{"beam1"}, {"beam2"}]
    assert list(found(frames)) == ["file 1 of 2", "file 2 of 2"]


def test_repeats_that_only_instance_numbers_tell_apart_become_series():
    volume_after_volume = [frame(number, number % 3) for number in range(6)]
    assert found(volume_after_volume) == {"repeat 1 of 2": [0, 1, 2], "repeat 2 of 2": [3, 4, 5]}
    slice_after_slice = [frame(number, number // 2) for number in range(6)]
    assert found(slice_after_slice) == {"repeat 1 of 2": [0, 2, 4], "repeat 2 of 2": [1, 3, 5]}
    from_the_feet_in_steps = [frame(10 * number, -5 * (number % 3)) for number in range(9)]
    assert list(found(from_the_feet_in_steps)) == ["repeat 1 of 3", "repeat 2 of 3", "repeat 3 of 3"]


def test_repeats_stay_together_where_instance_numbers_leave_a_doubt():
    complete = [frame(number, number % 3) for number in range(9)]
    one_is_missing = complete[:4] + complete[5:]
    assert list(found(one_is_missing)) == [""]
    without_numbers = [frame(None, number % 3, path=f"{number}") for number in range(6)]
    assert list(found(without_numbers)) == [""]
    all_alike = [frame(1, number % 3, path=f"{number}") for number in range(6)]
    assert list(found(all_alike)) == [""]
    at_random = [frame(number, height) for number, height in enumerate((0, 1, 2, 2, 0, 1))]
    assert list(found(at_random)) == [""]


@unhurried
@given(st.integers(2, 5), st.integers(2, 6), st.booleans(), st.randoms())
def test_repeats_are_whole_whatever_the_order_of_the_files(times, slices, volumes_first, random):
    frames = [
        frame(t * slices + z if volumes_first else z * times + t, 4 * z)
        for t, z in product(range(times), range(slices))
    ]
    random.shuffle(frames)
    parts = split(frames)
    assert [part.reasons for part in parts] == [(f"repeat {t + 1} of {times}",) for t in range(times)]
    for part in parts:
        assert sorted(one.position_mm[2] for one in part.frames) == [4 * z for z in range(slices)]


def test_one_copied_file_does_not_hide_the_echoes():
    frames = [frame(10 * echo + z, z, echo=echo) for z, echo in product(range(3), (1, 2))]
    frames.append(frame(99, 0, echo=1))
    assert found(frames) == {"echo 1 of 2": [10, 11, 12, 99], "echo 2 of 2": [20, 21, 22]}


def test_two_acquisitions_that_share_their_border_are_one_series_each():
    frames = [frame(z, z, acquisition=1) for z in range(5)] + [
        frame(10 + z, z, acquisition=2) for z in range(4, 9)
    ]
    assert list(found(frames)) == ["acquisition 1 of 2", "acquisition 2 of 2"]


def test_a_film_at_one_place_is_one_series():
    frames = [frame(number, 0, cardiac_phase=40 * number) for number in range(8)]
    assert found(frames) == {"": list(range(8))}


def test_a_film_of_magnitude_and_phase_is_two():
    frames = [frame(10 * n + t, 0, cardiac_phase=40 * t, echo=n) for n, t in product((1, 2), range(5))]
    assert found(frames) == {
        "echo 1 of 2": [10, 11, 12, 13, 14],
        "echo 2 of 2": [20, 21, 22, 23, 24],
    }


def test_mosaics_of_two_echoes_are_two_films():
    frames = [frame(10 * n + t, acquisition=t, echo=n) for n, t in product((1, 2), range(5))]
    assert list(found(frames)) == ["echo 1 of 2", "echo 2 of 2"]


def film(path, number, count):
    return [FrameInfo(Path(path), index, 4, 4, instance_number=number) for index in range(count)]


def test_films_are_a_series_each_in_the_order_of_their_numbers_and_single_images_one():
    frames = [*film("a", 9, 5), *film("b", 2, 3), *film("c", 4, 1), *film("d", 5, 1)]
    assert {", ".join(part.reasons): {one.path.name for one in part.frames} for part in split(frames)} == {
        "multi-frame 1 of 2": {"b"},
        "multi-frame 2 of 2": {"a"},
        "single images": {"c", "d"},
    }
    assert list(found([*film("a", 9, 5), *film("b", 2, 1)])) == ["multi-frame", "single images"]
    assert list(found(film("a", 9, 5))) == list(found([*film("a", 1, 1), *film("b", 2, 1)])) == [""]


def test_a_scout_in_a_ct_series_is_a_series_of_its_own():
    frames = [frame(z, z) for z in range(5)]
    scout = FrameInfo(
        Path("scout"), 0, 4, 4, None, (0.0, 0.0, 99.0), AXIAL, 50,
        stack=(("image type", "ORIGINAL\\PRIMARY\\LOCALIZER"),),
    )  # fmt: skip
    assert found([scout, *frames]) == {"": list(range(5)), "localizer": [50]}
    assert found([scout]) == {"": [50]}


def test_three_planes_are_called_by_their_names():
    frames = [frame(z, z) for z in range(3)] + [frame(9, 0, orientation=SAGITTAL)]
    assert found(frames) == {"axial": [0, 1, 2], "sagittal": [9]}
    assert found([frame(1, 0), frame(2, 0, orientation=SAGITTAL)]) == {"": [1, 2]}


def test_two_gantry_tilts_are_numbered():
    frames = [frame(z, z) for z in range(3)] + [
        frame(10 + z, z, orientation=(1.0, 0.0, 0.0, 0.0, 0.9397, -0.342)) for z in range(3)
    ]
    assert found(frames) == {"orientation 1 of 2": [0, 1, 2], "orientation 2 of 2": [10, 11, 12]}


def nuclear(**vectors):
    """Frames of one NM file; a vector for each name, in the order of Frame Increment Pointer."""
    names = [name.replace("_", " ") for name in vectors]
    return [
        FrameInfo(
            Path("nm"),
            index,
            4,
            4,
            instance_number=index,
            stack=tuple(zip(names, map(str, values), strict=True)),
        )
        for index, values in enumerate(product(*vectors.values()))
    ]


def test_nm_energy_windows_and_detectors_are_parted_and_the_angles_scrolled():
    parts = found(nuclear(energy_window=(1, 2), detector=(1, 2), angular_view=range(1, 61)))
    assert list(parts) == [
        f"energy window {window} of 2, detector {detector} of 2"
        for window, detector in product((1, 2), (1, 2))
    ]
    assert parts["energy window 2 of 2, detector 1 of 2"] == list(range(120, 180))


def test_anterior_and_posterior_of_one_whole_body_scan_stay_together():
    assert found(nuclear(detector=(1, 2))) == {"": [0, 1]}
    assert list(found(nuclear(energy_window=(1, 2), detector=(1, 2)))) == [
        "energy window 1 of 2",
        "energy window 2 of 2",
    ]


@unhurried
@given(st.integers(1, 3), st.integers(1, 4), st.integers(2, 5), st.randoms())
def test_no_frame_is_lost_and_no_place_repeats_within_a_part(echoes, times, slices, random):
    frames = [
        frame(100 * echo + 10 * t + z, z, echo=echo, temporal_position=t)
        for echo, t, z in product(range(echoes), range(times), range(slices))
    ]
    random.shuffle(frames)
    parts = split(frames)
    assert sorted(one.instance_number for part in parts for one in part.frames) == sorted(
        one.instance_number for one in frames
    )
    assert len(parts) == echoes * times
    for part in parts:
        assert len({one.position_mm for one in part.frames}) == len(part.frames) == slices
