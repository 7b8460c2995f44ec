import pytest

from tests.window_fixtures import real_file


@pytest.fixture
def slice_9(phantom_folder):
    return sorted(phantom_folder.iterdir())[9]


def test_one_file_of_a_series_offers_the_others(qtbot, kesit, slice_9):
    with qtbot.waitSignal(kesit.offers.offer_changed, timeout=20_000):
        kesit.open_paths([slice_9])
    assert kesit.offers.offer.images == 24
    assert kesit.stage.offer.isVisible()
    assert len(kesit.active.state.series.frames) == 1
    with qtbot.waitSignal(kesit.opening.ended, timeout=20_000):
        kesit.stage.offer.accepted.emit()
    assert len(kesit.active.state.series.frames) == 24
    assert kesit.active.state.frame.path == slice_9
    assert not kesit.stage.offer.isVisible()


def test_an_offer_can_be_declined_and_goes_when_something_else_is_opened(qtbot, kesit, slice_9, ct_file):
    for take_back in (kesit.stage.offer.declined.emit, lambda: kesit.open_paths([ct_file])):
        with qtbot.waitSignal(kesit.offers.offer_changed, timeout=20_000):
            kesit.open_paths([slice_9])
        take_back()
        assert kesit.offers.offer is None and not kesit.stage.offer.isVisible()
        qtbot.waitUntil(lambda: not kesit.opening.busy, timeout=20_000)


def test_a_whole_series_and_a_file_by_itself_offer_nothing(qtbot, kesit, opened, phantom_folder, tmp_path):
    alone = tmp_path / "alone.dcm"
    alone.write_bytes(real_file("MR_small.dcm").read_bytes())
    for path in (phantom_folder, alone):
        opened(path)
        qtbot.waitUntil(lambda: not kesit.offers.looking, timeout=20_000)
        assert kesit.offers.offer is None
