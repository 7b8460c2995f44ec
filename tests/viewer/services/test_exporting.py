"""What is written when something is exported, and what is left behind when that fails."""

import errno
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from ml.errors import Cancelled, WritingError
from ml.imaging import display_image, read_frame, scan, to_display
from ml.imaging.values import Window
from ml.progress import no_progress
from tests.ml.imaging.maker import colour_dataset, grey_dataset, write
from tests.window_fixtures import real_file
from viewer.core.export_choice import ExportChoice, PictureFormat, Subject
from viewer.core.render_request import RenderRequest
from viewer.core.viewport import FIT, View, Viewport
from viewer.services.exporting import (
    SeriesLook,
    look_of,
    picture_of_image,
    with_notice,
    write_picture,
    write_series,
    write_video,
)
from viewer.services.rendering import grid_of

SERIES = ExportChoice(Subject.SERIES)
AS_FILED = SeriesLook(None, None, inverted=False)


def series_in(folder):
    return scan([folder]).studies[0].series[0]


def shown(frame, window=None, inverted=False, view=FIT):
    return RenderRequest(frame, Viewport(grid_of(frame), (300, 200), view), window, inverted)


def pixels_of(path):
    return np.array(Image.open(path))


@pytest.fixture
def stack(tmp_path):
    for number in range(4):
        pixels = np.full((40, 60), 100 * number, np.uint16)
        pixels[5:10, 5:10] = 1000
        write(grey_dataset(pixels, InstanceNumber=number + 1), tmp_path / f"{number}.dcm")
    return series_in(tmp_path)


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small.dcm", "examples_rgb_color.dcm"])
@pytest.mark.parametrize("end", ["png", "tif"])
def test_an_exported_image_has_exactly_the_pixels_of_the_screen(tmp_path, name, end):
    frame = read_frame(scan([real_file(name)]).studies[0].series[0].frames[0])
    write_picture(tmp_path / f"a.{end}", with_notice(picture_of_image(shown(frame), SERIES)), no_progress)
    expected = display_image(frame)
    rows, columns = expected.shape[:2]
    written = pixels_of(tmp_path / f"a.{end}")
    assert np.array_equal(written[:rows, :columns], expected)
    assert written[rows:].max() > 100  # the notice


def test_the_chosen_window_and_inversion_are_exported(ct_file):
    frame = read_frame(scan([ct_file]).studies[0].series[0].frames[0])
    window = Window(40, 80)
    picture = picture_of_image(shown(frame, window, inverted=True), SERIES)
    assert np.array_equal(picture, to_display(frame, window, invert=True))


def test_a_turned_image_is_exported_turned_pixel_by_pixel(ct_file):
    frame = read_frame(scan([ct_file]).studies[0].series[0].frames[0])
    view = View(zoom=3.0, center=(9, 9), quarter_turns=1, mirrored=True)
    picture = picture_of_image(shown(frame, view=view), SERIES)
    assert np.array_equal(picture, np.rot90(np.fliplr(display_image(frame)), -1))


def test_the_images_of_a_series_are_turned_as_the_one_on_screen(stack, target):
    look = look_of(shown(read_frame(stack.frames[0]), view=View(quarter_turns=3)))
    exported = write_series(stack.frames, look, SERIES, target, no_progress)
    for info, path in zip(stack.frames, exported.paths, strict=True):
        assert np.array_equal(pixels_of(path)[:60, :40], np.rot90(display_image(read_frame(info))))


def test_pixels_that_are_not_square_are_made_so(tmp_path):
    path = write(grey_dataset(np.zeros((40, 60), np.uint16), PixelSpacing=[2, 1]), tmp_path / "a.dcm")
    frame = read_frame(series_in(path).frames[0])
    assert picture_of_image(shown(frame), SERIES).shape == (80, 60)


@pytest.mark.parametrize("size", [(16, 16), (512, 512), (3000, 2500)])
def test_the_notice_is_readable_in_a_margin_and_touches_no_pixel(size):
    picture = np.full(size, 77, np.uint8)
    noted = with_notice(picture)
    assert np.array_equal(noted[: size[0], : size[1]], picture)
    ink = np.argwhere(noted[size[0] :] > 100)
    assert len(ink) and ink[:, 1].max() < noted.shape[1] - 4  # it ends within the picture
    assert np.ptp(ink[:, 1]) > 120


@pytest.mark.parametrize("picture_format", list(PictureFormat))
def test_a_series_becomes_a_file_for_each_frame_in_order(stack, target, picture_format):
    choice = ExportChoice(Subject.SERIES, picture_format)
    exported = write_series(stack.frames, AS_FILED, choice, target, no_progress)
    assert sorted(target.iterdir()) == sorted(exported.paths) and len(exported.paths) == 4
    for info, path in zip(stack.frames, exported.paths, strict=True):
        expected = display_image(read_frame(info))
        written = pixels_of(path)[:40, :60].astype(int)
        assert np.abs(written - expected).max() <= (6 if picture_format is PictureFormat.JPEG else 0)


