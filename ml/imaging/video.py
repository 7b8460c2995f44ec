"""Video inside of DICOM: MPEG-2, MPEG-4 AVC and HEVC, frame by frame.

References
----------
PS3.5 8.2.5 to 8.2.8, A.4.5 to A.4.7; docs/adr/0023.
"""

from io import BytesIO
from threading import Lock
from typing import Any

import cv2
import numpy as np

from ml.errors import ImagingError

_START_CODE = b"\0\0\1"
_PACKET_BYTES = 188  # of a transport stream


class Video:
    """A compressed video, whose frames are decoded one after the other.

    Seeking by time gives neighbours of the frame that was asked for in transport and elementary streams. So a
    frame is reached by decoding all before it: one from each frame to the next, all of them backwards.
    """

    def __init__(self, data: bytes) -> None:
        if not _is_known(data):  # FFmpeg also opens play lists, which name other files
            raise ImagingError("damaged: the pixel data is no video stream that is known")
        self._data = data
        self._lock = Lock()
        self._capture, self._next = self._open(), 0

    def frame(self, index: int) -> np.ndarray:
        """Return (rows, columns, 3) uint8 RGB.

        Raises
        ------
        ImagingError
            The video has no such frame, or cannot be decoded up to there.
        """
        with self._lock:
            if index < self._next:
                self._capture, self._next = self._open(), 0
            while self._next <= index:
                if not self._capture.grab():
                    raise ImagingError(f"truncated: the video ends before frame {index + 1}")
                self._next += 1
            found, picture = self._capture.retrieve()
        if not found:
            raise ImagingError(f"damaged: frame {index + 1} of the video cannot be decoded")
        return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)

    def _open(self) -> cv2.VideoCapture:
        # It takes any stream that is read in binary; its type hints know only one class of its own.
        stream: Any = BytesIO(self._data)
        capture = cv2.VideoCapture(stream, cv2.CAP_FFMPEG, [])
        if not capture.isOpened():
            raise ImagingError("damaged: the video cannot be decoded")
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)
        return capture


def _is_known(data: bytes) -> bool:
    """Tell a transport stream, an MP4 file, or a program or elementary stream."""
    is_transport = data[:1] == b"G" and data[_PACKET_BYTES : _PACKET_BYTES + 1] == b"G"
    return is_transport or data[4:8] == b"ftyp" or _START_CODE in data[:4]
