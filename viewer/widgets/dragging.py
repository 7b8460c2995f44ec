"""What is being dragged: a series of the list, or files from outside."""

from pathlib import Path

from PySide6.QtCore import QMimeData

SERIES_MIME = "application/x-kesit-series"


def series_data(series_uid: str) -> QMimeData:
    """A series to be dragged."""
    data = QMimeData()
    data.setData(SERIES_MIME, series_uid.encode())
    return data


def dragged_series(data: QMimeData) -> str:
    """The uid of the series that is being dragged, "" when it is something else."""
    return data.data(SERIES_MIME).toStdString() if data.hasFormat(SERIES_MIME) else ""


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
