from dataclasses import replace
from pathlib import Path

import pytest

from ml.imaging.values import FrameInfo, Patient, Series, SortRule, Spacing, SpacingKind, Study
from viewer.core.comparison import other_studies, prior_of, same_height
from viewer.core.linking import Place
from viewer.core.study_filter import series_meant

AXIAL, SAGITTAL = (1, 0, 0, 0, 1, 0), (0, 1, 0, 0, 0, -1)


def series(uid: str, description: str = "", modality: str = "MR", count: int = 10, plane=AXIAL) -> Series:
    frames = tuple(FrameInfo(Path(f"{uid}-{i}"), 0, 4, 4, orientation=plane) for i in range(count))
    return Series(uid, modality, description, "HEAD", "", SortRule.POSITION, frames, number=7)


ISIK = Patient("IŞIK^Ayşe", "A1", "19700203")
NOW = Study(
    "now", ISIK, "MRT Schädel", "20240510",
    (series("t1", "T1 axial"), series("t2", "T2 axial"), series("sag", "T1 sagittal", plane=SAGITTAL)),
)  # fmt: skip
BEFORE = Study(
    "before", replace(ISIK, name="Isik Ayse"), "Head", "20230101",
    (series("sag0", "T1 sag", plane=SAGITTAL), series("t1b", "T1 post"), series("ct", "T1 axial", "CT")),
)  # fmt: skip
LONG_AGO = Study("long ago", ISIK, "Head", "20100101", (series("old", "T1 axial"),))
OTHER = Study("other", Patient("Doe^John", "B2"), "Thorax", "20240101", (series("lung", "Lung", "CT"),))
ALL = (NOW, LONG_AGO, BEFORE, OTHER)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", {"t1", "t2", "sag", "sag0", "t1b", "ct", "old", "lung"}),
        ("isik t2", {"t2"}),
        ("IŞIK schadel", {"t1", "t2", "sag"}),
        ("ışık, sag", {"sag"}),
        ("ayse 2023", {"sag0", "t1b", "ct"}),
        ("2024-05 sag", {"sag"}),
        ("20240101", {"lung"}),
        ("ct a1", {"ct"}),
        ("1970-02-03 ct", {"ct"}),
        ("nothing", set()),
    ],
)
def test_every_word_must_be_found_whatever_its_case_and_accents(text, meant):
    assert series_meant(ALL, text) == meant


def test_the_prior_is_the_last_examination_before_and_the_series_most_like():
    t1, t2, sagittal = NOW.series
    assert [study.study_uid for study in other_studies(ALL, t1)] == ["before", "long ago"]
    assert prior_of(ALL, t1).series_uid == "t1b"
    assert prior_of(ALL, sagittal).series_uid == "sag0"
    assert prior_of(ALL, t2).series_uid == "t1b"


def test_the_prior_has_the_same_modality_or_there_is_none():
    assert prior_of(ALL, BEFORE.series[2]) is None
    assert prior_of(ALL, OTHER.series[0]) is None
    assert prior_of(ALL, LONG_AGO.series[0]).series_uid in {"t1", "t1b", "sag0"}


def test_of_two_studies_of_one_day_the_more_alike_series_counts():
    same_day = Study("same day", ISIK, "", "20230101", (series("best", "T1 axial"),))
    assert prior_of((NOW, BEFORE, same_day), NOW.series[0]).series_uid == "best"


def test_two_people_without_an_id_are_one_only_with_one_name():
    nameless = Study("x", Patient(), "", "20200101", (series("x"),))
    another = Study("y", Patient(), "", "20210101", (series("y"),))
    assert other_studies((nameless, another), another.series[0]) == ()


def standing(uid: str, heights_mm: list[float], space: str = "", plane=AXIAL) -> Series:
    """A stack with slices at these heights."""
    frames = tuple(
        FrameInfo(
            Path(f"{uid}-{height}"), 0, 4, 4, Spacing(1, 1, SpacingKind.PATIENT),
            position_mm=(0, 0, height), orientation=plane, frame_of_reference=space,
        )
        for height in heights_mm
    )  # fmt: skip
    return Series(uid, "MR", "", "HEAD", "", SortRule.POSITION, frames)


def test_the_place_to_begin_is_as_far_along():
    assert same_height(Place(series("a", count=11), 5), series("b", count=41)) == (20, False)
    assert same_height(Place(series("a", count=1), 0), series("b", count=41)) == (0, False)


def test_in_one_frame_of_reference_it_is_the_same_height():
    now = standing("now", [0, 5, 10, 15], "1.2")
    assert same_height(Place(now, 3), standing("then", [30, 20, 14, 8], "1.2")) == (2, True)


def test_a_stack_from_head_to_foot_is_counted_from_the_same_end_of_the_body():
    now = standing("now", [0, 5, 10, 15, 20], "1.2")
    assert same_height(Place(now, 1), standing("then", [100, 90, 80, 70, 60], "1.3")) == (3, False)
    assert same_height(Place(now, 1), standing("then", [60, 70, 80, 90, 100], "1.3")) == (1, False)
