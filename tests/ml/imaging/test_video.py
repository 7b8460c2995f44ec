"""Video in DICOM: the frame that was asked for, in any order, from streams of x264, x265 and FFmpeg."""

import base64
import re

import cv2
import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import HEVCMP51, MPEG2MPML, MPEG4HP41, UID

from ml.errors import ImagingError
from ml.imaging import read_frame, read_frame_at, scan
from ml.imaging.video import Video
from tests.ml.imaging.maker import colour_dataset, write, write_encapsulated

# Ten frames of 48 x 64 with B-frames; frame n is grey of luma 20 + 20 n.
H264 = base64.b64decode(
    "AAAAAWdkAAqs2UR7ARAAAAMAEAAAAwMg8SJZYAAAAAFo6+GyyLAAAAFliIQAM//+92ifAptbHqqA5JXFI6zugr4qk8tlt4EA"
    "AAABQZojY+B+A8EM//6p06AAAAABQZ5BeIV/DekAAAABAZ5iakK/DegAAAABQZplS6hCEFoh8D8BSQPwFABTwr/+p+5BAAAA"
    "AQGehGpCvw3pAAAAAWdkAAqs2UR7ARAAAAMAEAAAAwMg8SJZYAAAAAFo6+GyyLAAAAFliIIADv/+94gfMsaoTrXchHnrFT9R"
    "iMZbXPnafQAAAAFBmiNj4H4D4Qr//qfuQQAAAAFBnkF4hX8N6AAAAAEBnmJqQr8N6A=="
)
HEVC = base64.b64decode(
    "AAAAAUABDAH//wFgAAADAJAAAAMAAAMAHpWQCQAAAAFCAQEBYAAAAwCQAAADAAADAB6gIIMWWVkuTK8BaAgAAAMACAAAAwDI"
    "QAAAAAFEAcFz0IkAAAEoAa94+F33//iQ6+zVmdrwAAAAAUABDAH//wFgAAADAJAAAAMAAAMAHpWQCQAAAAFCAQEBYAAAAwCQ"
    "AAADAAADAB6gIIMWWVkuTK8BaAgAAAMACAAAAwDIQAAAAAFEAcFz0IkAAAEqAawEt3j4Xff/9ikvs1Zna8AAAAABAgHQGVeK"
    "SYFRtPRScQAAAAEAAeBEv4ZEks5AAAAAAQIB0CnVfUpIYFpt9FJxAAAAAQAB4Ia1/UZMks5AAAAAAUABDAH//wFgAAADAJAA"
    "AAMAAAMAHpWQCQAAAAFCAQEBYAAAAwCQAAADAAADAB6gIIMWWVkuTK8BaAgAAAMACAAAAwDIQAAAAAFEAcFz0IkAAAEqAawc"
    "SiJyoPiydeF6iioBtd5EYAAAAAEQAeDCLVf3GTCSzkAAAAABAgHQSVeKSYGRvPRScQAAAAEAAeEEv4ZEks5A"
)
FRAMES = 10


def grey_of(frame):
    return (4 + 20 * frame) * 255 / 219  # luma 16 is black, 235 white


@pytest.fixture(scope="module")
def mpeg2(tmp_path_factory):
    """Return a program stream of the same frames, made by OpenCV, which has no encoder for the other two."""
    path = tmp_path_factory.mktemp("video") / "a.mpg"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MPG2"), 25, (64, 48))
    for frame in range(FRAMES):
        writer.write(np.full((48, 64, 3), round(grey_of(frame)), np.uint8))
    writer.release()
    return path.read_bytes()


def video_file(path, data, syntax, frames=FRAMES):
    dataset = colour_dataset(np.zeros((48, 64, 3), np.uint8), "YBR_PARTIAL_420", Modality="ES")
    write_encapsulated(dataset, [data + bytes(len(data) % 2)], path, syntax)
    dataset.NumberOfFrames = frames
    return write(dataset, path, syntax)


@pytest.mark.parametrize("codec", ["H264", "HEVC", "MPEG-2"])
def test_frames_are_those_that_were_asked_for_in_any_order(tmp_path, codec, mpeg2):
    data, syntax = {"H264": (H264, MPEG4HP41), "HEVC": (HEVC, HEVCMP51), "MPEG-2": (mpeg2, MPEG2MPML)}[codec]
    series = scan([video_file(tmp_path / "a.dcm", data, syntax)]).studies[0].series[0]
    assert len(series.frames) == FRAMES
    for number in (0, 1, 7, 8, 2, 9, 0):
        frame = read_frame(series.frames[number])
        assert frame.pixels.shape == (48, 64, 3)
        np.testing.assert_allclose(frame.pixels, grey_of(number), atol=6)  # frames are 23 apart


def test_a_stream_in_pieces_is_one_stream(tmp_path):
    dataset = colour_dataset(np.zeros((48, 64, 3), np.uint8), "YBR_PARTIAL_420")
    path = write_encapsulated(dataset, [H264], tmp_path / "a.dcm", MPEG4HP41)
    dataset.PixelData = encapsulate([H264], fragments_per_frame=5)
    dataset.NumberOfFrames = FRAMES
    write(dataset, path, UID(f"{MPEG4HP41}.1"))
    np.testing.assert_allclose(read_frame_at(path, 6).pixels, grey_of(6), atol=3)


def test_a_frame_behind_the_end_of_the_video_is_missing(tmp_path):
    path = video_file(tmp_path / "a.dcm", H264, MPEG4HP41, frames=12)
    np.testing.assert_allclose(read_frame_at(path, 9).pixels, grey_of(9), atol=3)
    with pytest.raises(ImagingError, match="truncated: the video ends before frame 11"):
        read_frame_at(path, 10)


def test_a_video_of_another_size_than_the_header_says_is_refused(tmp_path):
    dataset = colour_dataset(np.zeros((64, 64, 3), np.uint8), "YBR_PARTIAL_420")
    path = write_encapsulated(dataset, [H264], tmp_path / "a.dcm", MPEG4HP41)
    with pytest.raises(ImagingError, match="48 x 64 x 3, the header says 64 x 64 x 3"):
        read_frame_at(path)


@pytest.mark.parametrize(
    "data", [b"", b"#EXTM3U\nfile:///etc/hostname\n", b"\0\0\0\1video", b"\0\0\1\xba" * 200]
)
def test_what_is_no_video_is_refused(data):
    with pytest.raises(ImagingError, match="damaged"):
        Video(data).frame(0)


def test_more_frames_than_the_bytes_of_a_video_can_hold_are_refused_at_once(tmp_path):
    path = video_file(tmp_path / "a.dcm", H264, MPEG4HP41, frames=2147483647)
    (failure,) = scan([path]).failures
    assert re.fullmatch(r"damaged: \d+ bytes of video cannot hold 2147483647 frames", failure.reason)