def test_file_names_hold_nothing_of_the_patient(stack, target):
    exported = write_series(stack.frames, AS_FILED, SERIES, target, no_progress)
    assert [path.name for path in exported.paths] == [f"kesit-{number:05d}.png" for number in (1, 2, 3, 4)]
    assert not any(b"Secret" in path.read_bytes() for path in exported.paths)


def test_slices_keep_the_window_the_user_chose_and_else_their_own(phantom_folder):
    frame = read_frame(series_in(phantom_folder).frames[0])
    chosen = Window(100, 50)
    assert look_of(shown(frame, chosen)).window_of(frame) == chosen
    assert look_of(shown(frame, frame.windows[0])).window is None


def test_slices_without_windows_share_that_of_the_one_on_screen(stack):
    first, last = (read_frame(stack.frames[place]) for place in (0, -1))
    window = Window(500, 900)
    assert look_of(shown(first, window)).window_of(last) == window


def test_a_frame_that_cannot_be_decoded_is_named_and_the_rest_is_written(stack, target):
    stack.frames[1].path.write_bytes(b"gone")
    exported = write_series(stack.frames, AS_FILED, SERIES, target, no_progress)
    assert [path.name[6:11] for path in exported.paths] == ["00001", "00003", "00004"]
    assert [failure.path for failure in exported.failures] == [stack.frames[1].path]


def test_a_video_has_all_frames_at_their_speed_and_plays_elsewhere(stack, target):
    choice = ExportChoice(Subject.VIDEO, frames_per_second=7)
    write_video(stack.frames, AS_FILED, choice, target / "a.mp4", no_progress)
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_entries",
         "stream=codec_name,nb_read_frames,r_frame_rate,pix_fmt", "-of", "default=nw=1", target / "a.mp4"],
        capture_output=True, text=True, check=False,
    ) if ffprobe_is_there() else None  # fmt: skip
    if probe is not None:
        told = dict(line.split("=") for line in probe.stdout.split())
        assert told == {
            "codec_name": "mpeg4", "pix_fmt": "yuv420p", "r_frame_rate": "7/1", "nb_read_frames": "4"
        }  # fmt: skip
    video = cv2.VideoCapture(str(target / "a.mp4"))
    frames = [video.read()[1] for _ in range(4)]
    for info, frame in zip(stack.frames, frames, strict=True):
        expected = with_notice(display_image(read_frame(info)))
        assert cv2.PSNR(frame[: expected.shape[0], : expected.shape[1], 0], expected) > 28


def ffprobe_is_there():
    from shutil import which

    return which("ffprobe") is not None


def test_slices_of_other_sizes_fit_into_the_video(tmp_path, target):
    write(grey_dataset(np.zeros((40, 60), np.uint16), InstanceNumber=1), tmp_path / "a.dcm")
    write(grey_dataset(np.zeros((91, 201), np.uint16), InstanceNumber=2), tmp_path / "b.dcm")
    write(colour_dataset(np.zeros((30, 30, 3), np.uint8), InstanceNumber=3), tmp_path / "c.dcm")
    frames = [info for series in scan([tmp_path]).studies[0].series for info in series.frames]
    write_video(frames, AS_FILED, ExportChoice(Subject.VIDEO), target / "a.mp4", no_progress)
    assert [path.name for path in target.iterdir()] == ["a.mp4"]


@pytest.mark.parametrize("write", [write_series, write_video])
def test_cancelling_leaves_nothing_behind(stack, target, write):
    def stop(done, total, text=""):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(stack.frames, AS_FILED, SERIES, target / "a.mp4" if write is write_video else target, stop)
    assert not list(target.iterdir())


def test_a_full_disk_is_told_in_words_and_leaves_nothing_behind(stack, target, monkeypatch):
    whole = Path.write_bytes

    def full(path, data):
        if path.name == "kesit-00003.png":
            whole(path, data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WritingError, match=r"^The disk is full. Nothing was written.$"):
        write_series(stack.frames, AS_FILED, SERIES, target, no_progress)
    assert not list(target.iterdir())


def test_a_file_that_cannot_be_replaced_stays_as_it_was(stack, target, monkeypatch):
    (target / "a.png").write_text("mine")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(errno.EACCES, "no")))
    with pytest.raises(WritingError, match="may not write"):
        write_picture(target / "a.png", np.zeros((9, 9), np.uint8), no_progress)
    assert (target / "a.png").read_text() == "mine" and len(list(target.iterdir())) == 1


def test_a_folder_that_is_gone_is_told(stack, tmp_path):
    with pytest.raises(WritingError, match="Nothing was written"):
        write_series(stack.frames, AS_FILED, SERIES, tmp_path / "nowhere", no_progress)
