from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ml.imaging.values import FrameInfo, OtherObject, Patient, Series, SortRule, Study
from viewer.core.series_navigation import (
    first_index,
    merged,
    near_to_far,
    neighbour_series,
    series_of_file,
    study_of,
)


def series(uid: str, frames: int = 1, sort: SortRule = SortRule.POSITION) -> Series:
    infos = tuple(FrameInfo(Path(f"{uid}-{number}.dcm"), 0, 4, 4) for number in range(frames))
    return Series(uid, "MR", uid, "", "", sort, infos)


def study(uid: str, *members: Series) -> Study:
    return Study(uid, Patient("A"), "", "", members)


A, B, C = series("a"), series("b"), series("c")
STUDIES = (study("1", A, B), study("2", C))


def test_series_follow_each_other_across_studies():
    assert neighbour_series(STUDIES, B, 1) == C
    assert neighbour_series(STUDIES, C, -1) == B


def test_what_was_named_first_is_shown_first_and_a_segmentation_last():
    def in_folder(name: str, modality: str = "MR") -> Series:
        return replace(series(name), modality=modality, frames=(FrameInfo(Path(f"{name}/1.dcm"), 0, 4, 4),))

    head, mask, knee = in_folder("head"), in_folder("head/mask", "SEG"), in_folder("knee")
    studies = (study("1", mask, knee, head),)
    assert series_of_file(studies, Path("head")) == head
    assert series_of_file(studies, Path("head/mask/1.dcm")) == mask
    assert series_of_file(studies, Path("elsewhere")) == knee
    assert series_of_file((study("1", mask),), Path("elsewhere")) == mask


def test_the_list_ends_at_both_ends():
    assert neighbour_series(STUDIES, C, 1) == C
    assert neighbour_series(STUDIES, A, -1) == A


def test_without_a_current_series_the_first_is_next():
    assert neighbour_series(STUDIES, None, 1) == A
    assert neighbour_series((), None, 1) is None


@given(st.integers(1, 300), st.data())
def test_near_to_far_is_every_slice_once_and_never_comes_nearer(count, data):
    middle = data.draw(st.integers(0, count - 1))
    order = near_to_far(count, middle)
    assert sorted(order) == list(range(count))
    distances = [abs(index - middle) for index in order]
    assert order[0] == middle and distances == sorted(distances)


def test_a_series_opened_again_replaces_its_earlier_self():
    longer = series("b", frames=5)
    result = merged(STUDIES, (study("1", longer), study("3", series("d"))))
    assert [one.study_uid for one in result] == ["1", "2", "3"]
    assert result[0].series == (A, longer)


def test_a_stack_in_space_begins_in_its_middle_and_others_at_their_first_image():
    assert first_index(series("a", 9)) == 4
    assert first_index(series("a", 9, SortRule.FILE_NAME)) == 0


def test_the_series_of_a_named_file_is_found():
    assert series_of_file(STUDIES, Path("c-0.dcm")) == C
    assert series_of_file(STUDIES, Path("folder")) == A
    assert series_of_file((), Path("x")) is None
    assert study_of(STUDIES, C) == STUDIES[1]


def test_parts_of_a_series_that_is_opened_again_go_with_it():
    before = (study("1", series("a"), series("b"), series("b#2")),)
    (after,) = merged(before, (study("1", series("b", frames=3)),))
    assert [(one.series_uid, len(one.frames)) for one in after.series] == [("a", 1), ("b", 3)]


def test_objects_without_frames_are_kept_and_added():
    def report(name: str) -> OtherObject:
        return OtherObject(Path(name), "sr", "SR", "Comprehensive SR Storage", "")

    before = replace(study("1", A), objects=(report("first"),))
    opened = replace(study("1"), objects=(report("first"), report("second")))
    (after,) = merged((before,), (opened,))
    assert after.series == (A,) and after.objects == (report("first"), report("second"))
