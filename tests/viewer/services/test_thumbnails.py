import shutil

import numpy as np

from viewer.core.image_colours import ColourMap
from viewer.services.pixel_cache import FrameStore
from viewer.services.thumbnails import SIDE_PX, thumbnail


def test_every_series_gets_a_small_colour_picture(qtbot, kesit, ct_file, phantom_folder):
    with qtbot.waitSignals([kesit.thumbnails.thumbnail_ready] * 2, timeout=20_000):
        kesit.open_paths([ct_file, phantom_folder])
    assert kesit.thumbnails.complete


def test_a_thumbnail_has_the_proportions_of_the_patient(opened, phantom_folder):
    series = opened(phantom_folder).active.state.series
    picture = thumbnail(FrameStore(1 << 24), series, ColourMap.GREY)
    assert picture.shape == (SIDE_PX, SIDE_PX, 3) and picture.std() > 10


def test_a_series_that_comes_back_whole_has_its_own_picture_again(qtbot, opened, phantom_folder, tmp_path):
    kesit = opened(phantom_folder)
    (series,) = kesit.session.series
    qtbot.waitUntil(lambda: kesit.thumbnails.complete)
    whole = kesit.thumbnails.pictures[series.series_uid]
    part = tmp_path / "part"
    part.mkdir()
    shutil.copy(series.frames[0].path, part)
    for folder, is_whole in ((part, False), (phantom_folder, True)):
        kesit.session.set_studies(())
        opened(folder)
        qtbot.waitUntil(lambda: kesit.thumbnails.complete)
        picture = kesit.thumbnails.pictures[series.series_uid]
        assert np.array_equal(picture, whole) == is_whole
