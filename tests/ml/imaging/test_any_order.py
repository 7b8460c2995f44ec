"""A law: whatever order files come in, studies, series, frames, names and notes are the same."""

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ml.imaging import FrameInfo, Spacing, SpacingKind, scan
from ml.imaging.grouping import group
from ml.imaging.record import FileRecord
from ml.imaging.values import OtherObject
from tests.ml.imaging.conftest import wheel_file
from tests.ml.imaging.maker import grey_dataset, write

unhurried = settings(deadline=None, max_examples=60)  # a busy machine is no failure
ORIENTATIONS = [
    None,
    (1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
    (1.0, 0.004, 0.0, 0.0, 1.0, 0.0),  # the same but for rounding
    (0.0, 1.0, 0.0, 0.0, 0.0, -1.0),
    (1.0, 0.0, 0.0, 0.0, 0.948, -0.317),
]
SPACINGS = [None, Spacing(0.5, 0.5, SpacingKind.PATIENT), Spacing(1.0, 1.0, SpacingKind.PATIENT)]
STACKS = st.dictionaries(
    st.sampled_from(["echo", "temporal position", "image type", "acquisition", "vendor's own"]),
    st.sampled_from(["1", "2", "10", "ORIGINAL\\PRIMARY\\M", "ORIGINAL\\PRIMARY\\LOCALIZER"]),
    max_size=2,
)


@st.composite
def records(draw):
    """Up to a dozen files of a few series, as badly kept as they may be."""
    found = []
    for index in range(draw(st.integers(1, 12))):
        path = Path(f"/folder{draw(st.integers(0, 1))}/IM {index}")
        number = draw(st.one_of(st.none(), st.integers(1, 4)))
        frames = tuple(
            FrameInfo(
                path,
                frame,
                draw(st.sampled_from([4, 8])),
                4,
                draw(st.sampled_from(SPACINGS)),
                draw(st.one_of(st.none(), st.tuples(*[st.sampled_from([0.0, 1.0, 2.5, 100.0])] * 3))),
                draw(st.sampled_from(ORIENTATIONS)),
                number,
                tuple(draw(STACKS).items()),
            )
            for frame in range(draw(st.integers(0, 3)))
        )
        series = draw(st.sampled_from(["", "1.1", "1.2"]))
        other = None if frames else OtherObject(path, series, "SR", "Basic Text SR", "", number)
        found.append(
            FileRecord(
                study_uid=draw(st.sampled_from(["", "1"])),
                series_uid=series,
                frames=frames,
                modality=draw(st.sampled_from(["MR", "SEG", ""])),
                transfer_syntax="Explicit VR Little Endian",
                series_number=draw(st.one_of(st.none(), st.integers(1, 3))),
                gantry_tilt_deg=draw(st.one_of(st.none(), st.just(18.5))),
                other=other,
            )
        )
    return found


@unhurried
@given(records(), st.randoms())
def test_any_order_of_files_gives_the_same_studies(found, random):
    expected = group(found)
    shuffled = found.copy()
    random.shuffle(shuffled)
    assert group(shuffled) == expected


@unhurried
@given(records())
def test_every_frame_and_every_object_is_in_exactly_one_place(found):
    studies = group(found)
    frames = [frame for study in studies for series in study.series for frame in series.frames]
    assert len(frames) == len(set(frames)) == sum(len(record.frames) for record in found)
    objects = [other for study in studies for other in study.objects]
    assert len(objects) == sum(record.other is not None for record in found)
    for study in studies:
        assert len({series.series_uid for series in study.series}) == len(study.series)
        assert study.series or study.objects
        assert all(series.frames for series in study.series)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms())
def test_any_order_of_real_files_gives_the_same_studies(tmp_path, random):
    if not list(tmp_path.iterdir()):
        for echo in (1, 2):
            for index in range(4):
                dataset = grey_dataset(
                    np.zeros((4, 4), np.int16),
                    Modality="MR",
                    EchoNumbers=echo,
                    InstanceNumber=9 - index,
                    ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
                    ImagePositionPatient=[0, 0, 3 * index],
                )
                write(dataset, tmp_path / f"{echo}{index}.dcm")
    paths = [*tmp_path.iterdir(), *map(wheel_file, ("CT_small.dcm", "rtplan.dcm", "rtdose.dcm"))]
    expected = scan(sorted(paths)).studies
    random.shuffle(paths)
    assert scan(paths).studies == expected
