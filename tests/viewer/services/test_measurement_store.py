"""What is written beside the session, and that it comes back, to the right image and to no other."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ml.errors import WritingError
from ml.imaging.values import FrameInfo, Series, SortRule, SpacingKind
from viewer.core.measurement import Kind, Measurement, Reading
from viewer.core.measurement_places import Placed
from viewer.core.region_statistics import Statistics
from viewer.services.measurement_store import MeasurementStore
from viewer.services.measurement_table import COLUMNS, table_of, write_table

SERIES_UID = "1.2.826.7"
FRAMES = tuple(
    FrameInfo(Path("/data/DOE^JANE/0.dcm"), number, 8, 8, instance_uid="1.2.826.7.1") for number in range(3)
)
LENGTH = Measurement(
    Kind.LENGTH, ((1.25, 2), (3, 4.5)), "left", Reading(5.5, unit="mm", spacing_kind=SpacingKind.DETECTOR)
)
VALUES = Statistics(4, 1.5, 0.5, 1, 2)
REGION = Measurement(
    Kind.ELLIPSE, ((1, 2), (3, 4)), reading=Reading(area=3.0, values=VALUES, value_unit="HU")
)


@pytest.fixture
def store(tmp_path):
    return MeasurementStore(tmp_path / "kept")


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "JANE DOE.png"
    Image.new("L", (8, 8)).save(path)
    return FrameInfo(path, 0, 8, 8)


def files(store) -> list[Path]:
    return sorted(store._files._folder.glob("*"))


def test_what_was_saved_comes_back_as_it_was(store):
    store.save(SERIES_UID, FRAMES[0], (LENGTH, REGION))
    store.save(SERIES_UID, FRAMES[2], (REGION,))
    assert store.load(SERIES_UID, FRAMES) == {FRAMES[0]: (LENGTH, REGION), FRAMES[2]: (REGION,)}
    assert store.load("1.2.826.8", FRAMES) == {}


def test_saving_one_frame_keeps_what_was_measured_on_others(store):
    store.save(SERIES_UID, FRAMES[0], (LENGTH,))
    store.save(SERIES_UID, FRAMES[1], (REGION,))
    store.save(SERIES_UID, FRAMES[1], ())
    assert store.load(SERIES_UID, FRAMES) == {FRAMES[0]: (LENGTH,)}
    store.save(SERIES_UID, FRAMES[0], ())
    assert files(store) == []


def test_neither_names_nor_uids_are_written(store, picture):
    store.save(SERIES_UID, FRAMES[0], (LENGTH,))
    store.save("image:series:x", picture, (LENGTH,))
    for path in files(store):
        text = path.name + path.read_text(encoding="utf-8")
        assert "DOE" not in text and "1.2.826" not in text and "image:" not in text


def test_a_file_moved_into_another_folder_is_known_by_its_uid(store):
    store.save(SERIES_UID, FRAMES[0], (LENGTH,))
    moved = replace(FRAMES[0], path=Path("/elsewhere/x.dcm"))
    assert store.load(SERIES_UID, (moved,)) == {moved: (LENGTH,)}


def test_another_picture_under_the_same_name_gets_nothing(store, picture):
    store.save("series", picture, (LENGTH,))
    assert store.load("series", (picture,)) == {picture: (LENGTH,)}
    Image.new("L", (8, 8), 7).save(picture.path)
    assert store.load("series", (picture,)) == {}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 1}', '{"version": 9, "frames": {}}', '{"frames": 3}']
)
def test_a_damaged_file_is_put_aside_and_not_written_over(store, content):
    store.save(SERIES_UID, FRAMES[0], (LENGTH,))
    (path,) = files(store)
    path.write_text(content)
    assert store.load(SERIES_UID, FRAMES) == {}
    store.save(SERIES_UID, FRAMES[0], (REGION,))
    assert store.load(SERIES_UID, FRAMES) == {FRAMES[0]: (REGION,)}
    assert path.with_suffix(".unreadable").read_text() == content


def test_one_damaged_entry_does_not_take_the_others_along(store):
    store.save(SERIES_UID, FRAMES[0], (LENGTH, REGION))
    (path,) = files(store)
    content = json.loads(path.read_text())
    (entry,) = content["frames"].values()
    entry["measurements"][0]["points"] = [["a", "b"], [1, 2]]
    path.write_text(json.dumps(content))
    assert store.load(SERIES_UID, FRAMES) == {FRAMES[0]: (REGION,)}


def test_nothing_is_left_half_written(store, monkeypatch):
    store.save(SERIES_UID, FRAMES[0], (LENGTH,))
    before = [path.read_text() for path in files(store)]
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space"):
        store.save(SERIES_UID, FRAMES[0], (REGION,))
    assert [path.read_text() for path in files(store)] == before


def test_the_table_has_a_line_for_each_and_the_notice_in_each():
    series = Series("1", "CT", "=HYPERLINK()", "", "", SortRule.POSITION, FRAMES, number=4)
    lines = table_of([Placed(LENGTH, series, 0), Placed(REGION, series, 2)]).splitlines()
    assert lines[0] == ",".join(COLUMNS) and len(lines) == 3
    assert lines[1].startswith("4,'=HYPERLINK(),CT,1,length,left,5.5,,,mm,,detector,")
    assert lines[2].startswith("4,'=HYPERLINK(),CT,3,ellipse,,,,3.0,,px²,none,1.5,0.5,1,2,4,HU,")
    assert all(line.endswith("Kesit - research use only") for line in lines[1:])


def test_a_table_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(WritingError, match="Nothing was written"):
        write_table(tmp_path / "absent" / "table.csv", [])
